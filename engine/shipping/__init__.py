"""The shipped data folders, built from the published tables."""
