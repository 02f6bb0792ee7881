"""Indicators that a secretariat brings: a table is read and told, then columns of it are kept, or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from commission_app.dossiers.departement_table import (
    DepartementTable,
    FigureColumn,
    read_departement_table,
)
from commission_app.dossiers.questions import IntakeProblem
from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.workflow.preparation.departements.indicators import announced_by, known_columns
from commission_app.workflow.preparation.departements.stage_one_file import (
    ImportedIndicator,
    read_stage_one,
    write_stage_one,
)
from commission_app.workflow.preparation.departements.table_file import read_table
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat.session import SecretariatSession


@dataclass(frozen=True)
class Pick:
    """A column to take as an indicator, and which way is urgent. `zero`: what 0 says, when there are some."""

    title: str
    high_first: bool
    zero_is_missing: bool | None = None


@dataclass(frozen=True)
class ReadColumn:
    """One column of a table, as it is told: how many figures, and why it may not be taken."""

    title: str
    known: int
    zeros: int
    high_first: bool | None  # as the catalogue says of what its title announces
    problems: tuple[str, ...]


@dataclass(frozen=True)
class ReadTable:
    """A table that was read, with everything to know before anything of it is kept."""

    table: DepartementTable = field(repr=False)
    columns: tuple[ReadColumn, ...]
    problems: tuple[str, ...]  # of the rows: nothing may be taken
    notes: tuple[str, ...]


def read_indicators(file: Path, progress: Progress) -> ReadTable:
    """Read a table whose columns may become indicators; nothing is kept. DEP-01, DEP-14, IDX-29 to IDX-32."""
    table = read_departement_table(read_table(file, progress), file.name, known_columns())
    columns = tuple(_read(column) for column in table.columns)
    return ReadTable(table, columns, told(table.problems), told(table.notes))


def take_columns(session: SecretariatSession, read: ReadTable, picks: Sequence[Pick]) -> None:
    """Keep columns of a table as indicators, all or none; one that bears the title of another replaces it.

    Raises the first problem of the table or of a column, DEP-04 for zeros nobody explained, DEP-08 for a
    column that is not there.
    """
    table = read.table
    for problem in table.problems:
        raise AppError(problem.code, **problem.facts)
    columns = {column.title: column for column in table.columns}
    file = read_stage_one(session.database)
    imported, weights = dict(file.imported), dict(file.weights)
    if not picks:
        raise AppError("DEP-08", column="")
    for pick in picks:
        if pick.title not in columns:
            raise AppError("DEP-08", column=pick.title)
        taken = _imported(session, table.name, columns[pick.title], pick)
        place = next((name for name, one in imported.items() if one.title == taken.title), "")
        place = place or f"import-{_next_number(imported)}"
        imported[place], weights[place] = taken, weights.get(place, "1")
        announced = announced_by(pick.title)
        if announced is not None:
            weights.pop(announced.id, None)  # the same thing must not count twice
    with session.database.transaction():
        write_stage_one(session.database, msgspec.structs.replace(file, imported=imported, weights=weights))
        session.log("indicators_imported", {"file": table.name, "columns": len(picks)})


def forget_indicator(session: SecretariatSession, indicator: str) -> None:
    """Let go of an imported indicator. DEP-08 for one that was not imported."""
    file = read_stage_one(session.database)
    if indicator not in file.imported:
        raise AppError("DEP-08", column=indicator)
    title = file.imported[indicator].title
    imported = {name: one for name, one in file.imported.items() if name != indicator}
    weights = {name: weight for name, weight in file.weights.items() if name != indicator}
    kept = msgspec.structs.replace(
        file, imported=imported, weights=weights, conditions_min=min(file.conditions_min, len(weights))
    )
    with session.database.transaction():
        write_stage_one(session.database, kept)
        session.log("indicator_forgotten", {"title": title})


def told(problems: Iterable[IntakeProblem]) -> tuple[str, ...]:
    """Return both sentences of each problem, as one text."""
    found = (sentences(AppError(problem.code, **problem.facts)) for problem in problems)
    return tuple(f"{words.what} {words.do}" for words in found)


def _read(column: FigureColumn) -> ReadColumn:
    announced = announced_by(column.title)
    known = sum(figure is not None for figure in column.figures.values())
    way = None if announced is None else announced.high_first
    return ReadColumn(column.title, known, column.zeros, way, told(column.problems))


def _imported(session: SecretariatSession, file: str, column: FigureColumn, pick: Pick) -> ImportedIndicator:
    for problem in column.problems:
        raise AppError(problem.code, **problem.facts)
    if column.zeros and pick.zero_is_missing is None:
        raise AppError("DEP-04", column=column.title, count=column.zeros)
    figures = column.without_zeros() if pick.zero_is_missing else column.figures
    announced = announced_by(column.title)
    return ImportedIndicator(
        title=column.title,
        short=column.title if announced is None else announced.short,
        high_first=pick.high_first,
        figures={code: str(figure) for code, figure in sorted(figures.items()) if figure is not None},
        file=file,
        at=session.desk.now().isoformat(),
        note=announced.note if announced is not None and announced.high_first == pick.high_first else "",
    )


def _next_number(imported: Mapping[str, ImportedIndicator]) -> int:
    return 1 + max((int(name.rpartition("-")[2]) for name in imported), default=0)
