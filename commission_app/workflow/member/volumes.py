"""The volumes of a lot, brought in any order and in as many times as mail takes: kept until all are there.

They wait in the desk, still sealed. Those that lie beside one that is brought come with it. The whole lot is
put together again where they lay or, when nothing can be written there, in the desk; opening it then goes on
as for any other lot.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Final

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId
from commission_app.sealing.atomic_file import atomic_writer
from commission_app.sealing.volumes import Head, check, is_volume, join, read_head
from commission_app.workflow.desk import Desk, folder_name
from commission_app.workflow.exchanged_files import free_name
from commission_app.workflow.progress import Progress

WAITING: Final = "volumes.recus"  # in the desk; no folder of a campaign has a full stop
CANNOT_WRITE: Final = ("DSK-05", "DSK-06", "DSK-24", "DSK-26")
COPY_BYTES: Final = 1 << 20

__all__ = ["Brought", "bring_volumes", "forget_waiting", "is_volume"]


@dataclass(frozen=True)
class Brought:
    """What is there after some volumes were brought."""

    lot: Path | None  # whole again, to be opened
    name: str
    count: int
    missing: tuple[int, ...]
    twice: tuple[int, ...] = ()  # brought though they were there already: counted once


def bring_volumes(desk: Desk, files: Sequence[Path], progress: Progress) -> Brought:
    """Take volumes of one lot, and put it together once none is missing.

    VOL-05 for a volume of another lot among them, VOL-03 for one that changed, VOL-04 when together they are
    not the lot, and the refusals of writing a file. What was brought before stays, but after VOL-04.
    """
    given = [(file, read_head(file)) for file in files]
    first_file, first = given[0]
    for file, head in given[1:]:
        if not head.goes_with(first):
            raise AppError("VOL-05", file=file.stem, other=first_file.stem)
    place = desk.folder / WAITING / f"{first.whole_sha512[:32]}-{first.count}"
    kept = {number: one for number, one in _kept(place) if one[1].goes_with(first)}
    twice = []
    asked = {file.absolute() for file in files}
    for file, head in (*given, *_beside(first_file, first, asked)):
        if head.number not in kept:
            kept[head.number] = _keep(place, file, head, progress)
        elif file.absolute() in asked:
            check(file, head)
            twice.append(head.number)
    missing = tuple(number for number in range(1, first.count + 1) if number not in kept)
    lot = None if missing else _join(place, first_file.parent, kept, progress)
    return Brought(lot, first.name, first.count, missing, tuple(sorted(twice)))


def forget_waiting(desk: Desk, campaign: CampaignId) -> None:
    """Remove the volumes of a campaign erased here, and its lots put together in the desk. OSError."""
    lot = re.compile(rf"{re.escape(folder_name(campaign))}_[A-Za-z0-9-]+_v[0-9]+(_[0-9]+)?")
    for waiting in (desk.folder / WAITING).glob("*"):
        if waiting.is_dir():
            if any(lot.fullmatch(head.name) for _, (_, head) in _kept(waiting)):
                rmtree(waiting)
        elif lot.fullmatch(waiting.stem):
            waiting.unlink()


def _kept(place: Path) -> Iterator[tuple[int, tuple[Path, Head]]]:
    """Yield the volumes that wait; one that the disk spoiled is brought again."""
    for file in sorted(place.glob("*.volume")):
        try:
            head = read_head(file)
        except AppError:
            continue
        yield head.number, (file, head)


def _beside(file: Path, first: Head, asked: set[Path]) -> Iterator[tuple[Path, Head]]:
    """Yield the other volumes of the lot in the same folder; what cannot be read there is left alone."""
    for other in sorted(file.parent.glob("*.lot")):
        if other.absolute() in asked or not is_volume(other):
            continue
        try:
            head = read_head(other)
            if head.goes_with(first):
                check(other, head)
                yield other, head
        except AppError:
            continue


def _keep(place: Path, file: Path, head: Head, progress: Progress) -> tuple[Path, Head]:
    """Copy a volume into the desk, its bytes compared with what it says."""
    check(file, head)
    target = place / f"{head.number:03d}.volume"
    try:
        place.mkdir(parents=True, exist_ok=True)
        with file.open("rb") as source, atomic_writer(target) as copy:
            while block := source.read(COPY_BYTES):
                copy.write(block)
                progress(head.number, head.count, file.stem)
    except OSError as error:
        raise AppError("DSK-06", folder=str(place)) from error
    return target, head


def _join(place: Path, folder: Path, kept: dict[int, tuple[Path, Head]], progress: Progress) -> Path:
    name = kept[1][1].name
    try:
        target = free_name(folder, name, ".lot")
        try:
            join(kept, target, progress)
        except AppError as error:
            if error.code not in CANNOT_WRITE:
                raise
            target = place.parent / f"{name}.lot"
            join(kept, target, progress)
    except AppError as error:
        if error.code == "VOL-04":
            rmtree(place, ignore_errors=True)
        raise
    rmtree(place, ignore_errors=True)
    return target
