"""Fifteen checks on one dossier, three on a selection."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from commission_app import resources
from commission_app.errors import AppError
from commission_app.scoring.finance_checks import Level, check_plan, check_selection
from commission_app.scoring.finance_rules import (
    FinanceRules,
    FinancialPlan,
    SeedKind,
    SeedLine,
    finance_rules_from_reference,
)

TEXT = resources.path("rules/finance.json").read_text("utf-8")
RULES = finance_rules_from_reference(TEXT)
SEED = SeedLine("Halte itinérante", SeedKind.OPERATION, Fraction(200_000), Fraction(200_000))
PLAN = FinancialPlan(
    fte=Fraction(2),
    internal_year1=Fraction(100_000),
    internal_year2=Fraction(100_000),
    external=Fraction(0),
    state_share=Fraction(160_000),
    local_share=Fraction(40_000),
    seed=(SEED,),
    years=2,
    declared_year1=Fraction(200_000),
    declared_year2=Fraction(200_000),
    own_means=Fraction(50_000),
    has_relay=True,
)


def level(check: str, rules: FinanceRules = RULES, **changed: Any) -> Level:
    return {item.id: item.level for item in check_plan(replace(PLAN, **changed), rules)}[check]


def test_the_file_gives_the_parameters_without_any_float() -> None:
    assert FinanceRules() == RULES
    assert RULES.state_rate == Fraction(4, 5)


def test_a_plan_within_all_bounds_is_fine_on_all_fifteen_checks() -> None:
    found = check_plan(PLAN, RULES)
    assert [item.id for item in found] == [f"F{number}" for number in range(1, 16)]
    assert {item.level for item in found} == {Level.FINE}


@pytest.mark.parametrize(
    ("check", "expected", "changed"),
    [
        ("F1", Level.ALERT, {"fte": Fraction(4)}),
        ("F1", Level.NOT_APPLICABLE, {"internal_year1": Fraction(0), "internal_year2": Fraction(0)}),
        ("F2", Level.FINE, {"state_share": Fraction(160_001)}),
        ("F2", Level.ANOMALY, {"state_share": Fraction(160_002)}),
        ("F3", Level.ANOMALY, {"local_share": Fraction(39_998)}),
        ("F3", Level.INFORMATION, {"state_share": Fraction(120_000)}),
        ("F4", Level.ALERT, {"years": 3}),
        ("F4", Level.UNKNOWN, {"years": None}),
        ("F5", Level.ALERT, {"external": Fraction(1)}),
        ("F5", Level.ANOMALY, {"external": Fraction(1), "fte": Fraction(3)}),
        ("F6", Level.FINE, {"external": Fraction(60_000)}),
        ("F6", Level.ANOMALY, {"external": Fraction(60_001)}),
        ("F7", Level.INFORMATION, {"fte": Fraction(1)}),
        ("F7", Level.NOT_APPLICABLE, {"fte": Fraction(0)}),
        ("F8", Level.INFORMATION, {"seed": (replace(SEED, year1=Fraction(0), year2=Fraction(1)),)}),
        ("F8", Level.FINE, {"seed": (replace(SEED, year1=Fraction(300_000)),)}),
        ("F8", Level.ALERT, {"seed": (replace(SEED, year1=Fraction(300_001)),)}),
        ("F9", Level.INFORMATION, {"seed": (replace(SEED, year2=Fraction(0)),)}),
        ("F11", Level.ANOMALY, {"seed": (SEED, replace(SEED, kind=SeedKind.PER_PLACE))}),
        ("F12", Level.FINE, {"seed": (SEED, replace(SEED, kind=SeedKind.INVESTMENT))}),
        ("F12", Level.ALERT, {"seed": (replace(SEED, kind=SeedKind.INVESTMENT),)}),
        ("F13", Level.ANOMALY, {"declared_year2": Fraction(210_000)}),
        ("F13", Level.UNKNOWN, {"declared_year2": None}),
        ("F14", Level.INFORMATION, {"own_means": Fraction(40_000)}),
        ("F14", Level.UNKNOWN, {"own_means": None}),
        ("F15", Level.INFORMATION, {"has_relay": False}),
        ("F15", Level.UNKNOWN, {"has_relay": None}),
    ],
)
def test_a_check_sees_what_leaves_its_bounds(check: str, expected: Level, changed: dict[str, Any]) -> None:
    assert level(check, **changed) is expected


def test_the_caps_follow_the_campaign() -> None:
    yearly = replace(RULES, external_cap_is_yearly=True)
    assert level("F6", yearly, external=Fraction(120_000)) is Level.FINE
    assert level("F10", replace(RULES, state_cap=Fraction(520_000))) is Level.ALERT
    assert level("F10", replace(RULES, state_cap=Fraction(560_000))) is Level.FINE


def test_a_selection_is_compared_to_the_envelopes() -> None:
    assert {item.level for item in check_selection([PLAN] * 10, RULES)} == {Level.FINE}
    rich = replace(PLAN, seed=(replace(SEED, year1=Fraction(200_002)),), state_share=Fraction(400_000))
    assert [item.level for item in check_selection([rich] * 10, RULES)] == [Level.ALERT] * 3
    assert check_selection([PLAN] * 10, RULES)[1].bound == 4_000_000
    assert next(item.level for item in check_selection([], RULES)) is Level.NOT_APPLICABLE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        TEXT.replace("0.8", "1e9999999"),
        TEXT.replace('"total"', '"mois"', 1),
        TEXT.replace("60000", "null", 1),
        TEXT.replace(": 10,", ": true,", 1),
    ],
)
def test_a_file_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(AppError) as refusal:
        finance_rules_from_reference(text)
    assert refusal.value.code == "NOT-12"
