"""Results to charts and tables, without Streamlit."""
