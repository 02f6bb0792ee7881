"""The fiche de calcul of a dossier, beside the ranking."""
