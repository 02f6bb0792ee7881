"""« Ma synthèse »: the marks of all the dossiers, beside one another."""
