"""What can be taken over from today's programmes: similarity of exposures, and the baseline to set goals from."""
