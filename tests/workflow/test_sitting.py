"""A whole meeting over real fiches: acts kept at once, killed and resumed, archived and computed again."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from commission_app.cli.main import run
from commission_app.scoring.ids import CriterionId, DossierId, MemberId, Sha512
from commission_app.scoring.meeting.acts import (
    Advised,
    Arrived,
    Closed,
    CollegialMark,
    Departed,
    MarkChanged,
    Opinion,
    Presence,
    RulesAdopted,
    SecondRound,
    Voted,
)
from commission_app.scoring.meeting.state import Phase
from commission_app.scoring.ranking import Status
from commission_app.scoring.sheet import Entry
from commission_app.sealing.archive_file import read_archive, write_archive
from commission_app.sealing.chained_act import kind_of
from commission_app.workflow.deliberation.archive import verify_archive, write_session_archive
from commission_app.workflow.deliberation.consolidate import compute, facts_of
from commission_app.workflow.deliberation.decisions import set_aside
from commission_app.workflow.meeting import minutes
from commission_app.workflow.meeting.chain import SHAPES
from commission_app.workflow.meeting.deciding import Deciding
from commission_app.workflow.meeting.evidence import open_kept_piece
from commission_app.workflow.meeting.page import meeting_view
from commission_app.workflow.meeting.sitting import Sitting
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.mark import entry_edit, record
from commission_app.workflow.preparation.campaign import declare_ineligible
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat import meeting_words
from commission_app.workflow.secretariat.journal_view import journal_view
from commission_app.workflow.secretariat.journal_words import ILLEGIBLE, UNKNOWN
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.workflow import second_program
from tests.workflow.campaigns import mark_all
from tests.workflow.received import M01, M02, Ready, received, refused

RULES = RulesAdopted(
    seats=1, quorum=2, voice="institution", casting_vote=True, chair="Mme P.", chair_member=M01
)
WHO = ("Secrétaire d’État", "Déléguée interministérielle")
RETAIN, RESERVE, DECLINE = Opinion.RETAIN, Opinion.RESERVE, Opinion.DECLINE


@pytest.fixture
def seated(ready: Ready) -> Ready:
    """A campaign whose two fiches are received; three dossiers, one place."""
    received(ready.prepared, ready.fiches.values())
    return ready


def sit(session: SecretariatSession) -> Sitting:
    """Open the meeting with two members."""
    sitting = Sitting(session)
    sitting.record(RULES)
    for member in (M01, M02):
        sitting.record(Arrived(member, Presence.ROOM))
    sitting.open()
    return sitting


def decide(sitting: Sitting) -> None:
    """Give every avis as the ranking has it, and give the reasons that are due."""
    for row in sitting.ranking:
        is_in = row.rank is not None and not sitting.state.with_opinion(RETAIN)
        sitting.record(Advised(row.dossier, RETAIN if is_in else RESERVE))
    for line in meeting_view(sitting).departures:
        sitting.record(Departed(line.dossier, "variété", "Les notes sont égales."))


def test_a_meeting_is_kept_act_by_act_and_told_in_the_journal(seated: Ready) -> None:
    with seated.prepared.secretariat() as session:
        sitting = sit(session)
        decide(sitting)
        sitting.record(Closed())
        again = Sitting(session)
        assert (again.state, again.head) == (sitting.state, sitting.head)
        lines = [line.sentence for line in journal_view(session).lines]
        assert UNKNOWN not in lines
        assert ILLEGIBLE not in lines
        assert any("la séance est close" in line for line in lines)


@pytest.mark.parametrize("moment", ["after", "inside"])
def test_a_meeting_killed_in_its_middle_goes_on_at_the_same_point(seated: Ready, moment: str) -> None:
    prepared = seated.prepared
    with prepared.secretariat() as session:
        before = len(sit(session).acts)
    command = [sys.executable, "-m", "tests.workflow.sitting_child", str(prepared.folder / "secretariat")]
    died = subprocess.run([*command, prepared.recovery_code, moment], check=False)
    assert died.returncode < 0
    with prepared.secretariat() as session:
        sitting = Sitting(session)
        first = sitting.state.on_agenda[0]
        assert sitting.state.current == first
        assert len(sitting.acts) == before + (2 if moment == "after" else 1)
        assert (first in sitting.state.avis) == (moment == "after")
        told = [
            entry.facts["act"] for entry in session.database.journal.entries() if entry.kind == "meeting_act"
        ]
        assert len(told) == len(sitting.acts)
        assert session.database.journal.verify().is_intact
        decide(sitting)
        sitting.record(Closed())
        assert sitting.state.phase is Phase.CLOSED


def test_nothing_is_closed_before_each_departure_has_its_reason(seated: Ready) -> None:
    with seated.prepared.secretariat() as session:
        sitting = sit(session)
        last = sitting.ranking[-1]  # the three dossiers are tied across the line
        for row in sitting.ranking:
            sitting.record(Advised(row.dossier, RETAIN if row is last else DECLINE))
        (line,) = meeting_view(sitting).departures
        assert (line.dossier, line.is_explained) == (last.dossier, False)
        with refused("DEL-15"):
            sitting.record(Closed())
        sitting.record(Departed(line.dossier, "variété", "Un seul territoire rural."))
        sitting.record(Closed())


def test_a_recusal_at_the_table_is_kept_in_the_register_and_changes_the_ranking(seated: Ready) -> None:
    with seated.prepared.secretariat() as session:
        sitting = sit(session)
        dossier = sitting.state.on_agenda[0]
        with refused("DEC-01"):
            sitting.recuse(M01, dossier, " ")
        sitting.recuse(M01, dossier, "Ma sœur y travaille.")
        assert session.recusal_register()[(M01, dossier)] == "Ma sœur y travaille."
        assert (M01, dossier) in sitting.done.recused
        assert sitting.is_ranking_current  # presented again, with its reason
        assert sitting.state.ranking is not None
        assert "déport" in sitting.state.ranking.reason
        assert not any("sœur" in line.sentence for line in meeting_view(sitting).acts)
        with refused("DEL-14"):
            sitting.recuse(M01, dossier, "Encore.")


def test_a_fiche_that_arrives_during_the_meeting_waits_for_the_commission(seated: Ready) -> None:
    prepared = seated.prepared
    with prepared.secretariat() as session:
        decide(sit(session))
    with prepared.member("m03", seated.lot) as member:
        mark_all(member, 5)
        late = hand_in(member, prepared.folder / "fiches", no_progress).file
    received(prepared, [late])
    with prepared.secretariat() as session:
        sitting = Sitting(session)
        assert meeting_view(sitting).ranking_change.startswith("1")
        with refused("DEL-16"):
            sitting.record(Closed())
        sitting.present_ranking("La fiche attendue est arrivée.")
        assert not meeting_view(sitting).ranking_change
        assert sitting.state.avis  # what was decided stays, and may be read again


def test_a_mark_is_changed_by_its_author_from_what_the_fiche_says(seated: Ready) -> None:
    with seated.prepared.secretariat() as session:
        sitting = sit(session)
        dossier = sitting.state.on_agenda[0]
        criterion = next(c.id for c in session.campaign.grid.criteria)
        before = sitting.done.results[dossier].note
        change = MarkChanged(M01, dossier, criterion, 2, 5, "Le débat a montré la page 4.")
        with refused("DEL-18"):
            sitting.record(replace(change, before=4))
        sitting.record(change)
        assert sitting.done.results[dossier].note == before  # the first round stays official
        sitting.record(SecondRound(is_official=True, reason="Décidé par la commission."))
        assert sitting.done.results[dossier].note != before
        assert sitting.is_ranking_current
        sitting.undo(len(sitting.acts) - 1)
        assert sitting.done.results[dossier].note == before


@pytest.fixture
def incomplete(ready: Ready) -> tuple[Ready, DossierId, CriterionId]:
    """A criterion that neither member could mark."""
    files = []
    dossier, criterion = DossierId(""), CriterionId("")
    for member in ("m01", "m02"):
        with ready.prepared.member(member, ready.lot) as session:
            dossier, criterion = min(one.id for one in session.dossiers()), session.grid.criteria[0].id
            motive = session.grid.not_assessable_reasons[0]
            nobody = Entry("NE", motive=motive, remark="La pièce manque.")
            record(session, entry_edit(session.sheet, dossier, criterion, nobody))
            files.append(hand_in(session, ready.prepared.folder / "fiches", no_progress).file)
    received(ready.prepared, files)
    return ready, dossier, criterion


def test_a_collegial_mark_completes_a_dossier_and_both_programs_find_it_again(
    incomplete: tuple[Ready, DossierId, CriterionId], tmp_path: Path
) -> None:
    ready, dossier, criterion = incomplete
    with ready.prepared.secretariat() as session:
        sitting = sit(session)
        assert next(row.status for row in sitting.ranking if row.dossier == dossier) is Status.INCOMPLETE
        with refused("DEL-19"):
            sitting.record(CollegialMark(dossier, session.campaign.grid.criteria[1].id, 3, "Non."))
        sitting.record(CollegialMark(dossier, criterion, 3, "La commission a lu la pièce ensemble."))
        assert next(row.status for row in sitting.ranking if row.dossier == dossier) is Status.RANKED
        sitting.record(MarkChanged(M02, dossier, session.campaign.grid.criteria[1].id, 3, 4, "Après débat."))
        sitting.record(SecondRound(is_official=True, reason="Décidé par la commission."))
        decide(sitting)
        sitting.record(Closed())
        write_session_archive(session, tmp_path / "archive.zip")
        assert compute(facts_of(session)).results[dossier].collegial == {criterion}
    lines = verify_archive(tmp_path / "archive.zip").lines
    assert any(line.startswith("Séance close") for line in lines)
    status, told = second_program.run(str(tmp_path / "archive.zip"))
    assert (status, "1 note collégiale, 1 note changée" in told) == (0, True), told


Entries = dict[str, bytes]


def taken_away(entries: Entries) -> None:
    del entries["seance/0002.acte"]


def swapped(entries: Entries) -> None:
    names = ("seance/0002.acte", "seance/0003.acte")
    entries[names[0]], entries[names[1]] = entries[names[1]], entries[names[0]]


def altered(entries: Entries) -> None:
    entries["seance/0001.acte"] = entries["seance/0001.acte"].replace(b'"seats":1', b'"seats":2')


@pytest.mark.parametrize(
    ("spoil", "code"), [(taken_away, "ARC-02"), (swapped, "ARC-03"), (altered, "ARC-03")]
)
def test_an_act_of_the_meeting_taken_away_moved_or_altered_refuses_the_archive(
    seated: Ready, tmp_path: Path, spoil: Callable[[Entries], None], code: str
) -> None:
    with seated.prepared.secretariat() as session:
        decide(sit(session))
        write_session_archive(session, tmp_path / "archive.zip")
    entries = dict(read_archive(tmp_path / "archive.zip")[1])
    spoil(entries)
    write_archive(tmp_path / "autre.zip", entries)
    with refused(code):
        verify_archive(tmp_path / "autre.zip")
    assert second_program.run(str(tmp_path / "autre.zip"))[0] != 0


def test_an_act_altered_in_the_database_is_seen_when_the_meeting_opens_again(seated: Ready) -> None:
    with seated.prepared.secretariat() as session:
        sit(session)
        first, second, *_ = session.database.acts.of_kind("seance")
        session.database.acts.add(replace(second, digest=Sha512(first.digest[::-1]), kind="seance"))
        with refused("DEL-17"):
            Sitting(session)


def test_the_page_of_a_mark_opens_from_the_copies_of_the_secretariat(seated: Ready) -> None:
    with seated.prepared.secretariat() as session:
        dossier = session.dossiers()[0]
        piece = open_kept_piece(session, dossier.id, dossier.pieces[0].path)
        assert piece.document.pages
        piece.close()
        with refused("CAM-04"):
            open_kept_piece(session, session.dossiers()[1].id, dossier.pieces[0].path)


def test_the_minutes_say_everything_and_are_a_draft_until_the_close(seated: Ready, tmp_path: Path) -> None:
    with seated.prepared.secretariat() as session:
        sitting = sit(session)
        dossier = sitting.state.on_agenda[0]
        sitting.record(Voted(dossier, DECLINE, 1, 1, 0, "contre"))
        assert not minutes.minutes_of(sitting).is_final
        decide(sitting)
        sitting.record(Closed())
        values = minutes.minutes_of(sitting)
        assert values.is_final
        assert [person.part for person in values.people] == ["présent, sur place"] * 2 + ["absent"]
        details = next(iter(values.deliberations)).details
        assert any("voix prépondérante de la présidence" in words for words in details)
        assert len(values.proposed) == 1
        files = minutes.print_minutes(session, tmp_path)
    assert [file.name for file in files] == [minutes.MINUTES, minutes.ATTENDANCE, minutes.LISTS]
    assert all(file.read_bytes().startswith(b"%PDF-1.7") for file in files)


def test_every_kind_of_act_has_its_sentence_in_the_journal() -> None:
    assert {kind_of(fact) for fact in SHAPES["seance"]} == set(meeting_words.MEETING)
    assert {kind_of(fact) for fact in SHAPES["decision"]} == set(meeting_words.DECISION)


def test_the_authorities_decide_after_the_close_in_acts_of_their_own(seated: Ready, tmp_path: Path) -> None:
    with seated.prepared.secretariat() as session:
        sitting = sit(session)
        with refused("DEL-20"):
            Deciding(session).begin(WHO)
        decide(sitting)
        sitting.record(Closed())
        deciding = Deciding(session)
        deciding.begin(WHO)
        with refused("DEL-11"):  # the avis changes no more
            Sitting(session).undo(len(sitting.acts))
        other = deciding.view().lines[1]
        with refused("DEC-01"):
            deciding.choose(WHO[0], other.dossier, DECLINE, " ")
        deciding.choose(WHO[0], other.dossier, DECLINE, "Budget.")
        deciding.follow_avis()
        assert deciding.view().lines[1].is_disputed
        with refused("DEL-22"):
            deciding.close()
        deciding.choose(WHO[1], other.dossier, DECLINE, "Budget.")
        deciding.reserve(WHO[1], other.dossier, "Je préférais la liste complémentaire.")
        deciding.close()
        assert Deciding(session).view() == deciding.view()
        assert (deciding.view().is_final, deciding.view().differences) == (True, 1)
        write_session_archive(session, tmp_path / "archive.zip")
    assert any(line.startswith("Décision") for line in verify_archive(tmp_path / "archive.zip").lines)
    assert second_program.run(str(tmp_path / "archive.zip"))[0] == 0


def test_the_chair_sets_a_reading_aside_and_declares_a_dossier_ineligible_under_their_name(
    seated: Ready,
) -> None:
    with seated.prepared.secretariat() as session:
        sitting = sit(session)
        first, second = sitting.state.on_agenda[:2]
        with refused("CAM-04"):
            set_aside(session, MemberId("m03"), first, "Mme P.", "Rien n’est arrivé.")
        with refused("DEC-01"):
            declare_ineligible(session, second, "Hors délai.", " ")
        (decision,) = set_aside(session, M01, first, "Mme P.", "Reconnu par son auteur.")
        declare_ineligible(session, second, "Hors délai.", "Mme P.")
        sitting.refresh()
        assert decision
        assert M01 not in sitting.done.results[first].individuals
        assert next(row.status for row in sitting.ranking if row.dossier == second) is Status.INELIGIBLE
        assert meeting_view(sitting).ranking_change
        lines = [line.sentence for line in journal_view(session).lines]
        assert any("irrecevable par Mme P." in line for line in lines)
        sitting.present_ranking("Deux actes de la présidence.")
        assert second not in sitting.state.on_agenda


def test_the_command_line_plays_a_meeting(seated: Ready, capsys: pytest.CaptureFixture[str]) -> None:
    desk, code = seated.prepared.folder / "secretariat", seated.prepared.folder / "code.txt"
    code.write_text(seated.prepared.recovery_code, encoding="utf-8")

    def meeting(*words: str) -> int:
        return run(
            ["meeting", *words, "--desk", str(desk), "--code-file", str(code), "--no-keyring", "--json"]
        )

    assert meeting("rules", "1", "2", "--chair", "Mme P.") == 0
    assert meeting("open") == 1
    assert meeting("arrive", "m01") == meeting("arrive", "m02", "--remote") == meeting("open") == 0
    with seated.prepared.secretariat() as session:
        first = Sitting(session).state.on_agenda[0]
    assert meeting("vote", first, "retenir", "2", "0", "0") == 0
    capsys.readouterr()
    assert meeting("show") == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["phase"], shown["retained"], shown["free"]) == ("ouverte", [first], 0)
