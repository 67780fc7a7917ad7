"""Other people's statistics to the tables of a data folder, one module a publisher."""
