"""Writing and reading whole files: sizes, seeking, archives, memory, and writers that did not finish."""

import io
import secrets
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commission_app.sealing.age_format import AgeFailure, Recipient
from commission_app.sealing.age_recipients import (
    HybridIdentity,
    HybridRecipient,
    ScryptPassphrase,
    X25519Identity,
)
from commission_app.sealing.age_stream import AgeReader, AgeWriter, decrypt, encrypt
from commission_app.sealing.age_text import bech32_text

CHUNK = 65_536
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 1, 300_001]
IDENTITY = HybridIdentity.from_seed(bytes(range(32)))
CLASSICAL = X25519Identity.from_text(bech32_text("AGE-SECRET-KEY-", bytes(range(32))))
# Places differ from one another, so that bytes from a wrong place show.
CONTENT = b"".join(number.to_bytes(4, "big") for number in range(75_001))[:300_001]
SEALED = encrypt(CONTENT, [IDENTITY.recipient])


class CountingFile(io.BytesIO):
    """A file that counts the chunks read from it."""

    chunks_read = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.chunks_read += size == CHUNK + 16
        return super().read(size)


@pytest.mark.parametrize("size", SIZES)
def test_a_content_of_any_size_comes_back_from_both_readers(size: int) -> None:
    content = CONTENT[:size]
    sealed = encrypt(content, [IDENTITY.recipient])
    assert decrypt(sealed, [IDENTITY]) == content
    reader = AgeReader(io.BytesIO(sealed), [IDENTITY])
    assert reader.seek(0, io.SEEK_END) == size
    assert reader.seek(0) == 0
    assert reader.read() == content
    assert reader.read() == b""


