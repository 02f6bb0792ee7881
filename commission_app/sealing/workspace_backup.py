"""The `.sauvegarde` and `.passation` files: a whole workspace of the secretariat, for another computer.

A plain ZIP of three parts, each protected by itself: the signed act that binds them, `secours.age` under the
printed code, the database under its own key. The sealed pieces lie beside, in one folder for every backup
there: a sealed piece never changes, so each is copied once. A `.passation` has a fourth part, the act that
hands the campaign over (docs/formats.md).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId, Sha512
from commission_app.sealing.atomic_file import PRIVATE, Ready, atomic_writer, open_file
from commission_app.sealing.documents import read_document, read_moment, write_document
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.salted_texts import well_formed
from commission_app.sealing.signed_act import MAX_ACT_BYTES, digest, sign, verify_with_any
from commission_app.sealing.stored_zip import Entry, MalformedZipError, StoredReader, StoredWriter
from commission_app.sealing.workspace_documents import BackupDocument

BACKUP_SUFFIX: Final = ".sauvegarde"
HAND_OVER_SUFFIX: Final = ".passation"
PIECES: Final = "pieces"  # folder of the sealed pieces, beside the files
BLOCK_BYTES: Final = 1 << 20
MAX_RECOVERY_BYTES: Final = 64 << 10
_ACT, _RECOVERY, _DATABASE, _HAND_OVER = "sauvegarde", "secours.age", "bureau.db", "passation"
_PARTS: Final = ([_ACT, _RECOVERY, _DATABASE], [_ACT, _RECOVERY, _DATABASE, _HAND_OVER])
_MOST: Final = {_ACT: MAX_ACT_BYTES, _RECOVERY: MAX_RECOVERY_BYTES, _HAND_OVER: MAX_ACT_BYTES}


@dataclass(frozen=True)
class Backup:
    """What a backup says of itself."""

    campaign: CampaignId
    workspace: str  # 32 hexadecimal digits: which of the copies of a campaign it was made from
    number: int  # from 1, in one workspace
    at: datetime  # to the second; advisory, as every date
    database: Sha512  # digest of its bytes
    pieces: Mapping[str, Sha512]  # name of each sealed piece, digest of its bytes


@dataclass(frozen=True)
class BackupFile:
    """A backup whose form holds and of which nothing is verified yet."""

    path: Path
    act: bytes
    recovery: bytes
    hand_over: bytes  # empty in a `.sauvegarde`
    database: Entry

    @property
    def pieces(self) -> Path:
        """The folder of the sealed pieces."""
        return self.path.parent / PIECES


@dataclass(frozen=True)
class Parts:
    """What a backup is made of, besides its act."""

    recovery: bytes  # `secours.age`
    database: Path  # a closed copy
    hand_over: bytes = b""  # the act of a hand-over


def write_backup(
    target: Path, backup: Backup, parts: Parts, secrets: Secrets, ready: Ready | None = None
) -> Sha512:
    """Write a backup and return the digest of its act.

    The file is there whole or not at all. DSK-05, DSK-06, DSK-24 as for any file, SAV-08 when the workspace
    holds more pieces than an act can list.
    """
    document = BackupDocument(
        type="sauvegarde",
        v=1,
        campaign=backup.campaign,
        workspace=backup.workspace,
        number=backup.number,
        at=backup.at.isoformat(timespec="seconds"),
        database=backup.database,
        recovery=_sha512(parts.recovery),
        pieces={well_formed(name): sha512 for name, sha512 in sorted(backup.pieces.items())},
        hand_over=_digest_if_any(parts.hand_over),
    )
    try:
        act = sign(write_document(document), secrets.signing)
    except ValueError as error:
        raise AppError("SAV-08") from error
    with atomic_writer(target, PRIVATE, ready) as file:
        writer = StoredWriter(file)
        writer.add(_ACT, act)
        writer.add(_RECOVERY, parts.recovery)
        writer.stream(_DATABASE, blocks_of(parts.database))
        if parts.hand_over:
            writer.add(_HAND_OVER, parts.hand_over)
        writer.finish()
    return digest(act)


def open_backup(path: Path) -> BackupFile:
    """Read the form of a backup. SAV-02 when it is none, or when it is cut or damaged."""
    try:
        with open_file(path) as file:
            reader = StoredReader(file)
            entries = _fit_entries(reader)
            small = {name: reader.read(entries[name]) for name in _MOST if name in entries}
    except (OSError, MalformedZipError) as error:
        raise AppError("SAV-02", file=path.name) from error
    return BackupFile(path, small[_ACT], small[_RECOVERY], small.get(_HAND_OVER, b""), entries[_DATABASE])


def _fit_entries(reader: StoredReader) -> Mapping[str, Entry]:
    entries = {entry.name: entry for entry in reader.entries}
    is_fit = all(entries[name].size <= most for name, most in _MOST.items() if name in entries)
    if list(entries) not in _PARTS or not is_fit:
        raise MalformedZipError("parts")
    return entries


def verify_backup(file: BackupFile, key_sets: Iterable[KeySet]) -> Backup:
    """Return what a backup says, once its signatures and the digests of its parts hold.

    SIG-01 when none of these keys signed it, ACT-01 to ACT-03 when it is not such an act, SAV-02 when a part
    is not the one it says.
    """
    said = read_document(verify_with_any(file.act, "sauvegarde", key_sets), BackupDocument)
    listed = (said.recovery, said.hand_over, said.database)
    if listed != (_sha512(file.recovery), _digest_if_any(file.hand_over), _digest_of(_database_blocks(file))):
        raise AppError("SAV-02", file=file.path.name)
    return Backup(
        CampaignId(said.campaign),
        said.workspace,
        said.number,
        read_moment(said.at),
        Sha512(said.database),
        {name: Sha512(sha512) for name, sha512 in said.pieces.items()},
    )


def known_pieces(path: Path, key_sets: Sequence[KeySet]) -> Mapping[str, Sha512]:
    """Return what the act of an earlier backup says of pieces, to copy only others; nothing if unfit."""
    try:
        act = open_backup(path).act
        said = read_document(verify_with_any(act, "sauvegarde", key_sets), BackupDocument)
    except AppError:
        return {}
    return {name: Sha512(sha512) for name, sha512 in said.pieces.items()}


def extract_database(file: BackupFile, target: Path) -> None:
    """Write the database of a verified backup. SAV-02 when it changed meanwhile, and refusals of writing."""
    with atomic_writer(target, PRIVATE) as written:
        for block in _database_blocks(file):
            written.write(block)


def copy_piece(source: Path, target: Path) -> Sha512:
    """Copy a sealed piece and return the digest of its bytes. Refusals of writing; OSError of the source."""
    sha512 = hashlib.sha512()
    with open_file(source) as read, atomic_writer(target, PRIVATE) as written:
        for block in iter(lambda: read.read(BLOCK_BYTES), b""):
            sha512.update(block)
            written.write(block)
    return Sha512(sha512.hexdigest())


def file_digest(path: Path) -> Sha512:
    """Return the SHA-512 of a file, read in blocks."""
    return _digest_of(blocks_of(path))


def blocks_of(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file."""
    with open_file(path) as file:
        yield from iter(lambda: file.read(BLOCK_BYTES), b"")


def _database_blocks(file: BackupFile) -> Iterator[bytes]:
    """Yield the bytes of the database inside a backup. SAV-02 when the file is cut, damaged or unreadable."""
    try:
        with open_file(file.path) as source:
            yield from StoredReader(source).blocks(file.database, BLOCK_BYTES)
    except (OSError, MalformedZipError) as error:
        raise AppError("SAV-02", file=file.path.name) from error


def _digest_of(blocks: Iterable[bytes]) -> Sha512:
    sha512 = hashlib.sha512()
    for block in blocks:
        sha512.update(block)
    return Sha512(sha512.hexdigest())


def _digest_if_any(act: bytes) -> Sha512 | None:
    """Return what binds the act of a hand-over: without it, its file would pass for a mere backup."""
    return _sha512(act) if act else None


def _sha512(data: bytes) -> Sha512:
    return Sha512(hashlib.sha512(data).hexdigest())
