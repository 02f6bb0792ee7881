"""What deserves a look before or during the meeting, by fixed thresholds (SCORING.md §8.9).

All comparisons are inclusive. A flag changes no note and no rank, and is said in one sentence.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from commission_app.scoring.calibration import Calibration
from commission_app.scoring.campaign import Neutralised
from commission_app.scoring.consolidation import ConsolidatedDossier
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId, MemberId
from commission_app.scoring.order_statistics import median
from commission_app.scoring.ranking import RankedDossier, Status, competition_ranks
from commission_app.scoring.readings import Reading
from commission_app.scoring.without_reader import WithoutEachReader

FEWEST_SHEETS = 5
UNIFORM_SHARE = Fraction(4, 5)


class FlagKind(StrEnum):
    """What is signalled."""

    CRITERION_SPREAD = "ecart_critere"
    NOTED_SPREAD = "ecart_a_noter"  # on a criterion, under the threshold of an alert
    SINGLE_MARK = "critere_mono"
    TOTAL_SPREAD = "ecart_global"
    ATYPICAL_READER = "lecteur_atypique"
    FEW_READINGS = "lectures_insuffisantes"
    PANEL_SENSITIVE = "sensible_panel"
    READER_SENSITIVE = "sensible_lecteur"
    UNIFORM_MARKS = "notes_uniformes"


@dataclass(frozen=True)
class Flag:
    """One signal, and what it is about: empty names do not apply to its kind."""

    kind: FlagKind
    dossier: DossierId | None = None
    criterion: CriterionId | None = None
    reader: MemberId | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The kind, then what it is about: what flags are sorted by."""
        return tuple(filter(None, (str(self.kind), self.dossier, self.criterion, self.reader)))


@dataclass(frozen=True)
class FlagThresholds:
    """Gaps from which a flag is raised: in points of the scale for a criterion, on 100 for totals."""

    criterion: Fraction | int = 3
    total: Fraction = Fraction(25)
    noted: int | None = None  # gap on a criterion worth noting before it is an alert: the grid proposes one


DEFAULT_THRESHOLDS = FlagThresholds()


def reading_flags(
    grid: Grid,
    consolidation: Mapping[DossierId, ConsolidatedDossier],
    readings: Iterable[Reading],
    *,
    thresholds: FlagThresholds = DEFAULT_THRESHOLDS,
    neutralised: Collection[Neutralised] = (),
) -> tuple[Flag, ...]:
    """Return what the marks themselves signal, sorted. Readings that do not count are ignored."""
    silent: dict[InstitutionId, set[CriterionId]] = defaultdict(set)
    for item in neutralised:
        silent[item.institution].add(item.criterion)
    by_dossier: dict[DossierId, list[Reading]] = defaultdict(list)
    by_reader: dict[MemberId, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.dossier in consolidation and reading.reader in consolidation[reading.dossier].individuals:
            by_dossier[reading.dossier].append(reading)
            by_reader[reading.reader].append(reading)
    found = [Flag(FlagKind.UNIFORM_MARKS, reader=name) for name, own in by_reader.items() if _is_uniform(own)]
    for dossier, panel in by_dossier.items():
        found += _on_criteria(grid, dossier, panel, silent, thresholds)
        found += _on_totals(consolidation[dossier], thresholds.total)
    return _ordered(found)


def ranking_flags(
    ranking: Sequence[RankedDossier],
    seats: int,
    *,
    calibration: Calibration | None = None,
    without: WithoutEachReader | None = None,
) -> tuple[Flag, ...]:
    """Return the dossiers that lack readings, and those whose place hangs on one reader or on their panel.

    A calibration between readers who cannot be compared signals nothing.
    """
    found = [
        Flag(FlagKind.FEW_READINGS, dossier=row.dossier)
        for row in ranking
        if row.status is Status.UNDER_QUORUM
    ]
    if calibration is not None and calibration.is_comparable:
        notes = {row.dossier: row.result.note for row in ranking if row.rank is not None}
        calibrated = calibration.calibrated({name: note for name, note in notes.items() if note is not None})
        ranks = competition_ranks({dossier: (note,) for dossier, note in calibrated.items()})
        found += [
            Flag(FlagKind.PANEL_SENSITIVE, dossier=row.dossier)
            for row in ranking
            if row.rank is not None and (row.rank <= seats) != (ranks[row.dossier] <= seats)
        ]
    if without is not None:
        moved = {
            dossier
            for movement in without.movements.values()
            for dossier in (*movement.entering, *movement.leaving)
        }
        found += [Flag(FlagKind.READER_SENSITIVE, dossier=dossier) for dossier in moved]
    return _ordered(found)


def _on_criteria(
    grid: Grid,
    dossier: DossierId,
    panel: Sequence[Reading],
    silent: Mapping[InstitutionId, Collection[CriterionId]],
    thresholds: FlagThresholds,
) -> Iterator[Flag]:
    for criterion in grid.by_id:
        marks = [mark for reading in panel if isinstance(mark := reading.marks.get(criterion), int)]
        allowed = sum(criterion not in silent.get(reading.institution, ()) for reading in panel)
        spread = max(marks) - min(marks) if len(marks) > 1 else -1
        if spread >= thresholds.criterion:
            yield Flag(FlagKind.CRITERION_SPREAD, dossier, criterion)
        elif thresholds.noted is not None and spread >= thresholds.noted:
            yield Flag(FlagKind.NOTED_SPREAD, dossier, criterion)
        if len(marks) == 1 and allowed > 1:
            yield Flag(FlagKind.SINGLE_MARK, dossier, criterion)


def _on_totals(result: ConsolidatedDossier, threshold: Fraction) -> Iterator[Flag]:
    if result.spread is not None and result.spread >= threshold:
        yield Flag(FlagKind.TOTAL_SPREAD, result.dossier)
    totals = {
        reader: figures.total
        for reader, figures in result.individuals.items()
        if figures.is_effective and figures.total is not None
    }
    if len(totals) < 3:
        return
    for reader, total in totals.items():
        others = [value for name, value in totals.items() if name != reader]
        if abs(total - median(others)) >= threshold:
            yield Flag(FlagKind.ATYPICAL_READER, result.dossier, reader=reader)


def _is_uniform(own: Sequence[Reading]) -> bool:
    same = sum(
        len({mark for mark in reading.marks.values() if isinstance(mark, int)}) == 1 for reading in own
    )
    return len(own) >= FEWEST_SHEETS and same >= UNIFORM_SHARE * len(own)


def _ordered(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    return tuple(sorted(flags, key=lambda flag: flag.words))
