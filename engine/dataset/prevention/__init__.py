"""What prevention could win: exposures and published odds ratios to shares of an outcome, cases and days."""
