"""« Remettre ma fiche »: what is still missing, the fiche, what became of it."""
