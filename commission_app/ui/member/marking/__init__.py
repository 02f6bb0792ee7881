"""« Lire et noter »: the dossiers and the pieces, and what goes between them and the grid."""
