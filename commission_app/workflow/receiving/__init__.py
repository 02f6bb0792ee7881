"""Fiches come back: received, closed by a signed list, acknowledged by receipts."""
