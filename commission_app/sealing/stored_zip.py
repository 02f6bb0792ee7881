"""The one kind of ZIP of this application: stored entries, written and read in a single form.

It is inside lots and fiches, and is the archive of a meeting. `zipfile` forgives what a hostile file needs (a
second directory, bytes between entries, headers that disagree) and what it writes depends on the system. Here
every header follows from the entry it describes, so the reader writes each one again and compares. Nothing is
ever extracted: names are keys. Any ZIP tool opens the result (APPNOTE.TXT 4.3; SEALING.md §6.5).
"""

import io
import os
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

MAX_ENTRIES = 5_000
MAX_DIRECTORY_BYTES = 1 << 20

_NAME = re.compile(r"[A-Za-z0-9_-]+(?:[./][A-Za-z0-9_-]+)*")  # relative, and no way up
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")  # 4.3.7
_DESCRIPTOR = struct.Struct("<4s3L")  # 4.3.9
_RECORD = struct.Struct("<4s6H3L5H2L")  # 4.3.12
_END = struct.Struct("<4s4H2LH")  # 4.3.16
_VERSION = 20
_MADE_ON_UNIX = 3 << 8 | _VERSION
_STREAMED = 1 << 3
_FIRST_OF_1980 = 33  # no entry has a date: the same content gives the same bytes
_PRIVATE_FILE = 0o600 << 16


class MalformedZipError(ValueError):
    """An archive is not in the one form: inside sealing only, each reader turns it into its coded refusal."""


class Source(Protocol):
    """What an archive is read from."""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Move, and return the place."""

    def read(self, size: int = -1, /) -> bytes:
        """Return `size` bytes, fewer only at the end."""


class Target(Protocol):
    """What an archive is written to."""

    def write(self, data: bytes, /) -> int:
        """Write all of the data."""


@dataclass(frozen=True)
class Entry:
    """One stored file, and every byte that the archive says about it."""

    name: str
    offset: int  # of its header
    size: int
    checksum: int  # CRC-32
    is_streamed: bool  # size and checksum follow the content instead of preceding it

    @property
    def header(self) -> bytes:
        """Return what precedes the content."""
        known = (0, 0, 0) if self.is_streamed else (self.checksum, self.size, self.size)
        fields = (b"PK\3\4", _VERSION, self._flags, 0, 0, _FIRST_OF_1980, *known, len(self.name), 0)
        return _LOCAL_HEADER.pack(*fields) + self.name.encode("ascii")

    @property
    def trailer(self) -> bytes:
        """Return what follows the content."""
        if not self.is_streamed:
            return b""
        return _DESCRIPTOR.pack(b"PK\7\10", self.checksum, self.size, self.size)

    @property
    def record(self) -> bytes:
        """Return its line of the directory."""
        head = (b"PK\1\2", _MADE_ON_UNIX, _VERSION, self._flags, 0, 0, _FIRST_OF_1980)
        fields = (*head, self.checksum, self.size, self.size, len(self.name), 0, 0, 0, 0)
        return _RECORD.pack(*fields, _PRIVATE_FILE, self.offset) + self.name.encode("ascii")

    @property
    def end(self) -> int:
        """Return where the next entry begins."""
        return self.offset + len(self.header) + self.size + len(self.trailer)

    @property
    def _flags(self) -> int:
        return _STREAMED if self.is_streamed else 0


class StoredWriter:
    """Writes entries one after the other; the target need not seek. ValueError for a name no reader takes."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._entries: dict[str, Entry] = {}
        self._end = 0

    def add(self, name: str, data: bytes) -> None:
        """Write a small entry."""
        entry = self._started(name, size=len(data), checksum=zlib.crc32(data), is_streamed=False)
        self._target.write(entry.header)
        self._target.write(data)
        self._finished(entry)

    def stream(self, name: str, blocks: Iterable[bytes]) -> None:
        """Write an entry that comes in blocks."""
        entry = self._started(name, size=0, checksum=0, is_streamed=True)
        self._target.write(entry.header)
        size = checksum = 0
        for block in blocks:
            self._target.write(block)
            size += len(block)
            checksum = zlib.crc32(block, checksum)
        entry = replace(entry, size=size, checksum=checksum)
        self._target.write(entry.trailer)
        self._finished(entry)

    def finish(self) -> None:
        """Write the directory. ValueError when it is larger than any reader accepts."""
        directory = b"".join(entry.record for entry in self._entries.values())
        count, length = len(self._entries), len(directory)
        if count > MAX_ENTRIES or length > MAX_DIRECTORY_BYTES:
            raise ValueError("too many entries")
        self._target.write(directory)
        self._target.write(_end_record(count, length, self._end))

    def _started(self, name: str, *, size: int, checksum: int, is_streamed: bool) -> Entry:
        if name in self._entries or not _NAME.fullmatch(name):
            raise ValueError(f"not a name for an entry: {name}")
        return Entry(name, self._end, size, checksum, is_streamed)

    def _finished(self, entry: Entry) -> None:
        self._entries[entry.name] = entry
        self._end = entry.end


