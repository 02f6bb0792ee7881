"""The best selection, and the canonical one when too many are worth exactly the same to be listed (§8.12).

It is then decided place by place: as many of the highest notes as can be, then the first identifiers.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import combinations, groupby
from math import comb

from commission_app.advice.selection import MOST_TIES, Optimum, Search, Selection, SelectionProblem
from commission_app.scoring.ids import DossierId
from commission_app.scoring.selection_rules import Amount, SelectionRule

MOST_LISTED = 50_000  # selections that are tried one by one to count equal ones: within two seconds
Made = Callable[..., Search]  # a search under given rules, whatever it is allowed to break


def best_selection(problem: SelectionProblem) -> Optimum | None:
    """Return the best selection, None when the rules cannot all be followed. Raises NOT-07 and NOT-14."""
    problem.check()
    tied = Search(problem, problem.rules).tied()
    if not tied:
        return None
    chosen = first_of(problem, tied, problem.rules)
    return Optimum(tuple(sorted(chosen)), problem.value(chosen), _ties(problem, tied))


def first_of(
    problem: SelectionProblem,
    tied: Sequence[Selection],
    rules: Collection[SelectionRule],
    *,
    soft: Collection[SelectionRule] = (),
    slack: Amount = 0,
) -> Selection:
    """Return the first, in the canonical order, of the best selections, of which `tied` may lack some."""
    if len(tied) <= MOST_TIES:
        return tied[0]
    return canonical_of_many(problem, tied[0], rules, partial(Search, problem, soft=soft, slack=slack))


def canonical_of_many(
    problem: SelectionProblem, found: Selection, rules: Collection[SelectionRule], search: Made
) -> Selection:
    """Return the first, in the canonical order, of the selections worth as much as the one found."""
    value = problem.value(found)
    fixed = list(rules)
    for note, level in groupby(problem.by_merit, key=problem.notes.__getitem__):
        members = frozenset(level)
        count = len(members & found)
        while count < min(len(members), problem.seats):
            better = _worth(problem, value, search([*fixed, _at_least(note, members, count + 1)]))
            if better is None:
                break
            found, count = better, len(members & better)
        fixed.append(_at_least(note, members, count))
        if all(problem.notes[dossier] >= note for dossier in found):
            break
    return _first_identifiers(problem, value, partial(search, fixed), found)


def _first_identifiers(
    problem: SelectionProblem, value: Fraction, search: Made, found: Selection
) -> Selection:
    forced: dict[DossierId, bool] = {}
    lowest = min(problem.notes[dossier] for dossier in found)
    for dossier in sorted(name for name, note in problem.notes.items() if note >= lowest):
        if sum(forced.values()) == problem.seats:
            break
        if dossier not in found and dossier not in problem.excluded:
            tried: Mapping[DossierId, bool] = {**forced, dossier: True}
            earlier = _worth(problem, value, search(forced=tried))
            found = found if earlier is None else earlier
        forced[dossier] = dossier in found
    return found


def _at_least(note: Fraction, members: Selection, count: int) -> SelectionRule:
    return SelectionRule(f"notes de {note}", members, count)


def _worth(problem: SelectionProblem, value: Fraction, search: Search) -> Selection | None:
    found = search.first() if search.is_whole else next(iter(search.tied()), None)
    return found if found is not None and problem.value(found) == value else None


def _ties(problem: SelectionProblem, tied: Sequence[Selection]) -> int:
    """Return how many selections are best: all of them, unless there are too many to be tried."""
    if len(tied) <= MOST_TIES or comb(len(problem.notes), problem.seats) > MOST_LISTED:
        return len(tied)
    value = problem.value(tied[0])
    tried = map(frozenset, combinations(problem.by_merit, problem.seats))
    return sum(
        problem.imposed <= one
        and not problem.excluded & one
        and problem.value(one) == value
        and problem.follows(one, problem.rules)
        for one in tried
    )
