"""Fifteen checks on one dossier, three on a selection."""

import json
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
NONE = Fraction(0)


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
        ("F1", Level.FINE, {"fte": Fraction(1)}),
        ("F1", Level.FINE, {"fte": Fraction(3)}),
        ("F1", Level.ALERT, {"fte": Fraction("0.9")}),
        ("F1", Level.ALERT, {"fte": Fraction("3.1")}),
        ("F1", Level.NOT_APPLICABLE, {"internal_year1": Fraction(0), "internal_year2": Fraction(0)}),
        ("F2", Level.FINE, {"state_share": Fraction(160_001)}),
        ("F2", Level.ANOMALY, {"state_share": Fraction(160_002)}),
        ("F3", Level.FINE, {"local_share": Fraction(39_999)}),
        ("F3", Level.ANOMALY, {"local_share": Fraction(39_998)}),
        ("F3", Level.INFORMATION, {"state_share": Fraction(120_000)}),
        ("F4", Level.ALERT, {"years": 3}),
        ("F4", Level.UNKNOWN, {"years": None}),
        ("F5", Level.FINE, {"external": Fraction(1), "internal_year1": NONE, "internal_year2": NONE}),
        ("F5", Level.ALERT, {"external": Fraction(1)}),
        ("F5", Level.ANOMALY, {"external": Fraction(1), "fte": Fraction(3)}),
        ("F6", Level.FINE, {"external": Fraction(60_000)}),
        ("F6", Level.ANOMALY, {"external": Fraction(60_001)}),
        ("F7", Level.FINE, {"fte": Fraction(20, 7)}),
        ("F7", Level.INFORMATION, {"fte": Fraction(3)}),
        ("F7", Level.FINE, {"fte": Fraction(4, 3)}),
        ("F7", Level.INFORMATION, {"fte": Fraction(1)}),
        ("F7", Level.NOT_APPLICABLE, {"fte": Fraction(0)}),
        ("F8", Level.FINE, {"seed": (replace(SEED, year1=NONE),)}),
        ("F8", Level.INFORMATION, {"seed": (replace(SEED, year1=NONE, year2=Fraction(199_999)),)}),
        ("F8", Level.FINE, {"seed": (replace(SEED, year1=Fraction(300_000)),)}),
        ("F8", Level.ALERT, {"seed": (replace(SEED, year1=Fraction(300_001)),)}),
        ("F9", Level.FINE, {"seed": (replace(SEED, year2=Fraction(1)),)}),
        ("F9", Level.INFORMATION, {"seed": (replace(SEED, year2=NONE),)}),
        ("F11", Level.FINE, {"seed": (SEED,)}),
        ("F11", Level.ANOMALY, {"seed": (SEED, SeedLine("par place", SeedKind.PER_PLACE, NONE, NONE))}),
        ("F11", Level.ANOMALY, {"seed": (SEED, replace(SEED, kind=SeedKind.PER_PLACE))}),
        ("F12", Level.FINE, {"seed": (SEED, replace(SEED, kind=SeedKind.INVESTMENT))}),
        ("F12", Level.ALERT, {"seed": (replace(SEED, kind=SeedKind.INVESTMENT),)}),
        ("F13", Level.FINE, {"declared_year2": Fraction(200_001)}),
        ("F13", Level.ANOMALY, {"declared_year2": Fraction(200_002)}),
        ("F13", Level.UNKNOWN, {"declared_year2": None}),
        ("F14", Level.FINE, {"own_means": Fraction(40_001)}),
        ("F14", Level.INFORMATION, {"own_means": Fraction(40_000)}),
        ("F14", Level.UNKNOWN, {"own_means": None}),
        ("F15", Level.INFORMATION, {"has_relay": False}),
        ("F15", Level.UNKNOWN, {"has_relay": None}),
    ],
)
def test_a_check_sees_what_leaves_its_bounds(check: str, expected: Level, changed: dict[str, Any]) -> None:
    assert level(check, **changed) is expected


DEMONSTRATION = resources.path("demonstration")
REMARKED = {
    "01-ca-rouvelain-ostrequin": set(),
    "02-cc-vals-d-orzelle": set(),
    "03-fontaubry-sur-seine": {"F2", "F3", "F11", "F12"},
    "04-brouzargues": {"F13"},
    "05-vaubrelles-sous-bois": set(),
    "06-groupement-trois-mangroves": {"F5", "F8", "F10"},
}


@pytest.mark.parametrize("dossier", REMARKED)
def test_the_six_candidacies_of_the_demonstration_raise_what_their_sheets_announce(dossier: str) -> None:
    said = json.loads((DEMONSTRATION / dossier / "index.json").read_bytes())["financement_eur"]
    lines = [
        SeedLine(
            item["libelle"], SeedKind(item["nature"]), Fraction(item["annee1"]), Fraction(item["annee2"])
        )
        for item in said["lignes_amorcage"]
    ]
    if "aide_a_la_place_demandee" in said:  # asked for outside the table of its lines
        lines.append(SeedLine("Aide à la place", SeedKind.PER_PLACE, NONE, NONE))
    plan = replace(
        PLAN,
        fte=Fraction(str(said["etp"])),
        internal_year1=Fraction(said["ing_interne_annuel"]),
        internal_year2=Fraction(said["ing_interne_annuel"]),
        external=Fraction(said["ing_externe_total"]),
        state_share=Fraction(said["part_etat_ing"]),
        local_share=Fraction(said["part_coll_ing"]),
        seed=tuple(lines),
        declared_year1=Fraction(said["amorcage_annee1"]),
        declared_year2=Fraction(said["amorcage_annee2"]),
    )
    found = check_plan(plan, replace(RULES, state_cap=Fraction(520_000)))  # the cap of the real call
    assert {item.id for item in found if item.level in {Level.ALERT, Level.ANOMALY}} == REMARKED[dossier]
    by_lines = plan.state_share + plan.seed_total
    assert next(item.measured for item in found if item.id == "F10") == by_lines
    assert (by_lines == said["total_etat"]) == ("F13" not in REMARKED[dossier])


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
