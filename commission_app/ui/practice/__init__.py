"""Five minutes of practice on a fictional dossier, with the real windows over a desk that is erased."""
