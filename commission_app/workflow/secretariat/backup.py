"""The secretariat's whole workspace, saved in a folder that it chose: a stick, another disk.

A backup is one file that is whole or not there, and the sealed pieces beside it, each copied once. Older
files go by one rule, whatever day it is: the last two stay, and the last of each of seven days and of each
of four weeks.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from commission_app.errors import AppError
from commission_app.scoring.ids import Sha512
from commission_app.sealing.atomic_file import remove_abandoned, write_atomically
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.workspace_backup import (
    BACKUP_SUFFIX,
    PIECES,
    Backup,
    Parts,
    copy_piece,
    file_digest,
    known_pieces,
    write_backup,
)
from commission_app.store.rekeying import discard
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat.session import HANDED_OVER, SecretariatSession

WORKSPACE: Final = "workspace"  # setting: which of the copies of a campaign this one is
FOLDER, LAST = "backup_folder", "last_backup"  # settings
LAST_KEPT, DAYS_KEPT, WEEKS_KEPT = 2, 7, 4
OLD: Final = timedelta(days=1)
_COPY: Final = "bureau-copie.db"  # in the workspace, for the time of a backup
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})_\d{2}h\d{2}_n(\d{1,9})" + re.escape(BACKUP_SUFFIX))


@dataclass(frozen=True)
class BackupState:
    """What is shown of backups."""

    folder: Path | None  # None: not chosen yet
    is_there: bool  # a stick may be unplugged
    is_same_disk: bool  # the one of the workspace: a failure would take both
    last: datetime | None
    is_old: bool  # no backup, or more than a day ago
    has_changed: bool  # since the last one
    is_possible: bool  # not in a copy, nor where the campaign was handed over


@dataclass(frozen=True)
class Taken:
    """A closed copy of the database at one moment, and what goes with it."""

    database: Path
    recovery: bytes
    secrets: Secrets
    key_sets: Sequence[KeySet]
    head: str  # of the journal


def backup_state(session: SecretariatSession) -> BackupState:
    """Tell where backups are, and how old the last one is."""
    settings = session.database.settings
    text, last = settings.get(FOLDER), settings.get(LAST)
    folder = Path(text) if text else None
    at, head, _number = json.loads(last) if last else ("", "", 0)
    moment = datetime.fromisoformat(at) if at else None
    is_there = folder is not None and folder.is_dir()
    return BackupState(
        folder,
        is_there,
        folder is not None and is_there and _is_same_disk(folder, session.place.folder),
        moment,
        moment is None or abs(session.desk.now() - moment) > OLD,
        head != session.database.journal.head(),
        not (session.contributor or settings.get(HANDED_OVER)),
    )


def choose_backup_folder(session: SecretariatSession, folder: Path) -> None:
    """Keep where backups go from now on.

    DSK-24 when it is not there, SAV-01 inside the workspace, DSK-05 or DSK-06 when it takes no file.
    """
    refuse_unfit_place(session, folder)
    write_atomically(folder / f".{workspace_of(session)}.essai", b"")
    (folder / f".{workspace_of(session)}.essai").unlink()
    session.database.settings.put(FOLDER, str(folder.resolve()))


def back_up(session: SecretariatSession, progress: Progress) -> Path:
    """Write a backup and return its file; the one before stays good until then, and after.

    PAS-02 from a copy, SAV-06 before a folder was chosen, DSK-24 when it is not there, SAV-01 when it leads
    into the workspace, SAV-03 when the workspace lost its recovery file, LOT-15 for a piece that cannot be
    read, SAV-08, and the refusals of writing a file.
    """
    if session.contributor:  # restored, it could do nothing more
        raise AppError("PAS-02")
    chosen = session.database.settings.get(FOLDER)
    if not chosen:
        raise AppError("SAV-06")
    refuse_unfit_place(session, Path(chosen))
    with session.backing_up:
        folder = make_folder(Path(chosen) / backup_folder_name(session))
        refuse_unfit_place(session, folder / PIECES)  # where a link may lead
        return _write(session, folder, progress)


def refuse_unfit_place(session: SecretariatSession, folder: Path) -> None:
    """Refuse a folder that is not there, DSK-24, or that would go with the workspace, SAV-01."""
    if not folder.is_dir():
        raise AppError("DSK-24", folder=str(folder))
    if folder.resolve().is_relative_to(session.desk.folder.resolve()):
        raise AppError("SAV-01")


def make_folder(folder: Path) -> Path:
    """Make a folder if it is not there. DSK-06 when it cannot be made."""
    try:
        (folder / PIECES).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AppError("DSK-06", folder=str(folder.parent)) from error
    return folder


def backup_folder_name(session: SecretariatSession) -> str:
    """Return the folder of this workspace's backups: two computers never remove each other's."""
    return f"sauvegarde-{session.place.folder.name}-{workspace_of(session)[:6]}"


def workspace_of(session: SecretariatSession) -> str:
    """Return which of the copies of a campaign this one is, drawn the first time."""
    settings = session.database.settings
    known = settings.get(WORKSPACE)
    if known:
        return known
    drawn = session.desk.random(16).hex()
    settings.put(WORKSPACE, drawn)
    return drawn


def take(session: SecretariatSession, copy: Path) -> Taken:
    """Copy the database, closed and under its key, with the file of the envelope. SAV-03 without one."""
    with session.database.transaction():  # nothing changes meanwhile, keys included
        recovery = recovery_of(session)
        session.database.copy_to(copy, session.secrets.database)
        head = session.database.journal.head()
        return Taken(copy, recovery, session.secrets, session.key_sets, head)


def recovery_of(session: SecretariatSession) -> bytes:
    """Return the file of the envelope. SAV-03 when the workspace lost it."""
    try:
        return session.place.recovery_file.read_bytes()
    except OSError as error:
        raise AppError("SAV-03") from error


def copy_pieces(
    session: SecretariatSession, folder: Path, known: Mapping[str, Sha512], progress: Progress
) -> Mapping[str, Sha512]:
    """Copy the sealed pieces that a folder does not hold; return the digest of each that it holds then.

    LOT-15 when one cannot be read, and the refusals of writing.
    """
    source, target = session.place.pieces, folder / PIECES
    files = sorted(file for file in source.glob("*.age") if file.is_file()) if source.is_dir() else []
    remove_abandoned(target)
    found: dict[str, Sha512] = {}
    for number, file in enumerate(files):
        progress(number, len(files), "Copie des pièces")
        copied = target / file.name
        try:
            is_there = copied.is_file() and copied.stat().st_size == file.stat().st_size
            held = known.get(file.name) if is_there else None
            found[file.name] = held or copy_piece(file, copied)
        except FileNotFoundError:  # of an import that did not go through: no record names it
            continue
        except OSError as error:
            raise AppError("LOT-15", file=file.name) from error
    progress(len(files), len(files), "Copie des pièces")
    return found


def backups_in(folder: Path) -> tuple[Path, ...]:
    """Return the backups of a folder, the latest first."""
    named = ((_NAME.fullmatch(file.name), file) for file in folder.glob(f"*{BACKUP_SUFFIX}"))
    numbered = [(int(match[2]), file) for match, file in named if match]
    return tuple(file for _number, file in sorted(numbered, reverse=True))


def to_remove(backups: Iterable[Path]) -> tuple[Path, ...]:
    """Return those that the rule gives up, of backups in their order, the latest first."""
    days: set[date] = set()
    weeks: set[tuple[int, int]] = set()
    given_up = []
    for place, file in enumerate(backups):
        day = _day_of(file)
        week = day.isocalendar()[:2]
        is_last_of_day = day not in days and len(days) < DAYS_KEPT
        is_last_of_week = week not in weeks and len(weeks) < WEEKS_KEPT
        if is_last_of_day:
            days.add(day)
        if is_last_of_week:
            weeks.add(week)
        if not (place < LAST_KEPT or is_last_of_day or is_last_of_week):
            given_up.append(file)
    return tuple(given_up)


def _write(session: SecretariatSession, folder: Path, progress: Progress) -> Path:
    settings, now = session.database.settings, session.desk.now().replace(microsecond=0)
    last = settings.get(LAST)
    number = max([json.loads(last)[2] if last else 0, *map(_number_of, backups_in(folder)[:1])]) + 1
    taken = take(session, session.place.folder / _COPY)
    try:
        former = next(iter(backups_in(folder)), None)
        known = {} if former is None else known_pieces(former, taken.key_sets)
        pieces = copy_pieces(session, folder, known, progress)
        backup = Backup(
            session.place.id, workspace_of(session), number, now, file_digest(taken.database), pieces
        )
        target = folder / f"{now:%Y-%m-%d_%Hh%M}_n{number}{BACKUP_SUFFIX}"
        write_backup(target, backup, Parts(taken.recovery, taken.database), taken.secrets)
    finally:
        discard(taken.database)
    settings.put(LAST, json.dumps([now.isoformat(), taken.head, number]))
    for file in to_remove(backups_in(folder)):
        with suppress(OSError):  # held by another program: the next backup removes it
            file.unlink()
    return target


def _day_of(file: Path) -> date:
    match = _NAME.fullmatch(file.name)
    try:
        return date.fromisoformat(match[1] if match else "")
    except ValueError:  # a name that a person wrote
        return date.min


def _number_of(file: Path) -> int:
    match = _NAME.fullmatch(file.name)
    return int(match[2]) if match else 0


def _is_same_disk(folder: Path, workspace: Path) -> bool:
    with suppress(OSError):
        return folder.stat().st_dev == workspace.stat().st_dev
    return False
