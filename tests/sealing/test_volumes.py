"""A lot cut into volumes is the same lot once together; what is done to a volume is told, never joined."""

from pathlib import Path

import pytest

from commission_app.errors import AppError, Cancelled
from commission_app.sealing import volumes
from commission_app.sealing.canonical import encode
from commission_app.sealing.volumes import MAGIC, SEALED, check, cut, is_volume, join, read_head

MOST, SIZE = 1_000_000, 2_300_000


@pytest.fixture
def lot(tmp_path: Path) -> Path:
    file = tmp_path / "essai_L1_v2.lot"
    file.write_bytes(SEALED + bytes(range(256)) * (SIZE // 256))
    return file


def silent(_done: int, _total: int, _name: str) -> None:
    pass


def cut_up(lot: Path) -> list[Path]:
    return list(cut(lot, MOST, lot.parent, silent))


def together(files: list[Path], target: Path) -> None:
    heads = {file: read_head(file) for file in files}
    join({head.number: (file, head) for file, head in heads.items()}, target, silent)


def refused(code: str, verb: object, *given: object) -> None:
    assert callable(verb)
    with pytest.raises(AppError) as refusal:
        verb(*given)
    assert refusal.value.code == code


def test_volumes_in_any_order_make_the_same_lot_again(lot: Path, tmp_path: Path) -> None:
    files = cut_up(lot)
    assert [file.name for file in files] == [
        f"essai_L1_v2_volume-0{number}-sur-03.lot" for number in (1, 2, 3)
    ]
    assert all(map(is_volume, files))
    assert not is_volume(lot)
    assert max(file.stat().st_size for file in files) < MOST + volumes.MAX_HEAD_BYTES
    together([files[2], files[0], files[1]], tmp_path / "reuni.lot")
    assert (tmp_path / "reuni.lot").read_bytes() == lot.read_bytes()


def test_every_head_says_its_place_in_the_lot(lot: Path) -> None:
    heads = [read_head(file) for file in cut_up(lot)]
    assert [head.offset for head in heads] == [0, MOST, 2 * MOST]
    assert sum(head.size for head in heads) == heads[0].whole_size == lot.stat().st_size
    assert all(head.goes_with(heads[0]) for head in heads)


def test_a_changed_byte_anywhere_is_told(lot: Path) -> None:
    file = cut_up(lot)[1]
    sound = file.read_bytes()
    for place in (0, 30, 60, len(sound) // 2, len(sound) - 1):
        changed = bytearray(sound)
        changed[place] ^= 1
        file.write_bytes(changed)
        with pytest.raises(AppError) as refusal:
            check(file, read_head(file))
        assert refusal.value.code == "VOL-03"


def test_a_volume_cut_short_or_made_longer_is_told(lot: Path) -> None:
    file = cut_up(lot)[0]
    sound = file.read_bytes()
    for other in (sound[:-1], sound + b"x", sound[:20], b""):
        file.write_bytes(other)
        refused("VOL-03", read_head, file)


@pytest.mark.parametrize(
    "change",
    [
        {"number": 0},
        {"number": 4},
        {"count": 1000},
        {"size": 0},
        {"offset": -1},
        {"whole_size": 10**12},
        {"number": True},
        {"name": "../ailleurs"},
        {"sha512": "0"},
        {"more": 1},
        {"v": 2},
    ],
    ids=str,
)
def test_a_head_that_does_not_hold_is_refused(lot: Path, change: dict[str, object]) -> None:
    file = cut_up(lot)[0]
    head = read_head(file)
    body = file.read_bytes()[-head.size :]
    file.write_bytes(MAGIC + encode({**head.document(), **change}) + b"\n" + body)
    refused("VOL-03", read_head, file)


def test_volumes_that_are_not_the_lot_together_leave_no_file(lot: Path, tmp_path: Path) -> None:
    files, target = cut_up(lot), tmp_path / "reuni.lot"
    refused("VOL-04", together, files[:2], target)
    head = read_head(files[1])
    swapped = {number: (file, read_head(file)) for number, file in enumerate(files, 1)}
    forged = {**vars(head), "sha512": volumes._digest(iter([b"y" * head.size]))}
    files[1].write_bytes(MAGIC + encode({"type": "volume", "v": 1, **forged}) + b"\n" + b"y" * head.size)
    swapped[2] = (files[1], read_head(files[1]))
    refused("VOL-04", join, swapped, target, silent)
    assert not target.exists()


def test_what_cannot_be_cut_is_refused_and_nothing_is_written(lot: Path, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    other = tmp_path / "photo.lot"
    other.write_bytes(b"JFIF" * 1000)
    refused("VOL-01", cut, lot, 999_999, tmp_path, silent)
    refused("VOL-02", cut, lot, 10 * MOST, tmp_path, silent)
    refused("LOT-01", cut, other, MOST, tmp_path, silent)
    refused("LOT-15", cut, tmp_path / "absent.lot", MOST, tmp_path, silent)
    assert set(tmp_path.iterdir()) == before | {other}


def test_a_volume_already_there_is_not_replaced(lot: Path, tmp_path: Path) -> None:
    files = cut_up(lot)
    refused("SEA-03", cut, lot, MOST, tmp_path, silent)
    assert all(file.is_file() for file in files)


def test_an_interrupted_cut_leaves_no_volume(lot: Path, tmp_path: Path) -> None:
    def interrupt(done: int, _total: int, _name: str) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        cut(lot, MOST, tmp_path, interrupt)
    assert set(tmp_path.iterdir()) == {lot}


@pytest.mark.parametrize(("rank", "number"), [(0, 2), (0, 3), (1, 1), (2, 1), (2, 2)])
def test_a_volume_under_another_number_is_refused(lot: Path, rank: int, number: int) -> None:
    file = cut_up(lot)[rank]
    head = read_head(file)
    data = file.read_bytes()[-head.size :]
    renumbered = {**head.document(), "number": number}
    file.write_bytes(MAGIC + encode(renumbered) + b"\n" + data)
    refused("VOL-03", read_head, file)
