"""The emergency sheet, read back from its file by two readers, and its square code seen as it is drawn."""

import io
from dataclasses import replace
from functools import cache

import pikepdf
import pypdfium2
import pytest
from reportlab.graphics.barcode.qr import QrCodeWidget

from commission_app.printing.emergency_pdf import (
    RUN_UNSEAL,
    UNPACK,
    UNSEAL,
    UNSEAL_RECOVERY,
    UNSEAL_WITH_NODE,
    VERIFY,
    VERIFY_WITH_NODE,
    emergency_pdf,
)
from tests.printing.reading import lines_of, pages_of, structure_of, tags_of, text_of
from tests.printing.samples import CAMPAIGN, ENVELOPE, RECOVERY_CODE, emergency

PIXELS_PER_POINT = 4
QUIET_MODULES = 4
DARK = 128  # of 255


@cache
def printed() -> bytes:
    return emergency_pdf(emergency())


def copied(pdf: bytes) -> list[str]:
    """Return the lines that a person copies from the page in a browser."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [line for page in document for line in page.get_textpage().get_text_range().splitlines()]


def test_what_must_be_typed_is_copied_exactly_whatever_the_reader() -> None:
    exact = {RECOVERY_CODE, ENVELOPE, *UNSEAL_RECOVERY, *UNSEAL, *UNSEAL_WITH_NODE, *RUN_UNSEAL}
    exact |= {*UNPACK, *VERIFY, *VERIFY_WITH_NODE}
    assert exact <= set(copied(printed()))
    assert exact <= {line.strip() for line in lines_of(printed())}


def test_the_sheet_has_two_pages_and_its_secrets_are_on_the_first_alone() -> None:
    first, second = pages_of(printed())
    assert RECOVERY_CODE in first
    assert ENVELOPE in first
    assert RECOVERY_CODE not in second
    assert ENVELOPE not in second


def test_the_sheet_says_what_it_is_who_keeps_it_and_when_it_is_destroyed() -> None:
    text = text_of(printed())
    for words in ("Pli de secours", CAMPAIGN[:3], "Qui le garde", "Qui tient ce pli lit toute la campagne"):
        assert words in text
    assert "Il est alors détruit" in text
    assert "Décompresser d’abord" in text


def test_a_screen_reader_meets_titles_paragraphs_and_a_figure_with_its_words() -> None:
    assert {"H1", "H2", "P", "L", "Figure"} <= set(tags_of(printed()))
    assert ENVELOPE in structure_of(printed())


def test_a_campaign_without_an_envelope_line_prints_its_code_alone() -> None:
    text = text_of(emergency_pdf(replace(emergency(), identity="")))
    assert RECOVERY_CODE in text
    assert "La ligne de l’enveloppe" not in text


def test_what_is_printed_is_not_shown_by_a_program() -> None:
    assert RECOVERY_CODE not in repr(emergency())
    assert ENVELOPE not in repr(emergency())


@pytest.mark.parametrize("identity", [ENVELOPE, ENVELOPE[:-1] + "F"])
def test_the_square_code_is_drawn_module_for_module(identity: str) -> None:
    widget = QrCodeWidget(ENVELOPE, barLevel="M")
    widget.qr.make()
    expected = [[bool(module) for module in row] for row in widget.qr.modules]
    drawn = seen_modules(emergency_pdf(replace(emergency(), identity=identity)), len(expected))
    assert (drawn == expected) is (identity == ENVELOPE)


def seen_modules(pdf: bytes, modules: int) -> list[list[bool]]:
    """Return the modules of the square code as they show on the page, without the white margin around."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        image = page.render(scale=PIXELS_PER_POINT).to_pil().convert("L")
        height = page.get_height()
    left, bottom, right, top = box_of_the_figure(pdf)
    square = image.crop(
        [round(PIXELS_PER_POINT * edge) for edge in (left, height - top, right, height - bottom)]
    )
    side = square.width / (modules + 2 * QUIET_MODULES)
    centers = [round((QUIET_MODULES + place + 0.5) * side) for place in range(modules)]
    return [[square.getpixel((x, y)) < DARK for x in centers] for y in centers]


def box_of_the_figure(pdf: bytes) -> list[float]:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        (figure,) = (
            element
            for element in file.objects
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/Figure"
        )
        return [float(edge) for edge in figure.A.BBox]
