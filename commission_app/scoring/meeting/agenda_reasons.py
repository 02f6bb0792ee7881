"""Why a dossier is debated: exact facts of the ranking and of the meeting, none made up (SCORING.md §8.11).

First what leaves its place open, which is what put it on the agenda; then what the debate may want to know.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from commission_app.scoring.flags import DEFAULT_THRESHOLDS
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.scoring.ranking import Line, RankedDossier
from commission_app.scoring.readings import Reading, spread
from commission_app.scoring.without_reader import Steadiness

NEAR: Final = Fraction(1)  # points between a dossier and the line, from which it is said to be near


class Why(StrEnum):
    """One kind of reason."""

    ASKED = "demande"  # a member asked for the debate
    UNRANKED = "sans_rang"  # a mark or a reading is missing
    ACROSS = "egalite_sur_la_ligne"
    READER = "sans_un_lecteur"  # in or out of the seats once one reader is removed
    WEIGHTS = "poids_voisins"  # in or out of the seats for weights near the published ones
    FORMER = "indecis_alors"  # its place was open when the agenda was settled, and is no more
    LATE = "fiche_tardive"  # a fiche that came once the ranking had been presented counts in it
    NEAR = "pres_de_la_ligne"  # amount: points of the note
    SPREAD = "ecart_de_notes"  # amount: levels, on the criterion where it is largest


# They come from what is tried beside the official ranking: never before the room (UX_CORRECTIONS 08, 09).
ADVISORY: Final = frozenset({Why.READER, Why.WEIGHTS, Why.FORMER})


@dataclass(frozen=True)
class Reason:
    """One reason, and the figure, the criterion or the member that goes with its kind."""

    why: Why
    amount: Fraction | None = None
    criterion: CriterionId | None = None
    member: MemberId | None = None


@dataclass(frozen=True)
class Openness:
    """What makes a place open: what each removal of a reader, and weights near the published ones, change."""

    steadiness: Mapping[DossierId, Steadiness] = field(default_factory=lambda: MappingProxyType({}))
    bounds: Mapping[DossierId, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))


def agenda_reasons(
    row: RankedDossier,
    ranking: Sequence[RankedDossier],
    seats: int,
    openness: Openness,
    *,
    late: Collection[DossierId] = (),
    asked: Mapping[DossierId, MemberId] = MappingProxyType({}),
) -> tuple[Reason, ...]:
    """Return why one dossier of the agenda is debated; the gap between marks is said apart."""
    found = [Reason(Why.ASKED, member=asked[row.dossier])] if row.dossier in asked else []
    causes = list(_causes(row, row.rank, seats, openness)) if row.rank is not None else [Reason(Why.UNRANKED)]
    found += causes or ([] if found else [Reason(Why.FORMER)])
    if row.dossier in late:
        found.append(Reason(Why.LATE))
    gap = None if row.line is Line.ACROSS else distance_to_line(row, ranking, seats)
    if gap is not None and gap <= NEAR:
        found.append(Reason(Why.NEAR, gap))
    return tuple(found)


def largest_spread(
    grid: Grid, readings: Sequence[Reading], threshold: Fraction | int = DEFAULT_THRESHOLDS.criterion
) -> Reason | None:
    """Return the largest gap between two marks of one dossier, if it is one to discuss: first in the grid."""
    gaps = [(spread(readings, criterion), criterion) for criterion in grid.by_id]
    widest = max(gaps, key=lambda one: one[0])
    return Reason(Why.SPREAD, Fraction(widest[0]), widest[1]) if widest[0] >= threshold else None


def distance_to_line(row: RankedDossier, ranking: Sequence[RankedDossier], seats: int) -> Fraction | None:
    """Return the points between a dossier and the nearest one across the line; None without one."""
    sides: tuple[list[Fraction], list[Fraction]] = ([], [])
    for other in ranking:
        if other.rank is not None and other.result.note is not None:
            sides[other.rank > seats].append(other.result.note)
    if row.rank is None or row.result.note is None or not all(sides):
        return None
    inside, outside = sides
    return row.result.note - max(outside) if row.rank <= seats else min(inside) - row.result.note


def _causes(row: RankedDossier, rank: int, seats: int, openness: Openness) -> Iterator[Reason]:
    """Yield what takes a ranked dossier out of the sure zones (§8.11)."""
    if row.line is Line.ACROSS:
        yield Reason(Why.ACROSS)
    steadiness = openness.steadiness.get(row.dossier)
    if steadiness is not None and steadiness.stability != (1 if rank <= seats else 0):
        yield Reason(Why.READER)
    best, worst = openness.bounds.get(row.dossier, (rank, rank))
    if (worst > seats) if rank <= seats else (best <= seats):
        yield Reason(Why.WEIGHTS)
