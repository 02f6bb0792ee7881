"""The « dossier de passage » of each territory that is selected, for the finalisation of its project."""

from collections.abc import Iterator
from datetime import datetime

from commission_app.printing.passage_pdf import PassagePrint
from commission_app.scoring.dossier import Dossier
from commission_app.scoring.finance_checks import Level
from commission_app.scoring.ids import DossierId
from commission_app.scoring.meeting.acts import Opinion
from commission_app.workflow.papers.moment import Moment
from commission_app.workflow.papers.replies import reasons_written
from commission_app.workflow.preparation.candidacies.finances import finances
from commission_app.workflow.preparation.candidacies.project_card import card_of
from commission_app.workflow.preparation.settings.parameters import read_parameters


def passing(moment: Moment) -> tuple[DossierId, ...]:
    """Return the dossiers that pass to the finalisation, in the order of the ranking."""
    return moment.decided(Opinion.RETAIN)


def passage_print(moment: Moment, dossier: DossierId) -> PassagePrint:
    """Return what is known of a selected project; a project of document until the decision is final."""
    known = moment.session.dossier(dossier)
    card = card_of(known)
    until = read_parameters(moment.session.database)["finalisation"]
    recommended = moment.sitting.state.recommendations.get(dossier)
    return PassagePrint(
        campaign=moment.sitting.done.facts.campaign.name,
        territory=known.territory.name,
        departement=known.territory.departement,
        date=moment.session.desk.now(),
        taken=moment.deciding.taken,
        until=datetime.fromisoformat(until) if until else None,
        summary=card.summary,
        project=(
            ("Actions", " · ".join(card.tags)),
            ("Places", card.places),
            ("Public", card.public),
            ("Demandé à l’État", card.asked),
            ("Promis par la caisse", card.promised),
        ),
        facts=tuple(_facts(known)),
        finances=tuple(_to_settle(moment, dossier)),
        recommendation=recommended.text.strip() if recommended else "",
        reasons=tuple(reasons_written(moment, dossier)),
        digest=moment.digest,
    )


def _facts(dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    titles = {piece.path: piece.title for piece in dossier.pieces}
    for fact in dossier.facts:
        where = titles.get(fact.piece, "") if fact.piece else ""
        yield fact.label, fact.value, f"{where}, page {fact.page}" if where and fact.page else where


def _to_settle(moment: Moment, dossier: DossierId) -> Iterator[str]:
    """Yield what the plan of a dossier leaves to settle; its figures, when they were never typed."""
    view = finances(moment.session, dossier)
    if view.missing:
        yield "Le plan de financement n’a pas été saisi en entier : aucune vérification n’a été faite."
    for check in view.checks:
        if check.level in (Level.ALERT, Level.ANOMALY):
            yield f"{check.label} : {check.detail}." if check.detail else f"{check.label}."
