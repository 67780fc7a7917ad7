"""Statistics Norway's StatBank (PxWebApi v2) to a data folder: a recipe says what a table's dimensions mean."""
