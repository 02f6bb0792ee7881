"""The page view of a piece and its client of the worker."""
