"""The exact best and worst rank of a dossier over all weights within ±ρ (SCORING.md §3.1).

Dominance compares dossiers two by two and gives bounds that no weights may reach; here some weights reach
both. A solver proposes which dossiers may be ahead together, fractions decide.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction

from commission_app.advice.largest_lead import WeightRange, largest_least_lead, lead
from commission_app.advice.linear_program import LinearProgram
from commission_app.scoring.ids import DossierId
from commission_app.scoring.weight_variations import RHO, Dominance, Profile, Profiles, dominance

_SCALE = 1_000  # of the leads in the solver, whose tolerance is a millionth


def rank_intervals(
    dossiers: Collection[DossierId], weights: Profile, profiles: Profiles, rho: Fraction = RHO
) -> Iterator[tuple[DossierId, tuple[int, int]]]:
    """Yield the best and worst rank of each of some dossiers among all the profiles, one after the other.

    A few milliseconds to a second each: a caller may stop between two. Raises NOT-07 as `dominance`.
    """
    pairs = dominance(weights, profiles, rho)
    within = WeightRange.around(weights, rho)
    for dossier in dossiers:
        yield dossier, _interval(dossier, pairs, within, profiles)


def _interval(
    dossier: DossierId, pairs: Dominance, within: WeightRange, profiles: Profiles
) -> tuple[int, int]:
    own = profiles[dossier]
    always = sum(dossier in others for others in pairs.always_ahead_of.values())
    # Whoever is neither always ahead nor never: some weights put it ahead, others do not.
    undecided = [
        tuple(theirs - mine for theirs, mine in zip(profiles[other], own, strict=True))
        for other, lowest in pairs.margins[dossier].items()
        if lowest < 0 and dossier not in pairs.always_ahead_of[other]
    ]
    behind = [tuple(-gap for gap in gaps) for gaps in undecided]
    best = 1 + always + len(undecided) - _most_together(within, behind, Fraction(0))
    return best, 1 + always + _most_together(within, undecided, None)


def _most_together(within: WeightRange, gaps: Sequence[Profile], least: Fraction | None) -> int:
    """Return how many of these leads some weights hold together: at `least`, or above zero when None."""
    conflicts: list[frozenset[int]] = []
    while True:
        chosen = sorted(_proposed(within, gaps, conflicts))
        if len(chosen) < 2 or _hold(within, [gaps[place] for place in chosen], least):
            return len(chosen)
        conflicts.append(_conflict(within, gaps, chosen, least))


def _hold(within: WeightRange, gaps: Sequence[Profile], least: Fraction | None) -> bool:
    weights = within.nearest(_balanced(within, gaps))
    reached = min(lead(weights, row) for row in gaps)
    if reached <= 0 and reached != least:
        reached = largest_least_lead(within, gaps)
    return reached > 0 if least is None else reached >= least


def _conflict(
    within: WeightRange, gaps: Sequence[Profile], chosen: Sequence[int], least: Fraction | None
) -> frozenset[int]:
    """Return leads that cannot hold together, none of them superfluous."""
    kept = list(chosen)
    for place in chosen:
        rest = [other for other in kept if other != place]
        if not _hold(within, [gaps[other] for other in rest], least):
            kept = rest
    return frozenset(kept)


def _proposed(
    within: WeightRange, gaps: Sequence[Profile], conflicts: Collection[frozenset[int]]
) -> list[int]:
    """Return as many leads as the solver holds together, within its tolerance, out of the known conflicts."""
    program = LinearProgram()
    parts = _parts(program, within)
    held = [program.column(1, 0, 1, is_integral=True) for _ in gaps]
    for place, row in zip(held, gaps, strict=True):
        base = float(lead(within.lowest, row))
        most = sum(abs(float(gap)) for gap in row) + abs(base)  # a lead is never under this, its sign changed
        terms = {part: _SCALE * float(gap) for part, gap in zip(parts, row, strict=True)}
        program.row({**terms, place: -_SCALE * most}, lower=-_SCALE * (most + base))
    for conflict in conflicts:
        program.row({held[place]: 1.0 for place in conflict}, upper=len(conflict) - 1)
    point = program.solve() or []
    return [index for index, place in enumerate(held) if point[place] > 0.5]


def _balanced(within: WeightRange, gaps: Sequence[Profile]) -> list[float]:
    """Return parts of the weights under which the least of the leads is about as large as it can be."""
    program = LinearProgram()
    parts = _parts(program, within)
    least = program.column(1, -100 * _SCALE, 100 * _SCALE)
    for row in gaps:
        terms: Mapping[int, float] = {part: _SCALE * float(gap) for part, gap in zip(parts, row, strict=True)}
        program.row({**terms, least: -1.0}, lower=-_SCALE * float(lead(within.lowest, row)))
    point = program.solve() or []
    return [point[part] for part in parts]


def _parts(program: LinearProgram, within: WeightRange) -> list[int]:
    parts = [program.column(upper=float(width)) for width in within.widths]
    free = float(within.free)
    program.row(dict.fromkeys(parts, 1.0), free, free)
    return parts
