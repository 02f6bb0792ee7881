"""A table of figures by département, as somebody publishes it or a secretariat keeps it.

Every doubt is named at once; a column with a problem is not taken, and a doubt on the rows stops the whole.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from commission_app.dossiers.column_checks import amount
from commission_app.dossiers.index import Sheets, key
from commission_app.dossiers.questions import IntakeProblem
from commission_app.dossiers.titled_table import TitledColumn, columns_of, published
from commission_app.errors import AppError, Fact
from commission_app.texts import exact_fr

_CODE_TITLES = ("code", "codedepartement", "codedudepartement", "codedep", "dep", "departement", "numero")
_NAME_TITLES = frozenset({"nom", "libelle", "nomdepartement", "nomdudepartement", "departement", "region"})
_FEWEST = 5  # figures under which a column of one value means nothing
_MOST = 10**12
_FINEST = -6  # decimals of a figure
_RATE = ("taux", "part", "%")


@dataclass(frozen=True)
class Bounds:
    """What a figure may be, and how the words of a title begin when it announces that figure."""

    words: tuple[str, ...]
    low: Fraction
    high: Fraction

    def are_of(self, column: TitledColumn) -> bool:
        """Whether a title announces this figure."""
        return all(any(found.startswith(word) for found in column.words) for word in self.words)


@dataclass(frozen=True)
class Known:
    """What columns are compared with: names by code, bounds, and by title the figures of other columns."""

    names: Mapping[str, str]
    bounds: Sequence[Bounds] = ()
    figures: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> dict[str, str]:
        """Codes by what may be written in their place: the code itself, without its zero, or the name."""
        by_name = {key(name): code for code, name in self.names.items()}
        return by_name | {key(code).lstrip("0"): code for code in self.names}


@dataclass(frozen=True)
class FigureColumn:
    """A column that may be an indicator: None where its cell is empty. `problems` forbid to take it."""

    title: str
    figures: Mapping[str, Fraction | None]
    problems: tuple[IntakeProblem, ...] = ()

    @cached_property
    def zeros(self) -> int:
        """How many figures are 0: a figure, or the absence of one."""
        return sum(figure == 0 for figure in self.figures.values())

    def without_zeros(self) -> dict[str, Fraction | None]:
        """Return the figures where 0 says that nobody answered."""
        return {code: figure or None for code, figure in self.figures.items()}


@dataclass(frozen=True)
class DepartementTable:
    """A table read whole. `problems` forbid to take any of it; `notes` only say what was done."""

    name: str
    columns: tuple[FigureColumn, ...]
    problems: tuple[IntakeProblem, ...] = ()
    notes: tuple[IntakeProblem, ...] = ()


def read_departement_table(sheets: Sheets, name: str, known: Known) -> DepartementTable:
    """Read a table of figures. DEP-14 without rows, DEP-01 when no column names the départements."""
    columns = columns_of(sheets, name)
    codes = _codes_column(columns, name)
    rows = [known.by_key.get(key(cell).lstrip("0"), "") for cell in codes.cells]
    problems = tuple(_row_problems(codes, rows, known))
    others = [column for column in columns if column is not codes and not _is_a_name(column)]
    figures = () if problems else tuple(_figures(column, rows, known) for column in others)
    return DepartementTable(name, figures, problems, tuple(_notes(codes, rows, sheets)))


def _codes_column(columns: Sequence[TitledColumn], name: str) -> TitledColumn:
    titled = {key(column.title): column for column in reversed(columns)}
    for title in _CODE_TITLES:
        if title in titled:
            return titled[title]
    raise AppError("DEP-01", file=name)


def _is_a_name(column: TitledColumn) -> bool:
    """Tell whether a column only names the rows again; under such a title, figures are still looked at."""
    return key(column.title) in _NAME_TITLES and not any(map(amount, column.cells))


def _row_problems(codes: TitledColumn, rows: Sequence[str], known: Known) -> Iterator[IntakeProblem]:
    strange = [cell or "(vide)" for cell, code in zip(codes.cells, rows, strict=True) if not code]
    if strange:
        yield IntakeProblem("DEP-02", {"value": strange[0], "count": len(strange)})
    for code, count in Counter(filter(None, rows)).items():
        if count > 1:
            yield IntakeProblem("DEP-03", {"departement": f"{known.names[code]} ({code})", "count": count})


def _notes(codes: TitledColumn, rows: Sequence[str], sheets: Sheets) -> Iterator[IntakeProblem]:
    lost = [code for cell, code in zip(codes.cells, rows, strict=True) if code == f"0{cell}"]
    if lost:
        yield IntakeProblem("DEP-16", {"first": lost[0], "count": len(lost)})
    if sum(bool(lines) for _, lines in sheets) > 1:
        yield IntakeProblem("DEP-17", {"sheet": sheets[0][0]})


def _figures(column: TitledColumn, rows: Sequence[str], known: Known) -> FigureColumn:
    cells = dict(zip(rows, map(published, column.cells), strict=True))
    figures = {code: _figure(cell) for code, cell in cells.items()}
    filled = {code: figure for code, figure in figures.items() if figure is not None}
    strange = [(code, cell) for code, cell in cells.items() if cell and figures[code] is None]
    problems = []
    if strange:
        code, cell = strange[0]
        facts: dict[str, Fact] = {
            "column": column.title,
            "value": cell,
            "departement": code,
            "count": len(strange),
        }
        problems.append(IntakeProblem("DEP-12", facts))
    else:
        problems.extend(_column_problems(column, filled, known))
    return FigureColumn(column.title, figures, tuple(problems))


def _figure(cell: str) -> Fraction | None:
    number = amount(cell.replace("%", ""))
    if number is None or abs(number) > _MOST:
        return None
    exponent = number.as_tuple().exponent
    return Fraction(number) if isinstance(exponent, int) and exponent >= _FINEST else None


def _column_problems(
    column: TitledColumn, filled: Mapping[str, Fraction], known: Known
) -> Iterator[IntakeProblem]:
    """Refuse what betrays permuted columns: nothing, one value, places, codes, others' figures, a range."""
    title, values = column.title, list(filled.values())
    if not values:
        yield IntakeProblem("DEP-15", {"column": title})
        return
    if len(values) >= _FEWEST and len(set(values)) == 1:
        yield IntakeProblem("DEP-07", {"column": title, "value": exact_fr(values[0])})
    elif column.holds_ranks:
        yield IntakeProblem("DEP-13", {"column": title, "count": len(values)})
    elif _agrees(filled, {code: Fraction(code) for code in known.names if code.isdecimal()}):
        yield IntakeProblem("DEP-06", {"column": title, "other": "le code du département"})
    else:
        yield from _out_of_bounds(column, filled, known)
        for other, figures in known.figures.items():
            if _agrees(filled, figures) and not _announces(column, other):
                yield IntakeProblem("DEP-06", {"column": title, "other": other})


