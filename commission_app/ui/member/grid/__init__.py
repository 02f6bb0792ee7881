"""The grid beside the pieces: criteria, evidence, tags, recusal and close of one dossier."""
