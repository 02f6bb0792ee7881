"""Read the index of a folder of candidacies as rows of texts, whatever program saved it: CSV, XLSX or ODS.

Runs in the reading process: a workbook is an archive made by a stranger.
"""

import csv
import io
from datetime import date, datetime
from pathlib import PurePosixPath

from python_calamine import CalamineWorkbook

from commission_app.errors import AppError

ROWS_LIMIT = 20_000
COLUMNS_LIMIT = 200
CELL_LIMIT = 2_000

_DELIMITERS = (";", ",", "\t")
_WORKBOOKS = (".xlsx", ".ods")

Rows = tuple[tuple[str, ...], ...]


def read_table(data: bytes, name: str) -> Rows:
    """Return the rows of a table, of its first sheet for a workbook. Raises IDX-01 when it cannot be read."""
    try:
        if PurePosixPath(name.lower()).suffix in _WORKBOOKS:
            rows = _workbook_rows(data)
        else:
            rows = _csv_rows(_decoded(data))
    except Exception as error:  # a damaged table makes its readers raise nearly anything
        raise AppError("IDX-01", file=name) from error
    if not rows or len(rows) > ROWS_LIMIT or any(len(row) > COLUMNS_LIMIT for row in rows):
        raise AppError("IDX-01", file=name)
    return rows


def _workbook_rows(data: bytes) -> Rows:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    return tuple(tuple(_cell_text(cell) for cell in row) for row in sheet.iter_rows())


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
