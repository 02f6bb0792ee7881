"""Verbs: one function is one thing a person does, shared by the window and the command line."""
