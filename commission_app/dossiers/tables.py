"""Read a table of candidacies as rows of texts, whatever program saved it: CSV, XLSX or ODS.

Runs in the reading process: a workbook is an archive made by a stranger.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import PurePosixPath

from python_calamine import CalamineSheet, CalamineWorkbook

from commission_app.errors import AppError

ROWS_LIMIT = 20_000
COLUMNS_LIMIT = 500
PART_LIMIT = 100_000_000  # bytes of one sheet, unpacked
CELL_LIMIT = 2_000

_DELIMITERS = (";", ",", "\t")
_WORKBOOKS = (".xlsx", ".ods")

_FORMULA = re.compile(rb"<f[ >/]|table:formula=")
_SPAN = re.compile(rb'number-(?:columns|rows)-spanned="(?!1")')
_SHEET_PARTS = re.compile(r"xl/worksheets/[^/]+\.xml|content\.xml")

Rows = tuple[tuple[str, ...], ...]
Sheets = tuple[tuple[str, Rows], ...]  # by name, in the order of the workbook; a CSV has one, without a name


def read_sheets(data: bytes, name: str) -> Sheets:
    """Return the sheets of a table. IDX-01 when it cannot be read; IDX-29, IDX-30, IDX-32 when doubtful.

    A formula shows a value that nobody typed, maybe an old one; merged cells are empty but for the first.
    """
    try:
        if PurePosixPath(name.lower()).suffix in _WORKBOOKS:
            sheets = _workbook(data, name)
        else:
            sheets = (("", _csv_rows(_decoded(data))),)
    except AppError:
        raise
    except Exception as error:  # a damaged table makes its readers raise nearly anything
        raise AppError("IDX-01", file=name) from error
    if not any(rows for _, rows in sheets) or any(_is_too_large(rows) for _, rows in sheets):
        raise AppError("IDX-01", file=name)
    first, rows = sheets[0]
    if not rows:
        raise AppError("IDX-32", file=name, sheet=first)
    return sheets


def _is_too_large(rows: Rows) -> bool:
    return len(rows) > ROWS_LIMIT or any(len(row) > COLUMNS_LIMIT for row in rows)


def _workbook(data: bytes, name: str) -> Sheets:
    parts = list(_sheet_parts(data))
    if any(_FORMULA.search(part) for part in parts):
        raise AppError("IDX-29", file=name)
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        sheets = [book.get_sheet_by_name(title) for title in book.sheet_names]
        if any(sheet.merged_cell_ranges for sheet in sheets) or any(_SPAN.search(part) for part in parts):
            raise AppError("IDX-30", file=name)
        return tuple((sheet.name, _sheet_rows(sheet)) for sheet in sheets)


def _sheet_parts(data: bytes) -> Iterator[bytes]:
    """Give the text of each sheet, as much as a sheet may have."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            if _SHEET_PARTS.fullmatch(part.filename):
                if part.file_size > PART_LIMIT:
                    raise ValueError("a sheet too large")
                with archive.open(part) as content:
                    yield content.read(PART_LIMIT)


def _sheet_rows(sheet: CalamineSheet) -> Rows:
    if sheet.total_height > ROWS_LIMIT or sheet.total_width > COLUMNS_LIMIT:
        raise ValueError("a sheet too large")
    rows = (tuple(_cell_text(cell) for cell in row) for row in sheet.iter_rows())
    return tuple(row for row in rows if any(row))


def _cell_text(cell: object) -> str:
    """Write a cell as a person would type it: whole numbers without decimals, dates from year to day."""
    match cell:
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return cell.isoformat(timespec="minutes")
        case date():
            return cell.isoformat()
        case _:
            return str(cell).strip()[:CELL_LIMIT]


def _decoded(data: bytes) -> str:
    """Decode a text saved by a French spreadsheet: UTF-8, or the older Windows code page."""
    if b"\0" in data:
        raise ValueError("not a text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _csv_rows(text: str) -> Rows:
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    return tuple(tuple(cell.strip()[:CELL_LIMIT] for cell in row) for row in rows if any(row))
