"""Pure values and arithmetic of the commission: no input or output, no clock, no randomness."""
