"""Room 6, what is said: results as JSON, CSV, workbook and reasons."""
