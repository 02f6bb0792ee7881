"""An index is read whatever program saved it, and a table that lies is refused."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime

import pytest
import xlsxwriter

from commission_app.errors import AppError
from commission_app.reader.client import Worker

ROWS = (("id", "porteur", "population"), ("01", "L’Haÿ-des-Prés", "239400"))
CELLS = {(row, column): cell for row, cells in enumerate(ROWS) for column, cell in enumerate(cells)}
TEXT = "id;porteur;population\n01;L’Haÿ-des-Prés;239400\n"


def xlsx(cells: Mapping[tuple[int, int], object] = CELLS) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        for (row, column), cell in cells.items():
            sheet.write(row, column, cell)
        book.add_worksheet().write(0, 0, "une autre feuille")
    return buffer.getvalue()


def ods() -> bytes:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in ROWS
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="Feuille1">{cells}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("index.csv", TEXT.encode()),
        ("index.csv", TEXT.encode("utf-8-sig")),
        ("index.csv", TEXT.encode("cp1252")),
        ("INDEX.CSV", TEXT.replace(";", ",").encode()),
        ("index.csv", TEXT.replace(";", "\t").replace("\n", "\r\n").encode()),
        ("index.csv", ("\n".join(TEXT.splitlines()) + "\n;;\n\n").encode()),
        ("index.csv", TEXT.replace("L’Haÿ", '" L’Haÿ').replace("Prés", 'Prés "').encode()),
        ("index.xlsx", xlsx()),
        ("index.ods", ods()),
    ],
)
def test_a_table_is_read_as_texts(worker: Worker, name: str, data: bytes) -> None:
    assert worker.read_sheets(data, name)[0][1] == ROWS


def test_numbers_and_dates_of_a_workbook_are_written_as_typed(worker: Worker) -> None:
    typed = [239_400, 1.5, date(2021, 6, 2), datetime(2021, 6, 2, 17, 12)]  # noqa: DTZ001 - a cell has no zone
    data = xlsx({(0, column): cell for column, cell in enumerate(typed)})
    rows = worker.read_sheets(data, "index.xlsx")[0][1]
    assert rows == (("239400", "1.5", "2021-06-02", "2021-06-02T17:12"),)


def test_a_cell_may_hold_several_lines(worker: Worker) -> None:
    assert worker.read_sheets(b'id;titre\n1;"deux\nlignes"\n', "index.csv")[0][1][1] == ("1", "deux\nlignes")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("index.csv", b""),
        ("index.csv", b"\n\n;;\n"),
        ("index.csv", b"id;titre\n\0\0\0"),
        ("index.csv", b"id\n" * 20_001),
        ("index.csv", b";".join([b"x"] * 501)),
        ("index.csv", b'id;"titre\n'),
        ("index.csv", b"x" * 200_000),
        ("index.xlsx", b""),
        ("index.xlsx", TEXT.encode()),
        ("index.xlsx", xlsx()[:900]),
        ("index.xlsx", xlsx({})),
        ("index.ods", xlsx()[:100]),
        ("index.ods", b"PK\x05\x06" + bytes(18)),
    ],
)
def test_a_table_that_is_none_is_refused_by_its_name(worker: Worker, name: str, data: bytes) -> None:
    with pytest.raises(AppError) as refusal:
        worker.read_sheets(data, name)
    assert (refusal.value.code, refusal.value.facts) == ("IDX-01", {"file": name})


def test_a_workbook_with_a_cell_at_the_end_of_the_world_is_refused() -> None:
    data = xlsx({(0, 0): "id", (1_048_575, 16_383): "loin"})
    with Worker.start() as worker, pytest.raises(AppError, match="IDX-01"):
        worker.read_sheets(data, "index.xlsx")
