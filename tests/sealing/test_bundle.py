"""Opening a lot: for its members, whole or piece by piece, and what is said when it cannot be."""

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import pytest

from commission_app.errors import AppError, Cancelled
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.age_stream import AgeReader
from commission_app.sealing.bundle import open_bundle
from commission_app.sealing.opening_code import derive, new_code
from tests.sealing.drawn_bytes import DrawnBytes
from tests.sealing.exchange import (
    CODES,
    CONTENTS,
    FIRST,
    FOURTH,
    M07,
    M08,
    M09,
    MANIFEST,
    RECIPIENTS,
    RECOVERY,
    SECOND,
    SECRETARIAT,
    THIRD,
    entries_of,
    no_progress,
    open_as,
    refusal,
)


def test_every_member_of_the_group_reads_every_piece(lot: Path) -> None:
    for member in (M07, M08):
        with open_as(lot, member, SECRETARIAT.key_set) as bundle:
            assert bundle.member == member
            assert bundle.manifest == MANIFEST
            assert {path: bundle.read_piece(path) for path in reversed(CONTENTS)} == CONTENTS


def test_a_lot_shows_no_name_no_key_and_no_title(lot: Path) -> None:
    """Whoever finds the stick learns the size of the lot and the number of its recipients."""
    data = lot.read_bytes()
    for word in (b"Delaunay", b"accueil", b"Projet 0", b"%PDF-1.", b"age1pq1", b"d/0001/"):
        assert word not in data
    assert data.count(b"\n-> mlkem768x25519 ") == len(RECIPIENTS)


def test_the_background_check_reads_every_piece(lot: Path) -> None:
    seen: list[int] = []
    with open_as(lot) as bundle:
        assert bundle.verify_all(lambda done, _total, _step: seen.append(done)) == {}
    assert seen == [0, 1, 2, 3]


# ------------------------------------------------------------------------------- not for us, damaged, false


def test_a_lot_for_somebody_else_is_refused(lot: Path, tmp_path: Path) -> None:
    with refusal("LOT-03", tmp_path):
        open_as(lot, M09)


def test_a_code_that_only_reads_and_one_that_only_proves_open_nothing(lot: Path, tmp_path: Path) -> None:
    replaced = derive(new_code(DrawnBytes("another letter of m07")))
    with refusal("LOT-03", tmp_path):
        open_bundle(lot, HybridIdentity.from_seed(CODES[M07].read_seed), replaced.mac_key)
    with refusal("LOT-03", tmp_path):
        open_bundle(lot, HybridIdentity.from_seed(replaced.read_seed), CODES[M07].mac_key)


@pytest.mark.parametrize(
    ("length", "codes"),
    [
        (lambda whole: whole - 1, {"LOT-04"}),
        (lambda whole: whole // 2, {"LOT-04"}),
        (lambda _: 100, {"LOT-01"}),
        (lambda _: 0, {"LOT-01"}),
    ],
)
def test_a_truncated_lot_is_refused(
    lot: Path, tmp_path: Path, length: Callable[[int], int], codes: set[str]
) -> None:
    data = lot.read_bytes()
    lot.write_bytes(data[: length(len(data))])
    for code in codes:
        with refusal(code, tmp_path):
            open_as(lot)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"PK\3\4" + bytes(100), b"\n" * 2_000_000])
def test_a_file_that_is_no_lot_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "photo.lot").write_bytes(content)
    with refusal("LOT-01", tmp_path):
        open_as(tmp_path / "photo.lot")


def test_a_header_altered_on_the_way_is_refused(lot: Path, tmp_path: Path) -> None:
    data = lot.read_bytes()
    second = data.index(b"\n-> ", data.index(b"\n-> ") + 1)
    lot.write_bytes(b"age-encryption.org/v1" + data[second:])
    with refusal("LOT-04", tmp_path):
        open_as(lot, M08)


def test_a_stanza_added_for_a_weaker_key_is_refused(lot: Path, tmp_path: Path) -> None:
    added = (
        b"-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\nEmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nw7U"
    )
    data = lot.read_bytes()
    lot.write_bytes(data.replace(b"\n-> ", b"\n" + added + b"\n-> ", 1))
    with refusal("LOT-02", tmp_path):
        open_as(lot)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.lot").mkdir()
    for name in ("absent.lot", "folder.lot"):
        with refusal("LOT-15", tmp_path):
            open_as(tmp_path / name)


