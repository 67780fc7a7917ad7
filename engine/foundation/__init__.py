"""What every room stands on: errors, locale, quality, tolerances, exact arithmetic, files replaced whole."""
