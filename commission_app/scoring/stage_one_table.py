"""The published indicators of départements, read from a table of text (CSV with commas, no quotes)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from commission_app.errors import AppError
from commission_app.scoring.grid import exact_number

LONGEST = 1_000_000  # signs: a hundred départements and twenty columns make ten thousand


def table_from_text(
    text: str, columns: Mapping[str, Sequence[str]], code: str = "code"
) -> dict[str, dict[str, Fraction | None]]:
    """Return the figures of each département.

    `columns` gives, for each indicator, the columns where it may stand: the first that is not empty is taken.
    A figure that stands nowhere is None, and the département not classable. Raises NOT-12 for a table that is
    not of this form, NOT-11 for an indicator without any of its columns.
    """
    if len(text) > LONGEST:
        raise AppError("NOT-12", rules="indicateurs")
    lines = [line.split(",") for line in text.removeprefix("\ufeff").splitlines() if line.strip()]
    head, rows = (lines[0], lines[1:]) if lines else ([], [])
    for indicator, names in columns.items():
        if not set(names) <= set(head):
            raise AppError("NOT-11", indicator=indicator)
    found: dict[str, dict[str, Fraction | None]] = {}
    for row in rows:
        if len(row) != len(head) or code not in head:
            raise AppError("NOT-12", rules="indicateurs")
        cells = dict(zip(head, row, strict=True))
        if not cells[code] or cells[code] in found:
            raise AppError("NOT-12", rules="indicateurs")
        found[cells[code]] = {
            indicator: _figure([cells[name] for name in names]) for indicator, names in columns.items()
        }
    return found


def _figure(cells: Sequence[str]) -> Fraction | None:
    text = next((cell.strip() for cell in cells if cell.strip()), None)
    if text is None:
        return None
    try:
        return exact_number(text)
    except (ValueError, ZeroDivisionError) as error:
        raise AppError("NOT-12", rules="indicateurs") from error
