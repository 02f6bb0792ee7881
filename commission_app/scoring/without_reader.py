"""« Et sans M. X ? »: the ranking made again without each reader in turn, exactly (SCORING.md §8.8).

Only the dossiers ranked in the full calculation are placed; quorum and thresholds are not applied again. A
dossier left with a criterion that nobody marked is absent from that run.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from commission_app.scoring.campaign import ScoringRules
from commission_app.scoring.consolidation import ConsolidatedDossier, voice_of, weighted_note
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.scoring.ranking import RankedDossier, RankKey, competition_ranks, rank_key
from commission_app.scoring.readings import Reading
from commission_app.scoring.weights import Weights, integer_weights, quotient


@dataclass(frozen=True)
class Steadiness:
    """How the rank of one dossier holds: lowest and highest rank, full calculation included."""

    rank: int
    best: int
    worst: int
    stability: Fraction | None  # share of the runs it is in that keep it among the seats; None without any


@dataclass(frozen=True)
class Movement:
    """Who enters and leaves the seats without one reader, in the order of identifiers."""

    entering: tuple[DossierId, ...]
    leaving: tuple[DossierId, ...]


@dataclass(frozen=True)
class WithoutEachReader:
    """What removing each reader changes."""

    dossiers: Mapping[DossierId, Steadiness]
    movements: Mapping[MemberId, Movement]


def without_each_reader(
    grid: Grid, rules: ScoringRules, ranking: Sequence[RankedDossier], readings: Iterable[Reading]
) -> WithoutEachReader:
    """Remove each reader in turn from a ranking made of these readings."""
    results = {row.dossier: row.result for row in ranking}
    ranks = {row.dossier: row.rank for row in ranking if row.rank is not None}
    panels: dict[DossierId, list[Reading]] = defaultdict(list)
    readers: dict[MemberId, dict[DossierId, Reading]] = defaultdict(dict)
    for reading in readings:
        if reading.dossier in results and reading.reader in results[reading.dossier].individuals:
            readers[reading.reader][reading.dossier] = reading
            panels[reading.dossier].append(reading)
    weights = integer_weights(grid)
    full = {dossier: rank_key(results[dossier], rules) for dossier in sorted(ranks)}
    tallies = {dossier: _tallies(panels[dossier], rules.voice_unit) for dossier in full}
    runs: dict[MemberId, dict[DossierId, int]] = {}
    for reader in sorted(readers):
        keys: dict[DossierId, RankKey | None] = dict(full)
        for dossier, reading in readers[reader].items():
            if dossier in full:
                means = _means_without(reading, tallies[dossier], rules.voice_unit)
                keys[dossier] = _key(weights, rules, results[dossier], means)
        runs[reader] = competition_ranks({name: key for name, key in keys.items() if key is not None})
    return WithoutEachReader(
        {dossier: _steadiness(dossier, ranks[dossier], runs.values(), rules.seats) for dossier in full},
        {reader: _movement(ranks, run, rules.seats) for reader, run in runs.items()},
    )


@dataclass(frozen=True)
class _Tally:
    """Marks of one criterion on one dossier: their sum and number in each voice, and the sum of the means."""

    voices: Mapping[str, tuple[int, int]]
    means: int  # sum of the voices' means, in `unit`-ths of a mark
    unit: int

    def without(self, mark: int, voice: str) -> Fraction | None:
        """Return the mean of what is left when one mark goes, None when nothing is."""
        total, count = self.voices[voice]
        rest, unit, voices = self.means - total * (self.unit // count), self.unit, len(self.voices)
        if count > 1:
            # What is left of the voice has another divisor, which the common one may not hold.
            rest, unit = rest * (count - 1) + (total - mark) * unit, unit * (count - 1)
        elif voices == 1:
            return None
        else:
            voices -= 1
        return quotient(rest, unit * voices)

    @property
    def mean(self) -> Fraction:
        """Mean of all the voices."""
        return quotient(self.means, self.unit * len(self.voices))


def _tallies(readings: Iterable[Reading], voice_unit: str) -> dict[CriterionId, _Tally]:
    voices: dict[CriterionId, dict[str, tuple[int, int]]] = defaultdict(dict)
    for reading in readings:
        voice = voice_of(reading, voice_unit)
        for criterion, mark in reading.marks.items():
            if isinstance(mark, int):
                total, count = voices[criterion].get(voice, (0, 0))
                voices[criterion][voice] = (total + mark, count + 1)
    tallies = {}
    for criterion, of_criterion in voices.items():
        unit = lcm(*(count for _, count in of_criterion.values()))
        means = sum(total * (unit // count) for total, count in of_criterion.values())
        tallies[criterion] = _Tally(of_criterion, means, unit)
    return tallies


def _means_without(
    reading: Reading, tallies: Mapping[CriterionId, _Tally], voice_unit: str
) -> dict[CriterionId, Fraction]:
    voice = voice_of(reading, voice_unit)
    means = {}
    for criterion, tally in tallies.items():
        mark = reading.marks.get(criterion)
        mean = tally.without(mark, voice) if isinstance(mark, int) else tally.mean
        if mean is not None:
            means[criterion] = mean
    return means


def _key(
    weights: Weights,
    rules: ScoringRules,
    result: ConsolidatedDossier,
    means: dict[CriterionId, Fraction],
) -> RankKey | None:
    for criterion in result.collegial:
        settled = result.criteria[criterion]
        if settled is not None:
            means[criterion] = settled
    if len(means) < len(weights.shares):
        return None
    note, sections = weighted_note(weights, means, ())
    return rank_key(replace(result, note=note, sections=sections, criteria=means), rules)


def _steadiness(
    dossier: DossierId, rank: int, runs: Collection[Mapping[DossierId, int]], seats: int
) -> Steadiness:
    found = [run[dossier] for run in runs if dossier in run]
    return Steadiness(
        rank=rank,
        best=min(rank, *found) if found else rank,
        worst=max(rank, *found) if found else rank,
        stability=Fraction(sum(place <= seats for place in found), len(found)) if found else None,
    )


def _movement(full: Mapping[DossierId, int], run: Mapping[DossierId, int], seats: int) -> Movement:
    before = {dossier for dossier, rank in full.items() if rank <= seats}
    after = {dossier for dossier, rank in run.items() if rank <= seats}
    return Movement(tuple(sorted(after - before)), tuple(sorted(before - after)))
