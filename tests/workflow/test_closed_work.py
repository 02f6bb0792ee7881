"""A desk that no longer opens, a newer lot from an open one, drafts given back after a lost code."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from commission_app.errors import Cancelled
from commission_app.scoring.ids import CriterionId, MemberId
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.workflow.desk import campaigns
from commission_app.workflow.end_of_campaign import erase_campaign
from commission_app.workflow.member.draft_backup import save_backup
from commission_app.workflow.member.draft_offers import find_backups, restore_backup
from commission_app.workflow.member.open_bundle import enter, enter_again, resume
from commission_app.workflow.member.start_over import CLOSED_WORK, start_over
from commission_app.workflow.preparation.lots.seal import seal_bundles
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.draft_rescue import reseal_draft
from commission_app.workflow.secretariat.letters import print_letter, replace_code
from commission_app.workflow.secretariat.session import RECOVERY
from tests.workflow.campaigns import Prepared, RememberingKeyring, files_under, lot_of, make_desk, mark_all
from tests.workflow.received import refused

M01, M02 = MemberId("m01"), MemberId("m02")
A11 = CriterionId("A1.1")


def code_of(prepared: Prepared, member: MemberId = M01) -> str:
    return prepared.letters[member].code


def renewed(prepared: Prepared) -> tuple[str, Path]:
    """Give m01 a new code, and return it with the lot sealed again into the same folder."""
    with prepared.secretariat() as session:
        replace_code(session, M01)
        letter = print_letter(session, M01, prepared.folder / "lettres")
        sealed = seal_bundles(session, prepared.folder / "lots", no_progress)
    return letter.code, lot_of(sealed, "m01")


# -------------------------------------------------------------------------------------- beginning again


def test_a_new_letter_on_a_computer_without_keyring_begins_again_and_deletes_nothing(
    prepared: Prepared, lot: Path
) -> None:
    desk = make_desk(prepared.folder / "m01")
    with prepared.member("m01", lot) as session:
        mark_all(session, 3)
        folder = session.campaign.folder
    before = files_under(folder)
    code, again = renewed(prepared)
    with refused("KEY-02"):
        enter(desk, again, code, no_progress)
    with start_over(desk, again, code, no_progress) as session:
        assert session.sheet.readings == {}
    aside = folder.with_name(f"{folder.name}.ancien-1")
    assert files_under(aside) == before
    assert [place.folder for place in campaigns(desk)] == [folder]
    # Whoever finds the former letter gives the folder its name back.
    shutil.rmtree(folder)
    aside.rename(folder)
    with resume(desk, code=code_of(prepared)) as session:
        assert session.sheet.readings


def test_beginning_twice_again_keeps_both_works(prepared: Prepared, lot: Path) -> None:
    desk = make_desk(prepared.folder / "m01")
    prepared.member("m01", lot).close()
    for _ in range(2):
        code, again = renewed(prepared)
        start_over(desk, again, code, no_progress).close()
    (place,) = campaigns(desk)
    assert [former.folder.name[-9:] for former in place.former] == [".ancien-1", ".ancien-2"]


@pytest.mark.parametrize(("file", "code"), [("trousseau.json", "KEY-03"), ("bureau.db", "DSK-04")])
def test_damaged_work_begins_again_with_the_drafts_kept_beside_the_lot_or_on_the_computer(
    prepared: Prepared, lot: Path, file: str, code: str
) -> None:
    desk = make_desk(prepared.folder / "m01")
    with prepared.member("m01", lot) as session:
        mark_all(session, 3)
        beside = save_backup(session)
        assert beside is not None
        session.campaign.drafts.mkdir()
        beside.rename(session.campaign.drafts / beside.name)
        damaged = session.campaign.folder / file
    damaged.write_bytes(b"{}" * 5_000)
    assert code in CLOSED_WORK
    with refused(code):
        enter(desk, lot, code_of(prepared), no_progress)
    with start_over(desk, lot, code_of(prepared), no_progress) as session:
        (offer,) = find_backups(session)
        assert (offer.dossiers, offer.is_beside_lot) == (3, False)
        restore_backup(session, offer)
        assert session.sheet.readings


def test_a_beginning_that_is_interrupted_puts_the_work_back(prepared: Prepared, lot: Path) -> None:
    desk = make_desk(prepared.folder / "m01")
    with prepared.member("m01", lot) as session:
        mark_all(session, 3)
    before = files_under(desk.folder)
    code, again = renewed(prepared)

    def stop(done: int, total: int, step: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        start_over(desk, again, code, stop)
    assert files_under(desk.folder) == before
    with resume(desk, code=code_of(prepared)) as session:
        assert session.sheet.readings


def test_work_open_in_another_window_is_not_set_aside(prepared: Prepared, lot: Path) -> None:
    code, again = renewed(prepared)
    desk = make_desk(prepared.folder / "m01")
    with prepared.member("m01", lot):
        with refused("DSK-02"):
            start_over(desk, again, code, no_progress)
        assert len(list(desk.folder.iterdir())) == 1


def test_a_code_that_does_not_open_the_lot_sets_nothing_aside(prepared: Prepared, lot: Path) -> None:
    desk = make_desk(prepared.folder / "m01")
    prepared.member("m01", lot).close()
    code, _ = renewed(prepared)
    before = files_under(desk.folder)
    with refused("LOT-03"):
        start_over(desk, lot, code, no_progress)
    assert files_under(desk.folder) == before


def test_without_former_work_beginning_again_is_beginning(prepared: Prepared, lot: Path) -> None:
    with start_over(make_desk(prepared.folder / "m01"), lot, code_of(prepared), no_progress) as session:
        assert session.member == M01


def test_a_code_that_neither_the_desk_nor_its_keyring_knows_is_said_to_be_another(
    prepared: Prepared, lot: Path
) -> None:
    desk = make_desk(prepared.folder / "m01", RememberingKeyring())
    enter(desk, lot, code_of(prepared), no_progress).close()
    code, again = renewed(prepared)
    with refused("KEY-02"):
        enter(replace(desk, keyring=RememberingKeyring()), again, code, no_progress)


def test_another_persons_code_leaves_no_trace_in_the_keys_of_a_desk(prepared: Prepared, lot: Path) -> None:
    desk = make_desk(prepared.folder / "m01", RememberingKeyring())
    enter(desk, lot, code_of(prepared), no_progress).close()
    before = files_under(desk.folder)
    with refused("LOT-17"):
        enter(desk, lot, code_of(prepared, M02), no_progress)
    assert files_under(desk.folder) == before
    with resume(desk) as session, refused("LOT-17"):
        enter_again(session, lot, no_progress, code_of(prepared, M02))
    assert files_under(desk.folder) == before


def test_erasing_a_campaign_erases_what_was_set_aside(prepared: Prepared, lot: Path) -> None:
    desk = make_desk(prepared.folder / "m01")
    prepared.member("m01", lot).close()
    code, again = renewed(prepared)
    start_over(desk, again, code, no_progress).close()
    (place,) = campaigns(desk)
    assert erase_campaign(desk, place, place.name) == ()
    assert list(desk.folder.iterdir()) == []


# -------------------------------------------------------------------------------------- another lot


def test_a_newer_lot_opens_from_an_open_desk_without_any_code(prepared: Prepared, lot: Path) -> None:
    with prepared.member("m01", lot) as session:
        mark_all(session, 3)
        sheet, newer = session.sheet, lot_of(prepared.seal("v2"), "m01")
        assert enter_again(session, newer, no_progress) is session
        assert session.manifest.serial == 2
        assert session.sheet == sheet
        assert [file.name for file in session.campaign.lots.iterdir()] == ["L1-v2.lot"]
        saved = save_backup(session)
        assert saved is not None
        assert saved.parent == newer.parent


def test_a_lot_that_is_refused_leaves_the_desk_as_it_was(prepared: Prepared, lot: Path) -> None:
    newer = lot_of(prepared.seal("v2"), "m01")
    with prepared.member("m01", newer) as session:
        before = files_under(session.campaign.folder)
        with refused("LOT-09"):
            enter_again(session, lot, no_progress)
        cut = prepared.folder / "cut.lot"
        cut.write_bytes(newer.read_bytes()[:-100])
        with refused("LOT-04"):
            enter_again(session, cut, no_progress)
        assert files_under(session.campaign.folder) == before
        assert session.manifest.serial == 2


def test_an_interrupted_change_of_lot_goes_on_with_the_former_one(prepared: Prepared, lot: Path) -> None:
    with prepared.member("m01", lot) as session:
        newer = lot_of(prepared.seal("v2"), "m01")

        def stop(done: int, total: int, step: str) -> None:
            raise Cancelled

        with pytest.raises(Cancelled):
            enter_again(session, newer, stop)
        assert session.manifest.serial == 1
        dossier = next(iter(session.dossiers()))
        bundle, piece = session.piece(dossier.id, dossier.pieces[0].path)
        assert bundle.read_piece(piece.path)


def test_a_lot_under_a_new_letter_asks_for_its_code_and_keeps_the_computer(
    prepared: Prepared, lot: Path
) -> None:
    with prepared.member("m01", lot) as session:
        mark_all(session, 3)
        computer = session.secrets.key_set.id
        code, again = renewed(prepared)
        with refused("LOT-03"):
            enter_again(session, again, no_progress)
        enter_again(session, again, no_progress, code)
        assert (session.manifest.serial, session.secrets.key_set.id) == (2, computer)
        saved = save_backup(session)
    with resume(make_desk(prepared.folder / "m01"), code=code) as session:
        assert session.sheet.readings
    with enter(make_desk(prepared.folder / "portable"), again, code, no_progress) as other:
        assert [offer.file for offer in find_backups(other)] == [saved]


# -------------------------------------------------------------------------------------- drafts given back


@pytest.fixture
def envelope(prepared: Prepared) -> HybridIdentity:
    """The line of the sealed envelope, which the secretariat drew with the campaign."""
    identity = HybridIdentity.from_seed(bytes(range(32)))
    with prepared.secretariat() as session:
        session.database.settings.put(RECOVERY, identity.recipient.text)
    return identity


@pytest.fixture
def lost(prepared: Prepared, envelope: HybridIdentity) -> Path:
    """Drafts left on a stick by a member who then lost their letter."""
    with prepared.member("m01", lot_of(prepared.seal(), "m01")) as session:
        mark_all(session, 4)
        file = save_backup(session)
    assert file is not None
    return file


def test_a_lost_code_does_not_lose_drafts(prepared: Prepared, envelope: HybridIdentity, lost: Path) -> None:
    code, again = renewed(prepared)
    out = prepared.folder / "rendus"
    out.mkdir()
    printed = f" {envelope.text[:40]} \n{envelope.text[40:]}\n".lower()
    with prepared.secretariat() as session:
        rescued = reseal_draft(session, printed, lost, M01, out)
        assert session.database.journal.entries()[-1].kind == "draft_rescued"
        again_rescued = reseal_draft(session, envelope.text, lost, M01, out)
    assert (rescued.name, again_rescued.name) == (lost.name, f"{lost.stem}-2.brouillon")
    again_rescued.unlink()
    lost.unlink()
    rescued.rename(again.parent / rescued.name)
    with enter(make_desk(prepared.folder / "portable"), again, code, no_progress) as session:
        (offer,) = find_backups(session)
        restore_backup(session, offer)
        dossier = next(iter(session.dossiers()))
        assert session.sheet.reading(dossier.id).entry(A11).mark == 4


def test_drafts_are_given_back_to_their_member_only(
    prepared: Prepared, envelope: HybridIdentity, lost: Path
) -> None:
    before = files_under(prepared.folder)
    other = HybridIdentity.from_seed(bytes(32))
    with prepared.secretariat() as session:
        events = len(session.database.journal.entries())
        for line, file, member, code in (
            (other.text, lost, M01, "BRO-06"),
            (envelope.text[:-1], lost, M01, "BRO-06"),
            ("", lost, M01, "BRO-06"),
            (envelope.text, lost, M02, "BRO-08"),
            (envelope.text, lost, MemberId("m99"), "CAM-04"),
            (envelope.text, lost.with_name("absent.brouillon"), M01, "BRO-01"),
            (envelope.text, next(lost.parent.glob("*.lot")), M01, "BRO-01"),
        ):
            with refused(code):
                reseal_draft(session, line, file, member, prepared.folder)
        with refused("DSK-24"):
            reseal_draft(session, envelope.text, lost, M01, prepared.folder / "nowhere")
        assert len(session.database.journal.entries()) == events
    assert files_under(prepared.folder) == before
