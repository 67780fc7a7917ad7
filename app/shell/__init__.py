"""What stands around every page: session, links, cache, panel, background work."""
