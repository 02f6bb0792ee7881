"""A lot: dossiers sealed to the members of one access group. Written in a stream, opened check by check.

The age layer proves nothing about who sealed: the manifest is signed by the secretariat, its seal is made
with the member's own opening code, and every piece is compared with the signed list when it is read.
"""

import hashlib
import io
import re
import threading
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from commission_app.errors import AppError
from commission_app.scoring.ids import MemberId, PiecePath, Sha512
from commission_app.sealing.age_format import AgeFailure
from commission_app.sealing.age_recipients import HybridIdentity, HybridRecipient
from commission_app.sealing.age_stream import AgeReader, AgeWriter
from commission_app.sealing.atomic_file import atomic_writer
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.manifest import Manifest, read_manifest
from commission_app.sealing.recognition import find_seal, write_seals
from commission_app.sealing.signed_act import claimed, digest, sign, verify
from commission_app.sealing.stored_zip import entry, open_stored

NAMES = re.compile(r"manifeste|sceaux|d/[0-9]{4}/[0-9]{2}\.pdf")
MAX_LOT_BYTES = 3_900_000_000  # more does not fit a FAT32 stick: volumes instead
COPY_BYTES = 1 << 20

Progress = Callable[[int, int, str], None]
PieceSource = Callable[[PiecePath], AbstractContextManager[BinaryIO]]


@dataclass(frozen=True)
class SealedBundle:
    """A lot just written."""

    path: Path
    size: int
    manifest: bytes  # the signed act
    manifest_sha512: Sha512


def write_bundle(
    target: Path,
    manifest: Manifest,
    *,
    pieces: PieceSource,
    mac_keys: Mapping[MemberId, bytes],
    recipients: Sequence[HybridRecipient],
    secrets: Secrets,
    random: Callable[[int], bytes],
    progress: Progress,
) -> SealedBundle:
    """Seal a lot. No file is left when it fails or is cancelled.

    LOT-13 when the lot would exceed MAX_LOT_BYTES, LOT-14 when a piece is no longer what was imported.
    """
    total = sum(piece.size for piece in manifest.pieces.values())
    if total > MAX_LOT_BYTES:
        raise AppError("LOT-13", file=target.name)
    act = sign(manifest.document(), secrets.signing)
    with atomic_writer(target) as file:
        sealed = AgeWriter(file, recipients, random)
        with zipfile.ZipFile(cast("BinaryIO", sealed), "w", zipfile.ZIP_STORED, allowZip64=False) as archive:
            archive.writestr(entry("manifeste"), act)
            archive.writestr(entry("sceaux"), write_seals(act, mac_keys))
            _write_pieces(archive, manifest, pieces, total, progress)
        sealed.close()
    return SealedBundle(target, target.stat().st_size, act, digest(act))


def _write_pieces(
    archive: zipfile.ZipFile, manifest: Manifest, pieces: PieceSource, total: int, progress: Progress
) -> None:
    done = 0
    for dossier in manifest.dossiers:
        for piece in dossier.pieces:
            checksum = hashlib.sha512()
            with pieces(piece.path) as source, archive.open(entry(piece.path), "w") as sealed:
                while block := source.read(COPY_BYTES):
                    checksum.update(block)
                    sealed.write(block)
                    done += len(block)
                    progress(done, total, dossier.title)
            if checksum.hexdigest() != piece.sha512:
                raise AppError("LOT-14", dossier=dossier.title, piece=piece.title)


