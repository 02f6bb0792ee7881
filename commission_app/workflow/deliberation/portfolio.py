"""« Sélection »: the first dossiers beside the rules, then on request the best list that follows them.

Never in the place of the official ranking, never written anywhere, never projected (SCORING.md §§4, 8.12).
`gaps_of` is what is shown first; what calls a solver is made only when somebody asks (`portfolio_proposal`,
`portfolio_open`).
"""

from collections.abc import Sequence

from commission_app.advice.selection import SelectionProblem
from commission_app.errors import AppError
from commission_app.scoring.diversity import (
    Exchange,
    best_exchanges,
    gaps,
    selection_rules,
)
from commission_app.scoring.ids import DossierId
from commission_app.scoring.selection_rules import Measure, SelectionRule
from commission_app.texts import count_fr, list_fr, typeset
from commission_app.workflow.deliberation import portfolio_words as words
from commission_app.workflow.deliberation.analysis import start as start_analysis
from commission_app.workflow.deliberation.analysis_views import AnalysisStart
from commission_app.workflow.deliberation.portfolio_money import (
    NO_MONEY,
    SessionMoney,
    envelope_rule,
    money_of,
    plan_lines,
    unknown_among,
)
from commission_app.workflow.deliberation.portfolio_views import (
    Asked,
    Gaps,
    PortfolioStart,
    RuleGap,
)
from commission_app.workflow.meeting.adoption import adoption_lines, variety_in_force
from commission_app.workflow.meeting.chain import MEETING, chained, meeting_state
from commission_app.workflow.preparation.settings.parameters import Variety, shipped_variety, variety_of
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat.session import SecretariatSession

SEATS = "V1"  # the rule of the file that is the number of seats
OPTIONS = 3
NOT_ADOPTED = "Règles adoptées après classement : aucun acte de la commission ne les adopte encore."


def start(session: SecretariatSession) -> PortfolioStart:
    """Return what a reading begins with, with the seats and the date of the rules the meeting adopted."""
    ranking, state = start_analysis(session), meeting_state(session)
    variety = variety_in_force(state.rules, variety_of(session.database))
    adoption = adoption_lines(state, [kept.act for kept in chained(session, MEETING)])
    seats = ranking.seats if state.rules is None else state.rules.seats
    adopted = None if state.rules is None else state.rules.variety
    money = money_of(session, ranking, seats, None if adopted is None else adopted.budget)
    return begin(ranking, seats, adoption[0] if adoption else typeset(NOT_ADOPTED), variety, money)


def begin(
    ranking: AnalysisStart,
    seats: int,
    adoption: str,
    variety: Variety | None = None,
    money: SessionMoney = NO_MONEY,
) -> PortfolioStart:
    """Return what a reading of a ranking begins with, under other rules of variety than those shipped."""
    known = {item.id: item.territory for item in ranking.done.facts.dossiers}
    territories = {row.dossier: known[row.dossier] for row in ranking.rows}
    rules, targets = variety or shipped_variety()
    return PortfolioStart(
        ranking=ranking,
        territories=territories,
        rules=tuple(rule for rule in rules if rule.id != SEATS),
        seats=max(1, min(seats, len(ranking.rows))),
        adoption=adoption,
        targets=targets,
        money=money.purses,
        plans=money.plans,
        finances=money.rules,
    )


def by_default(begun: PortfolioStart) -> Asked:
    """Return what is shown first: the seats adopted, under the rules that the file makes active."""
    return Asked(begun.seats, tuple(rule.id for rule in begun.rules if rule.is_active))


def gaps_of(begun: PortfolioStart, asked: Asked, progress: Progress) -> Gaps:
    """Return what the first dossiers lack of each rule, and how little repairs it. NOT-07, NOT-13.

    `progress` is called between rules, and may interrupt.
    """
    problem = problem_of(begun, asked)
    first = tuple(row.dossier for row in begun.ranking.rows[: asked.seats])
    found = []
    for done, rule in enumerate(problem.rules):
        progress(done, len(problem.rules), "")
        found.append(_rule_gap(begun, problem, rule, first))
    rules = tuple(found)
    lacking = sum(not rule.is_followed for rule in rules)
    heading = f"Les {asked.seats} premiers dossiers" if asked.seats > 1 else "Le premier dossier"
    follows = "suivent" if asked.seats > 1 else "suit"
    if not rules:
        told = f"{heading} : aucune règle n’est lue."
    elif lacking:
        told = f"{heading} : {count_fr(lacking, 'règle non suivie', 'règles non suivies')} sur {len(rules)}."
    else:
        told = f"{heading} {follows} toutes les règles."
    return Gaps(asked, typeset(told), rules, plan_lines(begun, first))


