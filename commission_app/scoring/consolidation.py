"""The official note of each dossier: criterion first, exact, recomputed whole each time (SCORING.md §8.5)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import lcm
from types import MappingProxyType

from commission_app.errors import AppError
from commission_app.scoring.campaign import Neutralised, ScoringRules
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId, MemberId, SectionId
from commission_app.scoring.individual import Individual, individual
from commission_app.scoring.readings import Reading, check_reading
from commission_app.scoring.rules import check_rules
from commission_app.scoring.weights import Weights, integer_weights

CollegialMarks = Mapping[tuple[DossierId, CriterionId], int]
NO_COLLEGIAL_MARK: CollegialMarks = MappingProxyType({})


class Readiness(StrEnum):
    """Whether a dossier has what a rank needs, before any decision about it."""

    INCOMPLETE = "incomplet"  # a criterion that nobody marked
    UNDER_QUORUM = "sous_quorum"  # fewer effective readers than the règlement asks
    RANKABLE = "classable"


@dataclass(frozen=True)
class ConsolidatedDossier:
    """All official figures of one dossier, and each reader's own."""

    dossier: DossierId
    readiness: Readiness
    note: Fraction | None  # on 100
    sections: Mapping[SectionId, Fraction | None]  # on the scale of the grid
    criteria: Mapping[CriterionId, Fraction | None]
    unmarked: tuple[CriterionId, ...]  # in the order of the grid
    collegial: frozenset[CriterionId]  # settled by the commission in its meeting
    individuals: Mapping[MemberId, Individual]  # in the order of identifiers

    @property
    def readers(self) -> int:
        """Number of closed readings."""
        return len(self.individuals)

    @property
    def effective_readers(self) -> int:
        """Number of readings that count toward the quorum."""
        return sum(figures.is_effective for figures in self.individuals.values())

    @property
    def spread(self) -> Fraction | None:
        """Highest minus lowest total of the effective readers, None under two totals (SCORING.md §8.9)."""
        totals = [
            figures.total
            for figures in self.individuals.values()
            if figures.is_effective and figures.total is not None
        ]
        return max(totals) - min(totals) if len(totals) > 1 else None


def consolidate(
    grid: Grid,
    rules: ScoringRules,
    dossiers: Collection[DossierId],
    readings: Iterable[Reading],
    *,
    neutralised: Collection[Neutralised] = (),
    recused: Collection[tuple[MemberId, DossierId]] = (),
    collegial: CollegialMarks = NO_COLLEGIAL_MARK,
) -> dict[DossierId, ConsolidatedDossier]:
    """Consolidate the current closed readings; the order in which they are given changes nothing.

    A recused reader's reading is ignored before anything else. Raises NOT-01 to NOT-05 for a reading that
    contradicts the campaign, NOT-06 or NOT-09 for such a collegial mark, NOT-07 or NOT-08 for such rules,
    NOT-10 for such a neutralised criterion.
    """
    check_rules(grid, rules)
    not_marked = _criteria_by_institution(grid, neutralised)
    recusals = frozenset(recused)
    found: dict[DossierId, dict[MemberId, Reading]] = {dossier: {} for dossier in dossiers}
    for reading in readings:
        if (reading.reader, reading.dossier) not in recusals:
            _add(found, reading)
            check_reading(reading, grid, not_marked.get(reading.institution, frozenset()))
    settled = _collegial_by_dossier(grid, found, collegial)
    weights = integer_weights(grid)
    return {
        dossier: _consolidate_one(
            dossier,
            [of_dossier[reader] for reader in sorted(of_dossier)],
            settled.get(dossier, {}),
            weights=weights,
            rules=rules,
            not_marked=not_marked,
        )
        for dossier, of_dossier in found.items()
    }


def _criteria_by_institution(
    grid: Grid, neutralised: Collection[Neutralised]
) -> dict[InstitutionId, frozenset[CriterionId]]:
    criteria: dict[InstitutionId, set[CriterionId]] = {}
    for item in neutralised:
        if item.criterion not in grid.by_id:
            raise AppError("NOT-10", institution=item.institution, criterion=item.criterion)
        criteria.setdefault(item.institution, set()).add(item.criterion)
    return {institution: frozenset(silent) for institution, silent in criteria.items()}


