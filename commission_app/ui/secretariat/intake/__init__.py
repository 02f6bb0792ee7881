"""The page « Dossiers »: the candidacies, and the import that brings them in."""
