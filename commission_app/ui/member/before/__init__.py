"""What comes before reading: ties with the dossiers, and where the person was."""
