"""Every result in words, tables and JSON, one module a result."""
