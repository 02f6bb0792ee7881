"""A table that says something of communes and EPCI: the priority basin of a schéma départemental, an e-mail.

It is joined by INSEE code or SIREN. Every doubt is named; nothing of a table is taken while one is left.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from commission_app.dossiers.column_checks import is_address
from commission_app.dossiers.index import Sheets, key
from commission_app.dossiers.places import Place, Places
from commission_app.dossiers.questions import IntakeProblem
from commission_app.dossiers.titled_table import TitledColumn, columns_of, published
from commission_app.errors import AppError, Fact

_CODES = frozenset({"code", "codeinsee", "insee", "siren", "siret", "codegeo", "codecommune", "codeepci"})
_BASIN, _EMAIL = "bassin", "courriel"
_TITLES = {_BASIN: ("bassin",), _EMAIL: ("courriel", "mail", "email", "e-mail")}


@dataclass(frozen=True)
class TerritoryTable:
    """What a table says, by territory. `problems` forbid to take any of it; `notes` say what was done."""

    name: str
    basins: Mapping[str, str]
    emails: Mapping[str, str]
    problems: tuple[IntakeProblem, ...] = ()
    notes: tuple[IntakeProblem, ...] = ()


def read_territory_table(sheets: Sheets, name: str, places: Places) -> TerritoryTable:
    """Read a table. DEP-14 without rows, INV-02 when a column that it needs is missing."""
    columns = columns_of(sheets, name)
    codes = next((column for column in columns if key(column.title) in _CODES), None)
    if codes is None:
        raise AppError("INV-02", file=name, column="code")
    basins, emails = _titled(columns, _BASIN), _titled(columns, _EMAIL)
    if basins is None and emails is None:
        raise AppError("INV-02", file=name, column=_BASIN)
    rows = [places.of_code(cell) if cell else None for cell in codes.cells]
    problems = [*_unknown(codes, rows)]
    found: dict[str, dict[str, str]] = {}
    for what, column in ((_BASIN, basins), (_EMAIL, emails)):
        if column is not None:
            problems.extend(_column_problems(what, column, rows))
            found[what] = {}
            problems.extend(_join(column, rows, found[what]))
    return TerritoryTable(
        name, found.get(_BASIN, {}), found.get(_EMAIL, {}), tuple(problems), tuple(_notes(codes, rows))
    )


def _titled(columns: Sequence[TitledColumn], what: str) -> TitledColumn | None:
    beginnings = tuple(map(key, _TITLES[what]))
    return next(
        (column for column in columns if any(word.startswith(beginnings) for word in column.words)), None
    )


def _unknown(codes: TitledColumn, rows: Sequence[Place | None]) -> Iterator[IntakeProblem]:
    strange = [cell or "(vide)" for cell, place in zip(codes.cells, rows, strict=True) if place is None]
    if strange:
        yield IntakeProblem("INV-03", {"value": strange[0], "count": len(strange)})


def _notes(codes: TitledColumn, rows: Sequence[Place | None]) -> Iterator[IntakeProblem]:
    lost = [
        place.code
        for cell, place in zip(codes.cells, rows, strict=True)
        if place is not None and place.code == f"0{cell}"
    ]
    if lost:
        yield IntakeProblem("DEP-16", {"first": lost[0], "count": len(lost)})


def _column_problems(
    what: str, column: TitledColumn, rows: Sequence[Place | None]
) -> Iterator[IntakeProblem]:
    """Refuse what a moved column betrays: places of a ranking, codes or zeros for names, no address."""
    if column.holds_ranks:
        yield IntakeProblem("DEP-13", {"column": column.title, "count": len(column.cells)})
        return
    cells = [published(cell) for cell in column.cells]
    if what == _EMAIL:
        strange = [cell for cell in cells if cell and not is_address(cell)]
    else:
        own = [place.code if place else "" for place in rows]
        strange = [cell for cell, code in zip(cells, own, strict=True) if cell in ("0", code) and cell]
    if strange:
        facts: dict[str, Fact] = {"column": column.title, "value": strange[0], "count": len(strange)}
        yield IntakeProblem("INV-05", facts)


def _join(
    column: TitledColumn, rows: Sequence[Place | None], found: dict[str, str]
) -> Iterator[IntakeProblem]:
    for cell, place in zip(map(published, column.cells), rows, strict=True):
        if place is None or not cell:
            continue
        if found.setdefault(place.code, cell) != cell:
            yield IntakeProblem("INV-04", {"territory": place.name, "column": column.title})
