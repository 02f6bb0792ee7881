"""Which dossiers need the time of the meeting: three zones, without any draw (SCORING.md §8.11)."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from commission_app.scoring.ids import DossierId
from commission_app.scoring.ranking import Line, RankedDossier
from commission_app.scoring.without_reader import WithoutEachReader


class Zone(StrEnum):
    """How sure the place of a ranked dossier is."""

    SAFE = "vert"  # among the seats, whoever is removed and whatever the weights
    OUT = "rouge"  # below the line, whoever is removed and whatever the weights
    OPEN = "gris"


def zones(
    ranking: Sequence[RankedDossier],
    without: WithoutEachReader,
    bounds: Mapping[DossierId, tuple[int, int]],
    seats: int,
) -> dict[DossierId, Zone]:
    """Return the zone of each ranked dossier. Bounds come from the dominance over the ranked dossiers."""
    return {
        row.dossier: _zone(row, row.rank, without, bounds, seats) for row in ranking if row.rank is not None
    }


def _zone(
    row: RankedDossier,
    rank: int,
    without: WithoutEachReader,
    bounds: Mapping[DossierId, tuple[int, int]],
    seats: int,
) -> Zone:
    stability = without.dossiers[row.dossier].stability
    best, worst = bounds[row.dossier]
    if rank <= seats and row.line is not Line.ACROSS and stability == 1 and worst <= seats:
        return Zone.SAFE
    if rank > seats and stability == 0 and best > seats:
        return Zone.OUT
    return Zone.OPEN
