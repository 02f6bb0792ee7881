"""From what was received to pieces that are kept: dry run, import, changes, checks."""
