"""A Report in a terminal: Rich tables, one item a line."""
