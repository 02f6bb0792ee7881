"""Drafts are backed up beside the lot, for the day their member is on another computer.

A backup never takes the place of drafts that this computer does not hold: those of another computer on the
same stick stay there under their name, until somebody takes them up.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.draft import Edit, apply
from commission_app.scoring.grid import canonical_json
from commission_app.sealing.age_recipients import HybridIdentity, HybridRecipient
from commission_app.sealing.atomic_file import read_bounded, write_atomically
from commission_app.sealing.draft_backup import MAX_FILE_BYTES, SUFFIX, DraftBackup, seal_draft
from commission_app.workflow.desk import folder_name
from commission_app.workflow.member.grid_carry import marked_on
from commission_app.workflow.member.session import LOT_PLACE, MemberSession

MAX_NAMES = 32  # of one member's backups beside one lot
MAX_HELD = 64
_BACKUP = "draft_backup"  # setting: the last backup written
_HELD = "held_drafts"  # setting: digests of the files whose content this desk holds
_NO_ROOM = ("DSK-05", "DSK-06", "DSK-24", "DSK-26")  # refusals of a place, after which another is tried


@dataclass(frozen=True)
class Snapshot:
    """The draft at one moment: taken where edits are recorded, written elsewhere."""

    draft: DraftBackup
    sequence: int  # of its last edit
    state: str  # digest of what is in the file besides the sheet, and of whom it is sealed to


@dataclass(frozen=True)
class _Written:
    """What is remembered of the last backup."""

    sequence: int
    state: str
    file: str


def save_backup(session: MemberSession) -> Path | None:
    """Back the draft up and return where it is; None when there is no draft yet.

    Nothing is written when nothing changed since the last backup. A place that is read-only, full or gone is
    no failure: the backup is then kept in the desk. DSK-05 or DSK-06 when the desk does not take it either,
    BRO-07 when the draft is too large.
    """
    taken = snapshot(session)
    return None if taken is None else write_backup(session, taken)


def snapshot(session: MemberSession) -> Snapshot | None:
    """Take the draft as it stands, at once; None when there is none."""
    last, manifest = session.database.drafts.last(), session.manifest
    if last is None:
        return None
    draft = _draft(session)
    known, mac = sorted(draft.known), session.secrets.mac.hex()
    others = [known, manifest.lot, manifest.serial, manifest.recovery, mac]
    return Snapshot(draft, last.sequence, hashlib.sha512(canonical_json(others)).hexdigest())


def save_elsewhere(session: MemberSession, unsaved: Sequence[Edit], folder: Path) -> Path:
    """Write the draft into a folder that the person chose, with the edits that this desk does not take.

    Sealed like any backup, and offered like one once it stands beside the lot. Nothing is written in the
    desk, whose disk is full or read-only. DSK-05, DSK-06 or DSK-24 when the folder does not take the file,
    BRO-07 when the draft is too large.
    """
    draft = replace(_draft(session), sheet=reduce(apply, unsaved, session.draft))
    target = _free_place(session, folder, _lot_file(session).stem)
    write_atomically(target, _sealed(session, draft))
    return target


def write_backup(session: MemberSession, taken: Snapshot) -> Path:
    """Write a snapshot, unless a later one was written meanwhile. Refusals as `save_backup`."""
    with session.backing_up:
        last = _last_written(session)
        if last is not None and last.sequence > taken.sequence:
            return Path(last.file)
        is_same = last is not None and (last.sequence, last.state) == (taken.sequence, taken.state)
        written = Path(last.file) if last is not None and is_same else None
        refusal = AppError("DSK-06", folder=str(session.campaign.drafts))
        for folder, stem in _places(session):
            try:
                return _write_into(session, taken, folder, stem, written)
            except AppError as error:
                if error.code not in _NO_ROOM:
                    raise
                refusal = error
            except OSError:  # a stick that answers no more
                continue
        raise refusal


def held_drafts(session: MemberSession) -> tuple[str, ...]:
    """Return the digests of the files whose content this desk holds: written or taken up here."""
    text = session.database.settings.get(_HELD)
    return () if text is None else msgspec.json.decode(text, type=tuple[str, ...])


def hold_draft(session: MemberSession, digest: str) -> None:
    """Remember that this desk holds what is in a file."""
    held = (*held_drafts(session), digest)[-MAX_HELD:]
    session.database.settings.put(_HELD, msgspec.json.encode(held).decode())


def draft_digest(data: bytes) -> str:
    """Return the digest of a file of drafts."""
    return hashlib.sha512(data).hexdigest()


def _draft(session: MemberSession) -> DraftBackup:
    manifest = session.manifest
    return DraftBackup(
        campaign=manifest.campaign,
        member=session.member,
        key=session.secrets.key_set.id,
        saved=session.desk.now().replace(microsecond=0),
        lot=manifest.lot,
        serial=manifest.serial,
        known=session.known_sheets(),
        sheet=session.draft,
        marked_on=marked_on(session),
    )


def _lot_file(session: MemberSession) -> Path:
    """Return the lot as it was opened, its mere name when nobody knows from where."""
    return Path(session.database.settings.get(LOT_PLACE) or session.manifest.lot)


def _places(session: MemberSession) -> Iterator[tuple[Path, str]]:
    """Yield the folders that may take a backup, the preferred one first, with the name it has there."""
    lot = _lot_file(session)
    if session.database.settings.get(LOT_PLACE):
        yield lot.parent, lot.stem
    yield session.campaign.drafts, lot.stem


def _write_into(
    session: MemberSession, taken: Snapshot, folder: Path, stem: str, written: Path | None
) -> Path:
    """Write a snapshot into a folder, unless it was written there already."""
    if written is not None and written.parent == folder and written.is_file():
        return written
    if folder == session.campaign.drafts:
        folder.mkdir(exist_ok=True)
    target = _free_place(session, folder, stem)
    sealed = _sealed(session, taken.draft)
    # Known as its own before it is there: whatever interrupts the rest, it may be written over.
    write_atomically(target, sealed, ready=lambda: hold_draft(session, draft_digest(sealed)))
    last = _Written(taken.sequence, taken.state, str(target))
    session.database.settings.put(_BACKUP, msgspec.json.encode(last).decode())
    return target


def _free_place(session: MemberSession, folder: Path, stem: str) -> Path:
    """Return a name that is free, or that of a file whose content this desk holds. DSK-06 if none is left."""
    name, held = f"{stem}.{folder_name(session.member)}", held_drafts(session)
    for number in range(1, MAX_NAMES + 1):
        target = folder / f"{name}{f'-{number}' if number > 1 else ''}{SUFFIX}"
        if not target.exists() or _is_held(target, held):
            return target
    raise AppError("DSK-06", folder=str(folder))


def _is_held(file: Path, held: Collection[str]) -> bool:
    """Tell whether this desk holds what is under a name; of a pipe or a folder, it holds nothing."""
    try:
        data = read_bounded(file, MAX_FILE_BYTES)
    except FileNotFoundError:
        return False
    return data is not None and draft_digest(data) in held


def _sealed(session: MemberSession, draft: DraftBackup) -> bytes:
    recipients = [HybridIdentity.from_seed(session.secrets.draft).recipient]
    if session.manifest.recovery:
        recipients.append(HybridRecipient.parse(session.manifest.recovery))
    return seal_draft(draft, session.secrets.mac, recipients, session.desk.random)


def _last_written(session: MemberSession) -> _Written | None:
    text = session.database.settings.get(_BACKUP)
    return None if text is None else msgspec.json.decode(text, type=_Written)
