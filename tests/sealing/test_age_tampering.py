"""Whatever happens to a sealed file on its way, an AgeFailure refuses it: never accepted, never a crash."""

import io
import secrets
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from commission_app.sealing.age_format import (
    MAX_HEADER_BYTES,
    MAX_STANZAS,
    AgeFailure,
    Stanza,
    encode_header,
    open_header,
    read_header,
)
from commission_app.sealing.age_recipients import HybridIdentity, X25519Identity
from commission_app.sealing.age_stream import AgeReader, decrypt, encrypt
from commission_app.sealing.age_text import base64_text, bech32_text

CHUNK = 65_536
SEALED_CHUNK = CHUNK + 16
IDENTITY = HybridIdentity.from_seed(bytes(range(32)))
OTHER = HybridIdentity.from_seed(bytes(32))
CLASSICAL = X25519Identity.from_text(bech32_text("AGE-SECRET-KEY-", bytes(range(32))))
CONTENT = b"".join(number.to_bytes(4, "big") for number in range(2 * CHUNK // 4 + 25))
MAC = base64_text(bytes(32))
RECIPIENTS = [OTHER.recipient, IDENTITY.recipient]


def read_seeking(data: bytes, identities: list[HybridIdentity]) -> bytes:
    return AgeReader(io.BytesIO(data), identities).readall()


def header_bytes(sealed: bytes) -> int:
    source = io.BytesIO(sealed)
    read_header(source)
    return source.tell()


SHORT = encrypt(b"mark 4", RECIPIENTS)
LONG = encrypt(CONTENT, RECIPIENTS)
EXACT = encrypt(CONTENT[: 2 * CHUNK], RECIPIENTS)
READERS = pytest.mark.parametrize("read", [decrypt, read_seeking])
Read = Callable[[bytes, list[HybridIdentity]], bytes]


def refusal_of(read: Read, sealed: bytes) -> AgeFailure:
    with pytest.raises(AgeFailure) as refusal:
        read(sealed, [IDENTITY])
    return refusal.value


@READERS
def test_a_small_file_cut_anywhere_is_refused(read: Read) -> None:
    for length in range(len(SHORT)):
        assert refusal_of(read, SHORT[:length]).kind in {"header", "payload"}


@READERS
@pytest.mark.parametrize("sealed", [LONG, EXACT])
def test_a_large_file_cut_around_any_boundary_is_refused(read: Read, sealed: bytes) -> None:
    start = header_bytes(sealed) + 16
    boundaries = [start + index * SEALED_CHUNK for index in range(3)]
    lengths = {boundary + step for boundary in boundaries for step in (-17, -16, -1, 0, 1, 15, 16, 17, 9_999)}
    for length in {*lengths, len(sealed) - 1, len(sealed) - 16, len(sealed) // 2}:
        if length < len(sealed):
            assert refusal_of(read, sealed[:length]).kind in {"header", "payload"}


@READERS
@pytest.mark.parametrize("sealed", [SHORT, LONG, EXACT])
@pytest.mark.parametrize("tail", [b"\0", bytes(16), bytes(17), bytes(SEALED_CHUNK), SHORT])
def test_a_file_with_something_after_it_is_refused(read: Read, sealed: bytes, tail: bytes) -> None:
    assert refusal_of(read, sealed + tail).kind == "payload"


@READERS
@settings(derandomize=True, deadline=None, max_examples=1000)
@given(bit=st.integers(0, 8 * len(SHORT) - 1))
def test_a_small_file_with_one_bit_flipped_is_refused(read: Read, bit: int) -> None:
    refusal_of(read, flipped(SHORT, bit))


@READERS
@settings(derandomize=True, deadline=None, max_examples=300)
@given(bit=st.integers(8 * header_bytes(LONG), 8 * len(LONG) - 1))
@example(bit=8 * header_bytes(LONG))
@example(bit=8 * len(LONG) - 1)
def test_a_large_file_with_one_bit_flipped_after_its_header_is_refused(read: Read, bit: int) -> None:
    assert refusal_of(read, flipped(LONG, bit)).kind == "payload"


def flipped(sealed: bytes, bit: int) -> bytes:
    altered = bytearray(sealed)
    altered[bit // 8] ^= 1 << bit % 8
    return bytes(altered)


@READERS
@settings(derandomize=True, deadline=None, max_examples=500)
@given(
    start=st.integers(0, len(SHORT)),
    removed=st.integers(0, 200),
    inserted=st.binary(max_size=60) | st.sampled_from([b"\n", b"-> ", b"---", b"\r\n", b" ", b"A", b"="]),
)
def test_a_small_file_with_any_part_replaced_is_refused(
    read: Read, start: int, removed: int, inserted: bytes
) -> None:
    altered = SHORT[:start] + inserted + SHORT[start + removed :]
    if altered != SHORT:
        refusal_of(read, altered)


@READERS
@settings(derandomize=True, deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_refused_as_not_a_sealed_file(read: Read, data: bytes) -> None:
    assert refusal_of(read, data).kind == "header"
    assert refusal_of(read, b"age-encryption.org/v1\n" + data).kind == "header"


@READERS
def test_chunks_swapped_repeated_or_dropped_are_refused(read: Read) -> None:
    start = header_bytes(LONG) + 16
    head, first, second, last = (
        LONG[:start],
        LONG[start : start + SEALED_CHUNK],
        LONG[start + SEALED_CHUNK : start + 2 * SEALED_CHUNK],
        LONG[start + 2 * SEALED_CHUNK :],
    )
    assert read(head + first + second + last, [IDENTITY]) == CONTENT
    for parts in (
        [second, first, last],
        [first, last],
        [first, first, second, last],
        [last],
        [first, second],
    ):
        assert refusal_of(read, head + b"".join(parts)).kind == "payload"


def test_an_altered_middle_stops_the_seeking_reader_only_where_it_is_reached() -> None:
    start = header_bytes(LONG) + 16
    reader = AgeReader(io.BytesIO(flipped(LONG, 8 * (start + SEALED_CHUNK + 5))), [IDENTITY])
    assert reader.read(CHUNK) == CONTENT[:CHUNK]
    for _ in range(2):
        with pytest.raises(AgeFailure) as refusal:
            reader.read(1)
        assert refusal.value.kind == "payload"
    reader.seek(2 * CHUNK)
    assert reader.read() == CONTENT[2 * CHUNK :]


@READERS
def test_a_stanza_added_for_a_weaker_key_is_refused_even_with_a_right_mac(read: Read) -> None:
    source = io.BytesIO(SHORT)
    stanzas = read_header(source).stanzas
    payload = source.read()
    file_key = open_header(io.BytesIO(SHORT), [IDENTITY], hybrid_only=True)
    added = CLASSICAL.recipient.wrap(file_key, secrets.token_bytes)
    for forged in ([*stanzas, added], [added, *stanzas], [added]):
        sealed = encode_header(forged, file_key) + payload
        refusal = refusal_of(read, sealed)
        assert (refusal.kind, refusal.is_weaker) == ("header", True)
        assert decrypt(sealed, [CLASSICAL, IDENTITY], hybrid_only=False) == b"mark 4"


@READERS
def test_a_stanza_removed_or_added_without_the_file_key_is_refused(read: Read) -> None:
    source = io.BytesIO(SHORT)
    header, payload = read_header(source), source.read()
    extra = OTHER.recipient.wrap(bytes(16), secrets.token_bytes)
    for stanzas in (header.stanzas[1:], [*header.stanzas, extra], header.stanzas[::-1]):
        altered = encode_header(stanzas, bytes(16)) + payload
        assert refusal_of(read, altered).kind == "hmac"


@pytest.mark.parametrize(
    "lines",
    [
        ["-> x", "A" * 68, f"--- {MAC}"],  # a line longer than 64 digits
        ["-> x", "A" * 64, f"--- {MAC}"],  # no short line to end the body
        ["-> x", "AB", f"--- {MAC}"],  # stray bits
        ["-> x", "AA==", f"--- {MAC}"],
        ["-> x", "A", f"--- {MAC}"],
        ["-> x", "é", f"--- {MAC}"],
        ["-> x y", "", f"---_{MAC}"],
        ["-> x y", "", f"---{MAC}"],
        ["-> x y", "", f"--- {MAC} "],
        ["-> x y", "", f"--- {MAC[:-1]}"],
        ["-> x y", "", "---"],
        ["-> x  y", "", f"--- {MAC}"],
        ["-> é", "", f"--- {MAC}"],
        ["->", "", f"--- {MAC}"],
        ["-> ", "", f"--- {MAC}"],
        ["->x", "", f"--- {MAC}"],
        ["-> scrypt", "", "-> x", "", f"--- {MAC}"],
        [f"--- {MAC}"],
    ],
)
def test_a_malformed_header_is_refused(lines: list[str]) -> None:
    start = "age-encryption.org/v1\n"
    sound = "\n".join([start + "-> x y", "A" * 64, "", f"--- {MAC}", ""]).encode()
    assert read_header(io.BytesIO(sound)).stanzas == (Stanza("x", ("y",), bytes(48)),)
    with pytest.raises(AgeFailure) as refusal:
        read_header(io.BytesIO(start.encode() + "\n".join([*lines, ""]).encode()))
    assert refusal.value.kind == "header"


def test_more_stanzas_than_any_file_has_are_refused() -> None:
    start, end = b"age-encryption.org/v1\n", f"--- {MAC}\n".encode()
    many = read_header(io.BytesIO(start + b"-> x\n\n" * MAX_STANZAS + end))
    assert len(many.stanzas) == MAX_STANZAS
    with pytest.raises(AgeFailure) as refusal:
        read_header(io.BytesIO(start + b"-> x\n\n" * (MAX_STANZAS + 1) + end))
    assert refusal.value.kind == "header"


@READERS
def test_a_header_without_end_is_refused_within_the_allowed_size(read: Read) -> None:
    stanza = OTHER.recipient.wrap(bytes(16), secrets.token_bytes).encoded()
    for filling in (stanza, b"-> x\n" + (b"A" * 64 + b"\n") * 100, b"x" * 4096, b"\n"):
        data = b"age-encryption.org/v1\n" + filling * (2 * MAX_HEADER_BYTES // len(filling))
        assert refusal_of(read, data).kind == "header"
        source = io.BytesIO(data)
        with pytest.raises(AgeFailure):
            read_header(source)
        assert source.tell() <= MAX_HEADER_BYTES
