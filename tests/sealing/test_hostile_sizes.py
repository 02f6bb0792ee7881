"""Files made to exhaust the memory: what they declare is never believed, and what they hold is bounded."""

import io
import os
import struct
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import CampaignId
from commission_app.sealing import canonical
from commission_app.sealing.age_format import MAX_HEADER_BYTES, read_header
from commission_app.sealing.age_stream import encrypt
from commission_app.sealing.archive_file import read_archive
from commission_app.sealing.receipt import MAX_FILE_BYTES as MAX_RECEIPT_BYTES
from commission_app.sealing.recognition import find_seal, read_card
from commission_app.sealing.recovery import read_recovery
from commission_app.sealing.salted_texts import MAX_TEXTS_BYTES, TextReader
from commission_app.sealing.sheet_file import MAX_FILE_BYTES, open_sheet
from commission_app.sealing.signed_act import MAX_ACT_BYTES, claimed, verify
from commission_app.sealing.stored_zip import MAX_DIRECTORY_BYTES, pack
from commission_app.sealing.vault import open_with_key
from tests.sealing import exchange as x
from tests.sealing.kept_mutants import CODE, sealed_export
from tests.sealing.sealed_mutants import received

MEGABYTES_ABOVE_START = 64
VERSION, MAC = b"age-encryption.org/v1\n", b"--- " + b"A" * 43 + b"\n"
ROOM = MAX_HEADER_BYTES - 200
OTHERS_STANZA = x.RECIPIENTS[0].wrap(bytes(16), x.RANDOM).encoded()
BEGIN = b"-----BEGIN SSH SIGNATURE-----\n"
END = struct.Struct("<4s4H2LH")
Work = Callable[[], object]


def refused_within_bounds(work: Work) -> str:
    """Return the code with which a hostile file is refused; the file itself is held before."""
    tracemalloc.start()
    try:
        with pytest.raises(AppError) as refusal:
            work()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < MEGABYTES_ABOVE_START * 1_000_000
    return sentences(refusal.value).code


def opened(data: bytes) -> Work:
    """Return the opening of a fiche."""
    return lambda: open_sheet(data, [x.SECRETARIAT_IDENTITY], "a.fiche")


def sealed(content: bytes) -> Work:
    """Return the opening of a fiche that anybody may seal."""
    return opened(encrypt(content, x.SHEET_RECIPIENTS, x.RANDOM))


