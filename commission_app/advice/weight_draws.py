"""« Quelle probabilité d'être dans les 10 ? »: ranks over draws of weights, seeded (SCORING.md §§3.2, 8.11).

The stream of numbers is that of a documented generator, the same on every machine: seed, ρ and number of
draws are printed with every figure.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId
from commission_app.scoring.weight_variations import RHO, Profile, Profiles, check_weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAWS = 10_000
MOST_DRAWS = 1_000_000
_AT_ONCE = 1_000


@dataclass(frozen=True)
class Acceptability:
    """Shares of the draws: in which a dossier is among the seats, and at each rank from the first."""

    top: Mapping[DossierId, float]
    ranks: Mapping[DossierId, tuple[float, ...]]
    central: Mapping[
        DossierId, tuple[float, ...] | None
    ]  # mean weights of the draws it wins, None without any


def seed_of(dataset_digest: str) -> int:
    """Return the seed that a set of data gives itself, from its digest."""
    return int.from_bytes(hashlib.sha256(dataset_digest.encode()).digest()[:8])


def raw_draws(seed: int, count: int) -> "NDArray[np.uint64]":
    """Return the first numbers of the stream of a seed."""
    import numpy as np

    return np.random.PCG64(seed).random_raw(count)


def weight_draws(weights: Profile, seed: int, count: int, rho: Fraction = RHO) -> "NDArray[np.float64]":
    """Return draws of weights, one a row, each weight within ±ρ and each row adding up to one.

    Raises NOT-07 for weights, a variation or a number of draws out of range.
    """
    import numpy as np

    check_weights(weights, rho)
    if not 1 <= count <= MOST_DRAWS:
        raise AppError("NOT-07", rule="nombre de tirages", value=str(count))
    raw = raw_draws(seed, count * len(weights)).reshape(count, len(weights))
    uniform = (raw >> np.uint64(11)) * 2.0**-53
    drawn = np.array([float(weight) for weight in weights]) * (1 + float(rho) * (2 * uniform - 1))
    shared: NDArray[np.float64] = drawn / drawn.sum(axis=1, keepdims=True)
    return shared


def acceptability(
    weights: Profile, profiles: Profiles, seats: int, seed: int, *, draws: int = DRAWS, rho: Fraction = RHO
) -> Acceptability:
    """Rank all dossiers under each draw. Identical profiles share a rank. Raises NOT-07 as `weight_draws`."""
    import numpy as np

    drawn = weight_draws(weights, seed, draws, rho)
    if not profiles:
        return Acceptability({}, {}, {})
    different = sorted(set(profiles.values()), reverse=True)
    place = {profile: index for index, profile in enumerate(different)}
    sharing = np.bincount([place[profile] for profile in profiles.values()], minlength=len(different))
    values = np.array([[float(value) for value in profile] for profile in different])
    counts = np.zeros((len(different), len(profiles) + 1), dtype=np.int64)
    wins = np.zeros((len(different), len(weights)))
    for start in range(0, draws, _AT_ONCE):
        part = drawn[start : start + _AT_ONCE]
        order = np.argsort(-(part @ values.T), axis=1)
        sizes = sharing[order]
        ranks = np.cumsum(sizes, axis=1) - sizes + 1
        flat = (order * counts.shape[1] + ranks).ravel()
        counts += np.bincount(flat, minlength=counts.size).reshape(counts.shape)
        np.add.at(wins, order[:, 0], part)
    shares = counts[:, 1:] / draws
    firsts = counts[:, 1]
    return Acceptability(
        top={name: float(shares[place[row], :seats].sum()) for name, row in profiles.items()},
        ranks={name: tuple(shares[place[row]].tolist()) for name, row in profiles.items()},
        central={
            name: tuple((wins[place[row]] / firsts[place[row]]).tolist()) if firsts[place[row]] else None
            for name, row in profiles.items()
        },
    )
