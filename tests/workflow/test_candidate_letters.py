"""The secretariat writes to candidates: each letter is remembered, journalled, and asks once then again."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from commission_app.cli.main import run
from commission_app.scoring.eligibility import Answer, Conclusion, Request
from commission_app.scoring.ids import DossierId
from commission_app.workflow.preparation.candidacies.candidate_letters import (
    overdue,
    write_acknowledgment,
    write_acknowledgments,
    write_ineligibility,
    write_request,
)
from commission_app.workflow.preparation.candidacies.candidate_texts import (
    CandidateTexts,
    candidate_texts,
    write_candidate_texts,
)
from commission_app.workflow.preparation.candidacies.eligibility import answer_point, eligibility, settle
from commission_app.workflow.preparation.candidacies.eligibility_file import WrittenAnswer
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.todo import todo
from tests.printing.reading import text_of
from tests.workflow.campaigns import Prepared
from tests.workflow.told import last_sentence, refuses

APPEALS = "Recours : voir le texte de la campagne."


@pytest.fixture
def session(prepared: Prepared) -> Iterator[SecretariatSession]:
    with prepared.secretariat() as opened:
        yield opened


def first(session: SecretariatSession) -> DossierId:
    return session.dossiers()[0].id


def test_every_candidacy_is_acknowledged_once(session: SecretariatSession, tmp_path: Path) -> None:
    files = write_acknowledgments(session, tmp_path, no_progress)
    assert len(files) == len(session.dossiers())
    assert "accusé de réception" in last_sentence(session)
    dossier = session.dossiers()[0]
    said = text_of(files[0].read_bytes())
    for words in (dossier.title, dossier.pieces[0].title, "article L231-4", session.campaign.phone):
        assert words in said
    refuses("REC-09", write_acknowledgments, session, tmp_path, no_progress)


def test_a_letter_written_again_replaces_no_file(session: SecretariatSession, tmp_path: Path) -> None:
    one = write_acknowledgment(session, first(session), tmp_path)
    before = one.read_bytes()
    other = write_acknowledgment(session, first(session), tmp_path)
    assert other != one
    assert one.read_bytes() == before


def test_a_missing_piece_is_asked_then_asked_again(session: SecretariatSession, tmp_path: Path) -> None:
    dossier = first(session)
    refuses("REC-06", write_request, session, dossier, tmp_path)
    answer_point(session, dossier, "R9", WrittenAnswer(Answer.NO))
    file = write_request(session, dossier, tmp_path)
    line = next(one for one in eligibility(session, dossier).points if one.point.id == "R9")
    assert line.request is Request.AWAITED
    assert line.asked is not None
    assert line.due == line.asked.date() + timedelta(days=candidate_texts(session).reply_days)
    assert "Lettre de soutien de la CAF présente" in text_of(file.read_bytes())
    assert "demande de pièce" in last_sentence(session)
    again = write_request(session, dossier, tmp_path)
    assert again.name.startswith("relance_")
    assert "Par lettre du 10 juin 2021" in text_of(again.read_bytes())
    assert eligibility(session, dossier).points[8].asked == line.asked  # the first time it was asked


def test_an_answer_awaited_past_its_day_is_something_to_do(
    session: SecretariatSession, tmp_path: Path
) -> None:
    dossier = first(session)
    answer_point(session, dossier, "R9", WrittenAnswer(Answer.NO))
    write_candidate_texts(session, CandidateTexts(reply_days=1))
    write_request(session, dossier, tmp_path)
    view = eligibility(session, dossier)
    assert not overdue(view, date(2021, 6, 11))
    assert [line.point.id for line in overdue(view, date(2021, 6, 12))] == ["R9"]
    awaited = next(line for line in todo(session).lines if line.id == "pieces")
    assert awaited.subject == dossier
    answer_point(session, dossier, "R9", WrittenAnswer(Answer.NO, Request.ELAPSED))
    refuses("REC-06", write_request, session, dossier, tmp_path)


def test_an_inadmissibility_is_a_project_until_its_appeals_are_written(
    session: SecretariatSession, tmp_path: Path
) -> None:
    dossier = first(session)
    refuses("REC-07", write_ineligibility, session, dossier, tmp_path)
    answer_point(session, dossier, "R1", WrittenAnswer(Answer.NO))
    settle(session, dossier, Conclusion.INELIGIBLE, "La présidente", "Hors de la liste.")
    project = text_of(write_ineligibility(session, dossier, tmp_path).read_bytes())
    assert "Projet" in project
    assert "À écrire par le secrétariat" in project
    write_candidate_texts(session, CandidateTexts(appeals=APPEALS, chair="Anne Martin, présidente"))
    final = text_of(write_ineligibility(session, dossier, tmp_path).read_bytes())
    assert "Projet" not in final
    for words in ("Hors de la liste.", APPEALS, "Anne Martin, présidente", "département éligible"):
        assert words in final


def test_texts_too_long_or_a_delay_that_is_none_are_refused(session: SecretariatSession) -> None:
    events = len(session.database.journal.entries())
    refuses("REC-08", write_candidate_texts, session, CandidateTexts(appeals="x" * 4001))
    refuses("REC-08", write_candidate_texts, session, CandidateTexts(reply_days=0))
    assert candidate_texts(session) == CandidateTexts()
    write_candidate_texts(session, CandidateTexts())
    assert len(session.database.journal.entries()) == events  # the same again is no event


def test_a_letter_that_cannot_be_written_asks_for_nothing(
    session: SecretariatSession, tmp_path: Path
) -> None:
    dossier = first(session)
    answer_point(session, dossier, "R9", WrittenAnswer(Answer.NO))
    refuses("DSK-24", write_request, session, dossier, tmp_path / "nulle-part")
    assert not eligibility(session, dossier).letters
    assert eligibility(session, dossier).points[8].request is Request.NOT_MADE


def test_a_file_of_before_letters_is_still_read(session: SecretariatSession) -> None:
    answer_point(session, first(session), "R9", WrittenAnswer(Answer.NO))
    kept = session.database.settings.get(f"eligibility:{first(session)}")
    assert kept is not None
    older = {name: value for name, value in msgspec.json.decode(kept).items() if name != "letters"}
    session.database.settings.put(f"eligibility:{first(session)}", msgspec.json.encode(older).decode())
    assert eligibility(session, first(session)).letters == ()


def test_the_command_line_writes_them_too(
    prepared: Prepared, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = tmp_path / "code.txt"
    code.write_text(prepared.recovery_code, encoding="utf-8")
    desk = ["--desk", str(prepared.folder / "secretariat"), "--code-file", str(code), "--no-keyring"]
    assert run(["candidate", "texts", *desk, "--appeals", APPEALS, "--reply-days", "10"]) == 0
    assert APPEALS in capsys.readouterr().out
    assert run(["candidate", "acknowledge", str(tmp_path), *desk]) == 0
    assert len(list(tmp_path.glob("accuse-de-reception_*.pdf"))) == 3
    assert run(["candidate", "ineligible", str(tmp_path), "d01", *desk]) == 1
