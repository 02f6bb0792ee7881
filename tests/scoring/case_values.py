"""What the worked cases are written in, and the values of the kernel they stand for."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.scoring.readings import Reading
from tests.scoring.scoring_examples import grid_of, reading

Case = dict[str, Any]
Runner = Callable[[Any], Any]


def written(value: Fraction | None) -> str | None:
    """Write a value as the cases do: `208/3`, `69`, or null when undefined."""
    return None if value is None else str(value)


def decimal(value: Fraction | None) -> float | None:
    """Write a value as the approximate number of a case that tolerates a gap."""
    return None if value is None else float(value)


def all_written(values: Mapping[Any, Fraction | None]) -> dict[str, str | None]:
    """Write each value of a table."""
    return {name: written(value) for name, value in values.items()}


def given_grid(given: Case) -> Grid:
    """Build the grid of a case."""
    return grid_of(
        {
            section["id"]: (section["poids"], {item["id"]: item["poids"] for item in section["criteres"]})
            for section in given["grille"]
        },
        given["echelle_max"],
    )


def given_readings(given: Case) -> list[Reading]:
    """Build the readings of a case; without institutions, each reader is alone in theirs."""
    institutions = given.get("evaluateurs", {})
    return [
        reading(
            sheet["evaluateur"],
            sheet["dossier"],
            sheet["notes"],
            institutions.get(sheet["evaluateur"], ""),
        )
        for sheet in given["fiches"]
    ]


def given_dossiers(given: Case) -> list[DossierId]:
    """Return the dossiers of a case, listed or read."""
    return [
        DossierId(name) for name in given.get("dossiers") or {item["dossier"] for item in given["fiches"]}
    ]


def given_recusals(given: Case) -> list[tuple[MemberId, DossierId]]:
    """Return the recusals of a case."""
    return [(MemberId(reader), DossierId(dossier)) for reader, dossier in given.get("deports", [])]


def given_totals(given: Case) -> dict[tuple[MemberId, DossierId], Fraction]:
    """Return the totals of a case by reader and dossier."""
    return {
        (MemberId(item["evaluateur"]), DossierId(item["dossier"])): Fraction(item["total"])
        for item in given["totaux"]
    }


def given_rows(rows: Sequence[Sequence[int | str | None]]) -> list[list[Fraction | None]]:
    """Return a table of values, absent where the case writes null."""
    return [[None if value is None else Fraction(value) for value in row] for row in rows]


def given_table(rows: Sequence[Sequence[int | str | None]]) -> list[list[Fraction]]:
    """Return a table of values without the columns that are not complete."""
    columns = [column for column in zip(*given_rows(rows), strict=True) if None not in column]
    return [[value for value in row if value is not None] for row in zip(*columns, strict=True)]


def given_profiles(given: Case) -> dict[DossierId, tuple[Fraction, ...]]:
    """Return the profiles of a case."""
    return {DossierId(name): tuple(map(Fraction, values)) for name, values in given["profils"].items()}


def given_weights(given: Case) -> tuple[Fraction, ...]:
    """Return the published weights of a case."""
    return tuple(map(Fraction, given["poids"]))
