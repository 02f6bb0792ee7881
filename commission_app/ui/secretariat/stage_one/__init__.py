"""« Départements et invitations »: which départements may apply, then who there is invited."""
