"""Drafts taken up on another computer: by their author alone, whole, and so that nothing is lost."""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from commission_app.scoring.draft import inverse
from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.sheet import DossierSheet, Entry, Sheet
from commission_app.workflow.deliberation.consolidate import compute, facts_of
from commission_app.workflow.member import draft_offers
from commission_app.workflow.member.draft_backup import save_backup
from commission_app.workflow.member.draft_offers import find_backups, restore_backup
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.mark import entry_edit, record
from commission_app.workflow.member.open_bundle import resume
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.secretariat.computers import computers, confirm_computer
from tests.workflow.campaigns import Prepared, make_desk, mark_all, mark_dossier
from tests.workflow.received import refused
from tests.workflow.two_computers import A11, M01, elsewhere, first, only_offer


@pytest.fixture
def session(prepared: Prepared, stick: Path) -> Iterator[MemberSession]:
    with prepared.member("m01", stick) as opened:
        yield opened


def test_another_computer_takes_the_drafts_up_whole(
    prepared: Prepared, session: MemberSession, stick: Path
) -> None:
    mark_all(session, 3)
    record(
        session, entry_edit(session.sheet, first(session), A11, Entry(5, remark="Très « précis » 👩🏽‍🚒."))
    )
    save_backup(session)
    with elsewhere(prepared, stick) as other:
        offer = only_offer(other)
        assert (offer.is_other_computer, offer.is_beside_lot, offer.is_wanted) == (True, True, True)
        assert (offer.dossiers, offer.closed, offer.own_work) == (3, 3, None)
        assert offer.marks == offer.remarks > 3
        restore_backup(other, offer)
        assert other.sheet.readings == session.sheet.readings
        assert find_backups(other) == ()
    with resume(make_desk(prepared.folder / "portable"), code=prepared.letters[M01].code) as again:
        assert again.sheet.readings == session.sheet.readings


def test_the_next_fiche_follows_those_of_the_other_computer(
    prepared: Prepared, session: MemberSession, stick: Path
) -> None:
    mark_all(session, 3)
    out = prepared.folder / "fiches"
    out.mkdir()
    earlier = hand_in(session, out, no_progress)
    save_backup(session)
    with elsewhere(prepared, stick) as other:
        restore_backup(other, only_offer(other))
        mark_all(other, 5)
        later = hand_in(other, out, no_progress)
        (handed,) = other.database.handed.all()
        assert session.known_sheets() < other.known_sheets()
    with prepared.secretariat() as secretariat:
        accept_sheets(secretariat, [later.file, earlier.file], no_progress)
        for computer in computers(secretariat, M01):
            confirm_computer(secretariat, M01, computer.key)
        merged = compute(facts_of(secretariat)).merged
        assert not merged.forks
        assert merged.missing_ancestors == {}
        assert merged.superseded == session.known_sheets()
        assert handed.act_sha512 not in merged.superseded


def test_taking_drafts_up_can_be_undone_edit_by_edit(
    prepared: Prepared, session: MemberSession, stick: Path
) -> None:
    mark_all(session, 3)
    save_backup(session)
    with elsewhere(prepared, stick) as other:
        restore_backup(other, only_offer(other))
        for stamped in reversed(other.database.drafts.edits()):
            other.append(inverse(stamped.edit), other.desk.now())
        assert all(
            entry == Entry()
            for reading in other.sheet.readings.values()
            for entry in reading.entries.values()
        )


def test_a_desk_with_work_of_its_own_goes_over_it_only_when_somebody_says_so(
    prepared: Prepared, session: MemberSession, stick: Path
) -> None:
    mark_all(session, 3)
    save_backup(session)
    with elsewhere(prepared, stick) as other:
        mark_dossier(other, first(other), 5)
        own = other.sheet
        offer = only_offer(other)
        assert offer.own_work is not None
        with refused("BRO-05"):
            restore_backup(other, offer)
        assert other.sheet == own
        restore_backup(other, offer, over_own_work=True)
        assert other.sheet.reading(first(other)).entry(A11).mark == 3
        marks = [getattr(stamped.edit, "after", None) for stamped in other.database.drafts.edits()]
        assert own.reading(first(other)).entry(A11) in marks  # still in the history


