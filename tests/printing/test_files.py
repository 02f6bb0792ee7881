"""The file itself: fonts, metadata, color profile, attachment, bytes that never change."""

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pikepdf
import pytest

from commission_app.printing.finishing import LANGUAGE, Attachment
from commission_app.printing.paper import Document, PageFrame
from tests.printing.reading import fonts_of, text_of
from tests.printing.samples import PRINTED

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import hashlib, sys
from commission_app.printing.letters_pdf import letter_pdf
from commission_app.printing.ranking_pdf import ranking_pdf
from commission_app.printing.sheet_pdf import sheet_pdf
from commission_app.printing.synthesis_pdf import synthesis_pdf
from tests.printing import samples
for make, values in ((letter_pdf, samples.letter()), (sheet_pdf, samples.sheet()),
                     (ranking_pdf, samples.ranking()), (synthesis_pdf, samples.synthesis())):
    print(hashlib.sha256(make(values)).hexdigest())
"""


def rendered(attachment: Attachment | None = None, date: datetime = PRINTED) -> bytes:
    document = Document(
        PageFrame("Commission & Cie", "Campagne", "Titre <1>", date, digest="ab" * 64, watermark="Projet")
    )
    document.heading(1, "Œuvre ✓")
    return document.render(attachment)


@contextmanager
def opened(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        yield file


def in_another_process(script: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
        timeout=120,
    )
    return done.stdout.decode()


def test_every_font_is_embedded_as_a_subset_with_its_unicode_map() -> None:
    fonts = fonts_of(rendered())
    assert fonts
    for name, *_, embedded, subset, unicode_map, _, _ in fonts:
        assert (embedded, subset, unicode_map) == ("yes", "yes", "yes"), name
        assert "Helvetica" not in name


def test_a_file_names_itself_in_its_title_its_metadata_and_its_language() -> None:
    with opened(rendered()) as pdf:
        assert pdf.Root.Lang == LANGUAGE
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.Title) == "Titre <1>"
        metadata = pdf.Root.Metadata.read_bytes().decode()
    assert "Titre &lt;1&gt;" in metadata
    assert "Commission &amp; Cie" in metadata
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (datetime.fromisoformat("2021-06-10T17:42"), "D:20210610174200"),
        (datetime(2021, 6, 10, 17, 42, tzinfo=UTC), "D:20210610174200+00'00'"),
        (datetime(2021, 6, 10, 17, 42, tzinfo=timezone(timedelta(hours=2))), "D:20210610174200+02'00'"),
    ],
)
def test_the_date_is_the_one_given_with_its_offset_if_any(date: datetime, expected: str) -> None:
    with opened(rendered(date=date)) as pdf:
        assert str(pdf.docinfo.CreationDate) == expected


def test_the_data_travel_inside_as_an_associated_file() -> None:
    data = b'{"note":"72"}'
    with opened(rendered(Attachment("donnees.json", data, "application/json", "Données"))) as pdf:
        assert pdf.Root.AF[0].AFRelationship == pikepdf.Name.Data
        attached = pdf.attachments["donnees.json"].get_file()
        assert attached.read_bytes() == data
        assert attached.mime_type == "application/json"


def test_titles_are_in_the_panel_of_bookmarks() -> None:
    with opened(rendered()) as pdf, pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["Œuvre ✓"]


def test_the_whole_digest_is_in_the_footer() -> None:
    assert "ab" * 64 in text_of(rendered())


def test_the_same_values_give_the_same_bytes_in_any_process() -> None:
    first = in_another_process(SCRIPT, PYTHONHASHSEED="1")
    assert first == in_another_process(SCRIPT, PYTHONHASHSEED="2", TZ="Pacific/Noumea")
    assert len(first.split()) == 4
    assert hashlib.sha256(rendered()).hexdigest() == hashlib.sha256(rendered()).hexdigest()


def test_a_file_of_the_persons_folder_is_not_executed_by_reportlab(tmp_path: Path) -> None:
    for name in (".reportlab_mods", ".reportlab_settings"):
        (tmp_path / name).write_text(f"open({str(tmp_path / 'seen')!r}, 'w')")
    script = "import commission_app.printing.tagging, reportlab.rl_config; print('ok')"
    assert in_another_process(script, HOME=str(tmp_path), USERPROFILE=str(tmp_path)).strip() == "ok"
    assert not (tmp_path / "seen").exists()
