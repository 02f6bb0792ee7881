"""Names of départements, for people: a code alone says nothing to most readers."""

from commission_app.workflow.preparation.departements.indicators import departement_names


def departement_fr(code: str) -> str:
    """Return « Pas-de-Calais (62) »; a code that has no name stays as it is."""
    name = departement_names().get(code)
    return f"{name} ({code})" if name else code
