"""Folders, tables and pieces that come in from outside."""
