"""The archive of a meeting: a plain ZIP of stored entries under one root that lists every digest."""

import hashlib
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import Sha512
from commission_app.sealing.atomic_file import atomic_writer
from commission_app.sealing.stored_zip import entry, open_stored, read_entries

ROOT = "racine.json"
NAMES = re.compile(
    r"[a-z]+\.(json|txt)|lots/[A-Za-z0-9-]{1,40}\.acte|fiches/[0-9a-f]{128}\.(acte|textes|carte)"
)


class _Root(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: str
    files: dict[str, str]


def write_archive(target: Path, entries: Mapping[str, bytes]) -> Sha512:
    """Write an archive and return the digest of its root, to be printed in the minutes."""
    root = canonical_json(
        {"format": "archive/1", "files": {name: _sha512(data) for name, data in entries.items()}}
    )
    with atomic_writer(target) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(entry(ROOT), root)
        for name in sorted(entries):
            archive.writestr(entry(name), entries[name])
    return _sha512(root)


def read_archive(file: Path) -> tuple[Sha512, Mapping[str, bytes]]:
    """Return the digest of the root and every entry it lists.

    ARC-01 not an archive, ARC-02 an entry missing or added, ARC-03 an entry that is not the one listed.
    """
    try:
        with file.open("rb") as source:
            archive = open_stored(cast("BinaryIO", source), file.stat().st_size, NAMES, "ARC-01")
            held = dict(read_entries(archive, "ARC-01"))
    except (OSError, AppError) as error:
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
    except msgspec.MsgspecError as error:
        raise AppError("ARC-01", file=file) from error
    if found.format != "archive/1":
        raise AppError("ARC-01", file=file)
    return found.files


def _sha512(data: bytes) -> Sha512:
    return Sha512(hashlib.sha512(data).hexdigest())
