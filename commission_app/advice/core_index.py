"""How often a dossier stays in the best selection when weights vary (SCORING.md §3.3): « sur 500 tirages ».

The dossiers of index 1 are in the selection of every draw, those of index 0 in none; the meeting's time
belongs to the others. Draws prove nothing for weights that were not drawn: their number is said.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from commission_app.advice.selection import Search, SelectionProblem
from commission_app.advice.weight_draws import weight_draws
from commission_app.scoring.ids import DossierId
from commission_app.scoring.weight_variations import RHO, Profile, Profiles

DRAWS = 500
_FINENESS = 10**5  # values are cut there, far under what the draws can tell


@dataclass(frozen=True)
class CoreIndex:
    """Share of the draws in whose best selection each dossier is, and the number of draws."""

    shares: dict[DossierId, Fraction]
    draws: int


def nothing_to_do(_done: int) -> None:
    """Follow no progress."""


def core_index(
    problem: SelectionProblem,
    weights: Profile,
    profiles: Profiles,
    seed: int,
    *,
    draws: int = DRAWS,
    rho: Fraction = RHO,
    on_draw: Callable[[int], None] = nothing_to_do,
) -> CoreIndex | None:
    """Select again under each draw of weights, None when the rules allow no selection.

    Profiles are those of all the candidates. It lasts seconds: `on_draw` hears how many draws are done, and
    interrupts by raising. Raises NOT-07 and NOT-14 as the selection and the draws do.
    """
    problem.check()
    times: Counter[DossierId] = Counter()
    for done, drawn in enumerate(weight_draws(weights, seed, draws, rho).tolist(), 1):
        notes = {
            dossier: Fraction(
                int(_FINENESS * sum(w * float(v) for w, v in zip(drawn, row, strict=True))), _FINENESS
            )
            for dossier, row in profiles.items()
        }
        found = Search(replace(problem, notes=notes), problem.rules).first()
        if found is None:
            return None
        times.update(found)
        on_draw(done)
    return CoreIndex({dossier: Fraction(times[dossier], draws) for dossier in problem.notes}, draws)
