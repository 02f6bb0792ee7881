"""A member marks: each edit is one append to the journal of the draft."""

from dataclasses import replace
from datetime import datetime

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.draft import Edit, EntryEdit
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CriterionId, DossierId, PiecePath
from commission_app.scoring.sheet import NOT_ASSESSABLE, Entry, Sheet
from commission_app.workflow.member.grid_carry import CARRIED
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.member.views import Place, SavedAt

RECENT_EDITS = 5000  # of all dossiers together: each has its own stack of changes


def current_sheet(session: MemberSession) -> Sheet:
    """Return the member's sheet as it stands."""
    return session.sheet


def record(session: MemberSession, edit: Edit) -> SavedAt:
    """Append one edit. MAR-01 to MAR-03 when this member may not make it, DSK-05 when the disk is full."""
    check_edit(session, edit)
    now = session.desk.now()
    return SavedAt(session.append(edit, now), now)


def recent_edits(session: MemberSession, limit: int = RECENT_EDITS) -> tuple[Edit, ...]:
    """Return the last edits, oldest first: what « Annuler » can still undo after a restart.

    None that is older than a change of grid: undone, it would put a mark back on what it no longer answers.
    """
    carried = int(session.database.settings.get(CARRIED) or 0)
    recent = session.database.drafts.recent(limit)
    return tuple(stamped.edit for stamped in recent if stamped.sequence > carried)


def last_saved(session: MemberSession) -> datetime | None:
    """Return when the draft was last written, None while it is empty."""
    last = session.database.drafts.last()
    return None if last is None else last.at


def place(session: MemberSession) -> Place:
    """Return where the member was."""
    return next(reversed(places(session)), Place())


def places(session: MemberSession) -> tuple[Place, ...]:
    """Return every place the member left, one for each piece of each dossier, the last one last."""
    text = session.database.settings.get("places")
    return () if text is None else msgspec.json.decode(text, type=tuple[Place, ...])


def remember_place(session: MemberSession, where: Place) -> None:
    """Remember where the member is, and when: it takes the place of what was known of that piece."""
    here = replace(where, at=session.desk.now())
    others = [known for known in places(session) if _piece_of(known) != _piece_of(here)]
    session.database.settings.put("places", msgspec.json.encode([*others, here]).decode())


def _piece_of(where: Place) -> tuple[DossierId | None, PiecePath | None]:
    return where.dossier, where.piece


def check_edit(session: MemberSession, edit: Edit) -> None:
    """Refuse what a member cannot say: MAR-01 outside the lot or the grid, MAR-02 recused or neutralised."""
    if edit.dossier not in {dossier.id for dossier in session.dossiers()}:
        raise AppError("MAR-01", what=edit.dossier)
    if not isinstance(edit, EntryEdit):
        return
    if edit.criterion not in session.grid.by_id:
        raise AppError("MAR-01", what=edit.criterion)
    if edit.after.mark is not None and edit.criterion in session.neutralised:
        raise AppError("MAR-02", what=edit.criterion)
    if edit.dossier in session.sheet.recused:
        raise AppError("MAR-02", what=edit.dossier)
    check_entry(edit.after, session.grid, edit.criterion)


def check_entry(entry: Entry, grid: Grid, criterion: CriterionId) -> None:
    """Refuse a mark out of the scale or a motive the grid does not know. MAR-03."""
    if entry.mark is None:
        return
    if entry.mark == NOT_ASSESSABLE:
        if entry.motive not in grid.not_assessable_reasons:
            raise AppError("MAR-03", criterion=criterion)
    elif not 0 <= entry.mark <= grid.scale.maximum:
        raise AppError("MAR-03", criterion=criterion)


def entry_edit(sheet: Sheet, dossier: DossierId, criterion: CriterionId, after: Entry) -> EntryEdit:
    """Return the edit that changes one entry from what it is."""
    return EntryEdit(dossier, criterion, sheet.reading(dossier).entry(criterion), after)
