"""Why a selection is what it is: costs, prices, rules that decide, substitutes (SCORING.md §8.12)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from commission_app.advice.selection import Optimum, Search, Selection, SelectionProblem
from commission_app.scoring.ids import DossierId
from commission_app.scoring.selection_rules import SelectionRule

SHOWN = 5


@dataclass(frozen=True)
class RankedSelection:
    """One of the best selections, in the order of identifiers."""

    selection: tuple[DossierId, ...]
    value: Fraction


@dataclass(frozen=True)
class Change:
    """What the best selection that takes a dossier, or leaves it, changes; in the order of identifiers."""

    cost: Fraction
    entering: tuple[DossierId, ...]
    leaving: tuple[DossierId, ...]


def cost_of_diversity(problem: SelectionProblem, optimum: Optimum) -> Fraction:
    """Return what rules and impositions take from the sum of the highest notes."""
    return problem.value(problem.by_merit[: problem.seats]) - optimum.value


def best_selections(problem: SelectionProblem, count: int = SHOWN) -> tuple[RankedSelection, ...] | None:
    """Return the best selections, None when two have the same value: their order would say nothing."""
    found = Search(problem, problem.rules).best(count)
    values = [problem.value(selection) for selection in found]
    if len(set(values)) < len(values):
        return None
    return tuple(
        RankedSelection(tuple(sorted(selection)), value)
        for selection, value in zip(found, values, strict=True)
    )


def costs_of_change(
    problem: SelectionProblem, optimum: Optimum, dossiers: Collection[DossierId]
) -> dict[DossierId, Fraction | None]:
    """Return what it costs to take each dossier, or to leave it when it is selected. None: impossible."""
    costs: dict[DossierId, Fraction | None] = {}
    for dossier in dossiers:
        search = _turned(problem, optimum, dossier)
        value = None if search is None else search.best_value()
        costs[dossier] = None if value is None else optimum.value - value
    return costs


def change_for(problem: SelectionProblem, optimum: Optimum, dossier: DossierId) -> Change | None:
    """Return what it takes to have one dossier, or to leave it when it is selected. None: impossible."""
    search = _turned(problem, optimum, dossier)
    tied = [] if search is None else search.tied()
    if not tied:
        return None
    before, after = frozenset(optimum.selection), tied[0]
    cost = optimum.value - problem.value(after)
    return Change(cost, tuple(sorted(after - before)), tuple(sorted(before - after)))


def prices_of_rules(problem: SelectionProblem, optimum: Optimum) -> dict[str, Fraction]:
    """Return what the selection would gain without each rule."""
    prices = {}
    for rule in problem.rules:
        value = _value_without(problem, {rule.id})
        prices[rule.id] = Fraction(0) if value is None else value - optimum.value
    return prices


def blocking_rules(
    problem: SelectionProblem, optimum: Optimum
) -> dict[DossierId, tuple[tuple[str, ...], ...]]:
    """Return, for each dossier that its note alone would select, the rules that keep it out.

    The smallest sets, of one rule or else two, without which it is in some best selection; none beyond.
    """
    left_out = [
        dossier
        for dossier in problem.by_merit[: problem.seats]
        if dossier not in optimum.selection and dossier not in problem.excluded
    ]
    without: dict[frozenset[str], Fraction | None] = {}
    return {dossier: _blocking(problem, dossier, without) for dossier in left_out}


def substitutes(problem: SelectionProblem, optimum: Optimum) -> dict[DossierId, tuple[DossierId, ...]]:
    """Return who can take the place of each selected dossier without breaking a rule, best note first."""
    waiting = reserve(problem, optimum)
    whole = frozenset(optimum.selection)
    return {
        dossier: ()
        if dossier in problem.imposed
        else tuple(
            other for other in waiting if problem.follows((whole - {dossier}) | {other}, problem.rules)
        )
        for dossier in optimum.selection
    }


def reserve(problem: SelectionProblem, optimum: Optimum, count: int | None = None) -> tuple[DossierId, ...]:
    """Return the next dossiers by note: neither selected nor set aside."""
    taken: Selection = frozenset(optimum.selection) | problem.excluded
    return tuple(dossier for dossier in problem.by_merit if dossier not in taken)[:count]


def _turned(problem: SelectionProblem, optimum: Optimum, dossier: DossierId) -> Search | None:
    """Return the search in which a dossier changes sides, None when the commission settled its place."""
    if dossier in problem.imposed or dossier in problem.excluded:
        return None
    return Search(problem, problem.rules, forced={dossier: dossier not in optimum.selection})


def _rules_without(problem: SelectionProblem, removed: Collection[str]) -> list[SelectionRule]:
    return [rule for rule in problem.rules if rule.id not in removed]


def _value_without(
    problem: SelectionProblem, removed: Collection[str], forced: Mapping[DossierId, bool] | None = None
) -> Fraction | None:
    return Search(problem, _rules_without(problem, removed), forced=forced or {}).best_value()


def _blocking(
    problem: SelectionProblem, dossier: DossierId, without: dict[frozenset[str], Fraction | None]
) -> tuple[tuple[str, ...], ...]:
    for size in (1, 2):
        found = []
        for removed in combinations(sorted(rule.id for rule in problem.rules), size):
            key = frozenset(removed)
            if key not in without:
                without[key] = _value_without(problem, key)
            value = _value_without(problem, key, {dossier: True})
            if value is not None and value == without[key]:
                found.append(removed)
        if found:
            return tuple(found)
    return ()
