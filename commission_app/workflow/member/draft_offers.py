"""Drafts found beside a lot are proposed to the member who made them, and taken up when they say so."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from commission_app.errors import AppError
from commission_app.scoring.draft import edits_between
from commission_app.scoring.grid import Grid
from commission_app.scoring.grid_change import carried_over, wordings
from commission_app.scoring.ids import CriterionId
from commission_app.scoring.sheet import Entry, Sheet
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.atomic_file import read_bounded
from commission_app.sealing.draft_backup import MAX_FILE_BYTES, SUFFIX, DraftBackup, open_draft
from commission_app.workflow.member.draft_backup import draft_digest, held_drafts, hold_draft
from commission_app.workflow.member.mark import check_entry, last_saved
from commission_app.workflow.member.session import LOT_PLACE, MemberSession

MAX_FILES = 64  # looked at in a folder, the most recent first
MAX_READ_BYTES = 128 << 20  # of all of them


@dataclass(frozen=True)
class DraftOffer:
    """Drafts of this member that this desk does not hold."""

    file: Path
    saved: datetime
    is_beside_lot: bool  # else kept in the desk
    is_other_computer: bool
    dossiers: int  # with a mark
    closed: int
    marks: int
    remarks: int
    own_work: datetime | None  # last edit of this desk; None when it has no draft of its own
    digest: str = field(repr=False)  # of the file
    draft: DraftBackup = field(repr=False)

    @property
    def is_wanted(self) -> bool:
        """True when this desk has nothing as recent, as far as the clocks of two computers tell."""
        return self.own_work is None or self.own_work.timestamp() < self.saved.timestamp()


def find_backups(session: MemberSession) -> tuple[DraftOffer, ...]:
    """Return the drafts that may be taken up, the most recent first.

    They are looked for beside the lot as it was opened, in the desk, and in what was set aside there. What
    does not open with the member's code, or was not made with it, is passed over, whatever it is.
    """
    found, held, left = dict[str, DraftOffer](), held_drafts(session), MAX_READ_BYTES
    for file, is_beside_lot in _candidates(session):
        data = _read(file, left)
        left -= len(data)
        digest = draft_digest(data)
        if digest not in held and (draft := _opened(session, data, file.name)):
            found[digest] = _offer(session, file, draft, digest, is_beside_lot=is_beside_lot)
    return tuple(sorted(found.values(), key=lambda offer: offer.saved.timestamp(), reverse=True))


def restore_backup(session: MemberSession, offer: DraftOffer, *, over_own_work: bool = False) -> None:
    """Turn the member's sheet into the one of a backup, by edits that can be undone one by one.

    The next fiche then follows those that the author of the backup knew. What it says of dossiers that the
    lots do not hold is kept as when a dossier leaves a lot: neither shown nor handed in. BRO-05 when this
    desk has drafts of its own and nobody chose to go over them, BRO-03 for marks of another grid.
    """
    now = session.desk.now()
    if last_saved(session) is not None and not over_own_work:
        raise AppError("BRO-05")
    restored = _on_grid(session, offer)
    try:
        with session.database.transaction():
            for edit in edits_between(session.draft, restored):
                session.append(edit, now)
            session.know_sheets(offer.draft.known)
            hold_draft(session, offer.digest)
    except BaseException:
        session.read_again()
        raise


def _on_grid(session: MemberSession, offer: DraftOffer) -> Sheet:
    """Return the sheet of a backup on the grid of the lots. BRO-03 for marks that no version explains."""
    sheet, known, grid = offer.draft.sheet, offer.draft.marked_on, session.grid
    if known is not None and known != wordings(grid):
        sheet = carried_over(sheet, known, grid, session.neutralised)
    for reading in sheet.readings.values():
        for criterion, entry in reading.entries.items():
            left = known is not None and criterion in known and criterion not in grid.by_id
            if not left and not _is_of(grid, criterion, entry):
                raise AppError("BRO-03", file=offer.file.name)
    return sheet


def _candidates(session: MemberSession) -> Iterator[tuple[Path, bool]]:
    lot = session.database.settings.get(LOT_PLACE)
    if lot:
        yield from ((file, True) for file in _recent(Path(lot).parent))
    for place in (session.campaign, *session.campaign.former):
        yield from ((file, False) for file in _recent(place.drafts))


def _recent(folder: Path) -> list[Path]:
    """Return the files of drafts of a folder, the most recent first; none of a folder that is not there."""
    files = []
    with suppress(OSError):
        for file in folder.glob(f"*{SUFFIX}"):
            with suppress(OSError):
                if file.is_file():
                    files.append((file.stat().st_mtime, file))
    return [file for _, file in sorted(files, reverse=True)[:MAX_FILES]]


def _read(file: Path, left: int) -> bytes:
    """Return a file; nothing when it cannot be read, or is larger than a draft or than what is left."""
    with suppress(OSError):
        return read_bounded(file, min(MAX_FILE_BYTES, left)) or b""
    return b""


def _opened(session: MemberSession, data: bytes, file: str) -> DraftBackup | None:
    identity, mac = HybridIdentity.from_seed(session.secrets.draft), session.secrets.mac
    campaign, member = session.campaign.id, session.member
    with suppress(AppError):
        return open_draft(data, [identity], [mac], campaign=campaign, member=member, file=file)
    return None


def _offer(
    session: MemberSession, file: Path, draft: DraftBackup, digest: str, *, is_beside_lot: bool
) -> DraftOffer:
    readings = draft.sheet.readings.values()
    entries = [entry for reading in readings for entry in reading.entries.values()]
    return DraftOffer(
        file=file,
        saved=draft.saved,
        is_beside_lot=is_beside_lot,
        is_other_computer=draft.key != session.secrets.key_set.id,
        dossiers=sum(not all(said.is_blank for said in reading.entries.values()) for reading in readings),
        closed=sum(reading.is_closed for reading in readings),
        marks=sum(not entry.is_blank for entry in entries),
        remarks=sum(bool(entry.remark) for entry in entries),
        own_work=last_saved(session),
        digest=digest,
        draft=draft,
    )


def _is_of(grid: Grid, criterion: CriterionId, entry: Entry) -> bool:
    """Tell whether a grid has this criterion and this mark."""
    with suppress(AppError):
        check_entry(entry, grid, criterion)
        return criterion in grid.by_id
    return False
