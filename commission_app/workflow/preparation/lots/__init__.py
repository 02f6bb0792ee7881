"""Who reads what, and the sealed lots that carry it."""
