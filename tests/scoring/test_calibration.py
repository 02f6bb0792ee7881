"""Severity of readers and the links between them."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commission_app.errors import AppError
from commission_app.scoring.calibration import calibrate, effective_totals
from commission_app.scoring.campaign import ScoringRules
from commission_app.scoring.connectivity import components, contrast_variance
from commission_app.scoring.consolidation import consolidate
from commission_app.scoring.duels import duel
from commission_app.scoring.ids import DossierId, MemberId
from tests.scoring.scoring_examples import grid_of, reading

Totals = dict[tuple[MemberId, DossierId], Fraction]
QUICK = settings(max_examples=40)
READERS = [MemberId(f"r{place}") for place in range(4)]
DOSSIERS = [DossierId(f"D{place}") for place in range(5)]
TOTALS = st.fractions(0, 100, max_denominator=6)


@st.composite
def designs(draw: st.DrawFn) -> Totals:
    pairs = draw(st.sets(st.sampled_from([(r, d) for r in READERS for d in DOSSIERS]), min_size=1))
    return {pair: draw(TOTALS) for pair in sorted(pairs)}


@QUICK
@given(st.lists(TOTALS, min_size=20, max_size=20))
def test_when_everybody_reads_everything_the_panel_changes_no_note(values: list[Fraction]) -> None:
    pairs = [(reader, dossier) for reader in READERS for dossier in DOSSIERS]
    found = calibrate(dict(zip(pairs, values, strict=True)))
    assert set(found.panels.values()) == {0}
    assert found.is_comparable


@QUICK
@given(designs())
def test_effects_add_up_to_zero_and_leave_no_better_choice(totals: Totals) -> None:
    ridge = Fraction(3)
    found = calibrate(totals, ridge)
    assert sum(found.effects.values()) == 0

    def loss(effects: dict[MemberId, Fraction]) -> Fraction:
        whole = ridge * sum((effect**2 for effect in effects.values()), Fraction(0))
        for dossier in {name for _, name in totals}:
            gaps = [value - effects[reader] for (reader, name), value in totals.items() if name == dossier]
            mean = sum(gaps, Fraction(0)) / len(gaps)
            whole += sum(((gap - mean) ** 2 for gap in gaps), Fraction(0))
        return whole

    best = loss({**found.effects})
    for reader in found.effects:
        for step in (Fraction(1, 7), Fraction(-1, 7)):
            assert loss({**found.effects, reader: found.effects[reader] + step}) > best


@QUICK
@given(designs())
def test_the_components_share_out_readers_and_dossiers(totals: Totals) -> None:
    parts = components(totals)
    assert sorted(reader for part in parts for reader in part.readers) == sorted({r for r, _ in totals})
    assert sorted(dossier for part in parts for dossier in part.dossiers) == sorted({d for _, d in totals})
    for reader, dossier in totals:
        assert any(reader in part.readers and dossier in part.dossiers for part in parts)
    linked = contrast_variance({reader for reader, _ in totals}, totals)
    assert (linked is None) == (len(parts) > 1 or len({reader for reader, _ in totals}) == 1)


def test_one_more_common_dossier_makes_readers_easier_to_compare() -> None:
    one = [(reader, DossierId("A")) for reader in READERS]
    two = one + [(reader, DossierId("B")) for reader in READERS]
    first, second = contrast_variance(READERS, one), contrast_variance(READERS, two)
    assert (first, second) == (Fraction(2), Fraction(1))


def test_a_reader_who_shares_nothing_cannot_be_compared() -> None:
    pairs = [(READERS[0], DOSSIERS[0]), (READERS[1], DOSSIERS[0])]
    assert contrast_variance(READERS[:3], pairs) is None
    alone = [*pairs, (READERS[2], DOSSIERS[1])]
    assert not calibrate(dict.fromkeys(alone, Fraction(50))).is_comparable


def test_a_lambda_of_zero_is_refused() -> None:
    with pytest.raises(AppError) as refusal:
        calibrate({}, Fraction(0))
    assert refusal.value.code == "NOT-07"


def test_an_effect_is_shown_plainly_only_on_enough_readings() -> None:
    pairs = [(reader, dossier) for reader in READERS[:3] for dossier in DOSSIERS]
    found = calibrate(dict.fromkeys(pairs[:-1], Fraction(50)))
    assert [found.is_firm(reader) for reader in READERS[:3]] == [True, True, False]
    assert not calibrate(dict.fromkeys(pairs[:10], Fraction(50))).is_firm(READERS[0])


def test_a_reading_of_less_than_half_the_weight_is_left_out_of_the_analyses() -> None:
    grid = grid_of({"A": (60, {"a": 1}), "B": (40, {"b": 1})})
    readings = [reading("r0", "D0", {"a": 3, "b": "NE"}), reading("r1", "D0", {"a": "NE", "b": 3})]
    results = consolidate(grid, ScoringRules(), [DossierId("D0")], readings)
    assert effective_totals(results) == {("r0", "D0"): 60}


@QUICK
@given(designs())
def test_a_duel_counts_each_common_reader_once_and_turns_around(totals: Totals) -> None:
    there, back = duel(totals, DOSSIERS[0], DOSSIERS[1]), duel(totals, DOSSIERS[1], DOSSIERS[0])
    assert there.for_first + there.for_second + there.even == len(there.readers)
    assert (there.for_first, there.readers) == (back.for_second, back.readers)
