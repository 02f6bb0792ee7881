"""The choice of the départements."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commission_app.errors import AppError
from commission_app.scoring.order_statistics import doubled_mid_ranks, median
from commission_app.scoring.stage_one import (
    Condition,
    Indicator,
    StageOneRules,
    choose,
    without_each_indicator,
)

QUICK = settings(max_examples=40)
POVERTY, COVER = Indicator("pauvrete", high_first=True), Indicator("couverture", high_first=False)
FIGURES = st.fractions(0, 100, max_denominator=10)
TABLES = st.dictionaries(
    st.text("0123456789AB", min_size=2, max_size=2),
    st.fixed_dictionaries({"pauvrete": FIGURES, "couverture": st.one_of(st.none(), FIGURES)}),
    max_size=8,
)


@QUICK
@given(TABLES, st.integers(1, 4))
def test_ranks_add_up_and_nobody_without_a_figure_is_ranked(
    table: dict[str, dict[str, Fraction | None]], seats: int
) -> None:
    found = choose(table, StageOneRules((POVERTY, COVER), seats))
    complete = {code for code, figures in table.items() if None not in figures.values()}
    assert set(found.unclassable) == table.keys() - complete
    assert found.ranks.keys() == complete
    count = len(complete)
    for column in found.mid_ranks.values():
        assert sum(column.values()) == Fraction(count * (count + 1), 2)
    assert len(found.chosen) <= seats
    for ranks in found.other_methods.values():
        assert ranks.keys() == complete


@QUICK
@given(TABLES, st.sampled_from([Fraction(1, 3), Fraction(7)]))
def test_a_change_of_unit_changes_no_method(
    table: dict[str, dict[str, Fraction | None]], factor: Fraction
) -> None:
    other = {
        code: {name: None if value is None else value * factor for name, value in figures.items()}
        for code, figures in table.items()
    }
    rules = StageOneRules((POVERTY, COVER), 3)
    assert choose(other, rules) == choose(table, rules)


def test_a_departement_without_data_is_listed_apart_never_ranked() -> None:
    table = {"976": {"pauvrete": Fraction(77)}, "02": {"pauvrete": Fraction(18), "couverture": Fraction(9)}}
    found = choose(table, StageOneRules((POVERTY, COVER), 1))
    assert (found.unclassable, found.chosen) == (("976",), ("02",))


def test_a_tie_across_the_line_is_shown_as_one() -> None:
    row = {"pauvrete": Fraction(18), "couverture": Fraction(9)}
    found = choose({"02": row, "59": dict(row)}, StageOneRules((POVERTY, COVER), 1))
    assert (found.chosen, found.across) == ((), ("02", "59"))


@QUICK
@given(TABLES, st.integers(1, 4))
def test_an_indicator_left_out_counts_for_nothing_and_changes_neither_the_field_nor_the_conditions(
    table: dict[str, dict[str, Fraction | None]], seats: int
) -> None:
    condition = Condition("couverture", at_least=False)
    rules = StageOneRules((POVERTY, COVER), seats, (condition,), 1)
    found = choose(table, rules)
    moves = without_each_indicator(found, rules)
    for name, indicator in (("pauvrete", COVER), ("couverture", POVERTY)):
        field = {code: table[code] for code in found.ranks}
        alone = choose(field, StageOneRules((indicator,), seats)) if field else None
        # Among those that meet the condition, ranks by one indicator are in the order of its mid-ranks.
        before = {code for code, place in found.ranks.items() if place <= seats}
        after = {code for code, place in alone.ranks.items() if place <= seats} if alone else set()
        assert set(moves[name].entering) == after - before
        assert set(moves[name].leaving) == before - after
    assert without_each_indicator(found, StageOneRules((POVERTY,), seats)) == {}


def test_a_cover_of_zero_is_the_most_urgent_by_ratio() -> None:
    table = {
        "a": {"pauvrete": Fraction(1), "couverture": Fraction(0)},
        "b": {"pauvrete": Fraction(90), "couverture": Fraction(1)},
    }
    found = choose(table, StageOneRules((POVERTY, COVER), 1))
    assert found.other_methods["ratio"] == {"a": 1, "b": 2}


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        (StageOneRules((), 1), "NOT-07"),
        (StageOneRules((POVERTY, POVERTY), 1), "NOT-07"),
        (StageOneRules((Indicator("x", high_first=True, weight=Fraction(0)),), 1), "NOT-07"),
        (StageOneRules((POVERTY,), 0), "NOT-07"),
        (StageOneRules((POVERTY,), 1, conditions_min=1), "NOT-07"),
        (StageOneRules((POVERTY,), 1, (Condition("occupation", at_least=False),)), "NOT-11"),
    ],
)
def test_rules_that_cannot_be_applied_are_refused(rules: StageOneRules, code: str) -> None:
    with pytest.raises(AppError) as refusal:
        choose({}, rules)
    assert refusal.value.code == code


@QUICK
@given(st.lists(FIGURES, min_size=1, max_size=8))
def test_mid_ranks_and_median_follow_their_definition(values: list[Fraction]) -> None:
    for value, doubled in zip(values, doubled_mid_ranks(values), strict=True):
        below, same = sum(v < value for v in values), values.count(value)
        assert doubled == 2 * below + same + 1
    middle = median(values)
    assert sum(v < middle for v in values) <= len(values) / 2 >= sum(v > middle for v in values)
