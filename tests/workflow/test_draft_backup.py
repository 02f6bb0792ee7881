"""Drafts copied beside the lot: whole or not at all, and never over somebody else’s."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from commission_app.scoring.sheet import Entry
from commission_app.workflow.member.draft_backup import save_backup, save_elsewhere, snapshot, write_backup
from commission_app.workflow.member.draft_offers import find_backups, restore_backup
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.mark import entry_edit, record
from commission_app.workflow.member.open_bundle import resume
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.progress import no_progress
from tests.workflow.campaigns import BEGINNING, Prepared, make_desk, mark_all, mark_dossier
from tests.workflow.received import refused
from tests.workflow.two_computers import A11, M01, backups, elsewhere, first, only_offer

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def session(prepared: Prepared, stick: Path) -> Iterator[MemberSession]:
    with prepared.member("m01", stick) as opened:
        yield opened


@contextmanager
def answering(monkeypatch: pytest.MonkeyPatch, call: str, folder: Path, number: int) -> Iterator[None]:
    """Have the system refuse what is written under a folder, as a full or protected stick does."""
    real = getattr(os, call)

    def refusing(what: object, *more: object) -> object:
        place = f"/proc/self/fd/{what}" if isinstance(what, int) else what
        if str(folder) in os.path.realpath(str(place)):
            raise OSError(number, os.strerror(number))
        return real(what, *more)

    with monkeypatch.context() as patch:
        patch.setattr(os, call, refusing)
        yield


def test_a_backup_stands_beside_the_lot_under_its_name_and_the_members(
    session: MemberSession, stick: Path
) -> None:
    mark_all(session, 3)
    assert save_backup(session) == stick.parent / "accueil lot.m01.brouillon"
    assert backups(stick.parent) == ["accueil lot.m01.brouillon"]


def test_without_any_edit_nothing_is_written(session: MemberSession, stick: Path) -> None:
    assert save_backup(session) is None
    assert backups(stick.parent) == []


def test_nothing_is_written_again_until_something_changes(session: MemberSession, stick: Path) -> None:
    mark_all(session, 3)
    written = save_backup(session)
    assert written is not None
    before = written.read_bytes()
    assert save_backup(session) == written
    assert written.read_bytes() == before
    record(session, entry_edit(session.sheet, first(session), A11, Entry(4)))
    save_backup(session)
    changed = written.read_bytes()
    assert changed != before
    hand_in(session, stick.parent, no_progress)  # the next fiche must follow this one
    save_backup(session)
    assert written.read_bytes() != changed
    assert backups(stick.parent) == [written.name]


def test_a_backup_that_was_deleted_is_written_again(session: MemberSession) -> None:
    mark_all(session, 3)
    written = save_backup(session)
    assert written is not None
    written.unlink()
    assert save_backup(session) == written
    assert written.exists()


def test_the_backup_follows_the_lot_when_it_is_opened_from_another_place(
    prepared: Prepared, session: MemberSession, stick: Path, tmp_path: Path
) -> None:
    mark_all(session, 3)
    save_backup(session)
    session.close()
    other = tmp_path / "bureau"
    other.mkdir()
    with prepared.member("m01", Path(shutil.copy(stick, other / "lot.lot"))) as again:
        assert save_backup(again) == other / "lot.m01.brouillon"


def test_a_snapshot_taken_earlier_does_not_replace_a_later_one(session: MemberSession) -> None:
    mark_all(session, 2)
    earlier = snapshot(session)
    mark_all(session, 5)
    written = save_backup(session)
    assert earlier is not None
    assert written is not None
    before = written.read_bytes()
    assert write_backup(session, earlier) == written
    assert written.read_bytes() == before


@pytest.mark.parametrize(
    ("call", "number"), [("open", errno.EROFS), ("fsync", errno.ENOSPC), ("fsync", errno.EIO)]
)
def test_a_stick_that_takes_nothing_leaves_the_backup_on_the_computer(
    session: MemberSession, stick: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    mark_all(session, 3)
    with answering(monkeypatch, call, stick.parent, number):
        written = save_backup(session)
        assert written == session.campaign.folder / "brouillons" / "accueil lot.m01.brouillon"
        assert save_backup(session) == written
    assert backups(stick.parent) == []
    assert save_backup(session) == stick.parent / "accueil lot.m01.brouillon"  # it takes files again


def test_a_stick_pulled_out_leaves_the_backup_on_the_computer(session: MemberSession, stick: Path) -> None:
    mark_all(session, 3)
    shutil.rmtree(stick.parent)
    assert save_backup(session) == session.campaign.drafts / "accueil lot.m01.brouillon"
    assert not stick.parent.exists()


def test_a_full_disk_is_said_and_leaves_the_former_backup(
    session: MemberSession, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark_all(session, 3)
    written = save_backup(session)
    assert written is not None
    before = written.read_bytes()
    mark_all(session, 4)
    with answering(monkeypatch, "fsync", stick.parent.parent, errno.ENOSPC), refused("DSK-05"):
        save_backup(session)
    assert written.read_bytes() == before
    assert backups(session.campaign.drafts) == []
    assert save_backup(session) == written


def test_drafts_kept_elsewhere_hold_what_the_desk_did_not_take_and_write_nothing_in_it(
    session: MemberSession, tmp_path: Path
) -> None:
    mark_all(session, 3, close=False)
    dossier = next(iter(session.dossiers())).id
    unsaved = entry_edit(session.sheet, dossier, A11, Entry(5, remark="jamais enregistrée"))
    last = session.database.drafts.last()
    file = save_elsewhere(session, [unsaved], tmp_path)
    assert file == save_elsewhere(session, [unsaved], tmp_path).with_name("accueil lot.m01.brouillon")
    assert backups(tmp_path) == ["accueil lot.m01-2.brouillon", "accueil lot.m01.brouillon"], "nothing over"
    assert session.database.drafts.last() == last
    assert session.sheet.reading(dossier).entry(A11).mark == 3


def test_drafts_kept_elsewhere_say_when_that_place_does_not_take_them(
    session: MemberSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "elsewhere"
    with refused("DSK-24"):
        save_elsewhere(session, [], place)
    place.mkdir()
    with answering(monkeypatch, "fsync", place, errno.ENOSPC), refused("DSK-05"):
        save_elsewhere(session, [], place)
    assert backups(place) == []


def test_two_members_on_one_stick_never_overwrite_one_another(prepared: Prepared, stick: Path) -> None:
    for member, mark in (("m01", 2), ("m02", 4), ("m01", 3)):
        with prepared.member(member, stick) as session:
            mark_all(session, mark)
            save_backup(session)
    assert backups(stick.parent) == ["accueil lot.m01.brouillon", "accueil lot.m02.brouillon"]
    for member, mark in (("m01", 3), ("m02", 4)):
        with elsewhere(prepared, stick, f"portable-{member}", member) as session:
            restore_backup(session, only_offer(session))
            assert session.sheet.reading(first(session)).entry(A11).mark == mark


def test_drafts_of_another_computer_are_not_overwritten_by_somebody_who_began_without_them(
    prepared: Prepared, session: MemberSession, stick: Path
) -> None:
    mark_all(session, 3)
    save_backup(session)
    with elsewhere(prepared, stick) as other:
        mark_dossier(other, first(other), 5)
        assert save_backup(other) == stick.parent / "accueil lot.m01-2.brouillon"
        assert [offer.dossiers for offer in find_backups(other)] == [3]
    assert [(offer.dossiers, offer.is_other_computer) for offer in find_backups(session)] == [(1, True)]


def test_drafts_taken_up_are_overwritten_by_what_follows_them(
    prepared: Prepared, session: MemberSession, stick: Path
) -> None:
    mark_all(session, 3)
    written = save_backup(session)
    with elsewhere(prepared, stick) as other:
        restore_backup(other, only_offer(other))
        mark_all(other, 5)
        other.desk = replace(other.desk, now=lambda: BEGINNING + timedelta(days=1))
        assert save_backup(other) == written
    assert only_offer(session).is_wanted  # back at the first computer, they are the more recent ones


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_a_power_cut_while_backing_up_leaves_the_former_backup(
    prepared: Prepared, session: MemberSession, stick: Path, moment: str
) -> None:
    mark_all(session, 3)
    written = save_backup(session)
    assert written is not None
    before = written.read_bytes()
    session.close()
    code = prepared.letters[M01].code
    done = subprocess.run(
        [sys.executable, "-m", "tests.workflow.killed_backup", str(prepared.folder / "m01"), moment],
        input=code, capture_output=True, text=True, check=False, cwd=CHECKOUT,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert written.read_bytes() == before
    with elsewhere(prepared, stick) as other:
        assert only_offer(other).dossiers == 3
    with resume(make_desk(prepared.folder / "m01"), code=code) as again:
        assert again.sheet.reading(first(again)).entry(A11).mark == 1
        assert save_backup(again) == written
    assert written.read_bytes() != before
