import io
import os
import struct
import zipfile
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commission_app.sealing.stored_zip import (
    MAX_DIRECTORY_BYTES,
    MAX_ENTRIES,
    MalformedZipError,
    StoredReader,
    StoredWriter,
    pack,
    unpack,
)

CONTENTS = {"fiche": b"one act\n", "d/0001/01.pdf": bytes(range(256)) * 40, "carte.mac": b""}
PACKED = pack(CONTENTS)
END = struct.Struct("<4s4H2LH")


class OneWay(io.RawIOBase):
    """A target that cannot seek: `zipfile` then writes sizes after the content, as we do for pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes | bytearray | memoryview, /) -> int:  # type: ignore[override] # no Buffer yet
        self.data += data
        return len(data)


def streamed(contents: Mapping[str, bytes], block_bytes: int = 1000) -> bytes:
    target = io.BytesIO()
    writer = StoredWriter(target)
    for name, content in contents.items():
        blocks = (content[start : start + block_bytes] for start in range(0, len(content), block_bytes))
        writer.stream(name, blocks)
    writer.finish()
    return target.getvalue()


def by_zipfile(contents: Mapping[str, bytes], *, one_way: bool = False) -> bytes:
    target = OneWay() if one_way else io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in contents.items():
            archive.writestr(plain(name), content)
    return bytes(target.data) if isinstance(target, OneWay) else target.getvalue()


def plain(name: str) -> zipfile.ZipInfo:
    described = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    described.create_system = 3
    return described


def test_an_archive_gives_back_its_entries_in_their_order() -> None:
    assert list(unpack(PACKED).items()) == list(CONTENTS.items())
    assert list(unpack(streamed(CONTENTS)).items()) == list(CONTENTS.items())
    assert unpack(pack({})) == {}


def test_zipfile_writes_the_same_bytes() -> None:
    assert by_zipfile(CONTENTS) == PACKED
    assert by_zipfile(CONTENTS, one_way=True) == streamed(CONTENTS)


@pytest.mark.parametrize("packed", [PACKED, streamed(CONTENTS)])
def test_zipfile_reads_the_same_entries(packed: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == CONTENTS


@pytest.mark.parametrize("packed", [PACKED, streamed(CONTENTS)])
@settings(derandomize=True, deadline=None, max_examples=1500)
@given(data=st.data())
def test_no_bit_of_an_archive_can_change(packed: bytes, data: st.DataObject) -> None:
    """Headers are drawn more often than contents."""
    place = data.draw(
        st.integers(0, len(packed) - 1)
        | st.integers(len(packed) - 260, len(packed) - 1)
        | st.integers(0, 120)
    )
    changed = bytearray(packed)
    changed[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(MalformedZipError):
        unpack(bytes(changed))


@settings(derandomize=True, deadline=None, max_examples=500)
@given(data=st.binary(max_size=300), tail=st.booleans())
def test_any_bytes_are_refused_as_not_an_archive(data: bytes, tail: bool) -> None:
    end = END.pack(b"PK\5\6", 0, 0, 1, 1, min(len(data), 60), max(0, len(data) - 60), 0)
    with pytest.raises(MalformedZipError):
        unpack(data + end if tail else data)


@pytest.mark.parametrize("length", [0, 1, 21, 22, 100, len(PACKED) - 22, len(PACKED) - 1])
def test_a_truncated_archive_is_refused(length: int) -> None:
    with pytest.raises(MalformedZipError):
        unpack(PACKED[:length])


def with_comment() -> bytes:
    target = io.BytesIO(PACKED)
    with zipfile.ZipFile(target, "a") as archive:
        archive.comment = b"hidden"
    return target.getvalue()


def with_deflate_bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        bomb = plain("fiche")
        bomb.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(bomb, bytes(20_000_000))
    assert len(target.getvalue()) < 100_000
    return target.getvalue()


def with_name(name: str) -> bytes:
    return by_zipfile({name: b"x"})


def with_repeated_name() -> bytes:
    packed = by_zipfile({"fiche": b"one", "fichf": b"two"})
    return packed.replace(b"fichf", b"fiche")


def with_many_names() -> bytes:
    return by_zipfile({f"d/{number:05}": b"" for number in range(20_000)})


def with_huge_directory() -> bytes:
    return by_zipfile({f"{number}{'x' * 60_000}": b"" for number in range(20)})


def with_zip64_record() -> bytes:
    """Hide a second, unbounded directory that `zipfile` prefers to the one that was checked."""
    second = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 10**6, 10**6, 10**9, 0)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, len(PACKED) - 22, 1)
    signature, *counts, length, offset, comment = END.unpack(PACKED[-22:])
    end = END.pack(signature, *counts, length + len(second) + len(locator), offset, comment)
    return PACKED[:-22] + second + locator + end


def with_zip64_extra() -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(target, "w") as archive,
        archive.open(plain("fiche"), "w", force_zip64=True) as file,
    ):
        file.write(b"act")
    return target.getvalue()


def with_encryption_flag() -> bytes:
    """Set the flag in both headers, as `zip -e` does."""
    packed = bytearray(by_zipfile({"fiche": b"act"}))
    packed[6] |= 1
    packed[packed.index(b"PK\1\2") + 8] |= 1
    return bytes(packed)


def with_overlapping_entries() -> bytes:
    """Two names for the same bytes: the directory's second line points to the first entry."""
    packed = bytearray(by_zipfile({"a": b"x" * 500, "b": b"x" * 500}))
    second = packed.index(b"PK\1\2", packed.index(b"PK\1\2") + 1)
    packed[second + 42 : second + 46] = bytes(4)
    return bytes(packed)


