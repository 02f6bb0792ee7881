"""A lot cut for mail opens at the member's like the lot itself, its volumes brought in any order."""

import hashlib
from pathlib import Path

import pytest

from commission_app.cli.main import run
from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId, MemberId
from commission_app.sealing import volumes as cutting
from commission_app.sealing.canonical import encode
from commission_app.workflow.desk import Desk, campaigns
from commission_app.workflow.end_of_campaign import erase_campaign
from commission_app.workflow.member import volumes
from commission_app.workflow.member.open_bundle import enter
from commission_app.workflow.member.volumes import WAITING, bring_volumes
from commission_app.workflow.preparation.lots.volumes import cut_lot
from commission_app.workflow.progress import Progress, no_progress
from tests.workflow.campaigns import Prepared, lot_of, make_desk
from tests.workflow.told import last_sentence

SMALL = 20_000  # bytes of a volume: the lot of a test is small


@pytest.fixture
def lot(prepared: Prepared) -> Path:
    return lot_of(prepared.seal(), "m01")


@pytest.fixture
def mailed(lot: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the volumes of the lot, each in a folder of its own, as mail leaves them."""
    monkeypatch.setattr(cutting, "LEAST_BYTES", SMALL)
    (tmp_path / "sortie").mkdir()
    files = []
    for file in cutting.cut(lot, SMALL, tmp_path / "sortie", no_progress):
        (tmp_path / file.stem).mkdir()
        files.append(file.rename(tmp_path / file.stem / file.name))
    assert len(files) >= 3
    return files


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "membre")


def refused(code: str, desk: Desk, *files: Path) -> None:
    with pytest.raises(AppError) as refusal:
        bring_volumes(desk, files, no_progress)
    assert refusal.value.code == code


def test_each_volume_says_which_are_missing_and_the_last_opens_the_lot(
    prepared: Prepared, lot: Path, mailed: list[Path], desk: Desk
) -> None:
    count = len(mailed)
    for number in range(count, 1, -1):
        brought = bring_volumes(desk, [mailed[number - 1]], no_progress)
        assert brought.lot is None
        assert brought.missing == tuple(range(1, number))
    whole = bring_volumes(desk, [mailed[0]], no_progress).lot
    assert whole is not None
    assert whole.read_bytes() == lot.read_bytes()
    with enter(desk, whole, prepared.letters[MemberId("m01")].code, no_progress) as session:
        assert len(list(session.dossiers())) == 3
    assert not list((desk.folder / WAITING).iterdir())


def test_those_that_lie_beside_come_with_the_one_that_is_opened(
    lot: Path, mailed: list[Path], desk: Desk, tmp_path: Path
) -> None:
    together = tmp_path / "telechargements"
    together.mkdir()
    moved = [file.rename(together / file.name) for file in mailed]
    whole = bring_volumes(desk, [moved[1]], no_progress).lot
    assert whole == together / lot.name
    again = bring_volumes(desk, [moved[1]], no_progress).lot
    assert again == together / f"{lot.stem}_2.lot"  # nothing is replaced


def test_a_volume_brought_twice_counts_once(mailed: list[Path], desk: Desk) -> None:
    bring_volumes(desk, [mailed[0]], no_progress)
    brought = bring_volumes(desk, mailed[:2], no_progress)
    assert brought.twice == (1,)
    assert brought.missing == tuple(range(3, len(mailed) + 1))


def test_a_changed_volume_is_refused_and_the_others_stay(mailed: list[Path], desk: Desk) -> None:
    bring_volumes(desk, [mailed[0]], no_progress)
    sound = mailed[1].read_bytes()
    mailed[1].write_bytes(sound[:-1] + bytes([sound[-1] ^ 1]))
    refused("VOL-03", desk, mailed[1])
    mailed[1].write_bytes(sound)
    assert bring_volumes(desk, [mailed[1]], no_progress).missing == tuple(range(3, len(mailed) + 1))


def test_a_volume_of_another_lot_is_refused(
    lot: Path, mailed: list[Path], desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cutting, "LEAST_BYTES", SMALL)
    (tmp_path / "autre").mkdir()
    other = cutting.cut(lot, SMALL * 2, tmp_path / "autre", no_progress)[0]
    refused("VOL-05", desk, mailed[0], other)
    assert not (desk.folder / WAITING).exists()


def test_a_volume_slipped_in_under_another_name_does_not_stand_in_the_way(
    lot: Path, mailed: list[Path], desk: Desk, tmp_path: Path
) -> None:
    head = cutting.read_head(mailed[0])
    slipped = tmp_path / "glisse.lot"
    data = bytes(head.size)
    false = {**head.document(), "name": "autre", "sha512": hashlib.sha512(data).hexdigest()}
    slipped.write_bytes(cutting.MAGIC + encode(false) + b"\n" + data)
    assert bring_volumes(desk, [slipped], no_progress).lot is None
    for file in mailed:
        brought = bring_volumes(desk, [file], no_progress)
    assert brought.lot is not None
    assert brought.lot.read_bytes() == lot.read_bytes()


def test_volumes_that_wait_go_with_the_campaign_that_is_erased_and_no_other(
    prepared: Prepared, lot: Path, mailed: list[Path], desk: Desk
) -> None:
    code = prepared.letters[MemberId("m01")].code
    enter(desk, lot, code, no_progress).close()
    (place,) = campaigns(desk)
    other = CampaignId(f"{place.id}-2")
    bring_volumes(desk, mailed[:1], no_progress)
    volumes.forget_waiting(desk, other)
    assert list((desk.folder / WAITING).iterdir())
    erase_campaign(desk, place, place.name)
    assert not list((desk.folder / WAITING).iterdir())


def test_a_place_that_takes_nothing_leaves_the_lot_in_the_desk(
    lot: Path, mailed: list[Path], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = cutting.join

    def join(kept: dict[int, tuple[Path, cutting.Head]], target: Path, progress: Progress) -> None:
        if target.parent != desk.folder / WAITING:
            raise AppError("DSK-06")
        real(kept, target, progress)

    monkeypatch.setattr(volumes, "join", join)  # root writes everywhere: no real folder refuses it
    whole = bring_volumes(desk, mailed, no_progress).lot
    assert whole == desk.folder / WAITING / lot.name
    assert whole.read_bytes() == lot.read_bytes()


def test_the_command_line_cuts_and_opens_volumes(
    prepared: Prepared, mailed: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = tmp_path / "code.txt"
    code.write_text(prepared.letters[MemberId("m01")].code, encoding="utf-8")
    desk = ["--desk", str(tmp_path / "bureau"), "--code-file", str(code), "--no-keyring"]
    assert run(["open", str(mailed[0]), *desk]) == 1
    assert "Il manque un volume" in capsys.readouterr().err
    assert run(["open", *map(str, mailed[1:]), *desk]) == 0
    assert f"Les {len(mailed)} volumes sont réunis" in capsys.readouterr().out


def test_a_cut_is_journalled(
    prepared: Prepared, lot: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cutting, "LEAST_BYTES", 1)
    monkeypatch.setattr("commission_app.workflow.preparation.lots.volumes.MEGABYTE", SMALL)
    with prepared.secretariat() as session:
        files = cut_lot(session, lot, 1, tmp_path, no_progress)
        told = last_sentence(session)
    assert f"{len(files)}\N{NO-BREAK SPACE}volumes" in told
