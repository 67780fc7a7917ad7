"""Data and criteria to scores: normalisation, aggregation, the tree, and what unknown figures leave open."""
