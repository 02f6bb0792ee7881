"""The window « Qui lit quoi »: everybody everything, or a balanced share, and the dossiers read by all."""
