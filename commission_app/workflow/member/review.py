"""What « Remettre ma fiche » shows before anything is handed in: counts, and checks that lead somewhere."""

from collections.abc import Iterator
from datetime import datetime

from commission_app.scoring.dossier import Dossier
from commission_app.scoring.sheet import NOT_ASSESSABLE, DossierSheet, Entry
from commission_app.texts import count_fr, list_fr, to_justify_fr
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.member.views import Check, CheckKind, HandInReview


def review(session: MemberSession) -> HandInReview:
    """Return what a fiche handed in now would hold, and whether it can be."""
    sheet = session.handed_sheet
    dossiers = [dossier for dossier in session.dossiers() if dossier.id not in sheet.recused]
    readings = [sheet.reading(dossier.id) for dossier in dossiers]
    entries = [entry for reading in readings for entry in reading.entries.values()]
    handed = session.handed()
    closed = sum(reading.is_closed for reading in readings)
    return HandInReview(
        campaign=session.manifest.name,
        deadline=datetime.fromisoformat(session.manifest.deadline),
        dossiers_total=len(dossiers),
        dossiers_closed=closed,
        dossiers_open=len(dossiers) - closed,
        recused=tuple(
            dossier.territory.name for dossier in session.dossiers() if dossier.id in sheet.recused
        ),
        marks=sum(isinstance(entry.mark, int) for entry in entries),
        not_assessable=sum(entry.mark == NOT_ASSESSABLE for entry in entries),
        remarks=sum(bool(entry.remark) for entry in entries),
        evidence=sum(len(entry.evidence) for entry in entries),
        next_version=len(session.database.handed.all()) + 1,
        replaces=handed[-1].at if handed else None,
        checks=tuple(_checks(session, dossiers)),
    )


def _checks(session: MemberSession, dossiers: list[Dossier]) -> Iterator[Check]:
    sheet = session.handed_sheet
    still_open = [dossier for dossier in dossiers if not sheet.reading(dossier.id).is_closed]
    yield from _closing(dossiers, still_open)
    closed = [dossier for dossier in dossiers if sheet.reading(dossier.id).is_closed]
    blocking = [
        check for dossier in closed for check in _blocking(session, dossier, sheet.reading(dossier.id))
    ]
    yield from blocking
    if closed and not blocking:
        given = [entry for dossier in closed for entry in sheet.reading(dossier.id).entries.values()]
        yield _justified(given, session.grid.scale.maximum)
    if sheet.recused:
        names = [dossier.territory.name for dossier in session.dossiers() if dossier.id in sheet.recused]
        yield Check(
            CheckKind.INFORMATION,
            f"{count_fr(len(names), 'déport')}",
            f"Vous ne notez pas\N{NO-BREAK SPACE}: {list_fr(names)}.",
        )


def _justified(entries: list[Entry], maximum: int) -> Check:
    extremes = sum(entry.needs_justification(maximum) for entry in entries)
    said = f"{count_fr(extremes, 'note')} {to_justify_fr(maximum)} dans la fiche"
    return Check(CheckKind.PASSED, "Les notes à justifier le sont dans les dossiers clos", said)


def _closing(dossiers: list[Dossier], still_open: list[Dossier]) -> Iterator[Check]:
    if not still_open:
        yield Check(CheckKind.PASSED, "Tous vos dossiers sont clos", f"{count_fr(len(dossiers), 'dossier')}")
        return
    names = list_fr([dossier.territory.name for dossier in still_open[:3]])
    others = len(still_open) - 3
    more = f" et {count_fr(others, 'autre')}" if others > 0 else ""
    yield Check(
        CheckKind.INFORMATION,
        f"{count_fr(len(still_open), 'dossier')} encore à clore",
        f"{names}{more}. La fiche peut être remise ainsi : seuls les dossiers clos comptent.",
        still_open[0].id,
    )


def _blocking(session: MemberSession, dossier: Dossier, reading: DossierSheet) -> Iterator[Check]:
    """Yield one line for all that a closed dossier lacks of each kind: a dossier is completed in one go."""
    grid, neutralised, name = session.grid, session.neutralised, dossier.territory.name
    missing = tuple(grid.by_id[criterion] for criterion in reading.missing(grid, neutralised))
    if missing:
        yield Check(
            CheckKind.BLOCKING,
            f"{name}\N{NO-BREAK SPACE}: {count_fr(len(missing), 'note')} à donner",
            "Ce dossier est clos\N{NO-BREAK SPACE}: rouvrez-le pour le noter.",
            dossier.id,
            missing,
        )
    unjustified = tuple(grid.by_id[criterion] for criterion in reading.unjustified(grid, neutralised))
    if unjustified:
        yield Check(
            CheckKind.BLOCKING,
            f"{name}\N{NO-BREAK SPACE}: {count_fr(len(unjustified), 'note')} à justifier",
            f"Une note {to_justify_fr(grid.scale.maximum)} demande une remarque ou une preuve.",
            dossier.id,
            unjustified,
        )
