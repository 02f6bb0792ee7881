"""The best selection under rules, against every selection enumerated."""

from collections.abc import Iterable
from fractions import Fraction
from functools import partial
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commission_app.advice.best_selection import best_selection, canonical_of_many
from commission_app.advice.selection import Search, Selection, SelectionProblem, canonical
from commission_app.advice.selection_conflict import least_relaxation, lowest_envelope, minimal_conflict
from commission_app.advice.selection_explained import (
    best_selections,
    blocking_rules,
    change_for,
    costs_of_change,
    prices_of_rules,
    reserve,
    substitutes,
)
from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId
from commission_app.scoring.selection_rules import Measure, SelectionRule

NAMES = [DossierId(name) for name in "abcdef"]


@st.composite
def rules_of(draw: st.DrawFn, number: int, seats: int) -> SelectionRule:
    members = frozenset(draw(st.sets(st.sampled_from(NAMES), min_size=1)))
    measure = draw(st.sampled_from(Measure))
    values: dict[DossierId, int | str] = {}
    if measure is Measure.COST:
        values = {name: draw(st.integers(1, 5)) for name in sorted(members)}
        return SelectionRule(f"R{number}", members, None, draw(st.integers(1, 12)), measure, values)
    if measure is Measure.DISTINCT:
        values = {name: draw(st.sampled_from(["02", "59", "93"])) for name in sorted(members)}
    bound = draw(st.integers(0, seats))
    low, high = draw(st.sampled_from([(bound, None), (None, bound), (bound, bound)]))
    return SelectionRule(f"R{number}", members, low, high, measure, values)


@st.composite
def problems(draw: st.DrawFn) -> SelectionProblem:
    seats = draw(st.integers(1, 3))
    notes = {name: draw(st.fractions(0, 4, max_denominator=3)) for name in NAMES}
    rules = tuple(draw(rules_of(number, seats)) for number in range(draw(st.integers(0, 3))))
    imposed = frozenset(draw(st.sets(st.sampled_from(NAMES), max_size=1)))
    excluded = frozenset(draw(st.sets(st.sampled_from(NAMES), max_size=1))) - imposed
    return SelectionProblem(notes, seats, rules, imposed, excluded)


def possible(problem: SelectionProblem, rules: Iterable[SelectionRule]) -> list[Selection]:
    rules = list(rules)
    found = [
        frozenset(chosen)
        for chosen in combinations(NAMES, problem.seats)
        if problem.imposed <= set(chosen)
        and not problem.excluded & set(chosen)
        and problem.follows(frozenset(chosen), rules)
    ]
    return sorted(found, key=lambda one: (-problem.value(one), *canonical(problem, one)))


def top(problem: SelectionProblem, selections: Iterable[Selection]) -> Fraction | None:
    return max(map(problem.value, selections), default=None)


@settings(max_examples=60)
@given(problems())
def test_the_proposal_and_its_reasons_are_those_of_an_exhaustive_search(problem: SelectionProblem) -> None:
    allowed = possible(problem, problem.rules)
    optimum = best_selection(problem)
    if optimum is None:
        assert allowed == []
        return
    assert frozenset(optimum.selection) == allowed[0]
    assert optimum.value == problem.value(allowed[0])
    assert optimum.ties == sum(problem.value(one) == optimum.value for one in allowed)
    for name, cost in costs_of_change(problem, optimum, NAMES).items():
        others = [one for one in allowed if (name in one) != (name in optimum.selection)]
        best = None if name in problem.imposed | problem.excluded else top(problem, others)
        assert cost == (None if best is None else optimum.value - best)
        change = change_for(problem, optimum, name)
        assert (change is None) == (cost is None)
        if change is not None:
            assert change.cost == cost
            assert frozenset(optimum.selection) - {*change.leaving} | {*change.entering} == others[0]
    for rule_id, price in prices_of_rules(problem, optimum).items():
        rest = possible(problem, [rule for rule in problem.rules if rule.id != rule_id])
        assert price == problem.value(rest[0]) - optimum.value
    shown = best_selections(problem)
    values = [problem.value(one) for one in allowed[:5]]
    assert (shown is None) == (len(set(values)) < len(values))
    if shown is not None:
        assert [frozenset(one.selection) for one in shown] == allowed[:5]
    assert set(reserve(problem, optimum)) == set(NAMES) - set(optimum.selection) - problem.excluded
    for name, others_of in substitutes(problem, optimum).items():
        for other in set(NAMES) - set(optimum.selection):
            fits = (frozenset(optimum.selection) - {name}) | {other} in allowed
            assert (other in others_of) == (fits and name not in problem.imposed)


