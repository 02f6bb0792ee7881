"""The best selection, and the canonical one when too many are worth exactly the same to be listed (§8.12).

It is then decided place by place: as many of the highest notes as can be, then the first identifiers.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from commission_app.advice.selection import MOST_TIES, Optimum, Search, Selection, SelectionProblem
from commission_app.scoring.ids import DossierId
from commission_app.scoring.selection_rules import SelectionRule


def best_selection(problem: SelectionProblem) -> Optimum | None:
    """Return the best selection, None when the rules cannot all be followed. Raises NOT-07 and NOT-14."""
    problem.check()
    tied = Search(problem, problem.rules).tied()
    if not tied:
        return None
    chosen = canonical_of_many(problem, tied[0]) if len(tied) > MOST_TIES else tied[0]
    return Optimum(tuple(sorted(chosen)), problem.value(chosen), len(tied))


def canonical_of_many(problem: SelectionProblem, found: Selection) -> Selection:
    """Return the first, in the canonical order, of the selections worth as much as the one found."""
    value = problem.value(found)
    rules = list(problem.rules)
    for note, level in groupby(problem.by_merit, key=problem.notes.__getitem__):
        members = frozenset(level)
        count = len(members & found)
        while count < min(len(members), problem.seats):
            better = _worth(problem, value, [*rules, _at_least(note, members, count + 1)], {})
            if better is None:
                break
            found, count = better, len(members & better)
        rules.append(_at_least(note, members, count))
        if all(problem.notes[dossier] >= note for dossier in found):
            break
    return _first_identifiers(problem, value, rules, found)


def _first_identifiers(
    problem: SelectionProblem, value: Fraction, rules: Sequence[SelectionRule], found: Selection
) -> Selection:
    forced: dict[DossierId, bool] = {}
    lowest = min(problem.notes[dossier] for dossier in found)
    for dossier in sorted(name for name, note in problem.notes.items() if note >= lowest):
        if sum(forced.values()) == problem.seats:
            break
        if dossier not in found and dossier not in problem.excluded:
            earlier = _worth(problem, value, rules, {**forced, dossier: True})
            found = found if earlier is None else earlier
        forced[dossier] = dossier in found
    return found


def _at_least(note: Fraction, members: Selection, count: int) -> SelectionRule:
    return SelectionRule(f"notes de {note}", members, count)


def _worth(
    problem: SelectionProblem,
    value: Fraction,
    rules: Sequence[SelectionRule],
    forced: Mapping[DossierId, bool],
) -> Selection | None:
    search = Search(problem, rules, forced=forced)
    found = search.first() if search.is_whole else next(iter(search.tied()), None)
    return found if found is not None and problem.value(found) == value else None
