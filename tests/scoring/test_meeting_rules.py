"""Rules locked with their variety: adopted before the ranking, else said to be late (SCORING.md §4.4)."""

from dataclasses import replace

import pytest

from commission_app.errors import AppError
from commission_app.scoring.diversity import DEFAULT_TARGETS
from commission_app.scoring.meeting.acts import RulesAdopted, VarietyAdopted
from tests.scoring.meetings import RULES, SHOWN, M, Told, opened

VARIETY = VarietyAdopted(("V2",), ("V4", "V5"), DEFAULT_TARGETS, budget=2_000_000)
LOCKED = replace(RULES, variety=VARIETY)
WIDER = replace(VARIETY, numbers=replace(DEFAULT_TARGETS, rural=4))


def adopted(rules: RulesAdopted) -> Told:
    """A meeting whose rules were adopted before its ranking was shown."""
    return Told(rules, SHOWN)


def refused(told: Told, rules: RulesAdopted, code: str) -> None:
    before = told.state
    with pytest.raises(AppError) as raised:
        told.tell(rules)
    assert raised.value.code == code
    assert told.state == before


def test_variety_adopted_before_the_ranking_is_in_force_with_its_act() -> None:
    told = Told(RULES, LOCKED, SHOWN)
    assert (told.state.rules, told.state.rules_act) == (LOCKED, 2)
    assert not told.state.rules_after_ranking


@pytest.mark.parametrize(
    "changed",
    [
        replace(LOCKED, seats=3),
        replace(LOCKED, quorum=2),
        replace(LOCKED, variety=WIDER),
        replace(LOCKED, variety=replace(VARIETY, firm=(), targets=("V2", "V4", "V5"))),
        replace(LOCKED, variety=replace(VARIETY, budget=None)),
    ],
)
def test_what_bears_on_the_outcome_changes_after_the_ranking_with_a_reason_and_is_late(
    changed: RulesAdopted,
) -> None:
    told = adopted(LOCKED)
    refused(told, changed, "DEC-01")
    told.tell(replace(changed, reason="Un territoire s’est retiré."))
    assert told.state.rules_after_ranking
    told.tell(replace(LOCKED, reason="Retour aux premières règles."))
    assert told.state.rules_after_ranking  # both changes stay written


def test_another_chair_changes_nothing_of_what_was_locked() -> None:
    told = adopted(LOCKED)
    told.tell(replace(LOCKED, chair="m2", chair_member=M[1], reason="La présidence a dû partir."))
    assert not told.state.rules_after_ranking


def test_rules_first_adopted_once_the_ranking_is_known_are_late() -> None:
    told = Told(SHOWN)
    refused(told, LOCKED, "DEC-01")
    assert told.tell(replace(LOCKED, reason="Le vote avait été oublié.")).rules_after_ranking


def test_variety_that_comes_after_rules_without_any_is_late() -> None:
    told = opened()  # rules of an earlier version, which hold no variety
    assert not told.state.rules_after_ranking
    assert told.tell(replace(LOCKED, reason="Les cibles sont adoptées à leur tour.")).rules_after_ranking


@pytest.mark.parametrize(
    ("variety", "code"),
    [
        (replace(VARIETY, firm=("V9",)), "NOT-13"),
        (replace(VARIETY, targets=("V2",)), "NOT-07"),  # firm and a target at once
        (replace(VARIETY, numbers=replace(DEFAULT_TARGETS, urban=-1)), "NOT-07"),
        (replace(VARIETY, budget=-1), "NOT-07"),
    ],
)
def test_rules_of_variety_that_mean_nothing_are_refused(variety: VarietyAdopted, code: str) -> None:
    refused(Told(), replace(RULES, variety=variety), code)
