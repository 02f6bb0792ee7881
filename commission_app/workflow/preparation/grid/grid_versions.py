"""The grid in force, its freeze, and the explicit act that replaces it by a new version.

A version is prepared beside the grid in force and concerns nobody until an agent freezes it, with their name
and the reason. Then every lot is to be sealed again; a fiche marked on a former version is kept and counts no
more, so that two versions are never mixed. Each member's application takes up the marks that still answer
the new grid (`scoring.grid_change`), and asks for the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from fractions import Fraction

from commission_app.errors import AppError
from commission_app.scoring.grid import Grid, canonical_json, parse_exact
from commission_app.scoring.grid_change import compare
from commission_app.scoring.grid_documents import grid_from_document
from commission_app.scoring.ids import Sha512
from commission_app.store.records import FrozenGrid
from commission_app.texts import count_fr, day_fr, list_fr, typeset
from commission_app.workflow.deliberation.consolidate import compute, facts_of
from commission_app.workflow.meeting.chain import MEETING
from commission_app.workflow.preparation.campaign import freeze_grid, refuse_unfinished, weights_of
from commission_app.workflow.preparation.campaign_document import encode_campaign
from commission_app.workflow.preparation.grid.grid_draft import (
    NEXT_GRID,
    keep_next,
    next_grid,
    refuse_lost_parts,
    refuse_unreadable,
)
from commission_app.workflow.preparation.grid.grid_words import ChangeWords, change_words
from commission_app.workflow.receiving.closing import REGISTER
from commission_app.workflow.secretariat.session import SecretariatSession


class GridState(Enum):
    """What may be done to the grid that is shown."""

    DRAFT = "draft"  # written freely, until the freeze
    FROZEN = "frozen"  # in force, and read only
    NEXT = "next"  # the version in preparation, beside the one in force


@dataclass(frozen=True)
class GridVersion:
    """One version of the frozen grid. The first has no author: the freeze needs no reason."""

    number: int
    sha512: Sha512
    at: datetime
    author: str
    reason: str


@dataclass(frozen=True)
class GridView:
    """The grid to show, what may be done to it, and its versions, the last one in force."""

    grid: Grid
    state: GridState
    weights: Fraction  # of all its sections; 100 in a grid that may be frozen
    versions: tuple[GridVersion, ...]
    taken: frozenset[str]  # identifiers of criteria that a version has or had: never given to another
    closed_because: str  # why no version may be prepared any more; empty while one may


@dataclass(frozen=True)
class Consequences:
    """What a new version would change, told before it is frozen."""

    number: int
    changes: tuple[ChangeWords, ...]
    lines: tuple[str, ...]


def grid_view(session: SecretariatSession) -> GridView:
    """Return the grid that the secretariat writes or reads."""
    campaign, kept, coming = session.campaign, session.database.campaign.grid_versions(), next_grid(session)
    state = GridState.DRAFT if not kept else GridState.FROZEN if coming is None else GridState.NEXT
    grid = coming if state is GridState.NEXT and coming is not None else campaign.grid
    former = (grid_from_document(parse_exact(version.replaced)) for version in kept if version.replaced)
    known = (campaign.grid, *former) if kept else ()
    return GridView(
        grid,
        state,
        weights_of(grid),
        tuple(GridVersion(each.number, each.grid_digest, each.at, each.author, each.reason) for each in kept),
        frozenset(str(criterion.id) for one in known for criterion in one.criteria),
        _closed_because(session) if kept else "",
    )


def freeze(session: SecretariatSession) -> GridView:
    """Freeze the grid for the first time. CAM-07, GRI-04, GRI-09."""
    freeze_grid(session)
    return grid_view(session)


def begin_version(session: SecretariatSession) -> GridView:
    """Prepare a version from the grid in force; one in preparation goes on. GRI-08 when it is too late."""
    _refuse_too_late(session)
    if next_grid(session) is None:
        keep_next(session, _renamed(session, session.campaign.grid))
    return grid_view(session)


def prepare_version(session: SecretariatSession, grid: Grid) -> GridView:
    """Prepare a version from a whole grid. GRI-10 when another is in preparation, and as `change_grid`."""
    _refuse_too_late(session)
    if next_grid(session) is not None:
        raise AppError("GRI-10")
    refuse_unreadable(grid)
    refuse_lost_parts(session.campaign, grid)
    keep_next(session, grid if grid.version != session.campaign.grid.version else _renamed(session, grid))
    return grid_view(session)


def abandon_version(session: SecretariatSession) -> GridView:
    """Forget the version in preparation: nobody knew of it."""
    session.database.settings.put(NEXT_GRID, "")
    return grid_view(session)


def consequences(session: SecretariatSession) -> Consequences:
    """Say what putting the version in preparation in force would change, and for whom.

    GRI-09 without any change or with a text to write, GRI-04 when its weights do not make 100.
    """
    coming = _prepared(session)
    refuse_unfinished(coming)
    number = len(session.database.campaign.grid_versions()) + 1
    lines = tuple(map(typeset, _consequence_lines(session, coming)))
    return Consequences(number, change_words(session.campaign.grid, coming), lines)


def replace_grid(session: SecretariatSession, author: str, reason: str) -> GridView:
    """Put the version in preparation in force, under a name and for a reason, and journal both grids.

    DEC-01 without a name or a reason, GRI-08 when it is too late, GRI-09 when it changes nothing or is not
    finished, GRI-04 when its weights do not make 100, CAM-05 when a rule speaks of what it has no longer.
    """
    if not author.strip() or not reason.strip():
        raise AppError("DEC-01")
    _refuse_too_late(session)
    coming, campaign = _prepared(session), session.campaign
    refuse_unreadable(coming)
    refuse_lost_parts(campaign, coming)
    refuse_unfinished(coming)
    former, now = campaign.grid, session.desk.now()
    number = len(session.database.campaign.grid_versions()) + 1
    version = FrozenGrid(
        coming.digest, now, number, author.strip(), reason.strip(), canonical_json(former.document())
    )
    with session.database.transaction():
        session.database.campaign.replace_grid(encode_campaign(replace(campaign, grid=coming)), version)
        session.database.settings.put(NEXT_GRID, "")
        _log(session, version, former, coming)
    return grid_view(session)


def _renamed(session: SecretariatSession, grid: Grid) -> Grid:
    """Give a grid the name of the next version: documents print it, so that no two share one."""
    number = len(session.database.campaign.grid_versions())
    return replace(grid, version=f"{grid.version.removesuffix(f'-{number}')}-{number + 1}")


def _log(session: SecretariatSession, version: FrozenGrid, former: Grid, coming: Grid) -> None:
    changes = compare(former, coming)
    told = [line for each in change_words(former, coming) for line in (each.title, *each.lines)]
    session.log(
        "grid_replaced",
        {
            "version": version.number,
            "author": version.author,
            "reason": version.reason,
            "former": former.digest,
            "grid": coming.digest,
            "changed": len(changes),
            "again": sum(change.is_asked_again for change in changes),
            "changes": "\n".join(told),
        },
    )


def _prepared(session: SecretariatSession) -> Grid:
    coming = next_grid(session)
    if coming is None or replace(coming, version=session.campaign.grid.version) == session.campaign.grid:
        raise AppError("GRI-09", detail="au moins un changement")
    return coming


def _closed_because(session: SecretariatSession) -> str:
    if session.database.acts.of_kind(MEETING):
        return "la séance est commencée"
    return "la réception des fiches est close" if session.database.acts.of_kind(REGISTER) else ""


def _refuse_too_late(session: SecretariatSession) -> None:
    if session.database.campaign.frozen() is None:
        raise AppError("GRI-08", detail="elle n’est pas encore figée, changez-la")
    if because := _closed_because(session):
        raise AppError("GRI-08", detail=because)


def _consequence_lines(session: SecretariatSession, coming: Grid) -> Iterator[str]:
    members = {member.id: member.name for member in session.campaign.members}
    sealed = session.database.campaign.bundles()
    if sealed:
        last = max(sealed, key=lambda record: record.at)
        held = len({member for record in sealed for member in record.members})
        yield (
            f"{count_fr(held, 'membre a déjà son lot', 'membres ont déjà leur lot')}, scellé le "
            f"{day_fr(last.at)} : tous les lots sont à sceller et à envoyer de nouveau. "
            "Les codes ne changent pas."
        )
    else:
        yield "Aucun lot n’est encore scellé : personne ne note sur la grille d’avant."
    done = compute(facts_of(session))
    authors = sorted({members[sheet.claims.member] for sheet in done.facts.sheets})
    if authors:
        came = count_fr(len(authors), "fiche déjà reçue ne compte", "fiches déjà reçues ne comptent")
        yield (
            f"{came} plus : {list_fr(authors)}. Leurs notes restent gardées, sous leur version de la "
            "grille ; chacun ouvre son nouveau lot, complète, puis remet sa fiche."
        )
    changes = compare(session.campaign.grid, coming)
    again = [change.criterion for change in changes if change.is_asked_again]
    gone = [change.criterion for change in changes if change.after is None]
    if again:
        yield f"À noter de nouveau : {list_fr(again)}. Les remarques et les preuves y restent."
    if gone:
        yield f"Retirés de la grille : {list_fr(gone)}. Leurs notes ne comptent plus."
    if not again:
        yield "Toutes les notes données sur les critères qui restent sont reprises telles quelles."
    yield "La version d’avant reste au journal et dans l’archive : rien n’en est effacé."
