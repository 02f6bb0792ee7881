"""The settings of a campaign that no lot carries: calendar, votes, signals, variety, finances, eligibility.

They stand in the secretariat's database as texts by key; what was never settled is a default, read from the
data of the application. The verbs that use them ask here for the values of their own layer.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from fractions import Fraction
from functools import cache
from typing import Final

import msgspec

from commission_app import resources
from commission_app.errors import AppError
from commission_app.scoring.campaign import Campaign
from commission_app.scoring.diversity import (
    DEFAULT_TARGETS,
    DiversityRule,
    DiversityTargets,
    Force,
    diversity_from_reference,
)
from commission_app.scoring.finance_rules import FinanceRules, finance_rules_from_reference
from commission_app.scoring.flags import FlagThresholds
from commission_app.scoring.meeting.acts import RulesAdopted, VarietyAdopted, Voice
from commission_app.scoring.meeting.attendance import all_voices, half_of
from commission_app.store.database import Database
from commission_app.workflow.deliberation.analysis_views import DEFAULT_FIGURES, AnalysisFigures
from commission_app.workflow.preparation.candidacies.eligibility_file import (
    EligibilityRules,
    read_rules,
    write_rules,
)
from commission_app.workflow.preparation.settings.advisory_settings import NO_RULE

Variety = tuple[tuple[DiversityRule, ...], DiversityTargets]  # the rules, and their numbers
PARAMETERS: Final = "parameters"  # setting of the database
ELIGIBILITY: Final = ("departements", "deposit", "may_complete")  # kept with the eligibility
_RENAMED: Final = {"departements": "departements_min"}  # the other name is that of the eligible ones
NUMBERS: Final = {_RENAMED.get(one.name, one.name): one.name for one in fields(DiversityTargets)}
_PERCENT: Final = ("state_rate", "local_rate")


def read_parameters(database: Database) -> dict[str, str]:
    """Return every parameter by its key, as it is kept. DSK-04 when they were damaged."""
    text = database.settings.get(PARAMETERS)
    try:
        kept = {} if text is None else msgspec.json.decode(text.encode(), type=dict[str, str])
    except msgspec.MsgspecError as error:
        raise AppError("DSK-04") from error
    rules = read_rules(database)
    eligibility = {
        "departements": ", ".join(sorted(rules.departements)),
        "deposit": rules.deadline or "",
        "may_complete": "oui" if rules.may_complete else "non",
    }
    return {**default_parameters(), **kept, **eligibility}


def write_parameters(database: Database, parameters: Mapping[str, str]) -> None:
    """Keep every parameter; those of the eligibility go with its answers."""
    known = default_parameters()
    kept = {key: text for key, text in parameters.items() if key in known and key not in ELIGIBILITY}
    database.settings.put(PARAMETERS, json.dumps(kept, ensure_ascii=False, sort_keys=True))
    departements = filter(None, parameters["departements"].split(", "))
    rules = EligibilityRules(
        frozenset(departements), parameters["deposit"] or None, parameters["may_complete"] == "oui"
    )
    write_rules(database, rules)


@cache
def default_parameters() -> Mapping[str, str]:
    """Return the parameters of a campaign whose secretariat settled none."""
    figures = DEFAULT_FIGURES
    return {
        **dict.fromkeys(("convocation", "opening", "finalisation", "quorum", "chair", "flag_noted"), ""),
        "departements": "",
        "deposit": "",
        "may_complete": "oui",
        "vote_unit": "institution",
        "casting_vote": "oui",
        "flag_criterion": str(figures.thresholds.criterion),
        "flag_total": str(figures.thresholds.total),
        "rho": str(100 * figures.rho),
        "draws": str(figures.draws),
        "ridge": str(figures.ridge),
        **_default_variety(),
        **_default_finances(),
    }


def figures_of(database: Database, campaign: Campaign) -> AnalysisFigures:
    """Return what the analysis is made with."""
    kept = read_parameters(database)
    noted = int(kept["flag_noted"] or campaign.grid.spread_to_debate)
    thresholds = FlagThresholds(int(kept["flag_criterion"]), Fraction(kept["flag_total"]), noted)
    return AnalysisFigures(
        thresholds, Fraction(kept["ridge"]), Fraction(kept["rho"]) / 100, int(kept["draws"])
    )


def shipped_variety() -> Variety:
    """Return the rules of variety as they are shipped."""
    return _rules_of_variety(), DEFAULT_TARGETS


def variety_of(database: Database) -> Variety:
    """Return the rules of variety, each firm, a target or off, and their numbers."""
    kept = read_parameters(database)
    rules = (
        replace(rule, force=Force(kept[rule.id]), is_active=True)
        if kept.get(rule.id, NO_RULE) != NO_RULE
        else replace(rule, is_active=False)
        for rule in _rules_of_variety()
    )
    numbers = {name: int(kept[key]) for key, name in NUMBERS.items()}
    return tuple(rules), DiversityTargets(**numbers)


def finance_rules_of(database: Database) -> FinanceRules:
    """Return the bounds of the financial checks; what no setting names stays that of the application."""
    kept = read_parameters(database)
    amounts = {
        name: Fraction(kept[name]) / (100 if name in _PERCENT else 1) if kept[name] else None
        for name in _AMOUNTS
    }
    return replace(
        _rules_of_finances(),
        years=int(kept["years"]),
        external_cap_is_yearly=kept["external_base"] == "an",
        **amounts,  # type: ignore[arg-type]  # only `state_cap` may be empty, and it may be None
    )


def settled_variety(database: Database) -> VarietyAdopted:
    """Return the rules of variety that the commission is proposed to adopt; the seats, V1, are said apart."""
    rules, numbers = variety_of(database)
    active = [rule for rule in rules if rule.is_active and rule.id != "V1"]
    firm = tuple(rule.id for rule in active if rule.force is Force.FIRM)
    return VarietyAdopted(firm, tuple(rule.id for rule in active if rule.id not in firm), numbers)


def meeting_rules_of(database: Database, campaign: Campaign) -> RulesAdopted:
    """Return the rules that the commission is proposed to adopt when it meets."""
    kept = read_parameters(database)
    voice: Voice = "membre" if kept["vote_unit"] == "membre" else "institution"
    half = max(1, half_of(len(all_voices(campaign.member_by_id, voice))))  # 0 before anybody is there
    quorum = int(kept["quorum"] or half)
    members = {member.name: member.id for member in campaign.members}
    return RulesAdopted(
        campaign.rules.seats,
        quorum,
        voice,
        casting_vote=kept["casting_vote"] == "oui",
        chair=kept["chair"],
        chair_member=members.get(kept["chair"]),
        variety=settled_variety(database),
    )


_AMOUNTS: Final = (
    "external_cap",
    "fte_min",
    "fte_max",
    "state_rate",
    "local_rate",
    "seed_mean",
    "state_cap",
    "fte_cost_min",
    "fte_cost_max",
    "tolerance",
)


@cache
def _rules_of_variety() -> tuple[DiversityRule, ...]:
    return diversity_from_reference(resources.path("rules/diversity.json").read_bytes())


@cache
def _rules_of_finances() -> FinanceRules:
    return finance_rules_from_reference(resources.path("rules/finance.json").read_bytes())


def _default_variety() -> dict[str, str]:
    forces = {rule.id: str(rule.force) if rule.is_active else NO_RULE for rule in _rules_of_variety()}
    forces.pop("V1", None)  # the number of seats
    numbers = {key: str(getattr(DEFAULT_TARGETS, name)) for key, name in NUMBERS.items()}
    return {**forces, **numbers}


def _default_finances() -> dict[str, str]:
    rules = _rules_of_finances()
    amounts = {
        name: "" if (value := getattr(rules, name)) is None else str(value * (100 if name in _PERCENT else 1))
        for name in _AMOUNTS
    }
    base = "an" if rules.external_cap_is_yearly else "total"
    return {**amounts, "years": str(rules.years), "external_base": base}
