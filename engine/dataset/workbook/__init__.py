"""Other people's tables in and out: workbooks, CSV files and tables pasted from reports."""
