"""A lot: dossiers sealed to the members of one access group. Written in a stream, opened check by check.

The age layer proves nothing about who sealed: the manifest is signed by the secretariat, its seal is made
with the member's own opening code, and every piece is compared with the signed list when it is read.
"""

import hashlib
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from commission_app.errors import AppError, Cancelled
from commission_app.scoring.dossier import Piece
from commission_app.scoring.ids import MemberId, PiecePath, Sha512
from commission_app.sealing.age_format import AgeFailure
from commission_app.sealing.age_recipients import HybridIdentity, HybridRecipient
from commission_app.sealing.age_stream import AgeReader, AgeWriter
from commission_app.sealing.atomic_file import atomic_writer, open_file
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.manifest import Manifest, read_manifest
from commission_app.sealing.recognition import MAX_SEALS_BYTES, find_seal, write_seals
from commission_app.sealing.rotation import MAX_ROTATION_BYTES, MAX_ROTATIONS, former_keys
from commission_app.sealing.signed_act import MAX_ACT_BYTES, digest, sign, verify, verify_named
from commission_app.sealing.stored_zip import (
    MAX_ENTRIES,
    Entry,
    MalformedZipError,
    StoredReader,
    StoredWriter,
)

# Before the pieces, which follow in the order of the manifest. After a planned change of the secretariat's
# keys, the acts that say so come between them.
HEADS = ("manifeste", "sceaux")
ROTATIONS = tuple(f"rotation/{number}" for number in range(1, MAX_ROTATIONS + 1))
MAX_LOT_BYTES = 3_900_000_000  # more does not fit a FAT32 stick
MAX_PIECES = MAX_ENTRIES - len(HEADS) - MAX_ROTATIONS
COPY_BYTES = 1 << 20
OF_ONE_PIECE = ("LOT-11", "LOT-12")  # refusals that leave the other pieces readable

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
    rotations: Sequence[bytes] = (),
    ready: Callable[[bytes], object] = lambda _act: None,
) -> SealedBundle:
    """Seal a lot. No file is left when it fails or is cancelled.

    `rotations` are the acts that lead from former keys of the secretariat to those of the manifest. `ready`
    is called with the signed manifest just before the file takes its place.
    LOT-13 when the lot would exceed MAX_LOT_BYTES or MAX_PIECES, LOT-14 when a piece is no longer what was
    imported, DSK-05 or DSK-06 when the file cannot be written. ValueError without a code for each member.
    """
    if mac_keys.keys() != {member.id for member in manifest.members}:
        raise ValueError("one seal for each member")
    if len(rotations) > MAX_ROTATIONS:
        raise ValueError("too many acts of rotation")
    held = [(dossier.title, piece) for dossier in manifest.dossiers for piece in dossier.pieces]
    total, done = sum(piece.size for _, piece in held), 0
    if total > MAX_LOT_BYTES or len(held) > MAX_PIECES:
        raise AppError("LOT-13", file=target.name)
    act = sign(manifest.document(), secrets.signing)
    read_manifest(verify(act, "lot", manifest.secretariat))  # what nobody could open is not sealed
    former_keys(rotations, manifest.campaign, manifest.secretariat)  # same
    whole = atomic_writer(target, ready=lambda: ready(act))
    with whole as file, AgeWriter(file, recipients, random) as sealed:
        archive = StoredWriter(sealed)
        archive.add("manifeste", act)
        archive.add("sceaux", write_seals(act, mac_keys))
        for name, rotation in zip(ROTATIONS, rotations, strict=False):
            archive.add(name, rotation)
        for title, piece in held:
            with closing(_imported(pieces, piece, title)) as blocks:
                archive.stream(piece.path, _counted(blocks, done, total, title, progress))
            done += piece.size
        archive.finish()
    return SealedBundle(target, target.stat().st_size, act, digest(act))


def _imported(pieces: PieceSource, piece: Piece, title: str) -> Generator[bytes, None, None]:
    """Read a piece to be sealed. LOT-14 unless it is, byte for byte, the one that was imported."""
    checksum, left = hashlib.sha512(), piece.size
    try:
        with pieces(piece.path) as source:
            while block := source.read(min(COPY_BYTES, left + 1)):
                left -= len(block)
                if left < 0:
                    break
                checksum.update(block)
                yield block
    except (AgeFailure, OSError) as error:  # of the source alone: what the lot is written to raises elsewhere
        raise AppError("LOT-14", dossier=title, piece=piece.title) from error
    if left or checksum.hexdigest() != piece.sha512:
        raise AppError("LOT-14", dossier=title, piece=piece.title)


def _counted(
    blocks: Iterable[bytes], done: int, total: int, title: str, progress: Progress
) -> Iterator[bytes]:
    for block in blocks:
        yield block
        done += len(block)
        progress(done, total, title)


