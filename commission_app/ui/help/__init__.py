"""The help pages (F1): one short page a screen, beside the work."""
