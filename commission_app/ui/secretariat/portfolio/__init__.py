"""« Sélection »: the first dossiers beside the rules of variety, and on request a list that follows them."""
