"""Room 5, how firmly: what the selection rests on and what would change it."""
