"""Scenarios kept in a database: what was set, on which criteria and data, and what came of it."""
