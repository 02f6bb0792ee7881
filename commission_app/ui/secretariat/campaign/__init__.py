"""« Campagne »: its settings and its grid, until the grid is frozen."""
