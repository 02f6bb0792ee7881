"""Small fields and painted parts shared by the pages."""
