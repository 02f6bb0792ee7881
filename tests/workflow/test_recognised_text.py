"""A scanned letter gets a text that can be searched, with the real Tesseract."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from commission_app import resources
from commission_app.workflow.preparation.intake.deposit import open_deposit
from commission_app.workflow.preparation.intake.intake import import_deposit, report_of
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.dossiers_view import Presence, dossiers_view
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.workflow.campaigns import Prepared
from tests.workflow.deposits import folder, index, line, text_of

pytestmark = pytest.mark.external


@pytest.fixture
def session(prepared: Prepared) -> Iterator[SecretariatSession]:
    with prepared.secretariat() as opened:
        yield opened


def scanned(words: str) -> bytes:
    """Return a letter as a scanner gives it."""
    image = Image.new("L", (1240, 700), 255)
    face = ImageFont.truetype(str(resources.path("fonts/Inter-Regular.ttf")), 44)
    ImageDraw.Draw(image).multiline_text((90, 120), words, font=face, fill=0, spacing=24)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def test_a_scanned_letter_can_be_searched_and_says_that_its_text_was_recognised(
    session: SecretariatSession, tmp_path: Path
) -> None:
    scan = scanned("La Caf s’engage à apporter\nun accompagnement financier.")
    place = folder(tmp_path / "d", {"index.csv": index(line("a1", "a.png", "lettre CAF")), "a.png": scan})
    deposit = open_deposit([place], no_progress)
    (question,) = report_of(session, deposit, {}).questions
    assert (question.id, question.default) == ("reconnaissance", "oui")
    assert import_deposit(session, deposit, {}, no_progress).is_done
    assert "accompagnement financier" in text_of(session, "a1")
    (shown,) = [each for each in dossiers_view(session).lines if each.dossier == "a1"]
    assert shown.presence[1] is Presence.DOUBTFUL
    assert shown.pieces[0].remarks == ("Numérisée : texte reconnu, à relire",)


def test_whoever_prefers_images_keeps_them(session: SecretariatSession, tmp_path: Path) -> None:
    place = folder(tmp_path / "d", {"index.csv": index(line("a1", "a.png")), "a.png": scanned("Bonjour")})
    deposit = open_deposit([place], no_progress)
    assert import_deposit(session, deposit, {"reconnaissance": "non"}, no_progress).is_done
    assert text_of(session, "a1") == ""
