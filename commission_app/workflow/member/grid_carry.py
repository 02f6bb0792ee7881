"""A lot with another grid is opened: the marks that still answer it are taken up, the others asked again.

The desk remembers what each of its marks answered (`scoring.grid_change.wordings`), so that a mark given on
one version of a grid never stands silently on another.
"""

from datetime import datetime

import msgspec

from commission_app.scoring.draft import edits_between
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.grid_change import Wordings, carried_over, wordings
from commission_app.scoring.ids import CriterionId, Sha512
from commission_app.texts import list_fr, typeset
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.member.views import GridNotice

_MARKED_ON = "marked_on"  # setting: what the marks of each criterion ever marked here answer
_GRID, _NOTICE = "grid", "grid_notice"  # settings: digest of the grid, and what was said of its change
FORMER_GRID_LINE = "Fiche n° {version} faite sur l’ancienne grille : à remettre de nouveau"
CARRIED = "carried"  # setting: the last edit made by a change of grid, which nobody undoes


def marked_on(session: MemberSession) -> Wordings:
    """Return what the marks of this desk answer; the grid of its lots, until it knew another."""
    text = session.database.settings.get(_MARKED_ON)
    known = {} if text is None else msgspec.json.decode(text, type=dict[str, str])
    return {CriterionId(one): Sha512(wording) for one, wording in known.items()} or wordings(session.grid)


def carry_over(session: MemberSession) -> None:
    """Bring the draft to the grid of the lots just opened, by edits, and remember to say so."""
    former, grid, known = session.database.settings.get(_GRID), session.grid, marked_on(session)
    if former == grid.digest:
        return
    # A desk that knows no former grid has nothing to carry: what is closed there stays as it was closed.
    draft = session.draft
    after = draft if former is None else carried_over(draft, known, grid, session.neutralised)
    now = session.desk.now()
    try:
        with session.database.transaction():
            for edit in edits_between(draft, after):
                session.database.settings.put(CARRIED, str(session.append(edit, now)))
            answers = {**known, **wordings(grid)}
            session.database.settings.put(_MARKED_ON, canonical_json(answers).decode())
            session.database.settings.put(_GRID, grid.digest)
            if former is not None:
                _say_of_former_sheets(session)
                notice = _notice(session, known, now)
                session.database.settings.put(_NOTICE, msgspec.json.encode(notice).decode())
    except BaseException:
        session.read_again()
        raise


def _say_of_former_sheets(session: MemberSession) -> None:
    """Say of every fiche handed in before that it is to be handed in again, whatever its receipt said."""
    for record in session.database.handed.all():
        session.database.handed.set_receipt(record.act_sha512, FORMER_GRID_LINE.format(version=record.seq))


def grid_notice(session: MemberSession) -> GridNotice | None:
    """Return what is to be said of the last change of grid, until the member puts it aside."""
    text = session.database.settings.get(_NOTICE)
    return msgspec.json.decode(text, type=GridNotice) if text else None


def put_grid_notice_aside(session: MemberSession) -> None:
    """Say no more of the change of grid."""
    session.database.settings.put(_NOTICE, "")


def _notice(session: MemberSession, known: Wordings, now: datetime) -> GridNotice:
    said = wordings(session.grid)
    again = tuple(
        criterion.id
        for criterion in session.grid.criteria
        if known.get(criterion.id) != said[criterion.id] and criterion.id not in session.neutralised
    )
    return GridNotice(now, again, bool(session.database.handed.all()))


def notice_words(notice: GridNotice) -> tuple[str, str]:
    """Return what happened and what is asked, in words."""
    if notice.again:
        said = (
            f"À noter, dans chaque dossier : {list_fr(notice.again)}. Vos remarques et vos preuves y sont. "
            "Vos autres notes sont reprises."
        )
    else:
        said = "Toutes vos notes sont reprises telles quelles."
    if notice.was_handed_in:
        said += " Votre fiche est à remettre de nouveau."
    return typeset("Le secrétariat a mis une nouvelle version de la grille en vigueur."), typeset(said)
