"""Names of départements, for people: a code alone says nothing to most readers."""

import csv
from functools import cache

from commission_app import resources


def departement_fr(code: str) -> str:
    """Return « Pas-de-Calais (62) »; a code that has no name stays as it is."""
    name = _names().get(code)
    return f"{name} ({code})" if name else code


@cache
def _names() -> dict[str, str]:
    with resources.path("indicators/departements.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["nom"].replace("'", "’") for row in csv.DictReader(file)}