@pytest.mark.parametrize("step", [1000, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_a_content_written_in_pieces_is_that_written_at_once(step: int) -> None:
    target = io.BytesIO()
    with AgeWriter(target, [IDENTITY.recipient]) as writer:
        for start in range(0, len(CONTENT), step):
            assert writer.write(memoryview(CONTENT)[start : start + step]) == len(
                CONTENT[start : start + step]
            )
    assert len(target.getvalue()) == len(SEALED)
    assert decrypt(target.getvalue(), [IDENTITY]) == CONTENT


@settings(derandomize=True, deadline=None)
@given(st.lists(st.integers(0, 3 * CHUNK), max_size=5))
def test_any_sequence_of_writes_comes_back(sizes: list[int]) -> None:
    target = io.BytesIO()
    with AgeWriter(target, [IDENTITY.recipient]) as writer:
        for size in sizes:
            writer.write(CONTENT[:size])
    assert decrypt(target.getvalue(), [IDENTITY]) == b"".join(CONTENT[:size] for size in sizes)


def test_every_recipient_opens_the_file_and_nobody_else_does() -> None:
    people = [HybridIdentity.from_seed(bytes([number]) * 32) for number in range(20)]
    sealed = encrypt(b"dossiers", [person.recipient for person in people])
    assert all(decrypt(sealed, [person]) == b"dossiers" for person in people)
    with pytest.raises(AgeFailure) as refusal:
        decrypt(sealed, [IDENTITY])
    assert refusal.value.kind == "no match"
    assert decrypt(sealed, [IDENTITY, people[7]]) == b"dossiers"


def test_nothing_in_a_sealed_file_tells_who_it_is_for() -> None:
    other = HybridIdentity.from_seed(bytes(32))
    for one, two in ((IDENTITY, IDENTITY), (IDENTITY, other)):
        sealed, again = encrypt(b"x", [one.recipient]), encrypt(b"x", [two.recipient])
        assert len(sealed) == len(again)
        assert one.recipient.public[:32] not in sealed
        assert one.recipient.text.encode()[7:60] not in sealed


def test_the_file_key_and_the_nonce_come_from_the_given_source() -> None:
    def counting() -> Callable[[int], bytes]:
        number = iter(range(1, 9))
        return lambda size: bytes([next(number)]) * size

    recipients = [CLASSICAL.recipient]
    assert encrypt(CONTENT, recipients, counting()) == encrypt(CONTENT, recipients, counting())
    assert encrypt(CONTENT, recipients) != encrypt(CONTENT, recipients)


@pytest.mark.parametrize(
    "recipients",
    [
        [],
        [IDENTITY.recipient, CLASSICAL.recipient],
        [ScryptPassphrase("a", work_factor=1), ScryptPassphrase("b", work_factor=1)],
        [ScryptPassphrase("a", work_factor=1), IDENTITY.recipient],
    ],
)
def test_a_file_for_nobody_or_for_recipients_of_several_kinds_is_never_begun(
    recipients: list[Recipient],
) -> None:
    target = io.BytesIO()
    with pytest.raises(ValueError, match="one kind"):
        AgeWriter(target, recipients)
    assert target.getvalue() == b""


def test_what_is_not_hybrid_opens_only_when_asked_for() -> None:
    for identity, recipient in (
        (CLASSICAL, CLASSICAL.recipient),
        (ScryptPassphrase("secret"), ScryptPassphrase("secret", work_factor=4)),
    ):
        sealed = encrypt(b"export", [recipient])
        assert decrypt(sealed, [identity], hybrid_only=False) == b"export"
        with pytest.raises(AgeFailure) as refusal:
            decrypt(sealed, [identity])
        assert refusal.value.is_weaker


def test_a_writer_left_by_an_exception_writes_no_last_chunk() -> None:
    def interrupted() -> None:
        with writer:
            writer.write(CONTENT)
            raise KeyboardInterrupt

    target = io.BytesIO()
    writer = AgeWriter(target, [IDENTITY.recipient])
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    length = len(target.getvalue())
    writer.close()
    assert len(target.getvalue()) == length
    for read in (decrypt, lambda data, keys: AgeReader(io.BytesIO(data), keys)):
        with pytest.raises(AgeFailure) as refusal:
            read(target.getvalue(), [IDENTITY])
        assert refusal.value.kind == "payload"


def test_a_dropped_writer_writes_no_last_chunk() -> None:
    target = io.BytesIO()
    AgeWriter(target, [IDENTITY.recipient]).write(b"begun")
    with pytest.raises(AgeFailure):
        decrypt(target.getvalue(), [IDENTITY])


def test_a_failed_write_never_lets_a_nonce_serve_twice() -> None:
    class Full(io.BytesIO):
        room = True

        def write(self, data: bytes | bytearray | memoryview, /) -> int:  # type: ignore[override] # no Buffer yet
            if not self.room:
                raise OSError("no space left")
            return super().write(data)

    target = Full()
    writer = AgeWriter(target, [IDENTITY.recipient])
    target.room = False
    with pytest.raises(OSError, match="no space"):
        writer.write(bytes(2 * CHUNK))
    target.room = True
    writer.write(b"\1" * 2 * CHUNK)
    writer.close()
    with pytest.raises(AgeFailure) as refusal:
        decrypt(target.getvalue(), [IDENTITY])
    assert refusal.value.kind == "payload"


def test_a_closed_writer_is_closed_once_and_leaves_its_target_open() -> None:
    target = io.BytesIO()
    writer = AgeWriter(target, [IDENTITY.recipient])
    writer.write(b"all")
    writer.flush()
    writer.close()
    writer.close()
    assert decrypt(target.getvalue(), [IDENTITY]) == b"all"
    with pytest.raises(ValueError, match="closed"):
        writer.write(b"more")


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.integers(0, len(CONTENT) + 100), st.integers(0, 2 * CHUNK + 9))
def test_reading_at_any_place_gives_the_bytes_of_that_place(place: int, size: int) -> None:
    reader = AgeReader(io.BytesIO(SEALED), [IDENTITY])
    assert reader.seek(place) == place
    assert reader.read(size) == CONTENT[place : place + size]
    assert reader.tell() == max(place, min(place + size, len(CONTENT)))
    buffer = bytearray(size)
    reader.seek(place)
    assert buffer[: reader.readinto(buffer)] == CONTENT[place : place + size]


def test_a_reader_seeks_as_a_file_does(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(CONTENT)
    reader = AgeReader(io.BytesIO(SEALED), [IDENTITY])
    assert (reader.readable(), reader.seekable(), reader.writable()) == (True, True, False)
    with plain.open("rb") as file:
        for offset, whence in ((-22, 2), (5, 0), (7, 1), (-3, 1), (10, 2), (-1, 2)):
            assert reader.seek(offset, whence) == file.seek(offset, whence)
            assert reader.read(4) == file.read(4)
        for offset, whence in ((-1, 0), (-len(CONTENT) - 1, 2)):
            for either in (reader, file):
                with pytest.raises(OSError, match="Invalid argument"):
                    either.seek(offset, whence)
    with pytest.raises(ValueError, match="origin"):
        reader.seek(0, 9)


def test_a_closed_reader_holds_no_clear_text_and_leaves_its_source_open() -> None:
    source = io.BytesIO(SEALED)
    with AgeReader(source, [IDENTITY]) as reader:
        reader.read(10)
    assert not reader._cache
    assert not source.closed
    for use in (reader.read, reader.tell, lambda: reader.seek(0), lambda: reader.readinto(bytearray(1))):
        with pytest.raises(ValueError, match="closed"):
            use()


def test_many_small_reads_unseal_each_chunk_once() -> None:
    source = CountingFile(SEALED)
    reader = AgeReader(source, [IDENTITY])
    assert b"".join(iter(lambda: reader.read(100), b"")) == CONTENT
    assert source.chunks_read == 5


def test_the_clear_text_held_is_bounded_and_what_was_used_last_stays() -> None:
    content = bytes(20 * CHUNK)
    source = CountingFile(encrypt(content, [IDENTITY.recipient]))
    reader = AgeReader(source, [IDENTITY])
    for _ in range(19):
        reader.read(CHUNK)
        position = reader.tell()
        reader.seek(-1, io.SEEK_END)
        reader.read(1)
        reader.seek(position)
    assert source.chunks_read == 20
    assert sum(map(len, reader._cache.values())) <= 8 * CHUNK


def test_opening_a_file_reads_its_last_chunk_alone() -> None:
    source = CountingFile(SEALED)
    AgeReader(source, [IDENTITY])
    assert source.chunks_read == 1


def test_a_source_that_begins_elsewhere_than_at_zero_is_read() -> None:
    source = io.BytesIO(b"before" + SEALED)
    source.seek(6)
    assert AgeReader(source, [IDENTITY]).read() == CONTENT


def test_an_archive_is_written_to_a_sealed_file_and_read_from_it(tmp_path: Path) -> None:
    pieces = {
        f"d/{number:04}/01.pdf": CONTENT[: 9 * number] + secrets.token_bytes(70_000) for number in range(9)
    }
    path = tmp_path / "lot"
    with (
        path.open("wb") as target,
        AgeWriter(target, [IDENTITY.recipient]) as writer,
        zipfile.ZipFile(writer, "w", zipfile.ZIP_STORED) as archive,
    ):
        for name, content in pieces.items():
            archive.writestr(name, content)
    with (
        path.open("rb") as source,
        AgeReader(source, [IDENTITY]) as reader,
        zipfile.ZipFile(reader) as archive,
    ):
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in reversed(archive.namelist())} == pieces
        with archive.open("d/0008/01.pdf") as piece:
            assert piece.read(100) == pieces["d/0008/01.pdf"][:100]
            piece.seek(65_000)
            assert piece.read(1000) == pieces["d/0008/01.pdf"][65_000:66_000]


@pytest.mark.parametrize("content", [b"", b"x", b"not an archive" * 9])
def test_a_sealed_content_that_is_no_archive_is_told_as_such(content: bytes) -> None:
    reader = AgeReader(io.BytesIO(encrypt(content, [IDENTITY.recipient])), [IDENTITY])
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(reader)


def test_sealing_and_reading_a_large_file_holds_little_of_it_in_memory(tmp_path: Path) -> None:
    path, block, blocks = tmp_path / "large", CONTENT[:200_000], 160
    recipients = [HybridRecipient.parse(IDENTITY.recipient.text)]
    tracemalloc.start()
    try:
        with path.open("wb") as target, AgeWriter(target, recipients) as writer:
            for _ in range(blocks):
                writer.write(block)
        with path.open("rb") as source, AgeReader(source, [IDENTITY]) as reader:
            assert all(reader.read(200_000) == block for _ in range(blocks))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 2_000_000
