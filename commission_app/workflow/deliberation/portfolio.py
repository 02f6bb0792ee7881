"""« Sélection »: the first dossiers beside the rules, then on request the best list that follows them.

Never in the place of the official ranking, never written anywhere, never projected (SCORING.md §§4, 8.12).
`gaps_of` is what is shown first; `propose` calls a solver and is made only when somebody asks.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from fractions import Fraction

from commission_app.advice.best_selection import best_selection
from commission_app.advice.selection import MOST_TIES, Optimum, SelectionProblem
from commission_app.advice.selection_conflict import least_relaxation, minimal_conflict
from commission_app.advice.selection_explained import (
    blocking_rules,
    change_for,
    cost_of_diversity,
    costs_of_change,
    prices_of_rules,
    reserve,
    substitutes,
)
from commission_app.errors import AppError
from commission_app.scoring.diversity import (
    Exchange,
    best_exchanges,
    gaps,
    selection_rules,
)
from commission_app.scoring.ids import DossierId
from commission_app.scoring.meeting.acts import RulesAdopted
from commission_app.scoring.selection_rules import SelectionRule
from commission_app.texts import count_fr, date_time_fr, list_fr, typeset
from commission_app.workflow.deliberation import portfolio_words as words
from commission_app.workflow.deliberation.analysis import start as start_analysis
from commission_app.workflow.deliberation.analysis_views import AnalysisStart
from commission_app.workflow.deliberation.portfolio_views import (
    Asked,
    Gaps,
    PortfolioStart,
    Proposal,
    RuleGap,
    Section,
)
from commission_app.workflow.meeting.chain import MEETING, chained, meeting_state
from commission_app.workflow.preparation.settings.parameters import Variety, shipped_variety, variety_of
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat.session import SecretariatSession

SEATS = "V1"  # the rule of the file that is the number of seats
RESERVE, SUBSTITUTES, OPTIONS = 5, 3, 3
STEPS = ("Liste sous règles", "Dossiers non proposés", "Poids de chaque règle", "Remplaçants")
NOT_ADOPTED = "Règles adoptées après classement : aucun acte de la commission ne les adopte encore."


def start(session: SecretariatSession) -> PortfolioStart:
    """Return what a reading begins with, with the seats and the date of the rules the meeting adopted."""
    ranking, state, variety = start_analysis(session), meeting_state(session), variety_of(session.database)
    if state.rules is None:
        return begin(ranking, ranking.seats, typeset(NOT_ADOPTED), variety)
    act = next(kept.act for kept in reversed(chained(session, MEETING)) if kept.act.fact == state.rules)
    when = datetime.fromisoformat(act.at)
    adoption = adoption_words(state.rules, when, is_late=state.rules_after_ranking)
    return begin(ranking, state.rules.seats, adoption, variety)


def adoption_words(rules: RulesAdopted, when: datetime, *, is_late: bool) -> str:
    """Say when the number of seats was adopted. No act adopts the targets of variety, only shown."""
    adopted = "adoptées après classement" if is_late else "adoptées avant la présentation du classement"
    seats = count_fr(rules.seats, "place")
    return typeset(
        f"{seats} {adopted}, le {date_time_fr(when)}. Cibles de variété : indicatives, sans acte d’adoption."
    )


def begin(
    ranking: AnalysisStart, seats: int, adoption: str, variety: Variety | None = None
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
    )


def by_default(begun: PortfolioStart) -> Asked:
    """Return what is shown first: the seats adopted, under the rules that the file makes active."""
    return Asked(begun.seats, tuple(rule.id for rule in begun.rules if rule.is_active))


def gaps_of(begun: PortfolioStart, asked: Asked, progress: Progress) -> Gaps:
    """Return what the first dossiers lack of each rule, and how little repairs it. NOT-07, NOT-13.

    `progress` is called between rules, and may interrupt.
    """
    problem = _problem(begun, asked)
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
    return Gaps(asked, typeset(told), rules)


def propose(begun: PortfolioStart, asked: Asked, progress: Progress) -> Proposal:
    """Return the best list under rules and why it is so, or the rules that conflict. NOT-07, NOT-13.

    `progress` is called between steps, and may interrupt.
    """
    problem = _problem(begun, asked)
    progress(0, len(STEPS), STEPS[0])
    optimum = best_selection(problem)
    if optimum is None:
        return _conflict(begun, asked, problem)
    progress(1, len(STEPS), STEPS[1])
    refused = Section("Non proposés", tuple(_refused(begun, problem, optimum)))
    progress(2, len(STEPS), STEPS[2])
    prices = Section("Ce que coûte chaque règle", tuple(_prices(problem, optimum)))
    progress(3, len(STEPS), STEPS[3])
    waiting = reserve(problem, optimum, RESERVE)
    sections = (
        Section("Proposition sous règles", (_cost(problem, optimum), *_listed(begun, optimum.selection))),
        refused,
        prices,
        Section("Remplaçants et sorties", tuple(_substitutes(begun, problem, optimum))),
        Section("Liste de réserve", tuple(_listed(begun, waiting))),
    )
    progress(len(STEPS), len(STEPS), "")
    return Proposal(
        asked,
        _in_order(begun, optimum.selection),
        is_possible=True,
        sections=tuple(section for section in sections if section.lines),
    )


def _problem(begun: PortfolioStart, asked: Asked) -> SelectionProblem:
    notes = {row.dossier: row.note for row in begun.ranking.rows}
    if not 1 <= asked.seats <= len(notes):
        raise AppError("NOT-07", rule="nombre de places", value=str(asked.seats))
    rules = selection_rules(asked.rules, begun.territories, begun.targets)
    return SelectionProblem(notes, asked.seats, rules)


def _rule_gap(
    begun: PortfolioStart, problem: SelectionProblem, rule: SelectionRule, first: Sequence[DossierId]
) -> RuleGap:
    (found,) = gaps([rule], first)
    state = typeset(words.state_words(rule, found.measured, found.missing))
    if not found.missing:
        return RuleGap(_title(rule), is_followed=True, state=state, repair=())
    steps, others, is_whole = _repair(problem, rule, first)
    lines = [_told(begun, step) for step in steps]
    if not is_whole:
        lines.append("Aucun échange d’un dossier contre un autre ne suffit sans éloigner d’une autre règle.")
    if others:
        lines.append("Autres dossiers possibles : " + list_fr([_name(begun, one.enters) for one in others]))
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
        found = best_exchanges(
            rule, problem.rules, selected, problem.notes, seats=problem.seats, count=len(problem.notes)
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
    leaves = "" if exchange.leaves is None else _name(begun, exchange.leaves)
    return words.exchange_words(_name(begun, exchange.enters), leaves, exchange.cost)


def _name(begun: PortfolioStart, dossier: DossierId) -> str:
    """Return the territory, with its identifier when another one bears the same name."""
    name = begun.territories[dossier].name
    is_alone = sum(other.name == name for other in begun.territories.values()) == 1
    return name if is_alone else f"{name} ({dossier})"


def _in_order(begun: PortfolioStart, chosen: Sequence[DossierId]) -> tuple[DossierId, ...]:
    return tuple(row.dossier for row in begun.ranking.rows if row.dossier in chosen)


def _listed(begun: PortfolioStart, chosen: Sequence[DossierId]) -> Iterator[str]:
    for row in begun.ranking.rows:
        if row.dossier in chosen:
            yield f"Rang {row.rank} : {_name(begun, row.dossier)}, {row.display}"


def _cost(problem: SelectionProblem, optimum: Optimum) -> str:
    cost = f"Coût de la variété : {words.points(cost_of_diversity(problem, optimum))} sur la somme des notes."
    if optimum.ties > 1:
        many = "Au moins " if optimum.ties > MOST_TIES else ""
        cost += f" {many}{optimum.ties} listes valent autant ; voici la première dans l’ordre des notes."
    return typeset(cost)


def _refused(begun: PortfolioStart, problem: SelectionProblem, optimum: Optimum) -> Iterator[str]:
    """Tell the dossiers their note alone would select, then those of the reserve."""
    named = {rule.id: words.rule_words(rule) for rule in problem.rules}
    blocked = blocking_rules(problem, optimum)
    for dossier in _in_order(begun, [*blocked, *reserve(problem, optimum, RESERVE)]):
        row = next(row for row in begun.ranking.rows if row.dossier == dossier)
        change = change_for(problem, optimum, dossier)
        causes = ""
        if dossier in blocked:
            causes = words.causes_words([[named[rule] for rule in one] for one in blocked[dossier]])
        told = words.refused_words(
            row.rank,
            None if change is None else change.cost,
            [] if change is None else [_name(begun, one) for one in change.entering if one != dossier],
            [] if change is None else [_name(begun, one) for one in change.leaving],
            causes,
        )
        yield typeset(f"{_name(begun, dossier)}. {told}")


def _prices(problem: SelectionProblem, optimum: Optimum) -> Iterator[str]:
    prices = prices_of_rules(problem, optimum)
    for rule in problem.rules:
        price: Fraction = prices[rule.id]
        effect = f"la somme des notes gagnerait {words.points(price)}" if price else "rien ne changerait"
        yield typeset(f"Sans la règle « {words.rule_words(rule)} », {effect}.")


def _substitutes(begun: PortfolioStart, problem: SelectionProblem, optimum: Optimum) -> Iterator[str]:
    found = substitutes(problem, optimum)
    costs = costs_of_change(problem, optimum, optimum.selection)
    for dossier in _in_order(begun, optimum.selection):
        others = list_fr([_name(begun, one) for one in found[dossier][:SUBSTITUTES]])
        told = f"remplaçable par {others}" if others else "aucun remplaçant seul ne suit les règles"
        cost = costs[dossier]
        leaving = (
            "le laisser est impossible" if cost is None else f"le laisser coûterait {words.points(cost)}"
        )
        yield typeset(f"{_name(begun, dossier)} : {told} ; {leaving}.")


def _conflict(begun: PortfolioStart, asked: Asked, problem: SelectionProblem) -> Proposal:
    kept = set(minimal_conflict(problem))
    relaxation = least_relaxation(problem)
    given = relaxation.gaps if relaxation is not None else {}
    told = words.conflict_words(
        [rule for rule in problem.rules if rule.id in kept],
        asked.seats,
        [(rule, given[rule.id]) for rule in problem.rules if rule.id in given],
    )
    chosen = relaxation.selection if relaxation is not None else ()
    sections = [Section("Règles incompatibles", (told,))]
    if chosen:
        sections.append(Section("Liste si ces règles cèdent d’autant", tuple(_listed(begun, chosen))))
    return Proposal(asked, _in_order(begun, chosen), is_possible=False, sections=tuple(sections))