class OpenBundle:
    """A lot being read: its manifest, who opened it, and its pieces on demand, never written in clear."""

    def __init__(
        self,
        archive: zipfile.ZipFile,
        source: BinaryIO,
        act: bytes,
        manifest: Manifest,
        member: MemberId,
    ) -> None:
        self.manifest = manifest
        self.act = act
        self.manifest_sha512 = digest(act)
        self.member = member
        self._archive = archive
        self._source = source
        self._pieces = manifest.pieces
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        """Use the lot inside a block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._archive.close()
        self._source.close()

    def read_piece(self, path: PiecePath) -> bytes:
        """Return a piece that is exactly what the secretariat signed. LOT-11 damaged, LOT-12 another one."""
        piece = self._pieces[path]
        try:
            with self._lock:
                data = self._archive.read(path)
        except (AgeFailure, zipfile.BadZipFile, EOFError, OSError) as error:
            raise AppError("LOT-11", piece=piece.title) from error
        if hashlib.sha512(data).hexdigest() != piece.sha512:
            raise AppError("LOT-12", piece=piece.title)
        return data

    def verify_all(self, progress: Progress) -> None:
        """Read and check every piece. Raises what `read_piece` raises."""
        for done, (path, piece) in enumerate(self._pieces.items()):
            progress(done, len(self._pieces), piece.title)
            self.read_piece(path)


def open_bundle(
    path: Path, identity: HybridIdentity, mac_key: bytes, pinned: KeySet | None = None
) -> OpenBundle:
    """Open a lot with what an opening code gives, checking in the order of SEALING.md §6.5.

    LOT-01 not a lot, LOT-02 weaker format, LOT-03 for somebody else, LOT-04 incomplete copy, LOT-05
    unreadable content, LOT-06 forbidden structure, LOT-08 signed for other members, LOT-10 content other
    than the signed list, LOT-15 unreadable file, SIG-02 signed by other keys than those pinned for the
    campaign, SIG-01 and ACT-01 to ACT-03 for the signed manifest itself.
    """
    source = _open_file(path)
    try:
        reader = _unseal(source, identity, path.name)
        size = reader.seek(0, io.SEEK_END)
        archive = _open_archive(reader, size)
        act, seals = _read_heads(archive)
        member = find_seal(seals, act, mac_key)
        manifest = _verified_manifest(act, pinned, path.name)
        _check_addressee(manifest, member, path.name)
        _check_content(archive, manifest)
    except BaseException:
        source.close()
        raise
    return OpenBundle(archive, source, act, manifest, member)


def _open_file(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise AppError("LOT-15", file=path.name) from error


def _unseal(source: BinaryIO, identity: HybridIdentity, name: str) -> AgeReader:
    try:
        return AgeReader(source, [identity])
    except AgeFailure as failure:
        code = "LOT-02" if failure.is_weaker else _CODE_OF_FAILURE[failure.kind]
        raise AppError(code, file=name) from failure


_CODE_OF_FAILURE = {"header": "LOT-01", "no match": "LOT-03", "hmac": "LOT-04", "payload": "LOT-04"}


def _open_archive(reader: AgeReader, size: int) -> zipfile.ZipFile:
    try:
        return open_stored(cast("BinaryIO", io.BufferedReader(reader, 1 << 16)), size, NAMES, "LOT-06")
    except AgeFailure as failure:
        raise AppError("LOT-11", piece="lot") from failure


def _read_heads(archive: zipfile.ZipFile) -> tuple[bytes, bytes]:
    try:
        return archive.read("manifeste"), archive.read("sceaux")
    except (KeyError, AgeFailure, zipfile.BadZipFile, EOFError) as error:
        raise AppError("LOT-05") from error


def _verified_manifest(act: bytes, pinned: KeySet | None, name: str) -> Manifest:
    claim = claimed(act).get("secretariat")
    if not isinstance(claim, dict):
        raise AppError("LOT-05")
    keys = KeySet.from_document(claim)
    if pinned is not None and keys != pinned:
        raise AppError("SIG-02", file=name)
    return read_manifest(verify(act, "lot", keys))


def _check_addressee(manifest: Manifest, member: MemberId, name: str) -> None:
    if member not in {known.id for known in manifest.members}:
        raise AppError("LOT-08", file=name)


def _check_content(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    held = {item.filename: item.file_size for item in archive.infolist()}
    signed: dict[str, int] = {path: piece.size for path, piece in manifest.pieces.items()}
    if {name: size for name, size in held.items() if name.startswith("d/")} != signed:
        raise AppError("LOT-10")
