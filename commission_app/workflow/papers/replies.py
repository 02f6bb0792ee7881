"""The reply to every candidate: those on which the authorities decide, and those who were out before.

Whoever was under a minimum of the règlement or not admissible has no avis, and is answered all the same, with
the reason. A candidate who already had a letter of inadmissibility is not told twice: the list says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from typing import Final

from commission_app.printing.reply_pdf import UNMARKED, Outcome, ReplyPrint
from commission_app.scoring.ids import DossierId
from commission_app.scoring.meeting.acts import Opinion
from commission_app.scoring.ranking import RankedDossier, Status
from commission_app.texts import day_fr, decimal_fr, exact_fr, list_fr, note_fr, typeset
from commission_app.workflow.meeting.dossier_page import departure_lines, rank_words
from commission_app.workflow.papers.decision import reasons_of
from commission_app.workflow.papers.moment import Moment
from commission_app.workflow.preparation.candidacies.candidate_texts import candidate_texts
from commission_app.workflow.preparation.candidacies.eligibility_file import read_files

OUTCOMES: Final[dict[Opinion, Outcome]] = {
    Opinion.RETAIN: "selected",
    Opinion.RESERVE: "reserve",
    Opinion.DECLINE: "declined",
}


OUT_BEFORE: Final[dict[Status, Outcome]] = {
    Status.ELIMINATED: "eliminated",
    Status.INELIGIBLE: "ineligible",
}
CHAIR: Final = "La présidence de la commission"


def replied(moment: Moment) -> tuple[DossierId, ...]:
    """Return the dossiers that are answered, in the order of the ranking; none before the first avis."""
    avis, told = moment.deciding.state.avis, already_told(moment)
    if not avis:
        return ()
    return tuple(
        row.dossier
        for row in moment.sitting.ranking
        if row.dossier in avis or (row.status in OUT_BEFORE and row.dossier not in told)
    )


def already_told(moment: Moment) -> Mapping[DossierId, datetime]:
    """Return when those who are not admissible had the last letter that says so. DSK-04 when damaged."""
    files = read_files(moment.session.database)
    found = {}
    for row in moment.sitting.ranking:
        letters = files[row.dossier].letters if row.dossier in files else ()
        sent = [letter.at for letter in letters if letter.kind == "ineligibility"]
        if sent and row.status is Status.INELIGIBLE:
            found[row.dossier] = datetime.fromisoformat(sent[-1])
    return found


def not_told_twice(moment: Moment) -> Iterator[str]:
    """Say who is not answered here, and why."""
    told = already_told(moment) if moment.deciding.state.avis else {}
    if told:
        names = [f"{moment.place(dossier)}, le {day_fr(at)}" for dossier, at in told.items()]
        yield typeset(
            f"Sans seconde réponse, car la lettre d’irrecevabilité est déjà écrite : {list_fr(names)}."
        )


def reply_print(moment: Moment, dossier: DossierId) -> ReplyPrint:
    """Return what the territory of a dossier is told; a project until the decision is final."""
    campaign, state = moment.sitting.done.facts.campaign, moment.deciding.state
    territory = next(one.territory for one in moment.sitting.done.facts.dossiers if one.id == dossier)
    (row,) = moment.in_order((dossier,))
    choice, out = state.decided(dossier), OUT_BEFORE.get(row.status)
    recommended = moment.sitting.state.recommendations.get(dossier)
    reserve = moment.decided(Opinion.RESERVE)
    reply = ReplyPrint(
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
    if out is None or dossier in state.avis:
        return reply
    if out == "eliminated":
        return replace(reply, outcome=out, reasons=tuple(_minimums(moment, row)))
    texts = candidate_texts(moment.session)
    appeals = tuple(line.strip() for line in texts.appeals.splitlines() if line.strip())
    return replace(
        reply,
        outcome=out,
        authorities=(texts.chair or CHAIR,),
        reasons=(typeset(row.reason.rstrip(" .") + "."),),
        appeals=appeals or reply.appeals,
    )


def _minimums(moment: Moment, row: RankedDossier) -> Iterator[str]:
    """Yield the minimums of the règlement that a dossier does not reach."""
    campaign = moment.sitting.done.facts.campaign
    labels = {"total": "note sur 100"}
    labels |= {f"section:{section.id}": section.label for section in campaign.grid.sections}
    labels |= {f"critere:{criterion.id}": criterion.label for criterion in campaign.grid.criteria}
    for threshold in campaign.rules.thresholds:
        if threshold.target in row.failed_thresholds:
            least = exact_fr(threshold.minimum)
            yield typeset(f"Minimum non atteint : {labels[threshold.target]}, {least} au moins.")


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
