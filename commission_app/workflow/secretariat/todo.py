"""« À faire »: what waits for the secretariat today, counted back from the meeting of the commission.

Everything is read from the campaign as it stands; only the convocation, which leaves by other ways than this
application, is said to be done by a person.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from commission_app.scoring.eligibility import Request
from commission_app.texts import count_fr, day_fr, typeset
from commission_app.workflow.preparation.candidacies.candidate_letters import overdue
from commission_app.workflow.preparation.candidacies.eligibility import every_eligibility
from commission_app.workflow.preparation.candidacies.eligibility_file import read_rules
from commission_app.workflow.preparation.candidacies.project_card import card_of
from commission_app.workflow.preparation.departements.invitations_file import read_territories
from commission_app.workflow.preparation.lots.seal import Staleness
from commission_app.workflow.preparation.settings.parameters import read_parameters
from commission_app.workflow.receiving.closing import standing
from commission_app.workflow.receiving.reception import reception
from commission_app.workflow.secretariat.backup import backup_state
from commission_app.workflow.secretariat.contested import contested_facts
from commission_app.workflow.secretariat.contributions import forks
from commission_app.workflow.secretariat.members_view import MemberLine, MembersView, members_view
from commission_app.workflow.secretariat.recovery import envelope_is_to_check
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.todo_views import Milestone, Place, Subject, TodoLine, TodoView
from commission_app.workflow.secretariat.views import MemberProgress
from commission_app.workflow.secretariat.workspace_view import backup_age

CONVOKED: Final = "convocation_sent"  # setting: the moment at which somebody said so
CONVOCATION_DAYS: Final = 5  # before the meeting, with its documents (DOMAINE.md §3.1)
REMINDER_DAYS: Final = 3  # before the end of the reception
DATES: Final = {  # parameters of the campaign, and how the calendar calls those it adds
    "convocation": "",
    "deposit": "Fin des dépôts",
    "opening": "Ouverture de la lecture",
    "finalisation": "Finalisation des projets",
}


def todo(session: SecretariatSession) -> TodoView:
    """Return what is to be done today."""
    campaign, today = session.campaign, session.desk.now().date()
    meeting = datetime.fromisoformat(campaign.meeting)
    deadline = datetime.fromisoformat(campaign.deadline)
    members = members_view(session)
    settled = {key: _day(text) for key, text in read_parameters(session.database).items() if key in DATES}
    convoked_by = settled["convocation"] or (meeting - timedelta(days=CONVOCATION_DAYS)).date()
    lines = (
        *_beginning(session),
        *_call(session),
        *_convocation(session, meeting, convoked_by, today),
        *_dossiers(session),
        *_lots(members),
        *_fiches(session, members, deadline, today),
        *_sitting(members, meeting, today),
        *_workspace(session),
    )
    dates = (
        *((title, day) for key, title in DATES.items() if title and (day := settled[key]) is not None),
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


def _beginning(session: SecretariatSession) -> Iterator[TodoLine]:
    """Yield what a new campaign still lacks: a paper that was read again, people."""
    if envelope_is_to_check(session):
        yield TodoLine(
            "envelope",
            "Vérifier le pli de secours",
            "Imprimez-le, mettez-le sous enveloppe, puis retapez son code : lui seul rouvre la campagne.",
            "Taper le code",
            Place.ENVELOPE,
        )
    campaign = session.campaign
    if len(campaign.members) < campaign.rules.readings_min:
        count = len(campaign.members)
        there = count_fr(count, "membre inscrit", "membres inscrits") if count else "Aucun membre inscrit"
        wanted = count_fr(campaign.rules.readings_min, "lecture demandée", "lectures demandées")
        detail = f"{there}, {wanted} par dossier."
        yield TodoLine("people", "Inscrire les membres", detail, "Ouvrir les personnes", Place.PEOPLE)


def _call(session: SecretariatSession) -> Iterator[TodoLine]:
    """Yield what precedes the candidacies: which départements may apply, then who there is invited."""
    departements = read_rules(session.database).departements
    if not departements:
        yield TodoLine(
            "departements",
            "Choisir les départements",
            "Aucun n’est encore retenu : sans cette liste, la recevabilité ne peut pas les vérifier.",
            "Ouvrir le choix",
            Place.DEPARTEMENTS,
        )
    elif not session.dossiers() and not any(
        one.invited for one in read_territories(session.database, departements).values()
    ):
        kept = count_fr(len(departements), "département retenu", "départements retenus")
        yield TodoLine(
            "invitations",
            "Inviter les territoires",
            f"{kept}, et aucune invitation n’est notée.",
            "Ouvrir les invitations",
            Place.INVITATIONS,
        )


def _convocation(
    session: SecretariatSession, meeting: datetime, due: date, today: date
) -> Iterator[TodoLine]:
    if session.database.settings.get(CONVOKED) is None and today <= meeting.date():
        yield TodoLine(
            "convocation",
            "Envoyer les convocations",
            f"Séance le {day_fr(meeting)} : les convocations partent avec leurs documents.",
            "C’est fait",
            Place.HERE,
            due,
            today > due,
        )


def _dossiers(session: SecretariatSession) -> Iterator[TodoLine]:
    dossiers = session.dossiers()
    if not dossiers:
        yield TodoLine(
            "import",
            "Importer les candidatures",
            "Aucun dossier n’est encore là.",
            "Ouvrir les dossiers",
            Place.DOSSIERS,
        )
        return
    today, files = session.desk.now().date(), every_eligibility(session)
    named = {dossier.id: Subject(dossier.id, dossier.territory.name) for dossier in dossiers}
    late = [named[view.dossier] for view in files if overdue(view, today)]
    awaited = [
        named[view.dossier]
        for view in files
        if any(line.request is Request.AWAITED for line in view.points) and not overdue(view, today)
    ]
    settled = [named[view.dossier] for view in files if view.is_to_settle]
    bare = [named[dossier.id] for dossier in dossiers if card_of(dossier).is_empty]
    contested = [named[one] for one in contested_facts(session)]
    found = (
        ("overdue", late, "Relancer les candidats sans réponse", "dossier en retard", "dossiers en retard"),
        ("pieces", awaited, "Obtenir les pièces demandées", "dossier en attend", "dossiers en attendent"),
        ("eligibility", settled, "Arrêter la recevabilité", "dossier à conclure", "dossiers à conclure"),
        ("cards", bare, "Écrire les fiches signalétiques", "dossier sans fiche", "dossiers sans fiche"),
        ("contested", contested, "Revoir les constats contestés", "dossier", "dossiers"),
    )
    for name, about, title, one, several in found:
        if about:
            yield TodoLine(
                name,
                title,
                count_fr(len(about), one, several),
                "Ouvrir le dossier",
                Place.DOSSIERS,
                is_late=name == "overdue",
                subjects=tuple(about),
            )


def _lots(members: MembersView) -> Iterator[TodoLine]:
    without = [_member(line) for line in members.members if not line.has_code]
    if without:
        detail = count_fr(len(without), "membre n’a pas de code", "membres n’ont pas de code")
        yield TodoLine(
            "letters",
            "Imprimer les lettres",
            detail,
            "Ouvrir le membre",
            Place.MEMBERS,
            subjects=tuple(without),
        )
    if members.has_dossiers and members.lots_to_seal:
        to_seal = [line for line in members.members if line.staleness is not Staleness.CURRENT]
        is_first = all(line.staleness is Staleness.FIRST for line in to_seal)
        title = "Sceller les lots" if is_first else "Sceller de nouveau les lots modifiés"
        yield TodoLine(
            "lots",
            title,
            count_fr(members.lots_to_seal, "lot"),
            "Ouvrir le membre",
            Place.MEMBERS,
            subjects=tuple(map(_member, to_seal)),
        )


def _fiches(
    session: SecretariatSession, members: MembersView, deadline: datetime, today: date
) -> Iterator[TodoLine]:
    view, end = reception(session), deadline.date()
    problems = [_member(one) for one in view.members if one.has_problem]
    if problems:
        yield TodoLine(
            "problems",
            "Régler les fiches à revoir",
            count_fr(len(problems), "membre"),
            "Voir sa fiche",
            Place.RECEPTION,
            subjects=tuple(problems),
        )
    sealed = any(line.staleness is Staleness.CURRENT for line in members.members)
    missing = [_member(one) for one in view.members if not one.is_in and not one.has_problem]
    if sealed and missing and today >= end - timedelta(days=REMINDER_DAYS):
        awaited = count_fr(len(missing), "fiche attendue", "fiches attendues")
        yield TodoLine(
            "reminders",
            "Relancer les membres",
            f"{awaited} pour le {day_fr(deadline)}",
            "Préparer les relances",
            Place.RECEPTION,
            end,
            today > end,
            tuple(missing),
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


def _workspace(session: SecretariatSession) -> Iterator[TodoLine]:
    """What keeps the campaign from being lost with its computer, and what agents contradict."""
    state, forked = backup_state(session), len(forks(session))
    if forked:
        title, detail = "Départager des contributions", count_fr(forked, "contradiction")
        yield TodoLine("forks", title, detail, "Choisir", Place.SAFEKEEPING)
    if not state.is_possible or (state.is_there and not state.is_old):
        return
    age = backup_age(state, session.desk.now())
    detail = f"Dernière sauvegarde : {age}." if age else "Aucune sauvegarde n’a encore été faite."
    if state.folder is None:
        title, button = "Choisir où sauvegarder la campagne", "Choisir le dossier"
    else:
        title, button = "Sauvegarder la campagne", "Sauvegarder"
        if not state.is_there:
            detail = f"{detail} Le dossier n’est pas là : rebranchez la clé ou le disque."
    yield TodoLine("backup", title, typeset(detail), button, Place.SAFEKEEPING)


def _day(text: str) -> date | None:
    return datetime.fromisoformat(text).date() if text else None


def _when(day: date, today: date) -> str:
    """Say how far a day is."""
    if day == today:
        return "aujourd’hui"
    return "date passée" if day < today else f"dans {count_fr((day - today).days, 'jour')}"


def _member(one: MemberLine | MemberProgress) -> Subject:
    return Subject(one.member, one.name)
