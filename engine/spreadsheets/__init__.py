"""Uploaded workbooks and tables to the tables of a data folder."""
