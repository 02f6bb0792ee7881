"""The one kind of ZIP found inside sealed files: stored entries, known names, nothing to unpack.

A hostile archive must not cost memory, hide an entry or name a path: its end record is read before `zipfile`
sees it (SEALING.md §6.5), entries are keys and are never extracted.
"""

import re
import struct
import zipfile
from collections.abc import Mapping
from typing import BinaryIO

from commission_app.errors import AppError

END_RECORD = struct.Struct("<4s4H2LH")  # APPNOTE.TXT 4.3.16
MAX_ENTRIES = 5_000
MAX_DIRECTORY_BYTES = 1 << 20
MAX_ENTRY_BYTES = 300_000_000
EPOCH = (1980, 1, 1, 0, 0, 0)  # of every entry: the same content gives the same bytes


def entry(name: str) -> zipfile.ZipInfo:
    """Describe one stored entry without a date."""
    described = zipfile.ZipInfo(name, EPOCH)
    described.compress_type = zipfile.ZIP_STORED
    return described


def open_stored(source: BinaryIO, size: int, names: re.Pattern[str], code: str) -> zipfile.ZipFile:
    """Open an archive of `size` bytes after checking its structure; refuse it with `code` otherwise.

    Refused: a comment, several disks, ZIP64, too many entries, an oversized directory, a name that does not
    match `names`, a repeated name, compression, encryption, more bytes than the file has.
    """
    _check_end_record(source, size, code)
    source.seek(0)
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError) as error:
        raise AppError(code, detail="zip") from error
    found = archive.infolist()
    if len({item.filename for item in found}) != len(found):
        raise AppError(code, detail="repeated name")
    for item in found:
        _check_entry(item, names, code)
    if sum(item.file_size for item in found) > size:
        raise AppError(code, detail="overlap")
    return archive


def read_entries(archive: zipfile.ZipFile, code: str) -> Mapping[str, bytes]:
    """Read every entry of a small archive; refuse it with `code` when a checksum fails."""
    try:
        return {item.filename: archive.read(item) for item in archive.infolist()}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise AppError(code, detail="entry") from error


def _check_end_record(source: BinaryIO, size: int, code: str) -> None:
    if size < END_RECORD.size:
        raise AppError(code, detail="too short")
    source.seek(size - END_RECORD.size)
    signature, disk, start_disk, here, entries, directory, offset, comment = END_RECORD.unpack(
        source.read(END_RECORD.size)
    )
    if signature != b"PK\x05\x06" or comment or disk or start_disk or here != entries:
        raise AppError(code, detail="end record")
    if entries > MAX_ENTRIES or directory > MAX_DIRECTORY_BYTES:
        raise AppError(code, detail="directory")
    if offset + directory + END_RECORD.size != size:
        raise AppError(code, detail="layout")


def _check_entry(item: zipfile.ZipInfo, names: re.Pattern[str], code: str) -> None:
    if not names.fullmatch(item.filename):
        raise AppError(code, detail="name")
    if item.compress_type != zipfile.ZIP_STORED or item.flag_bits & 0x41:
        raise AppError(code, detail="stored")
    if item.file_size != item.compress_size or item.file_size > MAX_ENTRY_BYTES:
        raise AppError(code, detail="size")
