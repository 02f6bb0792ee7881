"""What the worked cases are written in, and the values of the kernel they stand for."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from commission_app.errors import AppError
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import DossierId, MemberId
from tests.scoring.scoring_examples import grid_of

Case = dict[str, Any]
LARGEST_SCALE = 1_000
Runner = Callable[[Any], Any]


def written(value: Fraction | int | None) -> str | None:
    """Write a value as the cases do: `208/3`, `69`, or null when undefined."""
    return None if value is None else str(value)


def decimal(value: Fraction | None) -> float | None:
    """Write a value as the approximate number of a case that tolerates a gap."""
    return None if value is None else float(value)


def all_written(values: Mapping[Any, Fraction | None]) -> dict[str, str | None]:
    """Write each value of a table."""
    return {name: written(value) for name, value in values.items()}


def given_grid(given: Case) -> Grid:
    """Build the grid of a case. ValueError for a scale that nobody could read."""
    if not 1 <= given["echelle_max"] <= LARGEST_SCALE:
        raise ValueError(given["echelle_max"])
    return grid_of(
        {
            section["id"]: (section["poids"], {item["id"]: item["poids"] for item in section["criteres"]})
            for section in given["grille"]
        },
        given["echelle_max"],
    )


def given_totals(given: Case) -> dict[tuple[MemberId, DossierId], Fraction]:
    """Return the totals of a case by reader and dossier, without those that are not defined.

    Raises NOT-05 when a reader has two totals for a dossier: neither is the right one.
    """
    totals: dict[tuple[MemberId, DossierId], Fraction] = {}
    for item in given["totaux"]:
        pair = MemberId(item["evaluateur"]), DossierId(item["dossier"])
        if pair in totals:
            raise AppError("NOT-05", member=pair[0], dossier=pair[1])
        if item["total"] is not None:
            totals[pair] = Fraction(item["total"])
    return totals


def given_rows(rows: Sequence[Sequence[int | str | None]]) -> list[list[Fraction | None]]:
    """Return a table of values, absent where the case writes null."""
    return [[None if value in (None, "NE") else Fraction(value) for value in row] for row in rows]


def given_table(rows: Sequence[Sequence[int | str | None]]) -> list[list[Fraction]]:
    """Return a table of values without the columns that are not complete."""
    columns = [column for column in zip(*given_rows(rows), strict=True) if None not in column]
    return [[value for value in row if value is not None] for row in zip(*columns, strict=True)]


def given_profiles(given: Case) -> dict[DossierId, tuple[Fraction, ...]]:
    """Return the profiles of a case."""
    return {DossierId(name): tuple(map(Fraction, values)) for name, values in given["profils"].items()}


def given_weights(given: Case) -> tuple[Fraction, ...]:
    """Return the published weights of a case as shares: those of a grid may add up to 100."""
    weights = tuple(map(Fraction, given["poids"]))
    whole = sum(weights, Fraction(0))
    return tuple(weight / whole for weight in weights) if whole > 0 else weights