def _out_of_bounds(
    column: TitledColumn, filled: Mapping[str, Fraction], known: Known
) -> Iterator[IntakeProblem]:
    low, high = _bounds(column, known)
    outside = [(code, figure) for code, figure in filled.items() if figure and not low <= figure <= high]
    if outside:
        code, figure = outside[0]
        yield IntakeProblem(
            "DEP-05",
            {
                "column": column.title,
                "value": exact_fr(figure),
                "departement": code,
                "low": exact_fr(low),
                "high": exact_fr(high),
                "count": len(outside),
            },
        )


def _bounds(column: TitledColumn, known: Known) -> tuple[Fraction, Fraction]:
    for bounds in known.bounds:
        if bounds.are_of(column):
            return bounds.low, bounds.high
    is_rate = any(word.startswith(_RATE) for word in column.words)
    return (Fraction(0), Fraction(100)) if is_rate else (Fraction(-_MOST), Fraction(_MOST))


def _agrees(filled: Mapping[str, Fraction], figures: Mapping[str, Fraction]) -> bool:
    """Tell whether most figures are those of another column: no two indicators do that by chance."""
    common = filled.keys() & figures.keys()
    same = sum(filled[code] == figures[code] for code in common)
    return len(common) >= _FEWEST and same * 2 > len(common)


def _announces(column: TitledColumn, other: str) -> bool:
    """Tell whether a title announces these very figures: an embedded column may be brought in again."""
    return set(TitledColumn(other, ()).words) <= set(column.words)
