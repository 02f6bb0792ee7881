"""Lots sealed again in another structure: ZIP tricks, and heads too large to be read."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from commission_app.scoring.ids import MemberId
from commission_app.sealing.recognition import MAX_SEALS_BYTES, write_seals
from commission_app.sealing.signed_act import MAX_ACT_BYTES
from commission_app.sealing.stored_zip import pack
from tests.sealing.exchange import (
    CONTENTS,
    M07,
    MANIFEST,
    SECRETARIAT,
    heads_of,
    open_as,
    refusal,
    reseal,
)

Entries = dict[str, bytes]
PINNED = SECRETARIAT.key_set
PIECES: Entries = {str(path): content for path, content in CONTENTS.items()}


def deflated() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifeste", bytes(50_000_000))
    return target.getvalue()


def with_a_comment() -> bytes:
    target = io.BytesIO(pack(HEADS | PIECES))
    with zipfile.ZipFile(target, "a") as archive:
        archive.comment = b"hidden"
    return target.getvalue()


def with_twenty_thousand_names() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"d/0001/{number}.pdf", b"")
    return target.getvalue()


def with_a_repeated_name() -> bytes:
    return pack({**HEADS, "d/0001/01.pdf": b"one", "d/0001/0x.pdf": b"two"}).replace(b"0x.pdf", b"01.pdf")


def with_a_way_up() -> bytes:
    return pack({**HEADS, "d-0001/01.pdf": b"one"}).replace(b"d-0001/01.pdf", b"../../../.ssh")


def with_an_encryption_flag() -> bytes:
    packed = bytearray(pack(HEADS | PIECES))
    packed[6] |= 1
    packed[packed.index(b"PK\1\2") + 8] |= 1
    return bytes(packed)


def with_a_second_directory() -> bytes:
    """Put a ZIP64 locator where `zipfile` looks for it."""
    packed = pack(HEADS | PIECES)
    end = struct.Struct("<4s4H2LH")
    *head, length, offset, comment = end.unpack(packed[-22:])
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, 0, 1)
    return packed[:-22] + locator + end.pack(*head, length + len(locator), offset, comment)


HEADS = heads_of(MANIFEST)


@pytest.mark.parametrize(
    "packed",
    [
        deflated,
        with_a_comment,
        with_twenty_thousand_names,
        with_a_repeated_name,
        with_a_way_up,
        with_an_encryption_flag,
        with_a_second_directory,
        lambda: pack(PIECES),
        lambda: pack({"manifeste": HEADS["manifeste"]}),
        lambda: pack({"sceaux": HEADS["sceaux"], "manifeste": HEADS["manifeste"], **PIECES}),
        lambda: pack({}),
        lambda: b"",
        lambda: b"%PDF-1.7",
    ],
)
def test_a_lot_of_another_structure_is_refused(
    lot: Path, tmp_path: Path, packed: Callable[[], bytes]
) -> None:
    """The tricks themselves are in test_stored_zip: here, that a lot is read by that reader alone."""
    reseal(lot, packed())
    with refusal("LOT-06", tmp_path):
        open_as(lot, M07)


@pytest.mark.parametrize(
    ("name", "size"), [("manifeste", MAX_ACT_BYTES + 1), ("sceaux", MAX_SEALS_BYTES + 1)]
)
def test_oversized_heads_are_refused_before_they_are_read(
    lot: Path, tmp_path: Path, name: str, size: int
) -> None:
    """Their content is damaged: reading it would say LOT-04."""
    reseal(lot, {**HEADS, name: bytes(size)})
    data = bytearray(lot.read_bytes())
    if name == "manifeste":
        data[len(data) // 2] ^= 1
    lot.write_bytes(data)
    with refusal("LOT-06", tmp_path):
        open_as(lot, M07)


def test_as_many_seals_as_a_commission_can_need_fit() -> None:
    many = {MemberId(f"member-number-{number:05}"): bytes(64) for number in range(300)}
    assert len(write_seals(b"act", many)) < MAX_SEALS_BYTES