class OpenBundle:
    """A lot being read: its manifest, who opened it, and its pieces on demand, never written in clear.

    Any thread may read a piece or close the lot.
    """

    def __init__(
        self,
        source: BinaryIO,
        archive: StoredReader,
        manifest: Manifest,
        act: Sha512,
        member: MemberId,
        *,
        former: tuple[KeySet, ...] = (),
    ) -> None:
        self.manifest = manifest
        self.manifest_sha512 = act
        self.member = member
        self.former = former  # keys of the secretariat that declared those of the manifest, in turn
        self._source = source
        self._archive = archive
        self._entries = {PiecePath(entry.name): entry for entry in archive.entries}
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
        """Close the file, after the piece being read if there is one."""
        with self._lock:
            self._source.close()

    def read_piece(self, path: PiecePath) -> bytes:
        """Return a piece that is exactly what the secretariat signed.

        LOT-11 damaged, LOT-12 another one, LOT-15 the file can no longer be read. Cancelled when the lot was
        closed meanwhile. KeyError for a path that is not in the manifest.
        """
        piece = self._pieces[path]
        try:
            with self._lock:
                if self._source.closed:
                    raise Cancelled
                data = self._archive.read(self._entries[path])
        except AgeFailure as failure:
            raise AppError("LOT-11", piece=piece.title) from failure
        except MalformedZipError as error:
            raise AppError("LOT-12", piece=piece.title) from error
        except OSError as error:
            raise AppError("LOT-15", file=Path(self._source.name).name) from error
        if hashlib.sha512(data).hexdigest() != piece.sha512:
            raise AppError("LOT-12", piece=piece.title)
        return data

    def verify_all(self, progress: Progress) -> dict[PiecePath, AppError]:
        """Read and check every piece; return the refusal of each damaged one, LOT-11 or LOT-12.

        LOT-15 when the file can no longer be read. Cancelled as in `read_piece`.
        """
        refusals: dict[PiecePath, AppError] = {}
        for done, (path, piece) in enumerate(self._pieces.items()):
            progress(done, len(self._pieces), piece.title)
            try:
                self.read_piece(path)
            except AppError as error:
                if error.code not in OF_ONE_PIECE:
                    raise
                refusals[path] = error
        return refusals


def open_bundle(
    path: Path, identity: HybridIdentity, mac_key: bytes, pinned: KeySet | None = None
) -> OpenBundle:
    """Open a lot with what an opening code gives, checking in the order of SEALING.md §6.5.

    LOT-01 not a lot, LOT-02 weaker format, LOT-03 for somebody else, LOT-04 incomplete or damaged copy,
    LOT-05 unreadable content, LOT-06 forbidden structure, LOT-08 signed for other members, LOT-10 content
    other than the signed list, LOT-15 unreadable file, SIG-02 signed by other keys than those pinned for the
    campaign or with a chain of rotations that does not hold, SIG-01 and ACT-01 to ACT-03 for the signed
    manifest itself.
    """
    try:
        with ExitStack() as opened:
            source = opened.enter_context(open_file(path))
            bundle = _checked(source, identity, mac_key, pinned)
            opened.pop_all()
            return bundle
    except OSError as error:
        raise AppError("LOT-15", file=path.stem) from error
    except MalformedZipError as error:
        raise AppError("LOT-06") from error
    except AgeFailure as failure:
        code = "LOT-02" if failure.is_weaker else _CODE_OF_FAILURE[failure.kind]
        raise AppError(code, file=path.stem) from failure


_CODE_OF_FAILURE = {"header": "LOT-01", "no match": "LOT-03", "hmac": "LOT-04", "payload": "LOT-04"}


@dataclass(frozen=True)
class _Heads:
    """What precedes the pieces."""

    manifest: bytes
    seals: bytes
    rotations: tuple[bytes, ...]


def _checked(source: BinaryIO, identity: HybridIdentity, mac_key: bytes, pinned: KeySet | None) -> OpenBundle:
    archive, name = StoredReader(AgeReader(source, [identity])), Path(source.name).name
    heads = _read_heads(archive)
    member = find_seal(heads.seals, heads.manifest, mac_key)
    manifest = _verified_manifest(heads.manifest, pinned, name)
    former = _former_keys(heads.rotations, manifest, name)
    if member not in {known.id for known in manifest.members}:
        raise AppError("LOT-08")
    _check_content(archive.entries[len(HEADS) + len(heads.rotations) :], manifest)
    return OpenBundle(source, archive, manifest, digest(heads.manifest), member, former=former)


def _read_heads(archive: StoredReader) -> _Heads:
    """Return the signed manifest, the seals and the acts of rotation, their sizes bounded before reading.

    Acts that are not numbered in this order are taken for pieces, which no manifest lists.
    """
    heads = archive.entries[: len(HEADS)]
    if tuple(entry.name for entry in heads) != HEADS:
        raise MalformedZipError("heads")
    manifest, seals = heads
    following = zip(ROTATIONS, archive.entries[len(HEADS) :], strict=False)
    rotations = [entry for _, entry in takewhile(lambda pair: pair[0] == pair[1].name, following)]
    if (
        manifest.size > MAX_ACT_BYTES
        or seals.size > MAX_SEALS_BYTES
        or any(entry.size > MAX_ROTATION_BYTES for entry in rotations)
    ):
        raise MalformedZipError("size of the heads")
    acts = tuple(archive.read(entry) for entry in rotations)
    return _Heads(archive.read(manifest), archive.read(seals), acts)


def _verified_manifest(act: bytes, pinned: KeySet | None, name: str) -> Manifest:
    def keys_of(document: Mapping[str, Any]) -> KeySet:
        claim = document.get("secretariat")
        if not isinstance(claim, dict):
            raise AppError("LOT-05")
        keys = KeySet.from_document(claim)
        if pinned is not None and keys != pinned:
            raise AppError("SIG-02", file=name)
        return keys

    return read_manifest(verify_named(act, "lot", keys_of))


def _former_keys(rotations: Sequence[bytes], manifest: Manifest, name: str) -> tuple[KeySet, ...]:
    try:
        return former_keys(rotations, manifest.campaign, manifest.secretariat)
    except AppError as error:
        raise AppError("SIG-02", file=name) from error


def _check_content(entries: Sequence[Entry], manifest: Manifest) -> None:
    held = [(entry.name, entry.size) for entry in entries]
    signed = [(piece.path, piece.size) for dossier in manifest.dossiers for piece in dossier.pieces]
    if held != signed:
        raise AppError("LOT-10")
