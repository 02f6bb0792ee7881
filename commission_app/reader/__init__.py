"""PDF in: rendering, text and search, in a child process."""
