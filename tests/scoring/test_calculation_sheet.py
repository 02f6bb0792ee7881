"""The fiche de calcul says what the calculation does, with the figures of the calculation."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from commission_app.scoring.calculation_sheet import CalculationSheet, calculation_sheet, written_exactly
from commission_app.scoring.campaign import ScoringRules, Threshold
from commission_app.scoring.consolidation import consolidate
from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.scoring.ranking import rank
from commission_app.texts import typeset
from tests.scoring.scoring_examples import grid_of, reading
from tests.scoring.test_consolidation_invariants import BY_INSTITUTION, BY_READER, Invented, campaigns

GRID = grid_of({"A": (60, {"a1": 2, "a2": 1}), "B": (40, {"b1": 1})})
READINGS = [
    reading("R1", "X", {"a1": 4, "a2": 1, "b1": 5}, "CNAF"),
    reading("R2", "X", {"a1": 3, "a2": 4, "b1": "NE"}, "DGCS"),
    reading("R3", "X", {"a1": 5, "a2": 2, "b1": 2}, "CNAF"),
]


def sheet_of(rules: ScoringRules, **options: object) -> CalculationSheet:
    collegial = {(DossierId("X"), CriterionId("b1")): 3} if options.get("collegial") else {}
    readings = READINGS[1:2] if collegial or options.get("alone") else READINGS
    row = rank(consolidate(GRID, rules, [DossierId("X")], readings, collegial=collegial), rules)[0]
    return calculation_sheet(GRID, rules, row, readings, {MemberId("R1"): "Mme Roy"})


def lines(sheet: CalculationSheet, heading: int) -> dict[str, tuple[str, str]]:
    return {step.label: (step.operation, step.value) for step in sheet.headings[heading].steps}


def test_each_step_of_the_worked_example_is_written_out() -> None:
    found = lines(sheet_of(ScoringRules(voice_unit="evaluateur")), 3)
    assert found["Critère a2"] == ("(1 + 4 + 2) ÷ 3", "7/3 ≈ 2,3333")
    assert found["Section A"] == ("(2 × 4 + 1 × 7/3) ÷ 3", "31/9 ≈ 3,4444")
    assert found["Note sur 100"] == ("100 × (60 × 31/9 + 40 × 3,5) ÷ (5 × 100)", "208/3 ≈ 69,3333")
    assert found["Place"] == ("", "1er, parmi les places")


def test_one_voice_per_institution_shows_the_mean_inside_it() -> None:
    found = lines(sheet_of(ScoringRules()), 3)
    assert found["Critère a1"] == (typeset("CNAF : (4 + 5) ÷ 2 = 4,5 ; (4,5 + 3) ÷ 2"), "3,75")
    assert found["Note sur 100"][1] == "69"


def test_data_are_shown_with_who_gave_them() -> None:
    found = lines(sheet_of(ScoringRules()), 1)
    own = found["Fiche de Mme Roy (CNAF)"][1], found["Fiche de R2 (DGCS)"][1]
    assert [" ".join(text.split()) for text in own] == ["a1 4 ; a2 1 ; b1 5", "a1 3 ; a2 4 ; b1 NE"]


def test_a_collegial_mark_is_said_to_be_one() -> None:
    sheet = sheet_of(ScoringRules(readings_min=1), collegial=True)
    assert lines(sheet, 1)["Note collégiale du critère b1"] == ("", "3")
    assert lines(sheet, 3)["Critère b1"] == ("note collégiale de la commission", "3")


def test_an_incomplete_dossier_says_what_is_missing() -> None:
    found = lines(sheet_of(ScoringRules(readings_min=1), alone=True), 3)
    assert found["Critère b1"] == ("aucune note", "non définie")
    assert found["Note sur 100"] == ("aucune note pour b1", "non définie")
    assert found["Place"][1].startswith("incomplet")


def test_the_rules_that_apply_are_printed() -> None:
    rules = ScoringRules(tie_break=("section:A",), thresholds=(Threshold("total", Fraction(95)),))
    found = lines(sheet_of(rules), 2)
    assert found["Minimum (total)"] == ("", "95")
    assert found["Départage"] == ("", "section:A")
    assert found["Poids de la section A — A"] == ("", "60")
    assert "total" in lines(sheet_of(rules), 3)["Place"][1]


@given(campaigns(), st.sampled_from([BY_READER, BY_INSTITUTION]))
def test_every_sheet_ends_with_the_official_figures(invented: Invented, rules: ScoringRules) -> None:
    for row in rank(invented.consolidate(rules), rules):
        found = lines(calculation_sheet(invented.grid, rules, row, invented.readings), 3)
        note = row.result.note
        assert found["Note sur 100"][1] == ("non définie" if note is None else written_exactly(note))
        for criterion, value in row.result.criteria.items():
            assert found[f"Critère {criterion}"][1] == (
                "non définie" if value is None else written_exactly(value)
            )
