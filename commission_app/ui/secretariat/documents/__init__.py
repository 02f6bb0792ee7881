"""The page « Documents »: what is printed, in which state, with its real preview."""
