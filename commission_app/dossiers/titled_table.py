"""A table whose first row gives titles, as columns of texts: what an imported list is recognised by."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commission_app.dossiers.column_checks import amount, are_ranks
from commission_app.dossiers.index import Sheets
from commission_app.errors import AppError
from commission_app.texts import folded

# How an administration writes that a figure is not published: none of them is a zero.
_UNPUBLISHED = frozenset({"nd", "n.d.", "n.d", "ns", "n.s.", "s", "-", "–", "—", "...", "…"})
_SIGNS = re.compile(r"[^a-z0-9%]+")


@dataclass(frozen=True)
class TitledColumn:
    """One column: its title, and the text of each row."""

    title: str
    cells: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the title, without accents nor signs."""
        return tuple(_SIGNS.sub(" ", folded(self.title)).split())

    @property
    def holds_ranks(self) -> bool:
        """Whether its numbers are places: whole, from 1 to how many they are, hardly two the same."""
        numbers = [number for cell in self.cells if (number := amount(cell)) is not None]
        if are_ranks(numbers):
            return True
        whole = len(numbers) >= _FEWEST and all(number == number.to_integral_value() for number in numbers)
        near = whole and min(numbers) == 1 and max(numbers) <= len(numbers)
        return near and len(set(numbers)) * 10 >= len(numbers) * 9


_FEWEST = 10  # numbers under which near-ranks mean nothing


def columns_of(sheets: Sheets, name: str) -> tuple[TitledColumn, ...]:
    """Return the columns of the one sheet that holds something. DEP-14 without rows under the titles.

    A row may be shorter than the others; a title that is missing or repeated is completed.
    """
    rows = next((rows for _, rows in sheets if rows), ())
    if len(rows) < 2:
        raise AppError("DEP-14", file=name)
    width = max(map(len, rows))
    head, lines = _padded(rows[0], width), [_padded(row, width) for row in rows[1:]]
    titles = list(_titles(head))
    columns = (
        TitledColumn(title, tuple(line[place].strip() for line in lines))
        for place, title in enumerate(titles)
    )
    return tuple(column for column in columns if any(column.cells) or column.title.strip())


def published(cell: str) -> str:
    """Return the text of a cell; nothing where it says that the figure is not published."""
    return "" if folded(cell) in _UNPUBLISHED else cell


def _padded(row: Sequence[str], width: int) -> tuple[str, ...]:
    return (*row, *[""] * (width - len(row)))


def _titles(head: Sequence[str]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for place, text in enumerate(head, start=1):
        title = " ".join(text.split()) or f"colonne {place}"
        seen[title] = seen.get(title, 0) + 1
        yield title if seen[title] == 1 else f"{title} ({seen[title]})"
