"""What holds when a reader is removed or the weights move: flags, zones, dominance, preference."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from commission_app.errors import AppError
from commission_app.scoring.calibration import calibrate, effective_totals
from commission_app.scoring.campaign import Neutralised, ScoringRules
from commission_app.scoring.consolidation import consolidate
from commission_app.scoring.flags import FlagKind, FlagThresholds, ranking_flags, reading_flags
from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId, MemberId
from commission_app.scoring.ranking import RankedDossier, competition_ranks, rank
from commission_app.scoring.readings import Mark, Reading
from commission_app.scoring.sheet import NOT_ASSESSABLE
from commission_app.scoring.weight_variations import (
    Profile,
    dominance,
    preference,
    section_profiles,
    section_weights,
)
from commission_app.scoring.without_reader import WithoutEachReader, without_each_reader
from commission_app.scoring.zones import Zone, zones
from tests.scoring.scoring_examples import grid_of, reading
from tests.scoring.test_consolidation_invariants import BY_INSTITUTION, BY_READER, Invented, campaigns

GRID = grid_of({"A": (60, {"a1": 2, "a2": 1}), "B": (40, {"b1": 1})})
ONE = grid_of({"S": (1, {"c": 1})})
VALUES = st.integers(0, 5).map(Fraction)


def shared_weights(parts: list[int]) -> Profile:
    return tuple(Fraction(part, sum(parts)) for part in parts)


WEIGHTS = st.lists(st.integers(1, 9), min_size=3, max_size=3).map(shared_weights)
PROFILES = st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=2, max_size=5)


@given(campaigns(), st.sampled_from([BY_READER, BY_INSTITUTION]), st.integers(1, 3))
def test_removing_a_reader_is_the_whole_calculation_without_their_readings(
    invented: Invented, rules: ScoringRules, seats: int
) -> None:
    rules = replace(rules, seats=seats)
    ranking = rank(invented.consolidate(rules), rules)
    found = without_each_reader(invented.grid, rules, ranking, invented.readings)
    full = {row.dossier: row.rank for row in ranking if row.rank is not None}
    assert found.dossiers.keys() == full.keys()
    best, worst = dict(full), dict(full)
    for reader, movement in found.movements.items():
        rest = tuple(item for item in invented.readings if item.reader != reader)
        results = replace(invented, readings=rest).consolidate(rules)
        keys = {name: (note,) for name in full if (note := results[name].note) is not None}
        ranks = competition_ranks(keys)
        before = {name for name, place in full.items() if place <= seats}
        after = {name for name, place in ranks.items() if place <= seats}
        assert set(movement.entering) == after - before
        assert set(movement.leaving) == before - after
        for name, place in ranks.items():
            best[name], worst[name] = min(best[name], place), max(worst[name], place)
    for name, item in found.dossiers.items():
        assert (item.best, item.worst) == (best[name], worst[name])


@given(campaigns(), st.sampled_from([BY_READER, BY_INSTITUTION]))
def test_a_reader_who_judged_nothing_anywhere_leaves_the_full_ranking_when_removed(
    invented: Invented, rules: ScoringRules
) -> None:
    silent: dict[str, Mark] = {criterion.id: NOT_ASSESSABLE for criterion in invented.grid.criteria}
    empty = tuple(reading("muet", dossier, {**silent}, "I9") for dossier in invented.dossiers)
    more = replace(invented, readings=(*invented.readings, *empty))
    before, after = invented.consolidate(rules), more.consolidate(rules)
    assert [row.note for row in after.values()] == [row.note for row in before.values()]
    found = without_each_reader(more.grid, rules, rank(after, rules), more.readings)
    movement = found.movements[MemberId("muet")]
    assert (movement.entering, movement.leaving) == ((), ())


def ranked(readings: list[Reading], rules: ScoringRules) -> tuple[RankedDossier, ...]:
    dossiers = sorted({item.dossier for item in readings})
    return rank(consolidate(ONE, rules, dossiers, readings), rules)


def test_a_reader_who_could_judge_nothing_moves_nothing() -> None:
    readings = [reading("r1", "A", {"c": 5}), reading("r1", "B", {"c": 3}), reading("r2", "A", {"c": "NE"})]
    rules = ScoringRules(seats=1, readings_min=1)
    found = without_each_reader(ONE, rules, ranked(readings, rules), readings)
    assert found.movements[MemberId("r2")].entering == found.movements[MemberId("r2")].leaving == ()


def test_a_dossier_whose_only_reader_is_removed_is_absent_from_that_run() -> None:
    readings = [reading("r1", "A", {"c": 5}), reading("r2", "B", {"c": 3})]
    rules = ScoringRules(seats=1, readings_min=1)
    found = without_each_reader(ONE, rules, ranked(readings, rules), readings)
    assert found.movements[MemberId("r1")].leaving == ("A",)
    assert found.dossiers[DossierId("A")].stability == 1


def test_removal_follows_the_tie_break_keys_and_the_collegial_marks() -> None:
    grid = grid_of({"A": (1, {"a": 1}), "B": (1, {"b": 1})})
    rules = ScoringRules(seats=1, readings_min=1, tie_break=("section:A",))
    readings = [
        reading("r1", "X", {"a": 3, "b": 3}),
        reading("r2", "X", {"a": 3, "b": 3}),
        reading("r1", "Y", {"a": 4, "b": "NE"}),
    ]
    collegial = {(DossierId("Y"), CriterionId("b")): 2}
    results = consolidate(grid, rules, [DossierId("X"), DossierId("Y")], readings, collegial=collegial)
    found = without_each_reader(grid, rules, rank(results, rules), readings)
    assert found.dossiers[DossierId("Y")].rank == 1
    assert found.movements[MemberId("r2")].entering == ()
    assert found.movements[MemberId("r1")].leaving == ("Y",)


def flags_of(readings: list[Reading], *silent: Neutralised) -> list[tuple[str, ...]]:
    dossiers = sorted({item.dossier for item in readings})
    results = consolidate(ONE, ScoringRules(readings_min=1), dossiers, readings, neutralised=silent)
    return [flag.words for flag in reading_flags(ONE, results, readings, neutralised=silent)]


def test_a_gap_of_three_points_is_signalled_and_a_gap_of_two_is_not() -> None:
    assert flags_of([reading("r1", "D", {"c": 1}), reading("r2", "D", {"c": 4})]) == [
        ("ecart_critere", "D", "c"),
        ("ecart_global", "D"),
    ]
    assert flags_of([reading("r1", "D", {"c": 2}), reading("r2", "D", {"c": 4})]) == [("ecart_global", "D")]
    assert flags_of([reading("r1", "D", {"c": 3}), reading("r2", "D", {"c": 4})]) == []


def test_a_gap_that_the_grid_proposes_to_debate_is_noted_before_it_is_an_alert() -> None:
    readings = [reading("r1", "D", {"c": 1}), reading("r2", "D", {"c": 3}), reading("r1", "E", {"c": 1})]
    readings.append(reading("r2", "E", {"c": 4}))
    results = consolidate(ONE, ScoringRules(), [DossierId("D"), DossierId("E")], readings)
    found = reading_flags(ONE, results, readings, thresholds=FlagThresholds(noted=ONE.spread_to_debate))
    assert {flag.words for flag in found} == {
        ("ecart_a_noter", "D", "c"),
        ("ecart_critere", "E", "c"),
        ("ecart_global", "D"),
        ("ecart_global", "E"),
    }


def test_a_single_mark_is_signalled_only_when_others_could_have_given_theirs() -> None:
    marked, blank = reading("r1", "D", {"c": 3}), reading("r2", "D", {"c": "NE"}, "CNAF")
    assert flags_of([marked, blank]) == [("critere_mono", "D", "c")]
    silent = Neutralised(InstitutionId("CNAF"), CriterionId("c"))
    assert flags_of([marked, reading("r2", "D", {}, "CNAF")], silent) == []


def test_five_sheets_of_equal_marks_are_uniform_and_four_are_not() -> None:
    grid = grid_of({"S": (1, {"c": 1, "d": 1})})
    own = [reading("r1", f"D{n}", {"c": 3, "d": 3 if n else 4}) for n in range(5)]
    for count, expected in ((5, [("notes_uniformes", "r1")]), (4, [])):
        dossiers = [item.dossier for item in own[:count]]
        results = consolidate(grid, ScoringRules(), dossiers, own[:count])
        assert [flag.words for flag in reading_flags(grid, results, own[:count])] == expected


def test_a_recused_reader_raises_no_flag() -> None:
    readings = [reading("r1", "D", {"c": 0}), reading("r2", "D", {"c": 5})]
    results = consolidate(
        ONE, ScoringRules(), [DossierId("D")], readings, recused=[(MemberId("r1"), DossierId("D"))]
    )
    assert reading_flags(ONE, results, readings) == ()


def test_the_place_that_hangs_on_a_reader_or_a_panel_is_signalled() -> None:
    readings = [
        *(reading("strict", f"D{n}", {"c": 1}) for n in range(4)),
        *(reading("mild", f"D{n}", {"c": 4}) for n in range(4)),
        reading("strict", "X", {"c": 2}),
        reading("mild", "Y", {"c": 3}),
        reading("third", "Y", {"c": 3}),
        reading("third", "D0", {"c": 3}),
    ]
    rules = ScoringRules(seats=1, readings_min=1)
    ranking = ranked(readings, rules)
    results = {row.dossier: row.result for row in ranking}
    calibration = calibrate(effective_totals(results), Fraction(1, 100))
    without = without_each_reader(ONE, rules, ranking, readings)
    found = ranking_flags(ranking, 1, calibration=calibration, without=without)
    assert {flag.words for flag in found if flag.kind is FlagKind.PANEL_SENSITIVE} == {
        ("sensible_panel", "X"),
        ("sensible_panel", "Y"),
    }
    assert ("sensible_lecteur", "Y") in {flag.words for flag in found}
    alone = ranking_flags(ranked(readings, ScoringRules(readings_min=2)), 1)
    assert [flag.words for flag in alone] == [("lectures_insuffisantes", "X")]


@given(WEIGHTS, PROFILES, st.sampled_from([Fraction(0), Fraction(1, 5), Fraction(1)]), st.data())
def test_every_rank_that_weights_can_give_is_within_the_bounds(
    weights: Profile, rows: list[Profile], rho: Fraction, data: st.DataObject
) -> None:
    profiles = {DossierId(f"D{place}"): row for place, row in enumerate(rows)}
    found = dominance(weights, profiles, rho)
    # A sum of weights kept at one: what one takes, another gives.
    give, take = data.draw(st.permutations(range(3)))[:2]
    moved = min(weights[give], weights[take]) * rho
    varied = list(weights)
    varied[give], varied[take] = varied[give] - moved, varied[take] + moved
    notes = {name: sum(w * v for w, v in zip(varied, row, strict=True)) for name, row in profiles.items()}
    for name, place in competition_ranks({name: (Fraction(n),) for name, n in notes.items()}).items():
        best, worst = found.bounds[name]
        assert best <= place <= worst
        for other, margin in found.margins[name].items():
            assert notes[name] - notes[other] >= margin


@given(WEIGHTS, st.tuples(VALUES, VALUES, VALUES), st.tuples(VALUES, VALUES, VALUES))
def test_the_preference_index_and_its_contrary_add_up_to_one(
    weights: Profile, one: Profile, other: Profile
) -> None:
    assume(one != other)
    there, back = preference(weights, one, other), preference(weights, other, one)
    assert there + back == 1
    margins = dominance(weights, {DossierId("A"): one, DossierId("B"): other}).margins
    if all(mine >= theirs for mine, theirs in zip(one, other, strict=True)):
        assert there == 1
        assert margins[DossierId("A")][DossierId("B")] > 0


def test_equal_dossiers_and_fixed_weights_leave_nothing_to_chance() -> None:
    half = (Fraction(1, 2), Fraction(1, 2))
    one, other = (Fraction(3), Fraction(2)), (Fraction(1), Fraction(3))
    assert preference(half, one, one) == 0
    assert preference(half, one, other, Fraction(0)) == 1
    assert preference(half, other, one, Fraction(0)) == 0


@pytest.mark.parametrize(
    ("weights", "rho"),
    [((Fraction(1), Fraction(1)), Fraction(1, 5)), ((Fraction(1), Fraction(0)), Fraction(2))],
)
def test_weights_that_do_not_add_up_and_a_variation_above_one_are_refused(
    weights: Profile, rho: Fraction
) -> None:
    with pytest.raises(AppError) as refusal:
        dominance(weights, {}, rho)
    assert refusal.value.code == "NOT-07"


def test_too_many_components_are_refused_rather_than_awaited() -> None:
    weights = (Fraction(1, 17),) * 17
    with pytest.raises(AppError) as refusal:
        preference(weights, (Fraction(1),) * 17, (Fraction(0),) * 17)
    assert refusal.value.code == "NOT-07"


def zoned(readings: list[Reading], rules: ScoringRules) -> dict[DossierId, Zone]:
    dossiers = sorted({item.dossier for item in readings})
    ranking = rank(consolidate(GRID, rules, dossiers, readings), rules)
    without: WithoutEachReader = without_each_reader(GRID, rules, ranking, readings)
    profiles = section_profiles(GRID, {row.dossier: row.result for row in ranking})
    bounds = dominance(section_weights(GRID), profiles).bounds
    return zones(ranking, without, bounds, rules.seats)


def test_only_dossiers_that_nothing_moves_are_out_of_the_discussion() -> None:
    marks = {"top": (5, 5, 5), "left": (5, 5, 3), "right": (3, 2, 4), "low": (0, 0, 0)}
    readings = [
        reading(reader, name, dict(zip(("a1", "a2", "b1"), row, strict=True)))
        for name, row in marks.items()
        for reader in ("r1", "r2")
    ]
    found = zoned(readings, ScoringRules(seats=2))
    assert found == {"top": Zone.SAFE, "left": Zone.SAFE, "right": Zone.OUT, "low": Zone.OUT}
    tied = [item for item in readings if item.dossier != "right"]
    tied += [reading(reader, "right", {"a1": 5, "a2": 5, "b1": 3}) for reader in ("r1", "r2")]
    assert zoned(tied, ScoringRules(seats=2))[DossierId("left")] is Zone.OPEN
