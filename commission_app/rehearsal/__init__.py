"""Invented campaigns: the demonstration, and generated ones for rehearsals and benchmarks."""