def test_what_a_draft_says_of_a_dossier_out_of_the_lot_is_neither_shown_nor_handed_in(
    prepared: Prepared, session: MemberSession
) -> None:
    gone = DossierId("9999")
    session.append(entry_edit(session.sheet, gone, A11, Entry(3)), session.desk.now())
    mark_all(session, 3)
    written = save_backup(session)
    assert written is not None
    with elsewhere(prepared, written.parent / "accueil lot.lot") as other:
        restore_backup(other, only_offer(other))
        assert gone in other.sheet.readings
        assert gone not in other.handed_sheet.readings


def test_marks_of_another_grid_are_refused_and_nothing_is_kept(
    prepared: Prepared, session: MemberSession, stick: Path
) -> None:
    mark_all(session, 3)
    save_backup(session)
    with elsewhere(prepared, stick) as other:
        offer = only_offer(other)
        for said in ({CriterionId("Z9"): Entry(3)}, {A11: Entry(9)}, {A11: Entry("NE", "sans motif")}):
            sheet = Sheet(M01, {first(other): DossierSheet(said)})
            with refused("BRO-03"):
                restore_backup(other, replace(offer, draft=replace(offer.draft, sheet=sheet)))
        assert other.database.drafts.last() is None
        assert find_backups(other)


def test_an_interrupted_taking_up_keeps_nothing(
    prepared: Prepared, session: MemberSession, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark_all(session, 3)
    save_backup(session)
    with elsewhere(prepared, stick) as other:
        offer = only_offer(other)
        with monkeypatch.context() as patch:
            patch.setattr(draft_offers, "hold_draft", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                restore_backup(other, offer)
        assert other.sheet.readings == {}
        assert other.database.drafts.last() is None
        restore_backup(other, only_offer(other))
        assert other.sheet.readings


def test_what_is_not_this_members_draft_is_passed_over(
    prepared: Prepared, session: MemberSession, stick: Path
) -> None:
    mark_all(session, 3)
    written = save_backup(session)
    assert written is not None
    whole, folder = written.read_bytes(), stick.parent
    written.unlink()
    (folder / "a.brouillon").write_bytes(whole[:-10])
    (folder / "b.brouillon").write_bytes(b"x" * 100)
    (folder / "c.brouillon").mkdir()
    (folder / "d.brouillon").symlink_to(folder / "nowhere")
    with elsewhere(prepared, stick, "m02", "m02") as other:
        mark_all(other, 4)
        save_backup(other)
    with elsewhere(prepared, stick) as mine:
        assert find_backups(mine) == ()
        (folder / "renamed by somebody.brouillon").write_bytes(whole)
        assert only_offer(mine).file.name == "renamed by somebody.brouillon"


def test_a_huge_file_and_a_thousand_others_do_not_hide_the_draft(
    prepared: Prepared, session: MemberSession, stick: Path
) -> None:
    mark_all(session, 3)
    for number in range(200):
        (stick.parent / f"{number}.brouillon").write_bytes(b"")
    os.truncate(stick.parent / "0.brouillon", 1 << 40)
    save_backup(session)
    with elsewhere(prepared, stick) as other:
        assert only_offer(other).dossiers == 3


@pytest.mark.skipif(sys.platform == "win32", reason="that system has no pipe in a folder")
def test_a_pipe_where_a_backup_would_go_is_passed_over(session: MemberSession, stick: Path) -> None:
    mark_all(session, 3)
    os.mkfifo(stick.parent / f"{stick.stem}.m01.brouillon")
    written = save_backup(session)
    assert written is not None
    assert written.name == f"{stick.stem}.m01-2.brouillon"