@settings(max_examples=60)
@given(problems())
def test_the_rules_that_keep_a_dossier_out_are_the_smallest_that_let_it_in(problem: SelectionProblem) -> None:
    optimum = best_selection(problem)
    if optimum is None:
        return
    for name, sets in blocking_rules(problem, optimum).items():
        expected: list[tuple[str, ...]] = []
        for size in (1, 2):
            for removed in combinations([rule.id for rule in problem.rules], size):
                rest = possible(problem, [rule for rule in problem.rules if rule.id not in removed])
                best = [one for one in rest if problem.value(one) == problem.value(rest[0])]
                if any(name in one for one in best):
                    expected.append(removed)
            if expected:
                break
        assert list(sets) == expected


@settings(max_examples=80)
@given(problems())
def test_incompatible_rules_are_named_and_relaxed_as_little_as_possible(problem: SelectionProblem) -> None:
    if possible(problem, problem.rules):
        return
    conflict = minimal_conflict(problem)
    kept = [rule for rule in problem.rules if rule.id in conflict]
    assert possible(problem, kept) == []
    for rule in kept:
        assert possible(problem, [other for other in kept if other is not rule])
    hard = [rule for rule in problem.rules if rule.measure is Measure.COST]
    soft = [rule for rule in problem.rules if rule.measure is not Measure.COST]
    found = least_relaxation(problem)
    within_budget = possible(problem, hard)
    if found is None:
        assert within_budget == []
        budget, *others = [*hard, *soft]
        costs = [budget.measured(one) for one in possible(problem, others)]
        assert lowest_envelope(problem) == min(costs, default=None)
        return
    broken = {one: sum(rule.gap(one) for rule in soft) for one in within_budget}
    least = min(broken.values())
    assert found.total == least
    assert frozenset(found.selection) == next(one for one in within_budget if broken[one] == least)


def test_the_first_of_too_many_equal_selections_is_found_all_the_same() -> None:
    names = [DossierId(f"D{place:02d}") for place in range(12)]
    notes = {name: Fraction(50 + (name in names[-2:]) - (name in names[:1])) for name in names}
    odd = SelectionRule("impair", frozenset(names[1::2]), maximum=2)
    problem = SelectionProblem(notes, 6, (odd,), excluded=frozenset(names[2:3]))
    chosen = {"D04", "D06", "D08", "D10", "D01", "D11"}
    other = frozenset(map(DossierId, {"D04", "D06", "D08", "D10", "D09", "D11"}))
    found = canonical_of_many(problem, other, problem.rules, partial(Search, problem))
    assert found == chosen
    few, first = names[:10], SelectionRule("premiers", frozenset(names[:3]), maximum=2)
    equal = best_selection(SelectionProblem(dict.fromkeys(few, Fraction(50)), 5, (first,)))
    assert equal is not None
    assert equal.selection == ("D00", "D01", "D03", "D04", "D05")
    assert equal.ties == 252 - 21  # all fives of ten, but those that hold the three first


def test_too_many_relaxed_selections_still_give_the_first() -> None:
    names = [DossierId(f"D{place:02d}") for place in range(12)]
    rules = (
        SelectionRule("moins", frozenset(names), maximum=5),
        SelectionRule("dernier", frozenset(names[-1:]), 1),
    )
    found = least_relaxation(SelectionProblem(dict.fromkeys(names, Fraction(50)), 6, rules))
    assert found is not None
    assert (found.total, found.selection) == (1, ("D00", "D01", "D02", "D03", "D04", "D11"))


