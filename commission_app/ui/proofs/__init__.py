"""« Preuves… »: digests, keys and commands, out of the way of whoever does not ask for them."""
