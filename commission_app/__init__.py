"""Offline desktop application with which a national selection commission scores dossiers."""

__version__ = "0.1.0"
