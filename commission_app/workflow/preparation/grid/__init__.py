"""The grid before its freeze, and the act that replaces it after."""
