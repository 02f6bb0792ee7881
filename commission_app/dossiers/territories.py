"""The territory of a candidacy, from the words of an index: kind, codes, short name."""

import re
from collections.abc import Iterator

from commission_app.dossiers.index import IndexedCandidacy, key
from commission_app.dossiers.places import short_name
from commission_app.scoring.dossier import Territory

_KINDS = {
    "commune": "commune",
    "ville": "commune",
    "epci": "EPCI",
    "ca": "EPCI",
    "cc": "EPCI",
    "cu": "EPCI",
    "metropole": "EPCI",
    "communautedagglomeration": "EPCI",
    "communautedecommunes": "EPCI",
    "communauteurbaine": "EPCI",
    "intercommunalite": "EPCI",
    "groupement": "groupement",
}
_DENSITIES = {"urbain": "urbain", "urbaine": "urbain", "rural": "rural", "rurale": "rural"}
_DEPARTEMENT = re.compile(r"\d{2,3}|2[AB]")


def unknown_values(found: IndexedCandidacy) -> Iterator[tuple[str, str]]:
    """Give the (column, value) pairs of an indexed dossier that cannot be understood."""
    if not found.id:
        yield "identifiant", ""
    if not found.applicant:
        yield "porteur", ""
    if key(found.kind) not in _KINDS:
        yield "type", found.kind
    if not _DEPARTEMENT.fullmatch(_departement(found)):
        yield "département", found.departement
    if key(found.density) not in _DENSITIES:
        yield "typologie", found.density
    if not _digits(found.population):
        yield "population", found.population


def territory_of(found: IndexedCandidacy) -> Territory:
    """Return the territory of an indexed dossier whose values are all known."""
    kind = _KINDS[key(found.kind)]
    return Territory(
        name=found.territory.strip() or short_name(found.applicant),
        kind=kind,
        code=_code(found.code, kind),
        departement=_departement(found),
        density=_DENSITIES[key(found.density)],
        population=int(_digits(found.population)),
    )


def _departement(found: IndexedCandidacy) -> str:
    """Return the code of the département; a spreadsheet takes « 01 » for a number and drops its zero."""
    return found.departement.strip().upper().zfill(2)


def _code(code: str, kind: str) -> str:
    """Return the INSEE code of a commune with the zero a spreadsheet dropped, any other code as given."""
    code = code.strip()
    return code.zfill(5) if kind == "commune" and code.isdecimal() and len(code) < 9 else code


def _digits(population: str) -> str:
    """Return a population without the spaces between thousands; nothing when it is not a number."""
    digits = "".join(population.split())
    return digits if digits.isdecimal() and digits.isascii() else ""
