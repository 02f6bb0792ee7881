"""The archive of a meeting: a plain ZIP of stored entries under one root that lists every digest.

It proves that nothing in it changed since it was written. That it is the archive of the meeting is proven by
the digest of its root, which the minutes print. The texts of fiches are the only entries that the root leaves
out, so that it is the same once they are withheld: they are bound by the salted digests in the signed acts.
"""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import Sha512
from commission_app.sealing.atomic_file import read_bounded, write_atomically
from commission_app.sealing.stored_zip import MalformedZipError, pack, unpack

ROOT = "racine.json"
FORMAT = "archive/1"
MAX_ARCHIVE_BYTES = 1 << 30  # read whole in memory
MAX_ROOT_BYTES = 2 << 20  # more than as many entries as an archive can have, under their longest names
_TEXTS = re.compile(r"((?:fiches|papiers)/[0-9a-f]{128})\.textes")


class _Root(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: str
    files: dict[str, str]


def is_texts(name: str) -> bool:
    """Tell whether an entry holds the texts of a fiche, which the root does not list."""
    return _TEXTS.fullmatch(name) is not None


def write_archive(target: Path, entries: Mapping[str, bytes]) -> Sha512:
    """Write an archive and return the digest of its root, to be printed in the minutes.

    ValueError for an entry named as no reader accepts; DSK-05, DSK-06 or DSK-24 as for any file.
    """
    if ROOT in entries:
        raise ValueError("the root is not an entry")
    files = {name: entries[name] for name in sorted(entries)}
    listed: dict[str, str] = {name: _sha512(data) for name, data in files.items() if not is_texts(name)}
    root = _encode(_Root(FORMAT, listed))
    write_atomically(target, pack({ROOT: root, **files}))
    return _sha512(root)


def read_archive(file: Path) -> tuple[Sha512, Mapping[str, bytes]]:
    """Return the digest of the root, every entry it lists, and the texts of its fiches.

    ARC-01 not an archive or damaged, ARC-02 an entry missing or added, ARC-03 an entry that is not the one
    listed. Texts are to be compared with what their fiche calls for.
    """
    try:
        data = read_bounded(file, MAX_ARCHIVE_BYTES)
        if data is None:
            raise AppError("ARC-01", file=file.name)
        held = unpack(data)
    except (OSError, MalformedZipError) as error:
        raise AppError("ARC-01", file=file.name) from error
    root = held.pop(ROOT, b"")
    listed = _read_root(root, file.name)
    texts = {name for name in held if (found := _TEXTS.fullmatch(name)) and f"{found[1]}.acte" in listed}
    for name in sorted((held.keys() - texts) ^ listed.keys()):
        raise AppError("ARC-02", entry=name)
    for name, digest in listed.items():
        if _sha512(held[name]) != digest:
            raise AppError("ARC-03", entry=name)
    return _sha512(root), held


def _read_root(root: bytes, file: str) -> Mapping[str, str]:
    if len(root) > MAX_ROOT_BYTES:
        raise AppError("ARC-01", file=file)
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
