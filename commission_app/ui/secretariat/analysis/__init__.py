"""« Analyse »: beside the official ranking, closed by default, never projected."""
