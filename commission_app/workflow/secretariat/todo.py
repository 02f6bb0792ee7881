"""« À faire »: what waits for the secretariat today, counted back from the meeting of the commission.

Everything is read from the campaign as it stands; only the convocation, which leaves by other ways than this
application, is said to be done by a person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Final

from commission_app.scoring.eligibility import Request
from commission_app.texts import count_fr, day_fr, list_fr
from commission_app.workflow.preparation.eligibility import every_eligibility
from commission_app.workflow.preparation.project_card import card_of
from commission_app.workflow.preparation.seal import Staleness
from commission_app.workflow.receiving.closing import standing
from commission_app.workflow.receiving.reception import reception
from commission_app.workflow.secretariat.members_view import MembersView, members_view
from commission_app.workflow.secretariat.session import SecretariatSession

CONVOKED: Final = "convocation_sent"  # setting: the moment at which somebody said so
CONVOCATION_DAYS: Final = 5  # before the meeting, with its documents (DOMAINE.md §3.1)
REMINDER_DAYS: Final = 3  # before the end of the reception
NAMED: Final = 3  # names given in a line before « et 4 autres »


class Place(Enum):
    """Where a line leads: a page of the desk, or nowhere when a person only says that it is done."""

    DOSSIERS = "dossiers"
    MEMBERS = "members"
    RECEPTION = "reception"
    CONSOLIDATION = "consolidation"
    MEETING = "meeting"
    HERE = "here"


@dataclass(frozen=True)
class TodoLine:
    """One thing to do, in words."""

    id: str
    title: str
    detail: str
    button: str
    place: Place
    due: date | None = None  # None: as soon as possible
    is_late: bool = False


@dataclass(frozen=True)
class Milestone:
    """One date of the calendar."""

    title: str
    day: date
    when: str  # « dans 4 jours », « aujourd’hui », « date passée »
    is_past: bool


@dataclass(frozen=True)
class TodoView:
    """The page: lines in the order in which they are to be done, and the calendar."""

    today: date
    when: str  # how far the meeting is, in a sentence
    lines: tuple[TodoLine, ...]
    calendar: tuple[Milestone, ...]


def todo(session: SecretariatSession) -> TodoView:
    """Return what is to be done today."""
    campaign, today = session.campaign, session.desk.now().date()
    meeting = datetime.fromisoformat(campaign.meeting)
    deadline = datetime.fromisoformat(campaign.deadline)
    members = members_view(session)
    lines = (
        *_convocation(session, meeting, today),
        *_dossiers(session),
        *_lots(members),
        *_fiches(session, members, deadline, today),
        *_sitting(members, meeting, today),
    )
    convoked_by = (meeting - timedelta(days=CONVOCATION_DAYS)).date()
    dates = (
        ("Convocation au plus tard", convoked_by),
        ("Fiches remises au plus tard", deadline.date()),
        ("Séance de la commission", meeting.date()),
    )
    calendar = tuple(Milestone(title, day, _when(day, today), day < today) for title, day in dates)
    return TodoView(
        today,
        f"Séance du {day_fr(meeting)} : {_when(meeting.date(), today)}.",
        tuple(sorted(lines, key=lambda line: not line.is_late)),
        tuple(sorted(calendar, key=lambda one: one.day)),
    )


def say_convoked(session: SecretariatSession) -> None:
    """Keep that the convocations left; saying it again changes nothing."""
    if session.database.settings.get(CONVOKED) is None:
        with session.database.transaction():
            session.database.settings.put(CONVOKED, session.desk.now().isoformat())
            session.log("convocation_sent", {})


def _convocation(session: SecretariatSession, meeting: datetime, today: date) -> Iterator[TodoLine]:
    due = meeting.date() - timedelta(days=CONVOCATION_DAYS)
    if session.database.settings.get(CONVOKED) is None and today <= meeting.date():
        yield TodoLine(
            "convocation",
            "Envoyer les convocations",
            f"Séance le {day_fr(meeting)} : les convocations partent cinq jours avant, avec leurs documents.",
            "C’est fait",
            Place.HERE,
            due,
            today > due,
        )


def _dossiers(session: SecretariatSession) -> Iterator[TodoLine]:
    dossiers = session.dossiers()
    names = {dossier.id: dossier.territory.name for dossier in dossiers}
    if not dossiers:
        yield TodoLine(
            "import",
            "Importer les candidatures",
            "Aucun dossier n’est encore là.",
            "Ouvrir les dossiers",
            Place.DOSSIERS,
        )
        return
    files = every_eligibility(session)
    awaited = [
        names[view.dossier] for view in files if any(line.request is Request.AWAITED for line in view.points)
    ]
    open_files = [names[view.dossier] for view in files if view.is_to_settle]
    bare = [dossier.territory.name for dossier in dossiers if card_of(dossier).is_empty]
    found = (
        ("pieces", awaited, "Obtenir les pièces demandées", "dossier en attend", "dossiers en attendent"),
        ("eligibility", open_files, "Arrêter la recevabilité", "dossier à conclure", "dossiers à conclure"),
        ("cards", bare, "Écrire les fiches signalétiques", "dossier sans fiche", "dossiers sans fiche"),
    )
    for name, territories, title, one, several in found:
        if territories:
            detail = f"{count_fr(len(territories), one, several)} : {_named(territories)}."
            yield TodoLine(name, title, detail, "Ouvrir les dossiers", Place.DOSSIERS)


def _lots(members: MembersView) -> Iterator[TodoLine]:
    without = [line.name for line in members.members if not line.has_code]
    if without:
        detail = f"{count_fr(len(without), 'membre n’a', 'membres n’ont')} pas de code : {_named(without)}."
        yield TodoLine("letters", "Imprimer les lettres", detail, "Ouvrir les membres", Place.MEMBERS)
    if members.has_dossiers and members.lots_to_seal:
        to_seal = [line for line in members.members if line.staleness is not Staleness.CURRENT]
        is_first = all(line.staleness is Staleness.FIRST for line in to_seal)
        title = "Sceller les lots" if is_first else "Sceller de nouveau les lots modifiés"
        lots, people = count_fr(members.lots_to_seal, "lot"), [line.name for line in to_seal]
        yield TodoLine("lots", title, f"{lots}, pour {_named(people)}.", "Ouvrir les membres", Place.MEMBERS)


def _fiches(
    session: SecretariatSession, members: MembersView, deadline: datetime, today: date
) -> Iterator[TodoLine]:
    view, end = reception(session), deadline.date()
    problems = [one.name for one in view.members if one.has_problem]
    if problems:
        detail = f"À regarder avec {_named(problems)}."
        yield TodoLine(
            "problems", "Régler les fiches à revoir", detail, "Ouvrir la réception", Place.RECEPTION
        )
    sealed = any(line.staleness is Staleness.CURRENT for line in members.members)
    missing = [one.name for one in view.members if not one.is_in and not one.has_problem]
    if sealed and missing and today >= end - timedelta(days=REMINDER_DAYS):
        awaited = count_fr(len(missing), "fiche attendue", "fiches attendues")
        detail = f"{awaited} pour le {day_fr(deadline)} : {_named(missing)}."
        yield TodoLine(
            "reminders",
            "Relancer les membres",
            detail,
            "Ouvrir la réception",
            Place.RECEPTION,
            end,
            today > end,
        )
    closed = standing(session)
    if view.can_consolidate and not closed.is_current and (not missing or today > end):
        detail = "La liste des fiches retenues s’arrête avant la séance."
        title = "Clore la réception" if closed.closed is None else "Clore de nouveau la réception"
        yield TodoLine("close", title, detail, "Ouvrir la réception", Place.RECEPTION)


def _sitting(members: MembersView, meeting: datetime, today: date) -> Iterator[TodoLine]:
    if members.has_dossiers and today == meeting.date():
        detail = "La séance se tient aujourd’hui."
        yield TodoLine("meeting", "Tenir la séance", detail, "Ouvrir la séance", Place.MEETING, today)


def _when(day: date, today: date) -> str:
    """Say how far a day is."""
    if day == today:
        return "aujourd’hui"
    return "date passée" if day < today else f"dans {count_fr((day - today).days, 'jour')}"


def _named(names: list[str]) -> str:
    """Name a few, and count the others."""
    others = len(names) - NAMED
    shown = names if others <= 1 else [*names[:NAMED], count_fr(others, "autre")]
    return list_fr(shown)
