"""Rules that cannot all be followed: which ones, and by how little they must give way (SCORING.md §8.12)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from commission_app.advice.best_selection import first_of
from commission_app.advice.selection import Search, SelectionProblem
from commission_app.scoring.ids import DossierId
from commission_app.scoring.selection_rules import Amount, Measure, SelectionRule


@dataclass(frozen=True)
class Relaxation:
    """The selection that breaks the rules least, budget apart, and by how many units each."""

    selection: tuple[DossierId, ...]
    gaps: Mapping[str, Amount]  # of the rules that it breaks

    @property
    def total(self) -> Amount:
        """Units in all."""
        return sum(self.gaps.values())


def minimal_conflict(problem: SelectionProblem) -> tuple[str, ...]:
    """Return rules that cannot be followed together, none of them superfluous, in the order given.

    Empty when seats, imposed and excluded dossiers already leave no selection at all.
    """
    kept = list(problem.rules)
    for rule in problem.rules:
        rest = [other for other in kept if other.id != rule.id]
        if Search(problem, rest).best_value() is None:
            kept = rest
    return tuple(rule.id for rule in kept)


def least_relaxation(problem: SelectionProblem) -> Relaxation | None:
    """Return the selection that breaks rules least, best notes first. None when the budget allows none."""
    hard, soft = _shared_out(problem.rules)
    nearest = Search(problem, hard, soft=soft).least_gap()
    if nearest is None:
        return None
    slack = sum(rule.gap(nearest) for rule in soft)
    tied = Search(problem, hard, soft=soft, slack=slack).tied()
    best = first_of(problem, tied, hard, soft=soft, slack=slack)
    gaps = {rule.id: gap for rule in soft if (gap := rule.gap(best))}
    return Relaxation(tuple(sorted(best)), gaps)


def lowest_envelope(problem: SelectionProblem) -> Amount | None:
    """Return the least that the budget can be, other rules followed. None without budget or selection."""
    budgets = [rule for rule in problem.rules if rule.measure is Measure.COST and rule.maximum is not None]
    if not budgets:
        return None
    others = tuple(rule for rule in problem.rules if rule is not budgets[0])
    unbound = replace(budgets[0], minimum=None, maximum=0)
    cheapest = Search(problem, others, soft=[unbound]).least_gap()
    return None if cheapest is None else unbound.measured(cheapest)


def _shared_out(rules: Collection[SelectionRule]) -> tuple[list[SelectionRule], list[SelectionRule]]:
    hard = [rule for rule in rules if rule.measure is Measure.COST]
    return hard, [rule for rule in rules if rule.measure is not Measure.COST]
