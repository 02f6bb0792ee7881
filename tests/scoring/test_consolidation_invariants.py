"""Invariants of the official note, on invented campaigns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from commission_app.scoring.campaign import ScoringRules
from commission_app.scoring.consolidation import ConsolidatedDossier, consolidate
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import DossierId, InstitutionId
from commission_app.scoring.ranking import rank
from commission_app.scoring.readings import Mark, Reading
from tests.scoring.scoring_examples import Weight, grid_of, reading

Results = dict[DossierId, ConsolidatedDossier]
BY_READER = ScoringRules(voice_unit="evaluateur", readings_min=1)
BY_INSTITUTION = replace(BY_READER, voice_unit="institution")
MARKS: tuple[Mark, ...] = (0, 1, 2, 3, 4, 5, "NE")
WEIGHTS = st.fractions(min_value=Fraction(1, 4), max_value=20, max_denominator=6)


@dataclass(frozen=True)
class Invented:
    """An invented campaign: grid, dossiers and readings."""

    grid: Grid
    dossiers: tuple[DossierId, ...]
    readings: tuple[Reading, ...]

    def consolidate(self, rules: ScoringRules) -> Results:
        return consolidate(self.grid, rules, self.dossiers, self.readings)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    sections = draw(st.lists(st.lists(WEIGHTS, min_size=1, max_size=2), min_size=1, max_size=3))
    return grid_of(
        {
            f"S{s}": (draw(WEIGHTS), {f"S{s}.{c}": weight for c, weight in enumerate(criteria)})
            for s, criteria in enumerate(sections)
        }
    )


@st.composite
def campaigns(draw: st.DrawFn, *, with_not_assessable: bool = True) -> Invented:
    grid = draw(grids())
    marks = st.sampled_from(MARKS if with_not_assessable else MARKS[:-1])
    dossiers = tuple(DossierId(f"D{d}") for d in range(draw(st.integers(1, 3))))
    readers = draw(st.integers(1, 3))
    institutions = draw(st.integers(1, 2))
    readings = tuple(
        reading(
            f"r{r}",
            dossier,
            {criterion.id: draw(marks) for criterion in grid.criteria},
            f"I{r % institutions}",
        )
        for dossier in dossiers
        for r in range(readers)
    )
    return Invented(grid, dossiers, readings)


def notes(results: Results) -> dict[DossierId, Fraction | None]:
    return {dossier: result.note for dossier, result in results.items()}


@given(campaigns(), st.sampled_from([BY_READER, BY_INSTITUTION]))
def test_the_note_is_the_formula_of_the_specification_written_naively(
    invented: Invented, rules: ScoringRules
) -> None:
    for dossier, result in invented.consolidate(rules).items():
        whole, weights = Fraction(0), Fraction(0)
        for section in invented.grid.sections:
            inner = Fraction(0)
            for criterion in section.criteria:
                voices: dict[str, list[int]] = {}
                for item in invented.readings:
                    mark = item.marks[criterion.id]
                    if item.dossier == dossier and mark != "NE":
                        voice = item.reader if rules is BY_READER else item.institution
                        voices.setdefault(voice, []).append(int(mark))
                means = [Fraction(sum(marks), len(marks)) for marks in voices.values()]
                mean = sum(means, Fraction(0)) / len(means) if means else None
                assert result.criteria[criterion.id] == mean
                inner += criterion.weight * (mean or 0)
            whole += section.weight * inner / sum(criterion.weight for criterion in section.criteria)
            weights += section.weight
        expected = None if result.unmarked else 100 * whole / (5 * weights)
        assert result.note == expected


@given(campaigns(with_not_assessable=False))
def test_without_not_assessable_the_note_is_the_mean_of_the_totals(invented: Invented) -> None:
    for result in invented.consolidate(BY_READER).values():
        totals = [figures.total for figures in result.individuals.values() if figures.total is not None]
        assert result.note == sum(totals, Fraction(0)) / len(totals)


@given(campaigns(with_not_assessable=False))
def test_with_one_reader_per_institution_both_units_of_voice_give_the_same(invented: Invented) -> None:
    alone = tuple(replace(item, institution=InstitutionId(item.reader)) for item in invented.readings)
    single = replace(invented, readings=alone)
    assert single.consolidate(BY_READER) == single.consolidate(BY_INSTITUTION)


@given(campaigns(), st.data())
def test_the_order_of_the_readings_changes_nothing(invented: Invented, data: st.DataObject) -> None:
    shuffled = replace(invented, readings=tuple(data.draw(st.permutations(invented.readings))))
    official = invented.consolidate(BY_INSTITUTION)
    assert shuffled.consolidate(BY_INSTITUTION) == official
    assert rank(shuffled.consolidate(BY_INSTITUTION), BY_INSTITUTION) == rank(official, BY_INSTITUTION)


@given(campaigns(), st.sampled_from([BY_READER, BY_INSTITUTION]), st.randoms(use_true_random=False))
def test_neither_the_order_of_the_grid_nor_that_of_the_dossiers_changes_a_figure(
    invented: Invented, rules: ScoringRules, source: Random
) -> None:
    sections = list(invented.grid.sections)
    source.shuffle(sections)
    turned: dict[str, tuple[Weight, Mapping[str, Weight]]] = {}
    for section in sections:
        criteria = list(section.criteria)
        source.shuffle(criteria)
        turned[section.id] = (section.weight, {criterion.id: criterion.weight for criterion in criteria})
    dossiers = list(invented.dossiers)
    source.shuffle(dossiers)
    other = Invented(grid_of(turned), tuple(dossiers), invented.readings)

    def figures(one: Invented) -> list[tuple[object, ...]]:
        return [
            (row.dossier, row.status, row.rank, row.line, row.display, row.result.note, row.result.criteria)
            for row in rank(one.consolidate(rules), rules)
        ]

    assert figures(other) == figures(invented)


@given(campaigns(), WEIGHTS, WEIGHTS)
def test_multiplying_all_weights_by_a_constant_changes_nothing(
    invented: Invented, outer: Fraction, inner: Fraction
) -> None:
    scaled = grid_of(
        {
            section.id: (
                section.weight * outer,
                {criterion.id: criterion.weight * inner for criterion in section.criteria},
            )
            for section in invented.grid.sections
        }
    )
    assert replace(invented, grid=scaled).consolidate(BY_READER) == invented.consolidate(BY_READER)


@given(grids(), st.data())
def test_a_reader_identical_to_the_mean_moves_nothing(grid: Grid, data: st.DataObject) -> None:
    dossier = DossierId("D")
    mean = {criterion.id: data.draw(st.integers(1, 4)) for criterion in grid.criteria}
    distance = {criterion: data.draw(st.integers(-1, 1)) for criterion in mean}
    above = reading("r1", dossier, {criterion: mean[criterion] + distance[criterion] for criterion in mean})
    below = reading("r2", dossier, {criterion: mean[criterion] - distance[criterion] for criterion in mean})
    identical = reading("r3", dossier, {**mean})
    for rules in (BY_READER, BY_INSTITUTION):
        before = consolidate(grid, rules, [dossier], [above, below])
        after = consolidate(grid, rules, [dossier], [above, below, identical])
        assert notes(after) == notes(before)


@given(campaigns(), st.sampled_from([BY_READER, BY_INSTITUTION]), st.data())
def test_raising_a_mark_never_lowers_the_note_nor_worsens_the_rank(
    invented: Invented, rules: ScoringRules, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(invented.readings) - 1))
    raised = invented.readings[place]
    criterion = data.draw(st.sampled_from(sorted(raised.marks)))
    mark = raised.marks[criterion]
    if mark == "NE":
        return
    better = replace(raised, marks={**raised.marks, criterion: min(mark + 1, 5)})
    readings = (*invented.readings[:place], better, *invented.readings[place + 1 :])
    before = {row.dossier: row for row in rank(invented.consolidate(rules), rules)}[raised.dossier]
    after_all = rank(replace(invented, readings=readings).consolidate(rules), rules)
    after = {row.dossier: row for row in after_all}[raised.dossier]
    if before.result.note is None or after.result.note is None:
        assert before.result.note is after.result.note
        return
    assert after.result.note >= before.result.note
    if before.rank is not None and after.rank is not None:
        assert after.rank <= before.rank


@given(campaigns(), st.sampled_from([BY_READER, BY_INSTITUTION]), st.randoms(use_true_random=False))
def test_renaming_readers_institutions_dossiers_and_criteria_changes_no_figure(
    invented: Invented, rules: ScoringRules, source: Random
) -> None:
    new: dict[str, str] = {}

    def renamed(name: str) -> str:
        return new.setdefault(name, f"{source.randrange(10**6)}-{len(new)}")

    grid = grid_of(
        {
            section.id: (
                section.weight,
                {renamed(criterion.id): criterion.weight for criterion in section.criteria},
            )
            for section in invented.grid.sections
        }
    )
    readings = [
        reading(
            renamed(item.reader),
            renamed(item.dossier),
            {renamed(criterion): mark for criterion, mark in item.marks.items()},
            renamed(item.institution),
        )
        for item in invented.readings
    ]
    dossiers = [DossierId(renamed(dossier)) for dossier in invented.dossiers]
    before = {row.dossier: row for row in rank(invented.consolidate(rules), rules)}
    after = {row.dossier: row for row in rank(consolidate(grid, rules, dossiers, readings), rules)}
    for dossier, row in before.items():
        same = after[DossierId(renamed(dossier))]
        assert (same.result.note, same.result.spread) == (row.result.note, row.result.spread)
        assert (same.status, same.rank, same.line, same.display) == (
            row.status,
            row.rank,
            row.line,
            row.display,
        )
