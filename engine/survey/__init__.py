"""Survey microdata, one row a respondent, to prevalences that may be shown."""
