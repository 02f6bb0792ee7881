"""Targets of variety over the selected territories."""

from fractions import Fraction

import pytest

from commission_app import resources
from commission_app.errors import AppError
from commission_app.scoring.diversity import (
    Exchange,
    Force,
    best_exchanges,
    diversity_from_reference,
    gaps,
    selection_rules,
)
from commission_app.scoring.dossier import Territory
from commission_app.scoring.ids import DossierId
from commission_app.scoring.selection_rules import Measure, SelectionRule, check_selection_rules


def territory(kind: str, departement: str, density: str, population: int) -> Territory:
    return Territory("Essai", kind, "0", departement, density, population)


TERRITORIES = {
    DossierId("a"): territory("commune", "02", "urbain", 150_000),
    DossierId("b"): territory("EPCI", "02", "rural", 19_999),
    DossierId("c"): territory("groupement", "02", "rural", 20_000),
    DossierId("d"): territory("commune", "976", "rural", 100_000),
}


def found(active: list[str]) -> dict[str, SelectionRule]:
    return {rule.id: rule for rule in selection_rules(active, TERRITORIES)}


def test_the_file_gives_which_rules_are_firm_and_active() -> None:
    rules = diversity_from_reference(resources.path("rules/diversity.json").read_bytes())
    assert [rule.id for rule in rules if rule.is_active] == ["V1", "V2", "V3"]
    assert [rule.id for rule in rules if rule.force is Force.FIRM] == ["V1"]
    assert selection_rules([rule.id for rule in rules], TERRITORIES)


def test_each_rule_counts_the_territories_that_it_names() -> None:
    rules = found(["V1", "V2", "V3", "V4", "V5", "V7"])
    assert rules["V2 rural"].members == {"b", "c", "d"}
    assert rules["V3 EPCI et groupements"].members == {"b", "c"}
    assert rules["V4 département 02"].maximum == 2
    assert rules["V4 départements distincts"].measured(TERRITORIES) == 2
    assert rules["V5 outre-mer"].members == {"d"}
    assert rules["V7 moins peuplés"].members == {"b"}
    assert rules["V7 plus peuplés"].members == {"a"}


def test_without_an_overseas_candidacy_nothing_is_asked_of_it() -> None:
    mainland = {name: item for name, item in TERRITORIES.items() if name != "d"}
    assert selection_rules(["V5"], mainland) == ()


def test_the_dashboard_says_what_is_missing_and_who_would_bring_it() -> None:
    rules = found(["V2", "V4"])
    board = {
        gap.rule.id: gap.missing for gap in gaps(tuple(rules.values()), {DossierId("a"), DossierId("b")})
    }
    assert board == {
        "V2 rural": 2,
        "V2 urbain": 2,
        "V4 département 02": 0,
        "V4 départements distincts": 6,
    }


NOTES = dict(zip(TERRITORIES, map(Fraction, (90, 60, 70, 40)), strict=True))
A, B, C, D = TERRITORIES


def test_the_best_dossiers_that_would_fill_a_target_come_with_what_the_exchange_costs() -> None:
    rules = found(["V2", "V4"])
    rural = rules["V2 rural"]
    assert best_exchanges(rural, [rural], [A], NOTES, seats=1) == (
        Exchange(C, A, Fraction(20)),
        Exchange(B, A, Fraction(30)),
        Exchange(D, A, Fraction(50)),
    )
    assert best_exchanges(rural, [rural], [A], NOTES, seats=1, count=1) == (Exchange(C, A, Fraction(20)),)
    distinct = rules["V4 départements distincts"]
    assert best_exchanges(distinct, [distinct], [A, C], NOTES, seats=2) == (Exchange(D, C, Fraction(30)),)


def test_while_a_seat_is_free_nobody_leaves_and_the_sum_gains() -> None:
    rural = found(["V2"])["V2 rural"]
    assert best_exchanges(rural, [rural], [A], NOTES, seats=2)[0] == Exchange(C, None, Fraction(-70))


def test_no_exchange_fills_a_target_by_emptying_another() -> None:
    urban = SelectionRule("un urbain", frozenset({A}), 1)
    rural = SelectionRule("un rural", frozenset({B, C, D}), 1)
    assert best_exchanges(rural, [rural, urban], [A], NOTES, seats=1) == ()
    most = SelectionRule("un seul du 02", frozenset({A, B, C}), maximum=1)
    assert best_exchanges(most, [most, urban], [A, B], NOTES, seats=2) == (Exchange(D, B, Fraction(20)),)


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(AppError) as refusal:
        selection_rules(["V6"], TERRITORIES)
    assert refusal.value.code == "NOT-13"


@pytest.mark.parametrize("text", ["", "[]", '{"regles":[{"id":"V1"}]}'])
def test_a_file_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(AppError) as refusal:
        diversity_from_reference(text)
    assert refusal.value.code == "NOT-12"


ONE = frozenset({A})


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ([SelectionRule("x", ONE)], "NOT-07"),
        ([SelectionRule("x", ONE, 2, 1)], "NOT-07"),
        ([SelectionRule("x", ONE, -1)], "NOT-07"),
        ([SelectionRule("x", ONE, 1), SelectionRule("x", ONE, 1)], "NOT-07"),
        ([SelectionRule("x", frozenset({DossierId("z")}), 1)], "NOT-14"),
        ([SelectionRule("x", ONE, maximum=7, measure=Measure.COST)], "NOT-14"),
    ],
)
def test_a_rule_that_means_nothing_is_refused(rules: list[SelectionRule], code: str) -> None:
    with pytest.raises(AppError) as refusal:
        check_selection_rules(rules, TERRITORIES)
    assert refusal.value.code == code
