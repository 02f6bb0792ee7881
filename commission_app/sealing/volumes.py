"""A lot cut into volumes of a chosen size, so that mail carries it, and the lot put together again.

A volume adds nothing to what protects a lot, which is sealed and signed whole, and checked whole once it is
together again. Its head says which volume of which lot it is: one that is missing, changed, foreign or
brought twice is told before anything is tried. Contract: docs/formats.md.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from commission_app.errors import AppError
from commission_app.sealing.atomic_file import atomic_writer, open_file
from commission_app.sealing.bundle import MAX_LOT_BYTES
from commission_app.sealing.canonical import decode, encode

MAGIC: Final = b"commission-app/volume/v1\n"
SEALED: Final = b"age-encryption.org/v1\n"  # how a lot begins
MAX_HEAD_BYTES: Final = 2048
MAX_VOLUMES: Final = 999
LEAST_BYTES: Final = 1_000_000  # of a volume: less would make too many
MOST_WHOLE: Final = MAX_LOT_BYTES + (1 << 26)  # a lot is a little larger than its pieces
COPY_BYTES: Final = 1 << 20
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,150}")
_SHA512: Final = re.compile(r"[0-9a-f]{128}")
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Head:
    """What a volume says of itself and of the lot."""

    name: str  # of the lot, without its extension
    number: int  # from 1
    count: int
    offset: int  # of its first byte in the lot
    size: int  # of its bytes
    sha512: str  # of its bytes
    whole_size: int
    whole_sha512: str

    def goes_with(self, other: "Head") -> bool:
        """Tell whether both come from one cut of one lot."""
        return (self.name, self.count, self.whole_size, self.whole_sha512) == (
            other.name,
            other.count,
            other.whole_size,
            other.whole_sha512,
        )

    def document(self) -> dict[str, Any]:
        """Return the head as it is written."""
        return {"type": "volume", "v": 1, **vars(self)}


def is_volume(file: Path) -> bool:
    """Tell whether a file is a volume, from its first bytes; false for one that cannot be read."""
    try:
        with open_file(file) as source:
            return source.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def cut(lot: Path, most: int, folder: Path, progress: Progress) -> tuple[Path, ...]:
    """Cut a lot into volumes of at most `most` bytes, heads apart, and return them in order.

    VOL-01 for a size under LEAST_BYTES or that makes more than MAX_VOLUMES, VOL-02 when one volume would do,
    LOT-01 for a file that is no lot, LOT-15 when it cannot be read, SEA-03 when a volume is there already. A
    cut that is interrupted or refused leaves no volume.
    """
    whole_size, whole_sha512 = _measure(lot)
    count = -(-whole_size // most) if most > 0 else 0
    if most < LEAST_BYTES or count > MAX_VOLUMES:
        raise AppError("VOL-01", least=LEAST_BYTES // 1_000_000, most=MAX_VOLUMES)
    if count < 2:
        raise AppError("VOL-02", file=lot.stem)
    files = [folder / f"{lot.stem}_volume-{number:02d}-sur-{count:02d}.lot" for number in range(1, count + 1)]
    for file in files:
        if file.exists():
            raise AppError("SEA-03", file=file.name)
    written: list[Path] = []
    try:
        for number, file in enumerate(files, 1):
            progress(number - 1, count, file.stem)
            offset = (number - 1) * most
            size = min(most, whole_size - offset)
            digest = _digest(_blocks(lot, offset, size))
            head = Head(lot.stem, number, count, offset, size, digest, whole_size, whole_sha512)
            _write(file, head, lot)
            written.append(file)
    except BaseException:
        for file in written:
            file.unlink(missing_ok=True)
        raise
    progress(count, count, "")
    return tuple(files)


def read_head(file: Path) -> Head:
    """Return what a volume says of itself. VOL-03 when it is cut or does not hold, LOT-15 unreadable."""
    try:
        with open_file(file) as source:
            head = _read_head(source, file)
            if source.seek(0, 2) != _start(head) + head.size:
                raise AppError("VOL-03", file=file.stem)
            return head
    except OSError as error:
        raise AppError("LOT-15", file=file.stem) from error


def check(file: Path, head: Head) -> None:
    """Compare the bytes of a volume with its head. VOL-03 when they changed, LOT-15 unreadable."""
    if _digest(_blocks(file, _start(head), head.size)) != head.sha512:
        raise AppError("VOL-03", file=file.stem)


def join(volumes: Mapping[int, tuple[Path, Head]], target: Path, progress: Progress) -> None:
    """Put a lot together again from all of its volumes, in any order.

    VOL-03 for a volume that changed, VOL-04 when together they are not the lot: no file is then left.
    """
    heads = [volumes[number][1] for number in sorted(volumes)]
    first, done = heads[0], 0
    if [head.number for head in heads] != list(range(1, first.count + 1)):
        raise AppError("VOL-04")
    whole = hashlib.sha512()
    with atomic_writer(target) as lot:
        for number in sorted(volumes):
            file, head = volumes[number]
            part = hashlib.sha512()
            for block in _blocks(file, _start(head), head.size):
                part.update(block)
                whole.update(block)
                lot.write(block)
                done += len(block)
                progress(done, first.whole_size, target.stem)
            if part.hexdigest() != head.sha512:
                raise AppError("VOL-03", file=file.stem)
        if done != first.whole_size or whole.hexdigest() != first.whole_sha512:
            raise AppError("VOL-04")


def _measure(lot: Path) -> tuple[int, str]:
    try:
        size = lot.stat().st_size
        with open_file(lot) as source:
            begins = source.read(len(SEALED))
    except OSError as error:
        raise AppError("LOT-15", file=lot.stem) from error
    if begins != SEALED or not _NAME.fullmatch(lot.stem):
        raise AppError("LOT-01", file=lot.stem)
    return size, _digest(_blocks(lot, 0, size))


def _write(file: Path, head: Head, lot: Path) -> None:
    with atomic_writer(file) as target:
        target.write(MAGIC)
        target.write(encode(head.document()) + b"\n")
        for block in _blocks(lot, head.offset, head.size):
            target.write(block)


def _start(head: Head) -> int:
    return len(MAGIC) + len(encode(head.document())) + 1


def _read_head(source: BinaryIO, file: Path) -> Head:
    begins = source.read(len(MAGIC) + MAX_HEAD_BYTES)
    line, found, _ = begins.removeprefix(MAGIC).partition(b"\n")
    if not begins.startswith(MAGIC) or not found:
        raise AppError("VOL-03", file=file.stem)
    try:
        return _head(decode(line))
    except (AppError, TypeError, ValueError) as error:
        raise AppError("VOL-03", file=file.stem) from error


def _head(document: dict[str, Any]) -> Head:
    """Read a head. ValueError or TypeError unless every field is there, sound, and no other."""
    if document.pop("type", None) != "volume" or document.pop("v", None) != 1:
        raise ValueError("type")
    head = Head(**document)
    numbers = (head.number, head.count, head.offset, head.size, head.whole_size)
    if any(type(one) is not int for one in numbers):
        raise TypeError("number")
    is_bounded = 1 <= head.number <= head.count <= MAX_VOLUMES and head.whole_size <= MOST_WHOLE
    if not (is_bounded and _is_in_place(head)):
        raise ValueError("bounds")
    if not _NAME.fullmatch(head.name) or not all(map(_SHA512.fullmatch, (head.sha512, head.whole_sha512))):
        raise ValueError("text")
    return head


def _is_in_place(head: Head) -> bool:
    """Tell whether a volume is where its number says: all have one size, but the last which has the rest."""
    most = head.size if head.number < head.count else head.offset // max(1, head.count - 1)
    return (
        head.offset == (head.number - 1) * most
        and 0 < head.size == min(most, head.whole_size - head.offset)
        and (head.count - 1) * most < head.whole_size <= head.count * most
    )


def _blocks(file: Path, offset: int, size: int) -> Iterator[bytes]:
    """Yield a stretch of a file. LOT-15 when it cannot be read to its end."""
    left = size
    try:
        with open_file(file) as source:
            source.seek(offset)
            while left:
                block = source.read(min(COPY_BYTES, left))
                if not block:
                    raise AppError("LOT-15", file=file.stem)
                left -= len(block)
                yield block
    except OSError as error:
        raise AppError("LOT-15", file=file.stem) from error


def _digest(blocks: Iterator[bytes]) -> str:
    checksum = hashlib.sha512()
    for block in blocks:
        checksum.update(block)
    return checksum.hexdigest()
