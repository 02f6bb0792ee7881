"""What moves between two rankings of the same dossiers: points, ranks, seats (SCORING.md §8.16)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from commission_app.scoring.ids import DossierId
from commission_app.scoring.ranking import Line, RankedDossier


@dataclass(frozen=True)
class Place:
    """Where a dossier stands in one ranking. None where it has no note, or no rank."""

    note: Fraction | None
    rank: int | None
    line: Line | None


@dataclass(frozen=True)
class Move:
    """One dossier before and after."""

    dossier: DossierId
    before: Place
    after: Place

    @property
    def gained(self) -> Fraction | None:
        """Points gained, negative when lost; None unless it has a note both times."""
        if self.before.note is None or self.after.note is None:
            return None
        return self.after.note - self.before.note


@dataclass(frozen=True)
class RankingChange:
    """Dossiers whose rank is another one, in the order of the ranking after; who enters and leaves the seats.

    A tie that straddles the line counts as inside, as when a reader is removed (§8.8): rank ≤ K.
    """

    moved: tuple[Move, ...]
    entering: tuple[DossierId, ...]
    leaving: tuple[DossierId, ...]


def move_of(before: Sequence[RankedDossier], after: Sequence[RankedDossier], dossier: DossierId) -> Move:
    """Return how one dossier of both rankings moves. KeyError for one that a ranking does not have."""
    was, now = ({row.dossier: row for row in rows}[dossier] for rows in (before, after))
    return Move(dossier, _place(was), _place(now))


def ranking_change(
    before: Sequence[RankedDossier], after: Sequence[RankedDossier], seats: int
) -> RankingChange:
    """Compare two rankings of the same dossiers. KeyError for one that only the second has."""
    known = {row.dossier: row for row in before}
    moves = [Move(row.dossier, _place(known[row.dossier]), _place(row)) for row in after]
    return RankingChange(
        tuple(move for move in moves if move.before.rank != move.after.rank),
        tuple(one.dossier for one in moves if _is_in(one.after, seats) and not _is_in(one.before, seats)),
        tuple(one.dossier for one in moves if _is_in(one.before, seats) and not _is_in(one.after, seats)),
    )


def _place(row: RankedDossier) -> Place:
    return Place(row.result.note, row.rank, row.line)


def _is_in(place: Place, seats: int) -> bool:
    return place.rank is not None and place.rank <= seats
