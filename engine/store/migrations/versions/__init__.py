"""The steps, one file a release that changed the tables."""
