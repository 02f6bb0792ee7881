"""« Sélection » on request: the best list under rules, why it is so, what it costs, or why there is none.

Nothing here is official and nothing is written: the tool proposes under rules, the commission selects.
Dossiers that somebody imposes or sets aside are tried the same way, with what each costs (SCORING.md §8.12).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from commission_app.advice.best_selection import best_selection
from commission_app.advice.selection import MOST_TIES, Optimum, Search, SelectionProblem
from commission_app.advice.selection_conflict import least_relaxation, lowest_envelope, minimal_conflict
from commission_app.advice.selection_explained import (
    SHOWN,
    best_selections,
    blocking_rules,
    change_for,
    cost_of_diversity,
    costs_of_change,
    prices_of_rules,
    reserve,
    substitutes,
)
from commission_app.scoring.ids import DossierId
from commission_app.scoring.selection_rules import Measure
from commission_app.texts import count_fr, list_fr, typeset
from commission_app.workflow.deliberation import portfolio_words as words
from commission_app.workflow.deliberation.portfolio import problem_of
from commission_app.workflow.deliberation.portfolio_money import unknown_among
from commission_app.workflow.deliberation.portfolio_views import Asked, PortfolioStart, Proposal, Section
from commission_app.workflow.preparation.candidacies.finances import euros_fr
from commission_app.workflow.progress import Progress

RESERVE, SUBSTITUTES, NAMED = 5, 3, 6
STEPS = (
    "Liste sous règles",
    "Meilleures listes",
    "Dossiers non proposés",
    "Poids de chaque règle",
    "Remplaçants",
)
TRIED = "Ce que vous imposez ou écartez"
EQUAL_LISTS = (
    "Plusieurs des cinq meilleures listes valent exactement autant : leur ordre ne dirait rien, et aucune "
    "n’est mise devant l’autre."
)


def propose(begun: PortfolioStart, asked: Asked, progress: Progress) -> Proposal:
    """Return the best list under rules and why it is so, or the rules that conflict. NOT-07, NOT-13.

    `progress` is called between steps, and may interrupt.
    """
    problem = problem_of(begun, asked)
    progress(0, len(STEPS), STEPS[0])
    optimum = best_selection(problem)
    if optimum is None:
        return _conflict(begun, asked, problem)
    listed = (
        _cost(asked, problem, optimum),
        *_listed(begun, optimum.selection),
        *_money(begun, problem, optimum),
        *_without_amount(begun, asked, problem),
    )
    made = [Section("Proposition sous règles", listed)]
    made.append(Section(TRIED, tuple(_settled(begun, asked, optimum))))
    progress(1, len(STEPS), STEPS[1])
    made.append(Section("Les meilleures listes", tuple(_best(begun, problem, optimum))))
    progress(2, len(STEPS), STEPS[2])
    made.append(Section("Non proposés", tuple(_refused(begun, asked, problem, optimum))))
    progress(3, len(STEPS), STEPS[3])
    made.append(Section("Ce que coûte chaque règle", tuple(_prices(problem, optimum))))
    progress(4, len(STEPS), STEPS[4])
    made.append(Section("Remplaçants et sorties", tuple(_substitutes(begun, problem, optimum))))
    waiting = reserve(problem, optimum, RESERVE)
    made.append(Section("Liste de réserve", tuple(_listed(begun, waiting))))
    progress(len(STEPS), len(STEPS), "")
    return Proposal(
        asked,
        _in_order(begun, optimum.selection),
        is_possible=True,
        sections=tuple(section for section in made if section.lines),
    )


def _in_order(begun: PortfolioStart, chosen: Sequence[DossierId]) -> tuple[DossierId, ...]:
    return tuple(row.dossier for row in begun.ranking.rows if row.dossier in chosen)


def _listed(begun: PortfolioStart, chosen: Sequence[DossierId]) -> Iterator[str]:
    for row in begun.ranking.rows:
        if row.dossier in chosen:
            yield f"Rang {row.rank} : {begun.name(row.dossier)}, {row.display}"


def _cost(asked: Asked, problem: SelectionProblem, optimum: Optimum) -> str:
    of_what = "Coût de la variété et des choix essayés" if _is_tried(asked) else "Coût de la variété"
    cost = f"{of_what} : {words.points(cost_of_diversity(problem, optimum))} sur la somme des notes."
    if optimum.ties > 1:
        many = "Au moins " if optimum.ties > MOST_TIES else ""
        cost += f" {many}{optimum.ties} listes valent autant ; voici la première dans l’ordre des notes."
    return typeset(cost)


def _refused(
    begun: PortfolioStart, asked: Asked, problem: SelectionProblem, optimum: Optimum
) -> Iterator[str]:
    """Tell the dossiers their note alone would select, then those of the reserve."""
    named = {rule.id: words.rule_words(rule) for rule in problem.rules}
    blocked = blocking_rules(problem, optimum)
    for dossier in _in_order(begun, [*blocked, *reserve(problem, optimum, RESERVE)]):
        row = next(row for row in begun.ranking.rows if row.dossier == dossier)
        change = change_for(problem, optimum, dossier)
        causes = ""
        if dossier in blocked:
            named_sets = [[named[rule] for rule in one] for one in blocked[dossier]]
            causes = words.causes_words(named_sets, is_tried=_is_tried(asked))
        told = words.refused_words(
            row.rank,
            None if change is None else change.cost,
            [] if change is None else [begun.name(one) for one in change.entering if one != dossier],
            [] if change is None else [begun.name(one) for one in change.leaving],
            causes,
        )
        yield typeset(f"{begun.name(dossier)}. {told}")


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
        if dossier in problem.imposed:
            continue  # its place is settled: what imposing it costs is told apart
        others = list_fr([begun.name(one) for one in found[dossier][:SUBSTITUTES]])
        told = f"remplaçable par {others}" if others else "aucun remplaçant seul ne suit les règles"
        cost = costs[dossier]
        leaving = (
            "le laisser est impossible" if cost is None else f"le laisser coûterait {words.points(cost)}"
        )
        yield typeset(f"{begun.name(dossier)} : {told} ; {leaving}.")


def _is_tried(asked: Asked) -> bool:
    return bool(asked.imposed or asked.excluded)


def _money(begun: PortfolioStart, problem: SelectionProblem, optimum: Optimum) -> Iterator[str]:
    """Tell what the list is worth under each envelope, and whose amount is unknown."""
    for rule in problem.rules:
        if rule.measure is Measure.COST:
            unknown = list_fr(unknown_among(begun, rule, _in_order(begun, optimum.selection)))
            told = words.state_words(rule, rule.measured(optimum.selection), 0, unknown)
            yield typeset(f"Enveloppe : {told}")


def _without_amount(begun: PortfolioStart, asked: Asked, problem: SelectionProblem) -> Iterator[str]:
    """Name those that an envelope keeps out for want of an amount."""
    left_out = _in_order(begun, list(problem.excluded.difference(asked.excluded)))
    if left_out:
        names = [begun.name(dossier) for dossier in left_out[:NAMED]]
        others = len(left_out) - len(names)
        more = [count_fr(others, "autre", "autres")] if others else []
        told = f"Faute de montant écrit dans leur fiche, ne peuvent pas entrer : {list_fr([*names, *more])}."
        yield typeset(told)


def _settled(begun: PortfolioStart, asked: Asked, optimum: Optimum) -> Iterator[str]:
    """Tell what each imposed or excluded dossier costs by itself, then what all of them cost together."""
    free = _freed(begun, asked)
    alone = best_selection(free) if _is_tried(asked) else None
    if alone is None:
        return
    tried = _in_order(begun, [*asked.imposed, *asked.excluded])
    for dossier in tried:
        is_imposed = dossier in asked.imposed
        is_so = is_imposed == (dossier in alone.selection)  # the list has it, or leaves it, of itself
        change = None if is_so else change_for(free, alone, dossier)
        cost = Fraction(0) if change is None else change.cost
        moved = () if change is None else change.leaving if is_imposed else change.entering
        others = [begun.name(one) for one in _in_order(begun, moved)]
        yield typeset(words.settled_words(begun.name(dossier), cost, others, is_imposed=is_imposed))
    if len(tried) > 1:
        cost = alone.value - optimum.value
        yield typeset(f"Ensemble, ces choix coûtent {words.points(cost)} de plus que les règles seules.")


def _freed(begun: PortfolioStart, asked: Asked) -> SelectionProblem:
    return problem_of(begun, replace(asked, imposed=(), excluded=()))


def _best(begun: PortfolioStart, problem: SelectionProblem, optimum: Optimum) -> Iterator[str]:
    """Tell the best lists by what sets each apart from the proposal."""
    found = best_selections(problem)
    if found is None:
        yield typeset(EQUAL_LISTS)
        return
    first = frozenset(optimum.selection)
    for place, one in enumerate(found, 1):
        enters = [begun.name(dossier) for dossier in _in_order(begun, list(set(one.selection) - first))]
        leaves = [begun.name(dossier) for dossier in _in_order(begun, list(first - set(one.selection)))]
        yield typeset(words.best_words(place, one.value, optimum.value - one.value, enters, leaves))
    if len(found) < SHOWN:
        yield "Aucune autre liste ne suit ces règles."


def _conflict(begun: PortfolioStart, asked: Asked, problem: SelectionProblem) -> Proposal:
    kept = set(minimal_conflict(problem))
    if not kept:  # seats, imposed and excluded dossiers leave no list at all
        told = Section(TRIED, (typeset(_no_room(problem)),))
        return Proposal(asked, (), is_possible=False, sections=(told,))
    relaxation = least_relaxation(problem)
    given = relaxation.gaps if relaxation is not None else {}
    lines = [
        words.conflict_words(
            [rule for rule in problem.rules if rule.id in kept],
            asked.seats,
            [(rule, given[rule.id]) for rule in problem.rules if rule.id in given],
        )
    ]
    lowest = lowest_envelope(problem) if relaxation is None else None
    if lowest is not None:
        lines.append(typeset(f"L’enveloppe la plus basse qui convient : {euros_fr(Fraction(lowest))}."))
    if _is_tried(asked) and Search(_freed(begun, asked), problem.rules).best_value() is not None:
        lines.append(typeset("Sans ce que vous imposez ou écartez, ces règles se suivent."))
    chosen = relaxation.selection if relaxation is not None else ()
    sections = [Section("Règles incompatibles", tuple(lines))]
    if chosen:
        sections.append(Section("Liste si ces règles cèdent d’autant", tuple(_listed(begun, chosen))))
    return Proposal(asked, _in_order(begun, chosen), is_possible=False, sections=tuple(sections))


def _no_room(problem: SelectionProblem) -> str:
    seats = count_fr(problem.seats, "place")
    if len(problem.imposed) > problem.seats:
        return f"{count_fr(len(problem.imposed), 'dossier imposé', 'dossiers imposés')} pour {seats}."
    left = len(problem.notes) - len(problem.excluded)
    return f"Une fois les autres écartés, il reste {count_fr(left, 'dossier')} pour {seats}."