def problem_of(begun: PortfolioStart, asked: Asked) -> SelectionProblem:
    """Return what is asked of the kernel. NOT-07 for seats that are not there, NOT-13 for an unknown rule.

    Under an envelope, a dossier whose amount nobody wrote enters no list, unless it is imposed: taken for
    nought, it would be preferred to those that say what they ask.
    """
    notes = {row.dossier: row.note for row in begun.ranking.rows}
    if not 1 <= asked.seats <= len(notes):
        raise AppError("NOT-07", rule="nombre de places", value=str(asked.seats))
    rules = selection_rules(asked.rules, begun.territories, begun.targets)
    envelopes = tuple(envelope_rule(begun, one) for one in asked.envelopes)
    imposed = frozenset(asked.imposed)
    unknown = frozenset(dossier for dossier in notes for rule in envelopes if dossier not in rule.members)
    excluded = frozenset(asked.excluded) | (unknown - imposed)
    return SelectionProblem(notes, asked.seats, (*rules, *envelopes), imposed, excluded)


def _rule_gap(
    begun: PortfolioStart, problem: SelectionProblem, rule: SelectionRule, first: Sequence[DossierId]
) -> RuleGap:
    (found,) = gaps([rule], first)
    unknown = list_fr(unknown_among(begun, rule, first))
    state = typeset(words.state_words(rule, found.measured, found.missing, unknown))
    if rule.measure is Measure.COST:
        repair = (typeset(words.ENVELOPE_REPAIR),) if found.missing else ()
        return RuleGap(_title(rule), not found.missing and not unknown, state, repair)
    if not found.missing:
        return RuleGap(_title(rule), is_followed=True, state=state, repair=())
    steps, others, is_whole = _repair(problem, rule, first)
    lines = [_told(begun, step) for step in steps]
    if not is_whole:
        lines.append("Aucun échange d’un dossier contre un autre ne suffit sans éloigner d’une autre règle.")
    if others:
        lines.append("Autres dossiers possibles : " + list_fr([begun.name(one.enters) for one in others]))
        lines[-1] += "."
    pairs = tuple((step.enters, step.leaves) for step in steps if step.leaves is not None)
    return RuleGap(_title(rule), False, state, tuple(map(typeset, lines)), pairs)


def _title(rule: SelectionRule) -> str:
    told = words.rule_words(rule)
    return told[0].upper() + told[1:]


def _repair(
    problem: SelectionProblem, rule: SelectionRule, first: Sequence[DossierId]
) -> tuple[list[Exchange], tuple[Exchange, ...], bool]:
    """Return the cheapest exchanges one after another, other ways to begin, and whether they suffice."""
    selected = set(first)
    steps: list[Exchange] = []
    others: tuple[Exchange, ...] = ()
    while rule.gap(selected):
        # Who is imposed does not leave, who is set aside does not enter.
        movable = {
            dossier: note
            for dossier, note in problem.notes.items()
            if dossier not in (problem.imposed if dossier in selected else problem.excluded)
        }
        found = best_exchanges(
            rule, problem.rules, selected, movable, seats=problem.seats, count=len(problem.notes)
        )
        if not found:
            return steps, others, False
        best = min(found, key=lambda exchange: (exchange.cost, exchange.enters))
        if not steps:
            others = tuple(one for one in found if one is not best)[: OPTIONS - 1]
        steps.append(best)
        selected = {one for one in selected if one != best.leaves} | {best.enters}
    return steps, others, True


def _told(begun: PortfolioStart, exchange: Exchange) -> str:
    leaves = "" if exchange.leaves is None else begun.name(exchange.leaves)
    return words.exchange_words(begun.name(exchange.enters), leaves, exchange.cost)
