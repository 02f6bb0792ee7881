"""Readers mixed as much as loads allow: the more different pairs meet, the better severities compare (§5).

Two readers exchange a dossier when it costs little and makes the number of dossiers that the same two people
read together more even. Loads, recusals and institutions stay as they were.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from random import Random

from commission_app.advice.assignment import Assignment, ReadingPlan
from commission_app.scoring.ids import DossierId, MemberId

TRIALS = 20_000
Panels = dict[DossierId, set[MemberId]]


def shared_readings(assignment: Assignment) -> dict[tuple[MemberId, MemberId], int]:
    """Return how many dossiers each pair of readers has in common; pairs without any are absent."""
    counts: dict[tuple[MemberId, MemberId], int] = defaultdict(int)
    for panel in assignment.readers.values():
        for place, one in enumerate(sorted(panel)):
            for other in sorted(panel)[:place]:
                counts[other, one] += 1
    return dict(counts)


def spread(assignment: Assignment, seed: int, *, budget: int = 0, trials: int = TRIALS) -> Assignment:
    """Return an assignment that costs at most `budget` more, whose pairs of readers are more even."""
    exchange = _Exchange(assignment, budget)
    common = assignment.plan.calibration
    pairs = [
        (reader, dossier)
        for dossier, panel in assignment.readers.items()
        for reader in panel
        if dossier not in common
    ]
    source = Random(seed)  # noqa: S311 - printed with the assignment, so that anybody makes it again
    for _ in range(trials if len(pairs) > 1 else 0):
        one, two = source.randrange(len(pairs)), source.randrange(len(pairs))
        (reader, dossier), (other, elsewhere) = pairs[one], pairs[two]
        if exchange.is_made(reader, dossier, other, elsewhere):
            pairs[one], pairs[two] = (other, dossier), (reader, elsewhere)
    readers = {dossier: tuple(sorted(panel)) for dossier, panel in exchange.panels.items()}
    return replace(assignment, readers=readers, cost=exchange.cost)


class _Exchange:
    """The assignment while readers exchange dossiers."""

    def __init__(self, assignment: Assignment, budget: int) -> None:
        self._plan: ReadingPlan = assignment.plan
        self._most = assignment.cost + budget
        self.cost = assignment.cost
        self.panels: Panels = {dossier: set(panel) for dossier, panel in assignment.readers.items()}
        self._together: dict[tuple[MemberId, MemberId], int] = defaultdict(int)
        for (one, other), count in shared_readings(assignment).items():
            self._together[one, other] = self._together[other, one] = count

    def is_made(self, reader: MemberId, dossier: DossierId, other: MemberId, elsewhere: DossierId) -> bool:
        """Exchange two readings if it is allowed and makes pairs more even; tell whether it was done."""
        if reader == other or dossier == elsewhere:
            return False
        here, there = self.panels[dossier] - {reader}, self.panels[elsewhere] - {other}
        cost = self.cost + self._added_cost(reader, dossier, other, elsewhere)
        is_allowed = self._may_join(other, dossier, here) and self._may_join(reader, elsewhere, there)
        if not is_allowed or cost > self._most:
            return False
        before = self._unevenness(here | there, reader, other)
        self._move(reader, other, here, 1)
        self._move(other, reader, there, 1)
        if self._unevenness(here | there, reader, other) >= before:
            self._move(reader, other, here, -1)
            self._move(other, reader, there, -1)
            return False
        self.panels[dossier], self.panels[elsewhere], self.cost = here | {other}, there | {reader}, cost
        return True

    def _may_join(self, reader: MemberId, dossier: DossierId, panel: Collection[MemberId]) -> bool:
        institutions = self._plan.readers
        is_alone = not self._plan.one_per_institution or all(
            institutions[one] != institutions[reader] for one in panel
        )
        return reader not in panel and (reader, dossier) not in self._plan.recused and is_alone

    def _added_cost(self, reader: MemberId, dossier: DossierId, other: MemberId, elsewhere: DossierId) -> int:
        costs = self._plan.costs
        if costs is None:
            return 0
        after = costs[other, dossier] + costs[reader, elsewhere]
        return after - costs[reader, dossier] - costs[other, elsewhere]

    def _unevenness(self, panel: Collection[MemberId], *moved: MemberId) -> int:
        return sum(self._together[one, other] ** 2 for one in moved for other in panel)

    def _move(self, leaves: MemberId, joins: MemberId, panel: Collection[MemberId], times: int) -> None:
        for other in panel:
            for one, change in ((leaves, -times), (joins, times)):
                self._together[one, other] += change
                self._together[other, one] = self._together[one, other]