def _add(found: Mapping[DossierId, dict[MemberId, Reading]], reading: Reading) -> None:
    if reading.dossier not in found:
        raise AppError("NOT-04", member=reading.reader, dossier=reading.dossier)
    if reading.reader in found[reading.dossier]:
        raise AppError("NOT-05", member=reading.reader, dossier=reading.dossier)
    found[reading.dossier][reading.reader] = reading


def _collegial_by_dossier(
    grid: Grid, dossiers: Collection[DossierId], collegial: CollegialMarks
) -> dict[DossierId, dict[CriterionId, int]]:
    marks: dict[DossierId, dict[CriterionId, int]] = {}
    for (dossier, criterion), mark in collegial.items():
        is_level = type(mark) is int and 0 <= mark <= grid.scale.maximum
        if dossier not in dossiers or criterion not in grid.by_id or not is_level:
            raise AppError(
                "NOT-09", dossier=dossier, criterion=criterion, mark=str(mark), maximum=grid.scale.maximum
            )
        marks.setdefault(dossier, {})[criterion] = mark
    return marks


def _consolidate_one(
    dossier: DossierId,
    readings: Sequence[Reading],
    collegial: Mapping[CriterionId, int],
    *,
    weights: Weights,
    rules: ScoringRules,
    not_marked: Mapping[InstitutionId, frozenset[CriterionId]],
) -> ConsolidatedDossier:
    individuals = {
        reading.reader: individual(weights, reading.marks, not_marked.get(reading.institution, frozenset()))
        for reading in readings
    }
    means = _criterion_means(readings, rules.voice_unit)
    for criterion in collegial:
        if criterion in means:
            raise AppError("NOT-06", dossier=dossier, criterion=criterion)
    means |= {criterion: Fraction(mark) for criterion, mark in collegial.items()}
    criteria = {criterion: means.get(criterion) for criterion in weights.shares}
    unmarked = tuple(criterion for criterion, mean in criteria.items() if mean is None)
    note, sections = weighted_note(weights, means, unmarked)
    is_quorate = sum(figures.is_effective for figures in individuals.values()) >= rules.readings_min
    enough = Readiness.RANKABLE if is_quorate else Readiness.UNDER_QUORUM
    return ConsolidatedDossier(
        dossier=dossier,
        readiness=Readiness.INCOMPLETE if unmarked else enough,
        note=note,
        sections=sections,
        criteria=criteria,
        unmarked=unmarked,
        collegial=frozenset(collegial),
        individuals=individuals,
    )


def _criterion_means(readings: Iterable[Reading], voice_unit: str) -> dict[CriterionId, Fraction]:
    """Mean over the voices of each voice's own mean: a voice is a reader, or an institution's readers."""
    marks: dict[CriterionId, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for reading in readings:
        voice = voice_of(reading, voice_unit)
        for criterion, mark in reading.marks.items():
            if isinstance(mark, int):
                marks[criterion][voice].append(mark)
    return {criterion: _mean_of_means(list(voices.values())) for criterion, voices in marks.items()}


def voice_of(reading: Reading, voice_unit: str) -> str:
    """Return who speaks in a reading: the reader, or their institution."""
    return reading.institution if voice_unit == "institution" else reading.reader


def _mean_of_means(voices: Sequence[Sequence[int]]) -> Fraction:
    common = lcm(*map(len, voices))
    return Fraction(sum(sum(marks) * (common // len(marks)) for marks in voices), common * len(voices))


def weighted_note(
    weights: Weights, means: Mapping[CriterionId, Fraction], unmarked: Collection[CriterionId]
) -> tuple[Fraction | None, dict[SectionId, Fraction | None]]:
    """Return the note and the sections, undefined where a criterion is unmarked: nothing is renormalised."""
    unit = lcm(*(mean.denominator for mean in means.values()))
    mean = weights.mean({criterion: int(value * unit) for criterion, value in means.items()}, unit)
    sections = {
        section.id: None
        if any(criterion in unmarked for criterion, _ in section.criteria)
        else mean.sections[section.id]
        for section in weights.sections
    }
    return (None if unmarked else mean.total), sections
