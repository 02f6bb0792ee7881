"""Two dossiers compared by the readers they share: no severity can weigh on it (SCORING.md §3.1)."""

from dataclasses import dataclass

from commission_app.scoring.calibration import Totals
from commission_app.scoring.ids import DossierId, MemberId


@dataclass(frozen=True)
class Duel:
    """How many of the common readers put one dossier above the other by their own totals."""

    readers: tuple[MemberId, ...]
    for_first: int
    for_second: int

    @property
    def even(self) -> int:
        """Common readers who gave both the same total."""
        return len(self.readers) - self.for_first - self.for_second


def duel(totals: Totals, first: DossierId, second: DossierId) -> Duel:
    """Compare two dossiers over the readers of both."""
    readers = sorted(reader for reader, dossier in totals if dossier == first and (reader, second) in totals)
    gaps = [totals[reader, first] - totals[reader, second] for reader in readers]
    return Duel(tuple(readers), sum(gap > 0 for gap in gaps), sum(gap < 0 for gap in gaps))