def test_costs_in_cents_or_thirds_are_added_exactly() -> None:
    cost = {NAMES[0]: Fraction(1, 3), NAMES[1]: Fraction("0.1"), NAMES[2]: Fraction("0.57")}
    notes = {name: Fraction(60 - place) for place, name in enumerate(cost)}

    def chosen(maximum: str) -> tuple[str, ...] | None:
        budget = SelectionRule("enveloppe", frozenset(cost), None, Fraction(maximum), Measure.COST, {**cost})
        best = best_selection(SelectionProblem(notes, 2, (budget,)))
        return None if best is None else best.selection

    assert chosen("13/30") == ("a", "b")
    assert chosen("43/100") is None
    tight = SelectionRule("enveloppe", frozenset(cost), None, Fraction(2, 5), Measure.COST, {**cost})
    assert lowest_envelope(SelectionProblem(notes, 2, (tight,))) == Fraction(13, 30)


def test_more_seats_than_candidates_leave_no_selection_and_no_rule_to_blame() -> None:
    problem = SelectionProblem({NAMES[0]: Fraction(3)}, 2)
    assert best_selection(problem) is None
    assert minimal_conflict(problem) == ()
    assert least_relaxation(problem) is None
    assert lowest_envelope(problem) is None
    assert best_selection(SelectionProblem({}, 1)) is None
    assert best_selection(SelectionProblem({NAMES[0]: Fraction(3)}, 10**30)) is None


def test_a_dossier_both_imposed_and_excluded_leaves_no_selection() -> None:
    both = frozenset(NAMES[:1])
    problem = SelectionProblem(dict.fromkeys(NAMES, Fraction(1)), 2, (), both, both)
    assert best_selection(problem) is None


def test_notes_whose_divisor_is_huge_are_still_compared_exactly() -> None:
    close = Fraction(1, 10**12)
    notes = {NAMES[0]: Fraction(50), NAMES[1]: 50 + close, NAMES[2]: 50 - close}
    found = best_selection(SelectionProblem(notes, 1))
    assert found is not None
    assert (found.selection, found.ties) == (("b",), 1)
    forced = SelectionProblem(notes, 1, excluded=frozenset({NAMES[1]}))
    other = best_selection(forced)
    assert other is not None
    assert costs_of_change(forced, other, [NAMES[2]]) == {"c": close}


@settings(max_examples=30)
@given(problems(), st.fractions(0, 1, max_denominator=3))
def test_a_candidate_worse_than_all_and_in_no_rule_changes_nothing(
    problem: SelectionProblem, note: Fraction
) -> None:
    before = best_selection(problem)
    if before is None or note >= min(problem.notes.values()):
        return
    more = SelectionProblem(
        {**problem.notes, DossierId("z"): note},
        problem.seats,
        problem.rules,
        problem.imposed,
        problem.excluded,
    )
    after = best_selection(more)
    assert after is not None
    assert after.value >= before.value
    # A minimum never needs it and a free seat goes to a better one; only a maximum may leave it the place.
    if all(rule.maximum is None for rule in problem.rules):
        assert (after.selection, after.value) == (before.selection, before.value)


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (SelectionProblem({NAMES[0]: Fraction(1)}, 0), "NOT-07"),
        (SelectionProblem({NAMES[0]: Fraction(1)}, 1, imposed=frozenset(NAMES[1:2])), "NOT-14"),
        (SelectionProblem({NAMES[0]: Fraction(1)}, 1, (SelectionRule("x", frozenset(NAMES), 1),)), "NOT-14"),
    ],
)
def test_a_problem_without_sense_is_refused(problem: SelectionProblem, code: str) -> None:
    with pytest.raises(AppError) as refusal:
        best_selection(problem)
    assert refusal.value.code == code
