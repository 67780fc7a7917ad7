"""Room 3, what it comes to: normalised values, the criteria tree, scores and ranks."""
