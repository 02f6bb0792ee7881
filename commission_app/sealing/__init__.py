"""Bytes that travel: age files, signed acts, opening codes, vault, lots and fiches."""
