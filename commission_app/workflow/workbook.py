"""Rows as a workbook or a CSV for other tools: what somebody wrote stays text, whatever it begins with."""

import csv
import io
from collections.abc import Sequence
from typing import Any, Final

import xlsxwriter

Cells = Sequence[str | int | None]

# What an applicant or a member wrote is text, whatever it begins with: no formula, no link.
_OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_MOST_MEASURED: Final = 2_000  # rows whose widths are measured: more would take seconds


def workbook(sheets: Sequence[tuple[str, Sequence[Cells]]]) -> bytes:
    """Return an XLSX whose sheets have these names and rows, the first row being the titles."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for title, rows in sheets:
            _write_sheet(book, bold, title, rows)
    return target.getvalue()


def csv_text(rows: Sequence[Cells]) -> bytes:
    """Return a CSV as a French spreadsheet opens it; a cell that would be a formula is quoted as text."""
    target = io.StringIO()
    csv.writer(target, delimiter=";", lineterminator="\r\n").writerows(map(_harmless, rows))
    return target.getvalue().encode("utf-8-sig")


def _harmless(row: Cells) -> list[str | int | None]:
    return [
        f"'{cell}" if isinstance(cell, str) and cell.lstrip().startswith(_BEGINS_A_FORMULA) else cell
        for cell in row
    ]


def _write_sheet(book: Any, bold: Any, title: str, rows: Sequence[Cells]) -> None:
    sheet = book.add_worksheet(title)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value, bold if number == 0 else None)
    sheet.freeze_panes(1, 2)
    if len(rows) <= _MOST_MEASURED:
        sheet.autofit()
