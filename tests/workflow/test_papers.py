"""The documents that remain, over a real meeting: their state, their preview, their files."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commission_app.cli.main import run
from commission_app.scoring.eligibility import Answer, Conclusion
from commission_app.scoring.ids import DossierId
from commission_app.scoring.meeting.acts import Advised, Arrived, Closed, Departed, Opinion, Presence
from commission_app.scoring.ranking import Line
from commission_app.workflow.deliberation.export import export_consolidation
from commission_app.workflow.deliberation.publish import print_documents, synthesis_print
from commission_app.workflow.meeting.deciding import Deciding
from commission_app.workflow.meeting.minutes import print_minutes
from commission_app.workflow.meeting.page import meeting_view
from commission_app.workflow.meeting.sitting import Sitting
from commission_app.workflow.papers.catalogue import Paper, State, open_paper, papers, print_papers
from commission_app.workflow.papers.kinds import KINDS
from commission_app.workflow.papers.moment import moment_of
from commission_app.workflow.papers.passage import passage_print
from commission_app.workflow.papers.replies import reply_print
from commission_app.workflow.preparation.candidacies.candidate_letters import (
    write_acknowledgment,
    write_ineligibility,
)
from commission_app.workflow.preparation.candidacies.candidate_texts import (
    CandidateTexts,
    write_candidate_texts,
)
from commission_app.workflow.preparation.candidacies.eligibility import answer_point, eligibility, settle
from commission_app.workflow.preparation.candidacies.eligibility_file import WrittenAnswer
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.printing.reading import text_of
from tests.workflow.received import M01, M02, Ready, received, refused
from tests.workflow.test_sitting import DECLINE, RESERVE, RETAIN, RULES, WHO


@pytest.fixture
def session(ready: Ready) -> Iterator[SecretariatSession]:
    """Two fiches received, the meeting open, three tied dossiers for one place."""
    received(ready.prepared, ready.fiches.values())
    with ready.prepared.secretariat() as opened:
        sitting = Sitting(opened)
        sitting.record(RULES)
        for member in (M01, M02):
            sitting.record(Arrived(member, Presence.ROOM))
        sitting.open()
        yield opened


def paper(session: SecretariatSession, key: str) -> Paper:
    return next(one for one in papers(session) if one.key == key)


def advise(session: SecretariatSession, opinions: tuple[Opinion, ...]) -> Sitting:
    """Give these avis in the order of the ranking."""
    sitting = Sitting(session)
    for row, opinion in zip(sitting.ranking, opinions, strict=True):
        sitting.record(Advised(row.dossier, opinion))
    return sitting


def close(sitting: Sitting) -> None:
    """Explain each departure, then close."""
    for line in meeting_view(sitting).departures:
        sitting.record(Departed(line.dossier, "variété", "Seul territoire rural."))
    sitting.record(Closed())


def decide(session: SecretariatSession) -> None:
    """Follow the avis everywhere, but the last of the ranking goes to the reserve."""
    deciding = Deciding(session)
    deciding.begin(WHO)
    last = Sitting(session).ranking[-1].dossier
    for authority in WHO:
        deciding.choose(authority, last, RESERVE, "Sans autre offre.")
    deciding.follow_avis()
    deciding.close()


def test_a_departure_without_rule_and_reason_keeps_its_documents_projects(
    session: SecretariatSession,
) -> None:
    sitting = advise(session, (DECLINE, DECLINE, RETAIN))
    (line,) = meeting_view(sitting).departures
    found_by_key = {one.key: one for one in papers(session)}
    for key in ("synthese", "avis", "proces-verbal", "decision", "reponses"):
        found = found_by_key[key]
        assert found.state is State.INCOMPLETE
        assert any(line.territory in said and "règle et motif" in said for said in found.lacks), key
    close(sitting)
    found_by_key = {one.key: one for one in papers(session)}
    assert found_by_key["proces-verbal"].lacks == ()
    assert found_by_key["decision"].lacks == ("L’avis n’est pas transmis aux autorités.",)


def test_a_document_is_current_until_what_it_rests_on_changes(
    session: SecretariatSession, tmp_path: Path
) -> None:
    assert paper(session, "emargement").state is State.UNWRITTEN
    print_papers(session, ["emargement", "fiches"], tmp_path, no_progress)
    assert paper(session, "emargement").state is State.CURRENT
    advise(session, (RETAIN, DECLINE, DECLINE))
    found = {one.key: one for one in papers(session)}
    stale = found["emargement"]
    assert (stale.state, stale.causes) == (State.STALE, ("la séance a avancé",))
    assert found["fiches"].causes == ()  # the meeting changes no fiche


def test_each_territory_has_its_reply_under_the_decision(session: SecretariatSession, tmp_path: Path) -> None:
    close(advise(session, (RETAIN, RESERVE, DECLINE)))
    decide(session)
    moment = moment_of(session)
    replies = [reply_print(moment, row.dossier) for row in moment.sitting.ranking]
    assert [one.outcome for one in replies] == ["selected", "reserve", "reserve"]
    assert [one.place for one in replies] == [0, 1, 2]
    assert all(one.taken for one in replies)
    assert any("s’écarte de l’avis" in said and "Sans autre offre." in said for said in replies[-1].reasons)
    files = print_papers(session, ["decision", "reponses", "methode", "synthese"], tmp_path, no_progress)
    assert sum(file.name.startswith("reponse_") for file in files) == 3
    assert all(file.read_bytes().startswith(b"%PDF") for file in files)
    said = synthesis_print(session, moment.sitting.done, moment.view)
    proposed = [row.territory for row in said.rows if row.line is Line.ABOVE]
    assert proposed == [moment.sitting.territory(moment.sitting.ranking[0].dossier)]  # the avis
    assert (said.is_project, said.members_present) == (False, 2)
    names = [part.file for kind in KINDS.values() for part in kind.parts(moment)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "write",
    [
        lambda session, folder: print_papers(session, ["emargement", "fiches"], folder, no_progress),
        lambda session, folder: print_documents(session, folder, no_progress),
        print_minutes,
        lambda session, folder: export_consolidation(session, Sitting(session).done, folder),
    ],
    ids=["documents", "print", "minutes", "consolidate"],
)
def test_what_was_written_in_a_folder_is_never_written_over(
    session: SecretariatSession, tmp_path: Path, write: Callable[[SecretariatSession, Path], tuple[Path, ...]]
) -> None:
    first = write(session, tmp_path)
    for file in first:
        file.write_bytes(b"annotated by somebody")
    second = write(session, tmp_path)
    assert len(second) == len(first)
    assert not set(first) & set(second)
    assert {file.read_bytes() for file in first} == {b"annotated by somebody"}


def test_only_a_selected_territory_has_a_dossier_to_pass_on(session: SecretariatSession) -> None:
    assert paper(session, "passage").state is State.EMPTY
    close(advise(session, (RETAIN, DECLINE, DECLINE)))
    decide(session)
    moment = moment_of(session)
    (part,) = paper(session, "passage").parts
    assert part.key == moment.sitting.ranking[0].dossier
    shown = passage_print(moment, DossierId(part.key))
    assert shown.taken is not None
    assert shown.finances == (
        "Le plan de financement n’a pas été saisi en entier : aucune vérification n’a été faite.",
    )


def test_a_candidate_out_of_the_running_is_answered_with_the_reason_and_never_twice(
    session: SecretariatSession, tmp_path: Path
) -> None:
    ranking = Sitting(session).ranking
    kept, gone = ranking[0].dossier, ranking[-1].dossier
    settle(session, gone, Conclusion.INELIGIBLE, "La présidente", "Hors de la liste.")
    assert paper(session, "reponses").state is State.EMPTY  # nothing to answer before the first avis
    sitting = Sitting(session)
    sitting.present_ranking("Un dossier n’est pas recevable.")
    for row in sitting.ranking:
        if row.rank is not None:
            sitting.record(Advised(row.dossier, RETAIN if row.dossier == kept else DECLINE))
    found = paper(session, "reponses")
    assert [part.key for part in found.parts] == [row.dossier for row in sitting.ranking]
    assert found.notes == ()
    reply = reply_print(moment_of(session), gone)
    assert (reply.outcome, reply.reasons) == ("ineligible", ("Hors de la liste.",))
    assert reply.authorities == ("La présidence de la commission",)
    assert reply.taken is None  # a project until the decision, as the others
    write_candidate_texts(session, CandidateTexts(appeals="Recours : voir ci-joint.", chair="Anne Martin"))
    reply = reply_print(moment_of(session), gone)
    assert (reply.appeals, reply.authorities) == (("Recours : voir ci-joint.",), ("Anne Martin",))
    write_ineligibility(session, gone, tmp_path)
    found = paper(session, "reponses")
    assert gone not in [part.key for part in found.parts]
    (note,) = found.notes
    assert note.startswith("Sans seconde réponse, car la lettre d’irrecevabilité est déjà écrite")
    assert moment_of(session).place(gone) in note


def test_letters_to_candidates_are_found_with_the_other_papers(
    session: SecretariatSession, tmp_path: Path
) -> None:
    dossiers = [dossier.id for dossier in session.dossiers()]
    found = paper(session, "accuses")
    assert (found.state, found.waiting, len(found.parts)) == (State.UNWRITTEN, 3, 3)
    assert all(part.title.endswith(", à écrire") for part in found.parts)
    assert "3\N{NO-BREAK SPACE}lettres ne sont pas encore parties" in found.notes[0]
    events = len(session.database.journal.entries())
    shown = open_paper(session, "accuses", found.parts[0].key)
    assert "Accusé de réception" in shown.page_text(1).text
    shown.close()
    assert len(session.database.journal.entries()) == events  # seen, it has not left
    first = write_acknowledgment(session, dossiers[0], tmp_path)
    files = print_papers(session, ["accuses"], tmp_path, no_progress)
    assert len(files) == 3
    assert len(session.database.journal.entries()) == events + 3  # the one that had left is a copy
    assert text_of(files[0].read_bytes()) == text_of(first.read_bytes())
    found = paper(session, "accuses")
    assert (found.state, found.waiting, found.notes) == (State.CURRENT, 0, ())
    assert "accuses" not in [one.key for one in papers(session) if one.waiting]


def test_a_request_that_left_keeps_its_day_and_its_delay_and_is_not_asked_again(
    session: SecretariatSession, tmp_path: Path
) -> None:
    dossier = session.dossiers()[0].id
    assert paper(session, "demandes-de-piece").state is State.EMPTY
    answer_point(session, dossier, "R9", WrittenAnswer(Answer.NO))
    assert paper(session, "demandes-de-piece").waiting == 1
    (first,) = print_papers(session, ["demandes-de-piece"], tmp_path, no_progress)
    left = eligibility(session, dossier).letters
    (copy,) = print_papers(session, ["demandes-de-piece"], tmp_path, no_progress)
    assert eligibility(session, dossier).letters == left  # no reminder, no other delay
    assert text_of(copy.read_bytes()) == text_of(first.read_bytes())
    answer_point(session, dossier, "R9", WrittenAnswer(Answer.YES))
    (again,) = print_papers(session, ["demandes-de-piece"], tmp_path, no_progress)
    assert "Lettre de soutien de la CAF présente" in text_of(again.read_bytes())  # what it asked then


def test_a_letter_of_inadmissibility_is_a_project_while_its_appeals_are_not_written(
    session: SecretariatSession,
) -> None:
    assert paper(session, "irrecevabilites").state is State.EMPTY
    settle(session, session.dossiers()[0].id, Conclusion.INELIGIBLE, "La présidente", "Hors de la liste.")
    before = paper(session, "irrecevabilites")
    assert before.state is State.INCOMPLETE
    assert "voies et délais de recours" in before.lacks[0]
    write_candidate_texts(session, CandidateTexts(appeals="Recours : voir ci-joint."))
    after = paper(session, "irrecevabilites")
    assert after.state is State.UNWRITTEN
    assert after.basis != before.basis  # its preview is made again


def test_the_preview_is_the_document_itself_and_what_is_unknown_writes_nothing(
    session: SecretariatSession, tmp_path: Path
) -> None:
    shown = open_paper(session, "decision", "")
    try:
        assert "Décision" in shown.page_text(1).text
    finally:
        shown.close()
    with refused("CAM-04"):
        open_paper(session, "decision", "autre")
    with refused("CAM-04"):
        print_papers(session, ["synthese", "inconnu"], tmp_path, no_progress)
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_decision_is_taken_and_printed_from_the_command_line(
    ready: Ready, session: SecretariatSession, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    close(advise(session, (RETAIN, DECLINE, DECLINE)))
    session.close()
    code = tmp_path / "code.txt"
    code.write_text(ready.prepared.recovery_code)
    desk = ["--desk", str(ready.prepared.folder / "secretariat"), "--code-file", str(code), "--no-keyring"]
    assert run(["decide", "begin", *WHO, *desk]) == 0
    assert run(["decide", "end", *desk]) == 1  # nobody chose
    assert run(["decide", "follow", *desk]) == 0
    assert run(["decide", "end", *desk]) == 0
    assert "Décision : prise" in capsys.readouterr().out
    assert run(["documents", str(tmp_path), "--only", "decision", *desk]) == 0
    assert (tmp_path / "decision.pdf").read_bytes().startswith(b"%PDF")