def with_bytes_before_the_first_entry() -> bytes:
    return shifted(b"#!/bin/sh\n")


def with_bytes_before_the_directory() -> bytes:
    *head, length, offset, comment = END.unpack(PACKED[-22:])
    return PACKED[:offset] + b"hidden" + PACKED[offset:-22] + END.pack(*head, length, offset + 6, comment)


def with_bytes_at_the_end() -> bytes:
    return PACKED + b"hidden"


def with_a_date() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        dated = plain("fiche")
        dated.date_time = (2021, 6, 25, 18, 0, 0)
        archive.writestr(dated, b"act")
    return target.getvalue()


def with_several_disks() -> bytes:
    signature, *_, entries, length, offset, comment = END.unpack(PACKED[-22:])
    return PACKED[:-22] + END.pack(signature, 1, 0, entries, entries, length, offset, comment)


def with_another_size_in_the_local_header() -> bytes:
    packed = bytearray(PACKED)
    packed[18:22] = packed[22:26] = struct.pack("<L", 7)
    return bytes(packed)


def shifted(prefix: bytes) -> bytes:
    """Put bytes before an archive whose own records all take account of them."""
    target = io.BytesIO(prefix)
    target.seek(0, os.SEEK_END)
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(plain("fiche"), b"act")
    return target.getvalue()


@pytest.mark.parametrize(
    "trick",
    [
        with_comment,
        with_deflate_bomb,
        with_repeated_name,
        with_many_names,
        with_huge_directory,
        with_zip64_record,
        with_zip64_extra,
        with_encryption_flag,
        with_overlapping_entries,
        with_bytes_before_the_first_entry,
        with_bytes_before_the_directory,
        with_bytes_at_the_end,
        with_a_date,
        with_several_disks,
        with_another_size_in_the_local_header,
    ],
)
def test_an_archive_in_any_other_form_is_refused(trick: Callable[[], bytes]) -> None:
    packed = trick()
    with pytest.raises(MalformedZipError):
        unpack(packed)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "d/../fiche",
        "d//01.pdf",
        "d\\01.pdf",
        "C:fiche",
        ".",
        "..",
        "fiche/",
        ".fiche",
        "fiche.",
        "fi che",
        "fiché",
        "fiche\n",
        "",
    ],
)
def test_a_name_that_could_leave_a_folder_or_deceive_is_neither_read_nor_written(name: str) -> None:
    with pytest.raises(MalformedZipError):
        unpack(with_name(name))
    with pytest.raises(ValueError, match="not a name"):
        pack({name: b""})


@pytest.mark.parametrize("name", ["fiche", "carte.mac", "d/0001/100.pdf", "lots/L1-v2.acte"])
def test_the_names_of_our_files_are_both_read_and_written(name: str) -> None:
    assert unpack(with_name(name)) == unpack(pack({name: b"x"})) == {name: b"x"}


def test_what_no_reader_would_accept_is_not_written() -> None:
    with pytest.raises(ValueError, match="too many"):
        pack({f"d/{number}": b"" for number in range(MAX_ENTRIES + 1)})
    with pytest.raises(ValueError, match="too many"):
        pack({f"{number}{'x' * 60_000}": b"" for number in range(MAX_DIRECTORY_BYTES // 60_000 + 1)})
    assert len(unpack(pack({f"d/{number}": b"" for number in range(MAX_ENTRIES)}))) == MAX_ENTRIES
    writer = StoredWriter(io.BytesIO())
    writer.add("fiche", b"")
    with pytest.raises(ValueError, match="not a name"):
        writer.stream("fiche", [])


def test_an_entry_whose_size_would_not_fit_is_refused_before_it_is_read() -> None:
    """A directory alone can promise 4 GB: sizes must add up to the bytes that are there."""
    packed = bytearray(PACKED)
    record = packed.index(b"PK\1\2")
    packed[record + 20 : record + 28] = struct.pack("<2L", 2**32 - 1, 2**32 - 1)
    with pytest.raises(MalformedZipError):
        StoredReader(io.BytesIO(packed))
