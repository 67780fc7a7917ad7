"""How anything is written: tables, workbooks, Word, PDF, files."""
