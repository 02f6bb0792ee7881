"""« Reprendre où vous en étiez »: what a member finds again after a while, before they read on."""

from datetime import timedelta

from commission_app.scoring.draft import EntryEdit
from commission_app.scoring.sheet import Sheet
from commission_app.workflow.member.mark import last_saved, place
from commission_app.workflow.member.read import bundle_view
from commission_app.workflow.member.review import review
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.member.ties import dossiers_to_ask
from commission_app.workflow.member.views import BeforeReading, CheckKind, Place, ReadingDossier, Resume

RECENT = timedelta(hours=8)  # a session this close goes on by itself
REMARKS_LOOKED_AT = 500  # edits


def before_reading(session: MemberSession) -> BeforeReading:
    """Return what to show before the dossiers."""
    return BeforeReading(dossiers_to_ask(session), resume_view(session))


def resume_view(session: MemberSession) -> Resume | None:
    """Return what to show before reading on; None on a desk without work, or that was left a moment ago."""
    where, bundle = place(session), bundle_view(session)
    reading = next((item for item in bundle.dossiers if item.dossier.id == where.dossier), None)
    left = where.at or last_saved(session)
    if reading is None or left is None or session.desk.now() - left < RECENT:
        return None
    given = session.sheet.reading(reading.dossier.id)
    missing = given.missing(bundle.grid, bundle.neutralised)
    to_mark = len(bundle.grid.criteria) - len(bundle.neutralised)
    criterion = None if where.criterion is None else bundle.grid.by_id.get(where.criterion)
    found = review(session)
    return Resume(
        left=left,
        now=session.desk.now(),
        reading=reading,
        count=len(bundle.dossiers),
        is_recused=reading.dossier.id in session.sheet.recused,
        marked=to_mark - len(missing),
        to_mark=to_mark,
        piece=_piece_title(reading, where),
        page=where.page,
        criterion=criterion,
        remark=_last_remark(session, session.sheet),
        review=found,
        missing=tuple(
            check
            for check in found.checks
            if check.kind is not CheckKind.PASSED and check.dossier is not None
        ),
    )


def _piece_title(reading: ReadingDossier, where: Place) -> str:
    titles = {piece.path: piece.title for piece in reading.dossier.pieces}
    return titles.get(where.piece, "") if where.piece is not None else ""


def _last_remark(session: MemberSession, sheet: Sheet) -> str:
    """Return the last remark written that still stands, empty when there is none."""
    for stamped in reversed(session.database.drafts.recent(REMARKS_LOOKED_AT)):
        edit = stamped.edit
        if (
            isinstance(edit, EntryEdit)
            and edit.after.remark.strip()
            and edit.after.remark != edit.before.remark
        ):
            standing = sheet.reading(edit.dossier).entry(edit.criterion).remark
            if standing == edit.after.remark and edit.dossier not in sheet.recused:
                return standing.strip()
    return ""
