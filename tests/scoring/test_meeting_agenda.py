"""The agenda spares exits, departures have their exact cost, the decision is another object than the avis."""

from collections.abc import Collection, Sequence
from fractions import Fraction
from itertools import pairwise, permutations
from random import Random

import pytest

from commission_app.errors import AppError
from commission_app.scoring.campaign import ScoringRules
from commission_app.scoring.consolidation import ConsolidatedDossier, Readiness
from commission_app.scoring.ids import DossierId, MemberId, Sha512
from commission_app.scoring.meeting.acts import Act, Advised, Closed, Opinion, Undone
from commission_app.scoring.meeting.agenda import agenda, with_few_exits
from commission_app.scoring.meeting.decision import (
    Decided,
    DecisionBegun,
    DecisionClosed,
    DecisionFact,
    DecisionState,
    Reserved,
    decision_over,
)
from commission_app.scoring.meeting.departures import Departure, departures
from commission_app.scoring.ranking import RankedDossier, rank
from commission_app.scoring.zones import Zone
from tests.scoring.meetings import D, opened

RETAIN, RESERVE, DECLINE = Opinion.RETAIN, Opinion.RESERVE, Opinion.DECLINE


def ranked(*notes: int, seats: int = 2) -> tuple[RankedDossier, ...]:
    results = {
        dossier: ConsolidatedDossier(dossier, Readiness.RANKABLE, Fraction(note), {}, {}, (), frozenset(), {})
        for dossier, note in zip(D, notes, strict=False)
    }
    return rank(results, ScoringRules(seats=seats, readings_min=0))


def test_only_the_open_zone_is_debated() -> None:
    rows = ranked(90, 80, 70, 60)
    found = agenda(rows, {D[0]: Zone.SAFE, D[1]: Zone.OPEN, D[2]: Zone.OPEN, D[3]: Zone.OUT}, ())
    assert (found.debated, found.above, found.below) == ((D[1], D[2]), (D[0],), (D[3],))


def exits(order: Sequence[DossierId], recused: Collection[tuple[MemberId, DossierId]]) -> int:
    """Return how many times somebody leaves the room over an order."""
    out = [frozenset(member for member, of in recused if of == dossier) for dossier in order]
    return sum(len(now - before) for before, now in pairwise([frozenset[MemberId](), *out]))


@pytest.mark.parametrize("seed", range(6))
def test_no_other_order_has_fewer_exits(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - it draws recusals, no secret
    dossiers = [DossierId(f"d{number}") for number in range(6)]
    recused = [
        (MemberId(f"m{member}"), dossier)
        for member in range(3)
        for dossier in dossiers
        if chance.random() < 0.4
    ]
    best = min(exits(order, recused) for order in permutations(dossiers))
    found = with_few_exits(dossiers, recused)
    assert sorted(found) == sorted(dossiers)
    assert exits(found, recused) == best


def test_departures_cost_what_the_sum_of_retained_notes_loses() -> None:
    rows = ranked(90, 80, 70, 60)
    found = departures(rows, {D[0]: RETAIN, D[1]: RESERVE, D[3]: RETAIN}, 2)
    assert [(one.dossier, one.kind, one.cost) for one in found] == [
        (D[1], Departure.LEFT_OUT, Fraction(10)),
        (D[3], Departure.ENTERED, Fraction(20)),
    ]
    assert departures(rows, {D[0]: RETAIN, D[1]: RETAIN, D[2]: DECLINE}, 2) == ()


def test_choosing_among_equals_across_the_line_needs_a_reason_and_costs_nothing() -> None:
    rows = ranked(90, 80, 80)
    found = departures(rows, {D[0]: RETAIN, D[1]: RETAIN, D[2]: RESERVE}, 2)
    assert [(one.dossier, one.kind, one.cost) for one in found] == [
        (D[1], Departure.CHOSEN_AMONG_EQUALS, Fraction(0))
    ]


WHO = ("Secrétaire d’État", "Déléguée interministérielle")


def decided(*facts: DecisionFact, is_closed: bool = True) -> DecisionState:
    told = opened(debated=D[:2])
    told.tell(Advised(D[0], RETAIN), Advised(D[1], DECLINE))
    if is_closed:
        told.tell(Closed())
    return decision_over(
        told.state, [Act(number, "2021-07-02T10:00:00", "", fact) for number, fact in enumerate(facts, 1)]
    )


BEGUN = DecisionBegun(WHO, Sha512("a" * 128))


def refused(code: str, *facts: DecisionFact, is_closed: bool = True) -> None:
    with pytest.raises(AppError) as raised:
        decided(*facts, is_closed=is_closed)
    assert raised.value.code == code


def test_both_authorities_may_decide_otherwise_than_the_avis_and_say_why() -> None:
    refused("DEC-01", BEGUN, Decided(WHO[0], D[1], RETAIN))
    both: list[DecisionFact] = [Decided(who, D[1], RETAIN, "Équilibre des territoires.") for who in WHO]
    state = decided(BEGUN, *both, *(Decided(who, D[0], RETAIN) for who in WHO), DecisionClosed())
    assert state.is_final
    assert state.differences == (D[1],)
    assert state.with_choice(RETAIN) == (D[0], D[1])


def test_a_disagreement_is_shown_and_nothing_is_final_while_one_is_left() -> None:
    facts: list[DecisionFact] = [
        BEGUN,
        Decided(WHO[0], D[0], RETAIN),
        Decided(WHO[1], D[0], RESERVE, "Budget."),
    ]
    state = decided(*facts)
    assert state.is_disputed(D[0])
    assert state.decided(D[0]) is None
    refused("DEL-22", *facts, DecisionClosed())
    assert not decided(*facts, Undone(3), Decided(WHO[1], D[0], RETAIN)).is_disputed(D[0])


def test_a_reservation_is_recorded_beside_a_common_decision() -> None:
    state = decided(BEGUN, Reserved(WHO[1], D[0], "Sous réserve du cofinancement."))
    assert state.reservations[0].authority == WHO[1]
    refused("DEC-01", BEGUN, Reserved(WHO[1], D[0], " "))


def test_a_decision_keeps_to_the_avis_its_authorities_and_its_seats() -> None:
    refused("DEL-20", BEGUN, is_closed=False)
    refused("DEL-20", Decided(WHO[0], D[0], RETAIN))
    refused("DEL-21", BEGUN, Decided("Quelqu’un", D[0], RETAIN))
    refused("CAM-04", BEGUN, Decided(WHO[0], D[5], RETAIN))
    refused("DEL-23", BEGUN, BEGUN)
    refused("DEC-01", DecisionBegun((), Sha512("")))
    final: list[DecisionFact] = [
        BEGUN,
        *(Decided(who, dossier, RETAIN, "Oui.") for who in WHO for dossier in D[:2]),
        DecisionClosed(),
    ]
    refused("DEL-23", *final, Decided(WHO[0], D[0], DECLINE, "Non."))
    refused("DEL-11", *final, Undone(2))
