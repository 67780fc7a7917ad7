"""One question a page: read the setting, call the engine, show."""
