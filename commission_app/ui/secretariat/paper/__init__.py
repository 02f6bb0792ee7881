"""The window where two agents of the secretariat enter the paper grids of a member."""
