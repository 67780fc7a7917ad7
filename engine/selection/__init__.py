"""Room 4, who is chosen: the grant key, the conditions and the best selection."""