class StoredReader:
    """An archive whose directory is in the one form; each entry is compared with it when it is read.

    MalformedZipError for anything else: a comment, ZIP64, several disks, an unsafe or repeated name, a date,
    compression, encryption, bytes before, between or after the entries, too many of them.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self.entries = self._read_directory()

    def read(self, entry: Entry) -> bytes:
        """Return the content of one of the entries, held in memory: the caller bounds its size before."""
        return b"".join(self.blocks(entry, entry.size))

    def blocks(self, entry: Entry, most: int) -> Iterator[bytes]:
        """Yield the content of one of the entries, in blocks of so many bytes; what refuses it comes last."""
        self._source.seek(entry.offset)
        is_whole = self._source.read(len(entry.header)) == entry.header
        left, checksum = entry.size, 0
        while is_whole and left:
            block = self._source.read(min(most, left))
            is_whole = bool(block)
            left -= len(block)
            checksum = zlib.crc32(block, checksum)
            yield block
        trailer = self._source.read(len(entry.trailer)) if is_whole else None
        if (trailer, checksum) != (entry.trailer, entry.checksum):
            raise MalformedZipError(entry.name)

    def _read_directory(self) -> tuple[Entry, ...]:
        size = self._source.seek(0, os.SEEK_END)
        self._source.seek(max(0, size - _END.size))
        end = self._source.read(_END.size)
        if len(end) < _END.size:
            raise MalformedZipError("too short")
        _, _, _, count, _, length, offset, _ = _END.unpack(end)
        if end != _end_record(count, length, offset) or offset + length + _END.size != size:
            raise MalformedZipError("end record")
        if count > MAX_ENTRIES or length > MAX_DIRECTORY_BYTES:
            raise MalformedZipError("too many entries")
        self._source.seek(offset)
        entries = tuple(_entries(self._source.read(length)))
        if len({entry.name for entry in entries}) != count or (entries[-1].end if entries else 0) != offset:
            raise MalformedZipError("directory")
        return entries


def pack(contents: Mapping[str, bytes]) -> bytes:
    """Return an archive of small entries, in the order given."""
    packed = io.BytesIO()
    writer = StoredWriter(packed)
    for name, content in contents.items():
        writer.add(name, content)
    writer.finish()
    return packed.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the entries of a small archive, in their order. MalformedZipError as for `StoredReader`."""
    reader = StoredReader(io.BytesIO(data))
    return {entry.name: reader.read(entry) for entry in reader.entries}


def _entries(directory: bytes) -> Iterator[Entry]:
    """Read the directory's lines; each entry must begin where the one before ends."""
    place = offset = 0
    while place < len(directory):
        line = directory[place : place + _RECORD.size]
        if len(line) < _RECORD.size:
            raise MalformedZipError("directory cut")
        _, _, _, flags, _, _, _, checksum, size, _, length, *_, begins = _RECORD.unpack(line)
        name = directory[place + _RECORD.size : place + _RECORD.size + length].decode("latin-1")
        if not _NAME.fullmatch(name) or begins != offset:
            raise MalformedZipError("name or place")
        entry = Entry(name, offset, size, checksum, is_streamed=flags == _STREAMED)
        if not directory.startswith(entry.record, place):
            raise MalformedZipError(name)
        place += len(entry.record)
        offset = entry.end
        yield entry


def _end_record(count: int, length: int, offset: int) -> bytes:
    return _END.pack(b"PK\5\6", 0, 0, count, count, length, offset, 0)