@pytest.mark.parametrize(
    ("filling", "code"),
    [
        (b"-> ab" + b" cd" * (ROOM // 3) + b"\n\n", "FIC-03"),
        (b"-> ab\n" + (b"A" * 64 + b"\n") * (ROOM // 65) + b"\n", "FIC-03"),
        (OTHERS_STANZA * (ROOM // len(OTHERS_STANZA)), "FIC-01"),
    ],
    ids=["words", "body", "stanzas of others"],
)
def test_a_header_as_long_as_is_read_costs_little(filling: bytes, code: str) -> None:
    header = VERSION + filling + MAC
    read_header(io.BytesIO(header))  # well formed: only its size is strange
    assert refused_within_bounds(opened(header + bytes(100))) == code


def test_a_header_of_tiny_stanzas_is_not_read_to_its_end() -> None:
    assert refused_within_bounds(opened(VERSION + b"-> ab\n\n" * (ROOM // 7) + MAC)) == "FIC-03"


def test_a_fiche_as_large_as_is_read_and_sealed_by_anybody_costs_little() -> None:
    content = pack({"fiche": bytes(MAX_FILE_BYTES - 200_000), "x": b""})
    assert refused_within_bounds(sealed(content)) == "FIC-03"


def test_a_receipt_as_large_as_is_read_costs_little() -> None:
    data = encrypt(bytes(MAX_RECEIPT_BYTES - 100_000), [x.recipient_of(x.M07)], x.RANDOM)
    assert refused_within_bounds(lambda: received(data)) == "ACC-03"


def end_record(count: int, length: int, offset: int) -> bytes:
    """Return the last record of a ZIP, whatever it says."""
    return END.pack(b"PK\5\6", 0, 0, count, count, length & 0xFFFFFFFF, offset & 0xFFFFFFFF, 0)


def declaring(size: int) -> bytes:
    """Return a ZIP whose only entry declares a size, in its header and in its directory."""
    packed = bytearray(pack({"fiche": b"x"}))
    for place in (18, 22, packed.index(b"PK\1\2") + 20, packed.index(b"PK\1\2") + 24):
        struct.pack_into("<L", packed, place, size)
    return bytes(packed)


@pytest.mark.parametrize(
    "content",
    [
        end_record(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF),
        end_record(5_000, MAX_DIRECTORY_BYTES, 0) * 3,
        bytes(MAX_DIRECTORY_BYTES) + end_record(1, MAX_DIRECTORY_BYTES, 0),
        pack({f"{number:03x}": b"" for number in range(4_000)})[:-22] + end_record(1, 4_000 * 49, 4_000 * 33),
        declaring(0xFFFFFFFF),
        declaring(1 << 31),
    ],
    ids=["all at most", "counts", "an empty directory", "more names than counted", "4 GiB", "2 GiB"],
)
def test_what_a_zip_declares_is_not_believed(content: bytes) -> None:
    assert refused_within_bounds(sealed(content)) == "FIC-03"


def test_a_lot_of_gigabytes_is_refused_from_its_end(lot: Path) -> None:
    os.truncate(lot, 3_900_000_000)  # a hole: it takes no room on the disk
    assert refused_within_bounds(lambda: x.open_as(lot)) == "LOT-04"


# -------------------------------------------------------------------------------------------------- acts


def unsigned(line: bytes, armor: bytes = BEGIN) -> bytes:
    """Return bytes that look like an act as large as is read."""
    return line + b"\nmldsa65 \n" + armor


def filled(item: bytes) -> bytes:
    """Return an act of a list as long as it may be."""
    return unsigned(b'{"a":[' + b",".join([item] * ((MAX_ACT_BYTES - 100) // (len(item) + 1))) + b"]}")


@pytest.mark.parametrize("item", [b"[]", b"{}", b'{"a":1}', b"1000", b'"ab"'])
def test_an_act_of_millions_of_values_is_refused_before_they_are_made(item: bytes) -> None:
    act = filled(item)
    assert refused_within_bounds(lambda: claimed(act)) == "ACT-02"


@pytest.mark.parametrize("pair", ['"{0:06}":"日{0}"', '"{0:06}":[]'])
def test_as_many_values_as_are_read_fit_in_the_memory(pair: str) -> None:
    line = "{" + ",".join(map(pair.format, range(canonical.MAX_ITEMS // 2))) + ',"zz":0.5}'
    assert refused_within_bounds(lambda: claimed(unsigned(line.encode()))) == "ACT-02"


def card_with(**keys: str) -> bytes:
    """Return a card whose keys are what anybody wants."""
    said = {**x.MEMBER.key_set.document(), **keys}
    document = {"campaign": CampaignId("c"), "keys": said, "member": "m07", "type": "carte", "v": 1}
    return unsigned(canonical.encode(document))


@pytest.mark.parametrize(
    "card",
    [
        card_with(enc="age1pq1" + "q" * (MAX_ACT_BYTES - 20_000)),
        card_with(sig="ssh-ed25519 " + "A" * (MAX_ACT_BYTES - 20_000)),
        card_with(pqsig="A" * (MAX_ACT_BYTES - 20_000)),
        filled(b"[]"),
    ],
    ids=["recipient", "Ed25519", "ML-DSA", "lists"],
)
def test_a_card_larger_than_any_card_is_not_read(card: bytes) -> None:
    """Anybody can seal one: nothing of its author is known yet."""
    assert refused_within_bounds(lambda: read_card(card)) == "ACT-01"


def test_a_signature_of_millions_of_lines_is_not_cut_in_lines() -> None:
    act = x.PARTS.act[: x.PARTS.act.index(BEGIN)] + BEGIN + b"\n" * (MAX_ACT_BYTES - 20_000)
    assert refused_within_bounds(lambda: verify(act, "fiche", x.MEMBER.key_set)) == "SIG-01"


def test_thousands_of_seals_beside_a_large_manifest_are_soon_searched() -> None:
    """The manifest was digested again for each of them: half a minute."""
    seals = canonical_json([{"mac": "", "member": ""}] * 2_800)
    manifest = bytes(MAX_ACT_BYTES)
    code = refused_within_bounds(lambda: find_seal(seals, manifest, x.CODES[x.M07].mac_key))
    assert code == "LOT-03"


@pytest.mark.parametrize("start", [b'{"a":', b'{"' + b"a" * 128 + b'":', b""])
def test_texts_that_are_lists_without_end_are_refused(start: bytes) -> None:
    texts = start + b"[" + b"[]," * (MAX_TEXTS_BYTES // 3 - 100) + b"[]]"
    assert refused_within_bounds(lambda: TextReader(texts)) == "FIC-09"


# ------------------------------------------------------------------------------------------ other files


def test_the_root_of_an_archive_is_bounded(tmp_path: Path) -> None:
    files = {f"a{number:x}": "" for number in range(800_000)}
    archive = tmp_path / "archive.zip"
    archive.write_bytes(pack({"racine.json": canonical_json({"files": files, "format": "archive/1"})}))
    assert refused_within_bounds(lambda: read_archive(archive)) == "ARC-01"


@pytest.mark.parametrize("data", [b"[" * 65_000, b'{"a":[' + b"[]," * 21_000 + b"[]]}", b'"' + b"a" * 65_000])
def test_a_vault_of_any_shape_is_refused(tmp_path: Path, data: bytes) -> None:
    vault = tmp_path / "trousseau.json"
    vault.write_bytes(data)
    assert refused_within_bounds(lambda: open_with_key(vault, bytes(32))) == "KEY-03"


@pytest.mark.parametrize("factor", [b"21", b"63", b"99", b"100", b"4294967296", b"1" * 5_000])
def test_a_recovery_export_that_asks_for_too_much_work_is_refused_before_any(
    tmp_path: Path, factor: bytes
) -> None:
    first, _, rest = sealed_export(b"x").partition(b" 2\n")
    file = tmp_path / "secours.age"
    file.write_bytes(first + b" " + factor + b"\n" + rest)
    assert refused_within_bounds(lambda: read_recovery(file, CODE)) == "SEC-01"
