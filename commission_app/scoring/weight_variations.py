"""What varying the published weights a little can change (SCORING.md §8.11): advisory, and exact.

Components are the sections by default: the weights of criteria inside a section stay as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import factorial, lcm, prod
from typing import TypeVar

from commission_app.errors import AppError
from commission_app.scoring.consolidation import ConsolidatedDossier
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import DossierId

RHO = Fraction(1, 5)
MOST_COMPONENTS = 16  # the exact volume doubles its terms with each: beyond, only draws answer in time
Profile = tuple[Fraction, ...]
Amount = TypeVar("Amount", int, Fraction)
Profiles = Mapping[DossierId, Profile]


@dataclass(frozen=True)
class Dominance:
    """What holds whatever the weights within ±ρ."""

    margins: Mapping[DossierId, Mapping[DossierId, Fraction]]  # lowest lead of one over another
    always_ahead_of: Mapping[DossierId, tuple[DossierId, ...]]
    bounds: Mapping[DossierId, tuple[int, int]]  # best and worst rank


def section_weights(grid: Grid) -> Profile:
    """Return the weight of each section, adding up to one."""
    whole = sum((section.weight for section in grid.sections), Fraction(0))
    return tuple(section.weight / whole for section in grid.sections)


def section_profiles(
    grid: Grid, results: Mapping[DossierId, ConsolidatedDossier]
) -> dict[DossierId, Profile]:
    """Return the section values of the complete dossiers, in the order of the grid."""
    found = {}
    for dossier, result in results.items():
        values = [result.sections[section.id] for section in grid.sections]
        profile = tuple(value for value in values if value is not None)
        if len(profile) == len(values):
            found[dossier] = profile
    return found


def check_weights(weights: Profile, rho: Fraction) -> None:
    """Refuse weights that do not add up to one and a variation out of 0..1. Raises NOT-07."""
    if any(weight < 0 for weight in weights) or sum(weights) != 1:
        raise AppError("NOT-07", rule="poids", value=" ; ".join(map(str, weights)))
    if not 0 <= rho <= 1:
        raise AppError("NOT-07", rule="variation des poids", value=str(rho))


def dominance(weights: Profile, profiles: Profiles, rho: Fraction = RHO) -> Dominance:
    """Compare all pairs over every set of weights within ±ρ that adds up to one. Raises NOT-07."""
    check_weights(weights, rho)
    unit = lcm(*(value.denominator for profile in profiles.values() for value in profile))
    integers = {name: [int(value * unit) for value in profile] for name, profile in profiles.items()}
    scale = lcm(rho.denominator, *(weight.denominator for weight in weights)) * rho.denominator
    lowest = [int(weight * (1 - rho) * scale) for weight in weights]
    widths = [int(2 * weight * rho * scale) for weight in weights]
    free = int(rho * scale)  # what is left to give when every weight is at its lowest
    margins: dict[DossierId, dict[DossierId, Fraction]] = {name: {} for name in profiles}
    for one, other in combinations(profiles, 2):
        gaps = [mine - theirs for mine, theirs in zip(integers[one], integers[other], strict=True)]
        order = sorted(range(len(gaps)), key=gaps.__getitem__)
        base = sum(weight * gap for weight, gap in zip(lowest, gaps, strict=True))
        worst = base + poured(free, widths, gaps, order)
        best = base + poured(free, widths, gaps, order[::-1])
        margins[one][other] = Fraction(worst, scale * unit)
        margins[other][one] = Fraction(-best, scale * unit)
    ahead = {
        name: tuple(sorted(other for other, margin in of_name.items() if margin > 0))
        for name, of_name in margins.items()
    }
    beaten = {name: sum(name in others for others in ahead.values()) for name in profiles}
    count = len(profiles)
    return Dominance(
        margins, ahead, {name: (1 + beaten[name], count - len(ahead[name])) for name in profiles}
    )


def poured(free: Amount, widths: Sequence[Amount], gaps: Sequence[Amount], order: Sequence[int]) -> Amount:
    """Return what is gained by giving the free weight in this order, to each as much as its width holds."""
    total = free * 0
    for place in order:
        part = min(free, widths[place])
        total += part * gaps[place]
        free -= part
    return total


def preference(weights: Profile, one: Profile, other: Profile, rho: Fraction = RHO) -> Fraction:
    """Return the chance that one is ahead of the other when each weight varies alone within ±ρ.

    Exact: the volume of a half-space in a cube. Raises NOT-07 above sixteen components that differ.
    """
    check_weights(weights, rho)
    gaps = [mine - theirs for mine, theirs in zip(one, other, strict=True)]
    slopes = [2 * rho * gap * weight for gap, weight in zip(gaps, weights, strict=True)]
    level = -sum((gap * weight * (1 - rho) for gap, weight in zip(gaps, weights, strict=True)), Fraction(0))
    # A negative slope is turned around: x becomes 1 − x, and the level rises by its length.
    level -= sum((slope for slope in slopes if slope < 0), Fraction(0))
    lengths = [abs(slope) for slope in slopes if slope]
    if len(lengths) > MOST_COMPONENTS:
        raise AppError("NOT-07", rule="nombre de composantes", value=str(len(lengths)))
    return 1 - _volume(lengths, level)


def _volume(lengths: Sequence[Fraction], level: Fraction) -> Fraction:
    """Return the volume of {x in the unit cube: lengths·x ≤ level}."""
    if level < 0:
        return Fraction(0)
    if level >= sum(lengths):
        return Fraction(1)
    unit = lcm(level.denominator, *(length.denominator for length in lengths))
    sizes = [int(length * unit) for length in lengths]
    count = len(sizes)
    terms = [(int(level * unit), 1)]
    for size in sizes:
        terms += [(rest - size, -sign) for rest, sign in terms if rest > size]
    whole = sum(sign * rest**count for rest, sign in terms)
    return Fraction(whole, factorial(count) * prod(sizes))
