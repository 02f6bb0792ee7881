"""A lot: dossiers sealed to the members of one access group. Written in a stream, opened check by check.

The age layer proves nothing about who sealed: the manifest is signed by the secretariat, its seal is made
with the member's own opening code, and every piece is compared with the signed list when it is read.
"""

import hashlib
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from commission_app.errors import AppError, Cancelled
from commission_app.scoring.dossier import Piece
from commission_app.scoring.ids import MemberId, PiecePath, Sha512
from commission_app.sealing.age_format import AgeFailure
from commission_app.sealing.age_recipients import HybridIdentity, HybridRecipient
from commission_app.sealing.age_stream import AgeReader, AgeWriter
from commission_app.sealing.atomic_file import atomic_writer
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.manifest import Manifest, read_manifest
from commission_app.sealing.recognition import MAX_SEALS_BYTES, find_seal, write_seals
from commission_app.sealing.signed_act import MAX_ACT_BYTES, claimed, digest, sign, verify
from commission_app.sealing.stored_zip import MAX_ENTRIES, MalformedZipError, StoredReader, StoredWriter

HEADS = ("manifeste", "sceaux")  # before the pieces, which follow in the order of the manifest
MAX_LOT_BYTES = 3_900_000_000  # more does not fit a FAT32 stick
MAX_PIECES = MAX_ENTRIES - len(HEADS)
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

    LOT-13 when the lot would exceed MAX_LOT_BYTES or MAX_PIECES, LOT-14 when a piece is no longer what was
    imported, DSK-05 or DSK-06 when the file cannot be written. ValueError without a code for each member.
    """
    if mac_keys.keys() != {member.id for member in manifest.members}:
        raise ValueError("one seal for each member")
    held = [(dossier.title, piece) for dossier in manifest.dossiers for piece in dossier.pieces]
    total, done = sum(piece.size for _, piece in held), 0
    if total > MAX_LOT_BYTES or len(held) > MAX_PIECES:
        raise AppError("LOT-13", file=target.name)
    act = sign(manifest.document(), secrets.signing)
    read_manifest(verify(act, "lot", manifest.secretariat))  # what nobody could open is not sealed
    with atomic_writer(target) as file, AgeWriter(file, recipients, random) as sealed:
        archive = StoredWriter(sealed)
        archive.add("manifeste", act)
        archive.add("sceaux", write_seals(act, mac_keys))
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
        self, source: BinaryIO, archive: StoredReader, manifest: Manifest, act: Sha512, member: MemberId
    ) -> None:
        self.manifest = manifest
        self.manifest_sha512 = act
        self.member = member
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

    def verify_all(self, progress: Progress) -> None:
        """Read and check every piece. Raises what `read_piece` raises."""
        for done, (path, piece) in enumerate(self._pieces.items()):
            progress(done, len(self._pieces), piece.title)
            self.read_piece(path)


def open_bundle(
    path: Path, identity: HybridIdentity, mac_key: bytes, pinned: KeySet | None = None
) -> OpenBundle:
    """Open a lot with what an opening code gives, checking in the order of SEALING.md §6.5.

    LOT-01 not a lot, LOT-02 weaker format, LOT-03 for somebody else, LOT-04 incomplete or damaged copy,
    LOT-05 unreadable content, LOT-06 forbidden structure, LOT-08 signed for other members, LOT-10 content
    other than the signed list, LOT-15 unreadable file, SIG-02 signed by other keys than those pinned for the
    campaign, SIG-01 and ACT-01 to ACT-03 for the signed manifest itself.
    """
    try:
        with ExitStack() as opened:
            source = opened.enter_context(path.open("rb"))
            bundle = _checked(source, identity, mac_key, pinned)
            opened.pop_all()
            return bundle
    except OSError as error:
        raise AppError("LOT-15", file=path.name) from error
    except MalformedZipError as error:
        raise AppError("LOT-06") from error
    except AgeFailure as failure:
        code = "LOT-02" if failure.is_weaker else _CODE_OF_FAILURE[failure.kind]
        raise AppError(code, file=path.name) from failure


_CODE_OF_FAILURE = {"header": "LOT-01", "no match": "LOT-03", "hmac": "LOT-04", "payload": "LOT-04"}


def _checked(source: BinaryIO, identity: HybridIdentity, mac_key: bytes, pinned: KeySet | None) -> OpenBundle:
    archive = StoredReader(AgeReader(source, [identity]))
    act, seals = _read_heads(archive)
    member = find_seal(seals, act, mac_key)
    manifest = _verified_manifest(act, pinned, Path(source.name).name)
    if member not in {known.id for known in manifest.members}:
        raise AppError("LOT-08")
    _check_content(archive, manifest)
    return OpenBundle(source, archive, manifest, digest(act), member)


def _read_heads(archive: StoredReader) -> tuple[bytes, bytes]:
    """Return the signed manifest and the seals, whose sizes are bounded before they are read."""
    heads = archive.entries[: len(HEADS)]
    if tuple(entry.name for entry in heads) != HEADS:
        raise MalformedZipError("heads")
    manifest, seals = heads
    if manifest.size > MAX_ACT_BYTES or seals.size > MAX_SEALS_BYTES:
        raise MalformedZipError("size of the heads")
    return archive.read(manifest), archive.read(seals)


def _verified_manifest(act: bytes, pinned: KeySet | None, name: str) -> Manifest:
    claim = claimed(act).get("secretariat")
    if not isinstance(claim, dict):
        raise AppError("LOT-05")
    keys = KeySet.from_document(claim)
    if pinned is not None and keys != pinned:
        raise AppError("SIG-02", file=name)
    return read_manifest(verify(act, "lot", keys))


def _check_content(archive: StoredReader, manifest: Manifest) -> None:
    held = [(entry.name, entry.size) for entry in archive.entries[len(HEADS) :]]
    signed = [(piece.path, piece.size) for dossier in manifest.dossiers for piece in dossier.pieces]
    if held != signed:
        raise AppError("LOT-10")
