"""Hand-computed consolidations of the specification, and everything that is refused."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from commission_app.errors import AppError
from commission_app.scoring.campaign import Neutralised, ScoringRules, Threshold
from commission_app.scoring.consolidation import ConsolidatedDossier, Readiness, consolidate
from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId, MemberId
from commission_app.scoring.readings import Mark, Reading
from tests.scoring.scoring_examples import grid_of, reading

X = DossierId("X")
GRID = grid_of({"A": (60, {"a1": 2, "a2": 1}), "B": (40, {"b1": 1})})
MARKS: Mapping[str, Mapping[str, Mark]] = {
    "R1": {"a1": 4, "a2": 1, "b1": 5},
    "R2": {"a1": 3, "a2": 4, "b1": "NE"},
    "R3": {"a1": 5, "a2": 2, "b1": 2},
}
INSTITUTIONS = {"R1": "CNAF", "R2": "DGCS", "R3": "CNAF"}
READINGS = [reading(reader, X, marks, INSTITUTIONS[reader]) for reader, marks in MARKS.items()]
BY_READER = ScoringRules(voice_unit="evaluateur")


def consolidated(
    rules: ScoringRules = BY_READER, readings: list[Reading] = READINGS, **more: Any
) -> ConsolidatedDossier:
    return consolidate(GRID, rules, [X], readings, **more)[X]


def recusals(*readers: str) -> list[tuple[MemberId, DossierId]]:
    return [(MemberId(reader), X) for reader in readers]


def test_a_mark_not_assessable_leaves_the_weight_of_its_criterion_whole() -> None:
    result = consolidated()
    assert result.criteria == {"a1": 4, "a2": Fraction(7, 3), "b1": Fraction(7, 2)}
    assert result.sections == {"A": Fraction(31, 9), "B": Fraction(7, 2)}
    assert result.note == Fraction(208, 3)


def test_the_totals_of_the_readers_stay_their_own() -> None:
    totals = {reader: figures.total for reader, figures in consolidated().individuals.items()}
    assert totals == {"R1": 76, "R2": Fraction(200, 3), "R3": 64}
    assert consolidated().individuals[MemberId("R2")].coverage == Fraction(3, 5)
    assert consolidated().note != sum(total for total in totals.values() if total is not None) / 3


def test_two_readers_of_one_institution_share_one_voice() -> None:
    assert consolidated(ScoringRules()).note == 69
    assert consolidated(ScoringRules()).criteria[CriterionId("a1")] == Fraction(15, 4)


def test_a_recused_reader_is_ignored_everywhere() -> None:
    result = consolidated(recused=recusals("R3"))
    assert result.note == 78
    assert list(result.individuals) == ["R1", "R2"]


def test_a_criterion_that_nobody_marked_leaves_the_dossier_incomplete_and_is_never_renormalised() -> None:
    result = consolidated(recused=recusals("R1", "R3"))
    assert result.readiness is Readiness.INCOMPLETE
    assert result.note is None
    assert result.sections == {"A": Fraction(10, 3), "B": None}
    assert result.unmarked == ("b1",)


def test_a_dossier_without_any_reading_is_incomplete() -> None:
    result = consolidated(readings=[])
    assert result.readiness is Readiness.INCOMPLETE
    assert result.unmarked == ("a1", "a2", "b1")
    assert (result.readers, result.effective_readers, result.spread) == (0, 0, None)


def test_a_collegial_mark_settles_a_criterion_that_nobody_may_mark() -> None:
    grid = grid_of({"A": (60, {"a": 1}), "B": (40, {"b": 1})})
    readings = [reading("R1", X, {"a": 4}, "CNAF"), reading("R2", X, {"a": 2}, "DGCS")]
    neutralised = [Neutralised(InstitutionId(name), CriterionId("b")) for name in ("CNAF", "DGCS")]
    alone = consolidate(grid, BY_READER, [X], readings, neutralised=neutralised)[X]
    assert alone.readiness is Readiness.INCOMPLETE
    settled = consolidate(
        grid, BY_READER, [X], readings, neutralised=neutralised, collegial={(X, CriterionId("b")): 3}
    )[X]
    assert settled.criteria == {"a": 3, "b": 3}
    assert settled.note == 60
    assert settled.collegial == {"b"}


def test_a_neutralised_criterion_does_not_lower_the_coverage_of_its_readers() -> None:
    marks: dict[str, Mark] = {"a1": 4, "a2": 1}
    neutralised = [Neutralised(InstitutionId("CNAF"), CriterionId("b1"))]
    result = consolidated(readings=[reading("R1", X, marks, "CNAF")], neutralised=neutralised)
    assert result.individuals[MemberId("R1")].coverage == 1
    unbound = consolidated(readings=[reading("R1", X, marks, "DGCS")], neutralised=neutralised)
    assert unbound.individuals[MemberId("R1")].coverage == Fraction(3, 5)


def test_a_reader_who_may_mark_nothing_covers_nothing() -> None:
    neutralised = [Neutralised(InstitutionId("CNAF"), criterion.id) for criterion in GRID.criteria]
    result = consolidated(readings=[reading("R1", X, {}, "CNAF")], neutralised=neutralised)
    figures = result.individuals[MemberId("R1")]
    assert figures.total is None
    assert figures.coverage == 0
    assert not figures.is_effective


def test_only_readers_who_marked_half_of_the_weight_make_the_quorum() -> None:
    half = reading("R4", X, {"a1": "NE", "a2": "NE", "b1": 5})
    result = consolidated(ScoringRules(readings_min=4), [*READINGS, half])
    assert (result.readers, result.effective_readers) == (4, 3)
    assert result.readiness is Readiness.UNDER_QUORUM
    assert consolidated(ScoringRules(readings_min=3), [*READINGS, half]).readiness is Readiness.RANKABLE


def test_exactly_half_of_the_weight_is_enough_to_be_effective() -> None:
    grid = grid_of({"A": (1, {"a": 1, "b": 1})})
    result = consolidate(grid, BY_READER, [X], [reading("R1", X, {"a": 3, "b": "NE"})])[X]
    assert result.effective_readers == 1


def test_the_spread_is_the_distance_between_the_extreme_totals_of_effective_readers() -> None:
    assert consolidated().spread == 76 - 64
    partial = reading("R4", X, {"a1": "NE", "a2": 0, "b1": "NE"})
    assert consolidated(readings=[*READINGS, partial]).spread == 76 - 64
    assert consolidated(readings=READINGS[:1]).spread is None


REFUSALS: list[tuple[str, dict[str, Any]]] = [
    ("NOT-01", {"readings": [reading("R1", X, {"a1": 6})]}),
    ("NOT-01", {"readings": [reading("R1", X, {"a1": -1})]}),
    ("NOT-01", {"readings": [reading("R1", X, {"a1": True})]}),
    ("NOT-01", {"readings": [reading("R1", X, {"a1": "3"})]}),  # type: ignore[dict-item]  # a refused kind
    ("NOT-02", {"readings": [reading("R1", X, {"z9": 3})]}),
    (
        "NOT-03",
        {
            "readings": [reading("R1", X, {"b1": "NE"}, "CNAF")],
            "neutralised": [Neutralised(InstitutionId("CNAF"), CriterionId("b1"))],
        },
    ),
    ("NOT-04", {"readings": [reading("R1", "inconnu", {"a1": 3})]}),
    ("NOT-05", {"readings": [*READINGS, READINGS[0]]}),
    ("NOT-06", {"collegial": {(X, CriterionId("b1")): 3}}),
    ("NOT-07", {"rules": ScoringRules(voice_unit="institutions")}),
    ("NOT-07", {"rules": ScoringRules(rank_mode="approché")}),
    ("NOT-07", {"rules": ScoringRules(seats=0)}),
    ("NOT-07", {"rules": ScoringRules(readings_min=0)}),
    ("NOT-07", {"rules": ScoringRules(decimals=7)}),
    ("NOT-08", {"rules": ScoringRules(tie_break=("section:Z",))}),
    ("NOT-08", {"rules": ScoringRules(tie_break=("total",))}),
    ("NOT-08", {"rules": ScoringRules(thresholds=(Threshold("critere:z9", Fraction(1)),))}),
    ("NOT-09", {"collegial": {(X, CriterionId("b1")): 6}, "readings": []}),
    ("NOT-09", {"collegial": {(X, CriterionId("z9")): 3}}),
    ("NOT-09", {"collegial": {(DossierId("inconnu"), CriterionId("b1")): 3}}),
    ("NOT-10", {"neutralised": [Neutralised(InstitutionId("CNAF"), CriterionId("z9"))]}),
]


@pytest.mark.parametrize(("code", "given"), REFUSALS)
def test_what_contradicts_the_campaign_is_refused_by_its_code(code: str, given: dict[str, Any]) -> None:
    with pytest.raises(AppError) as refusal:
        consolidated(**given)
    assert refusal.value.code == code


def test_a_refused_mark_names_its_reader_its_dossier_and_its_criterion() -> None:
    with pytest.raises(AppError) as refusal:
        consolidated(readings=[reading("R1", X, {"a1": 9})])
    assert refusal.value.facts == {
        "member": "R1",
        "dossier": "X",
        "criterion": "a1",
        "mark": "9",
        "maximum": 5,
    }


def test_a_recused_reading_is_not_even_checked() -> None:
    assert consolidated(readings=[reading("R1", X, {"a1": 9})], recused=recusals("R1")).readers == 0


def test_a_total_threshold_is_accepted_by_the_rules() -> None:
    rules = ScoringRules(
        thresholds=(Threshold("total", Fraction(50)),), tie_break=("section:A", "critere:b1")
    )
    assert consolidated(rules).note == 69
