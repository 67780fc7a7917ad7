"""What prevention could win: attributable fractions from published effects and prevalences."""
