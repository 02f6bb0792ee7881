"""The archive of a meeting: a plain ZIP of stored entries under one root that lists every digest.

It proves that nothing in it changed since it was written. That it is the archive of the meeting is proven by
the digest of its root, which the minutes print.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import Sha512
from commission_app.sealing.atomic_file import write_atomically
from commission_app.sealing.stored_zip import MalformedZipError, pack, unpack

ROOT = "racine.json"
FORMAT = "archive/1"
MAX_ARCHIVE_BYTES = 1 << 30  # read whole in memory


class _Root(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: str
    files: dict[str, str]


def write_archive(target: Path, entries: Mapping[str, bytes]) -> Sha512:
    """Write an archive and return the digest of its root, to be printed in the minutes.

    ValueError for an entry named as no reader accepts; DSK-05, DSK-06 or DSK-24 as for any file.
    """
    if ROOT in entries:
        raise ValueError("the root is not an entry")
    files = {name: entries[name] for name in sorted(entries)}
    root = _encode(_Root(FORMAT, {name: _sha512(data) for name, data in files.items()}))
    write_atomically(target, pack({ROOT: root, **files}))
    return _sha512(root)


def read_archive(file: Path) -> tuple[Sha512, Mapping[str, bytes]]:
    """Return the digest of the root and every entry it lists.

    ARC-01 not an archive or damaged, ARC-02 an entry missing or added, ARC-03 an entry that is not the one
    listed.
    """
    try:
        if file.stat().st_size > MAX_ARCHIVE_BYTES:
            raise AppError("ARC-01", file=file.name)
        held = unpack(file.read_bytes())
    except (OSError, MalformedZipError) as error:
        raise AppError("ARC-01", file=file.name) from error
    root = held.pop(ROOT, b"")
    listed = _read_root(root, file.name)
    for name in sorted(held.keys() ^ listed.keys()):
        raise AppError("ARC-02", entry=name)
    for name, digest in listed.items():
        if _sha512(held[name]) != digest:
            raise AppError("ARC-03", entry=name)
    return _sha512(root), held


def _read_root(root: bytes, file: str) -> Mapping[str, str]:
    try:
        found = msgspec.json.decode(root, type=_Root, strict=True)
    except ValueError as error:
        raise AppError("ARC-01", file=file) from error
    if found.format != FORMAT or _encode(found) != root:
        raise AppError("ARC-01", file=file)
    return found.files


def _encode(root: _Root) -> bytes:
    return canonical_json(msgspec.to_builtins(root))


def _sha512(data: bytes) -> Sha512:
    return Sha512(hashlib.sha512(data).hexdigest())
