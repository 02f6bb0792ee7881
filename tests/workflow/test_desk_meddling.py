"""Somebody writes in a desk's folder, or opens it from two windows: nothing goes back, nothing is lost."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from commission_app.scoring.ids import DossierId, MemberId
from commission_app.workflow.desk import campaigns
from commission_app.workflow.member.open_bundle import enter
from commission_app.workflow.preparation.campaign import keep_away, new_campaign
from commission_app.workflow.progress import no_progress
from tests.workflow.campaigns import Prepared, lot_of, make_desk, mark_all
from tests.workflow.received import M01, Ready, again, refused


def test_a_lot_put_back_in_the_desk_after_a_recusal_is_refused(ready: Ready) -> None:
    prepared = ready.prepared
    desk = prepared.folder / "m01"
    former = next(desk.rglob("*.lot"))
    kept = shutil.copy(former, prepared.folder / "former.lot")
    with prepared.secretariat() as session:
        keep_away(session, M01, DossierId(session.dossiers()[0].id), "un lien déclaré")
    newer = lot_of(prepared.seal("again"), "m01")
    with prepared.member("m01", newer) as session:
        place = session.campaign.lots / session.database.lots.all()[-1].file_name
    shutil.copy(kept, place)
    with refused("LOT-18"):
        again(prepared, "m01")
    with prepared.member("m01", newer) as session:
        assert session.manifest.serial > 1


def test_a_second_window_on_the_first_lot_destroys_nothing_of_the_first_one(
    prepared: Prepared, tmp_path: Path
) -> None:
    lot, letter = lot_of(prepared.seal(), "m01"), prepared.letters[MemberId("m01")]
    desk = make_desk(prepared.folder / "m01")
    refusals: list[BaseException] = []

    def impatient(done: int, total: int, step: str) -> None:
        """Double-click again while the lot is being copied."""
        if not refusals:
            with pytest.raises(Exception) as refusal:
                enter(desk, lot, letter.code, no_progress)
            refusals.append(refusal.value)

    with enter(desk, lot, letter.code, impatient) as session:
        mark_all(session)
    with again(prepared, "m01") as session:
        assert session.sheet.readings
    assert [getattr(refusal, "code", refusal) for refusal in refusals] == ["DSK-02"]


def test_a_label_that_is_no_text_hides_no_campaign(ready: Ready) -> None:
    desk = make_desk(ready.prepared.folder / "m01")
    broken = desk.folder / "autre"
    broken.mkdir()
    (broken / "bureau.json").write_bytes(b'{"id":"\xff","name":"x","side":"member"}')
    assert len(campaigns(desk)) == 1


def test_a_lot_sealed_under_a_serial_given_twice_is_the_one_that_is_read(ready: Ready) -> None:
    """The secretariat came back from a backup of before its last sealing."""
    prepared = ready.prepared
    backup = shutil.copytree(prepared.folder / "secretariat", prepared.folder / "backup")
    with prepared.member("m01", lot_of(prepared.seal("lost"), "m01")) as session:
        lost = session.database.lots.all()[-1]
    shutil.rmtree(prepared.folder / "secretariat")
    backup.rename(prepared.folder / "secretariat")
    with prepared.member("m01", lot_of(prepared.seal("again"), "m01")) as session:
        (bundle,) = session.bundles.values()
        assert bundle.manifest.serial == lost.serial
        assert bundle.manifest_sha512 != lost.manifest_sha512
    with again(prepared, "m01") as session:
        assert session.sheet.readings


def spoiled_labels(label: Path) -> Iterator[None]:
    """Lose a label, then damage it."""
    label.unlink()
    yield
    label.write_bytes(b"\0\0\0\0")
    yield


def test_a_members_desk_whose_label_is_lost_opens_with_every_mark_and_takes_its_name_again(
    ready: Ready,
) -> None:
    desk = make_desk(ready.prepared.folder / "m01")
    (known,) = campaigns(desk)
    with again(ready.prepared, "m01") as session:
        marks = session.sheet
    for _ in spoiled_labels(known.label):
        with again(ready.prepared, "m01") as session:
            assert (session.sheet, session.campaign) == (marks, known)
        assert campaigns(desk) == (known,)


def test_a_lot_opened_on_a_desk_whose_label_is_lost_finds_every_mark(ready: Ready) -> None:
    desk = make_desk(ready.prepared.folder / "m01")
    (known,) = campaigns(desk)
    with again(ready.prepared, "m01") as session:
        marks = session.sheet
    code = ready.prepared.letters[MemberId("m01")].code
    lot = lot_of(ready.prepared.seal("again"), "m01")
    for _ in spoiled_labels(known.label):
        with enter(desk, lot, code, no_progress) as session:
            assert session.sheet == marks
        assert campaigns(desk) == (known,)


def test_a_secretariats_campaign_whose_label_is_lost_is_not_begun_again_over_its_work(ready: Ready) -> None:
    with ready.prepared.secretariat() as session:
        known, campaign = session.place, session.campaign
    desk = make_desk(known.folder.parent)
    for _ in spoiled_labels(known.label):
        before = known.database.read_bytes()
        with refused("DSK-08"):
            new_campaign(desk, campaign)
        assert known.database.read_bytes() == before
        with ready.prepared.secretariat() as session:
            assert (session.place, session.campaign) == (known, campaign)
        assert campaigns(desk) == (known,)
