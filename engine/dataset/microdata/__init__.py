"""One row a respondent to prevalences by industry: design-based, shrunk, standardised, and safe to publish."""