def test_no_byte_altered_in_the_heads_passes(lot: Path, tmp_path: Path) -> None:
    data = lot.read_bytes()
    start = data.index(b"\n---") + 4 + 45 + 16
    for place in range(start, start + 30_000, 1_500):
        altered = bytearray(data)
        altered[place] ^= 1
        lot.write_bytes(altered)
        with refusal("LOT-04", tmp_path):
            open_as(lot)


# --------------------------------------------------------------------------- damaged pieces, vanished sticks


def damage(lot: Path, offset: int) -> None:
    """Change one byte of a lot, counted from its end."""
    data = bytearray(lot.read_bytes())
    data[-offset] ^= 1
    lot.write_bytes(data)


def test_a_damaged_piece_is_told_apart_and_the_others_remain_readable(lot: Path, tmp_path: Path) -> None:
    damage(lot, 300_000)  # inside the first piece, far from the manifest and from the directory
    with open_as(lot) as bundle:
        with refusal("LOT-11", tmp_path):
            bundle.read_piece(FIRST)
        refusals = bundle.verify_all(no_progress)
        assert {path: error.code for path, error in refusals.items()} == {FIRST: "LOT-11"}
        for path in (SECOND, THIRD, FOURTH):
            assert bundle.read_piece(path) == CONTENTS[path]


def test_a_lot_cut_while_it_is_open_is_told_piece_by_piece(lot: Path, tmp_path: Path) -> None:
    with open_as(lot) as bundle:
        os.truncate(lot, lot.stat().st_size - 200_000)
        with refusal("LOT-11", tmp_path):
            bundle.read_piece(SECOND)


def test_a_stick_pulled_out_while_a_lot_is_open_is_told(lot: Path, tmp_path: Path) -> None:
    with open_as(lot) as bundle:
        pull_out(bundle._source)
        with refusal("LOT-15", tmp_path):
            bundle.read_piece(FIRST)


def pull_out(source: BinaryIO) -> None:
    """Make every further read of an open file fail, as a stick that is no longer there does."""
    elsewhere = os.open(Path(source.name).parent, os.O_RDONLY)
    os.dup2(elsewhere, source.fileno())
    os.close(elsewhere)


def test_a_stick_pulled_out_while_a_lot_opens_is_told(
    lot: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the last chunk, which holds the directory, then before the first, which holds the manifest."""
    unhindered = AgeReader._chunk
    for allowed in (1, 2):
        left = iter(range(allowed - 1))

        def chunk(reader: AgeReader, index: int, left: Iterator[int] = left) -> bytes:
            if next(left, None) is None:
                pull_out(reader._source)
            return unhindered(reader, index)

        monkeypatch.setattr(AgeReader, "_chunk", chunk)
        with refusal("LOT-15", tmp_path):
            open_as(lot)


def test_several_threads_read_pieces_of_one_lot(lot: Path) -> None:
    wanted = list(CONTENTS) * 12
    with open_as(lot) as bundle, ThreadPoolExecutor(4) as threads:
        assert list(threads.map(bundle.read_piece, wanted)) == [CONTENTS[path] for path in wanted]


def test_a_lot_closed_while_another_thread_reads_it_cancels_that_reading(lot: Path) -> None:
    bundle, ends = open_as(lot), []
    started = threading.Event()

    def read_until_closed() -> None:
        try:
            while True:
                bundle.read_piece(FIRST)
                started.set()
        except Cancelled as end:
            ends.append(end)

    reading = threading.Thread(target=read_until_closed)
    reading.start()
    assert started.wait(20)
    bundle.close()
    reading.join(20)
    assert len(ends) == 1
    bundle.close()


def test_the_secretariat_and_the_sealed_envelope_can_open_a_lot_without_any_code(lot: Path) -> None:
    for identity in (HybridIdentity.from_seed(SECRETARIAT.enc), RECOVERY):
        with lot.open("rb") as file, AgeReader(file, [identity]) as clear:
            assert CONTENTS[FIRST] in clear.read()
    assert entries_of(lot)[FIRST] == CONTENTS[FIRST]


def test_a_refusal_names_the_file_without_its_folder_nor_its_suffix(lot: Path) -> None:
    lot.write_bytes(b"nothing")
    with pytest.raises(AppError) as refused:
        open_as(lot)
    assert refused.value.facts == {"file": lot.stem}
