"""Rows at rest: the encrypted database of one desk."""
