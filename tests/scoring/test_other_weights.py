"""Other weights of sections: exact, and the published ones give the official ranking back."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from commission_app.scoring.campaign import ScoringRules
from commission_app.scoring.consolidation import consolidate
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import DossierId, SectionId
from commission_app.scoring.other_weights import reweighed
from commission_app.scoring.ranking import RankedDossier, rank
from tests.scoring.scoring_examples import grid_of, reading
from tests.scoring.test_consolidation_invariants import BY_READER, Invented, campaigns

A, B = SectionId("A"), SectionId("B")
RULES = ScoringRules(readings_min=1)


def ranked(a: int, b: int) -> tuple[Grid, tuple[RankedDossier, ...]]:
    grid = grid_of({"A": (a, {"a1": 2, "a2": 1}), "B": (b, {"b1": 1})})
    readings = [
        reading("R1", "X", {"a1": 5, "a2": 2, "b1": 1}),
        reading("R1", "Y", {"a1": 3, "a2": 2, "b1": 4}),
        reading("R1", "Z", {"a1": 1, "a2": 1, "b1": 1}),
    ]
    dossiers = [DossierId(name) for name in "XYZ"]
    return grid, rank(consolidate(grid, RULES, dossiers, readings), RULES)


def test_weights_tried_give_the_notes_of_a_grid_that_has_them() -> None:
    grid, ranking = ranked(90, 10)
    assert [row.dossier for row in ranking] == ["X", "Y", "Z"]
    _, expected = ranked(10, 90)
    found = reweighed(grid, RULES, ranking, {A: Fraction(10), B: Fraction(90)})
    assert found is not None
    assert found.notes == {row.dossier: row.result.note for row in expected}
    assert found.ranks == {"Y": 1, "X": 2, "Z": 3}


def test_only_their_proportions_count() -> None:
    grid, ranking = ranked(60, 40)
    one = reweighed(grid, RULES, ranking, {A: Fraction(1), B: Fraction(3)})
    assert one == reweighed(grid, RULES, ranking, {A: Fraction(25), B: Fraction(75)})


def test_without_any_weight_there_is_nothing_to_rank() -> None:
    grid, ranking = ranked(60, 40)
    assert reweighed(grid, RULES, ranking, {A: Fraction(0), B: Fraction(0)}) is None
    assert reweighed(grid, RULES, ranking, {A: Fraction(-1), B: Fraction(3)}) is None


@given(campaigns(), st.sampled_from(["exact", "arrondi"]))
def test_the_published_weights_give_the_official_notes_and_ranks_back(invented: Invented, mode: str) -> None:
    rules = ScoringRules(voice_unit=BY_READER.voice_unit, rank_mode=mode)
    ranking = rank(invented.consolidate(rules), rules)
    found = reweighed(invented.grid, rules, ranking, {one.id: one.weight for one in invented.grid.sections})
    assert found is not None
    official = [row for row in ranking if row.rank is not None]
    assert found.notes == {row.dossier: row.result.note for row in official}
    assert found.ranks == {row.dossier: row.rank for row in official}
