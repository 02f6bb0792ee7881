"""Invented examples are the same at each run, and no slow machine fails a test."""

from hypothesis import settings

settings.load_profile("ci")
