"""Which seats are truly open when weights vary: every selection that no other is always better than (§3.3).

The dossiers of core index 1 keep their seat and those of index 0 have none, « sur 500 tirages »; what remains
is enumerated whole and compared in fractions. Called core: in all these selections; exterior: in none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import comb

from commission_app.advice.core_index import CoreIndex
from commission_app.advice.largest_lead import WeightRange, lead
from commission_app.advice.selection import Selection, SelectionProblem
from commission_app.scoring.ids import DossierId
from commission_app.scoring.weight_variations import RHO, Profile, Profiles, check_weights

MOST_SELECTIONS = 3_000  # compared with one another within a second or two


@dataclass(frozen=True)
class UndecidedZone:
    """Selections that no other is better than under all weights, and what they say of each dossier."""

    selections: tuple[tuple[DossierId, ...], ...]  # best by the published weights first
    core: tuple[DossierId, ...]
    borderline: tuple[DossierId, ...]
    exterior: tuple[DossierId, ...]
    draws: int  # behind the core index from which the zone comes


def undecided_zone(
    problem: SelectionProblem, index: CoreIndex, weights: Profile, profiles: Profiles, rho: Fraction = RHO
) -> UndecidedZone | None:
    """Enumerate the seats that draws leave open, None when that makes too many selections. Raises NOT-07."""
    check_weights(weights, rho)
    fixed = frozenset(name for name, share in index.shares.items() if share == 1)
    zone = sorted(name for name, share in index.shares.items() if 0 < share < 1)
    seats = problem.seats - len(fixed)
    if comb(len(zone), seats) > MOST_SELECTIONS:
        return None
    tried = (fixed | frozenset(chosen) for chosen in combinations(zone, seats))
    allowed = [selection for selection in tried if problem.follows(selection, problem.rules)]
    kept = _not_dominated(allowed, weights, profiles, WeightRange.around(weights, rho))
    everywhere = frozenset.intersection(*kept) if kept else frozenset()
    somewhere = frozenset().union(*kept)
    return UndecidedZone(
        selections=tuple(tuple(sorted(selection)) for selection in kept),
        core=tuple(sorted(everywhere)),
        borderline=tuple(sorted(somewhere - everywhere)),
        exterior=tuple(sorted(problem.notes.keys() - somewhere)),
        draws=index.draws,
    )


def _not_dominated(
    selections: Iterable[Selection], weights: Profile, profiles: Profiles, within: WeightRange
) -> list[Selection]:
    sums: dict[Selection, Profile] = {
        selection: tuple(
            sum(values, Fraction(0)) for values in zip(*(profiles[one] for one in selection), strict=True)
        )
        for selection in selections
    }
    # None is better under all weights than one that the published weights place before it.
    order = sorted(sums, key=lambda one: (-lead(weights, sums[one]), sorted(one)))
    kept: list[Selection] = []
    for selection in order:
        if not any(_is_better(sums[other], sums[selection], within) for other in kept):
            kept.append(selection)
    return kept


def _is_better(one: Profile, other: Profile, within: WeightRange) -> bool:
    """Tell whether one is never worse, and better under some weights."""
    gaps = tuple(mine - theirs for mine, theirs in zip(one, other, strict=True))
    return within.least_lead(gaps) >= 0 > within.least_lead(tuple(-gap for gap in gaps))
