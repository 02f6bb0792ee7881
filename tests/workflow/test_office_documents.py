"""An office document becomes a PDF when a person agrees, with the real LibreOffice."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from commission_app.errors import Cancelled
from commission_app.workflow.preparation.intake.deposit import open_deposit
from commission_app.workflow.preparation.intake.intake import import_deposit, report_of
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.workflow.campaigns import Prepared
from tests.workflow.deposits import folder, index, line, text_of

pytestmark = pytest.mark.external


@pytest.fixture
def session(prepared: Prepared) -> Iterator[SecretariatSession]:
    with prepared.secretariat() as opened:
        yield opened


def test_an_office_document_is_converted_when_a_person_agrees_and_nothing_is_left_in_clear(
    session: SecretariatSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clear = folder(tmp_path / "temporaire", {})
    clear.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(clear))
    document = b"{\\rtf1\\ansi Budget : 300 000 euros}"
    files = {"index.csv": index(line("a1", "b.rtf", "budget")), "b.rtf": document}
    deposit = open_deposit([folder(tmp_path / "d", files)], no_progress)
    assert report_of(session, deposit, {}).is_blocked  # it waits for an answer
    with pytest.raises(Cancelled):
        import_deposit(session, deposit, {"conversion": "convertir"}, cancel)
    report = import_deposit(session, deposit, {"conversion": "convertir"}, no_progress)
    assert any("converti en PDF" in each for each in report.remarks)
    assert "300 000 euros" in text_of(session, "a1").replace("\u202f", " ").replace("\u00a0", " ")
    assert list(clear.iterdir()) == []


def cancel(_done: int, _total: int, _step: str) -> None:
    raise Cancelled
