"""The reply to each territory on which the authorities decide."""

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from typing import Final

from commission_app.printing.reply_pdf import UNMARKED, Outcome, ReplyPrint
from commission_app.scoring.ids import DossierId
from commission_app.scoring.meeting.acts import Opinion
from commission_app.scoring.ranking import RankedDossier
from commission_app.texts import decimal_fr, note_fr, typeset
from commission_app.workflow.meeting.dossier_page import departure_lines, rank_words
from commission_app.workflow.papers.decision import reasons_of
from commission_app.workflow.papers.moment import Moment

OUTCOMES: Final[dict[Opinion, Outcome]] = {
    Opinion.RETAIN: "selected",
    Opinion.RESERVE: "reserve",
    Opinion.DECLINE: "declined",
}


def replied(moment: Moment) -> tuple[DossierId, ...]:
    """Return the dossiers that are answered, in the order of the ranking: those that have an avis."""
    return tuple(row.dossier for row in moment.in_order(tuple(moment.deciding.state.avis)))


def reply_print(moment: Moment, dossier: DossierId) -> ReplyPrint:
    """Return what the territory of a dossier is told; a project until the decision is final."""
    campaign, state = moment.sitting.done.facts.campaign, moment.deciding.state
    territory = next(one.territory for one in moment.sitting.done.facts.dossiers if one.id == dossier)
    (row,) = moment.in_order((dossier,))
    choice = state.decided(dossier)
    recommended = moment.sitting.state.recommendations.get(dossier)
    reserve = moment.decided(Opinion.RESERVE)
    return ReplyPrint(
        campaign=campaign.name,
        territory=territory.name,
        departement=territory.departement,
        outcome=OUTCOMES[choice] if choice else "open",
        meeting=datetime.fromisoformat(campaign.meeting),
        date=moment.session.desk.now(),
        taken=moment.deciding.taken,
        authorities=state.authorities,
        rank=rank_words(row),
        note=note_fr(row.display),
        sections=tuple(_sections(moment, row)),
        reasons=tuple(reasons_written(moment, dossier)),
        recommendation=recommended.text.strip() if recommended else "",
        place=reserve.index(dossier) + 1 if dossier in reserve else 0,
        phone=campaign.phone,
        digest=moment.digest,
    )


def _sections(moment: Moment, row: RankedDossier) -> Iterator[tuple[str, str]]:
    grid = moment.sitting.done.facts.campaign.grid
    whole = sum((section.weight for section in grid.sections), Fraction(0))
    for section in grid.sections:
        points, mean = 100 * section.weight / whole, row.result.sections[section.id]
        out_of = decimal_fr(points, 0 if points.denominator == 1 else 1)
        had = UNMARKED if mean is None else decimal_fr(points * mean / grid.scale.maximum)
        yield section.label, had if mean is None else f"{had} / {out_of}"


def reasons_written(moment: Moment, dossier: DossierId) -> Iterator[str]:
    """Yield why the outcome is not the one of the ranking, then not the one of the avis."""
    for line in departure_lines(moment.sitting):
        if line.dossier == dossier and line.is_explained:
            yield typeset(f"L’avis s’écarte du classement. Règle suivie : {line.rule}. Motif : {line.reason}")
    if dossier in moment.deciding.state.differences:
        said = " ".join(reasons_of(moment, dossier))
        yield typeset(f"La décision s’écarte de l’avis de la commission. {said}")
