"""Room 1, what is known: industries and figures with period, unit, quality and source."""
