"""The meeting as a value: who may act, what is refused, what undoing leaves (SCORING.md §§8.6, 8.16, 11)."""

from dataclasses import replace

import pytest

from commission_app.errors import AppError
from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.meeting.acts import (
    Advised,
    AgendaSet,
    Arrived,
    Called,
    Closed,
    CollegialMark,
    Departed,
    Dissented,
    Fact,
    Left,
    MarkChanged,
    Opened,
    Opinion,
    Paused,
    Presence,
    ProxyGiven,
    RankingShown,
    Recommended,
    RecusedAtTable,
    Resumed,
    SecondRound,
    Undone,
    Voted,
)
from commission_app.scoring.meeting.fold import fold, undone_numbers
from commission_app.scoring.meeting.outcome import outcome_of
from commission_app.scoring.meeting.state import Phase
from tests.scoring.meetings import ALTERNATE, ROOM, RULES, SHOWN, D, M, Told, arrivals, opened

RETAIN, RESERVE, DECLINE = Opinion.RETAIN, Opinion.RESERVE, Opinion.DECLINE
A, B = CriterionId("a"), CriterionId("b")


def refused(told: Told, fact: Fact, code: str) -> AppError:
    """Expect a refusal that leaves everything as it was."""
    before = told.state, list(told.acts)
    with pytest.raises(AppError) as raised:
        told.tell(fact)
    assert raised.value.code == code
    assert (told.state, told.acts) == before
    return raised.value


def test_a_meeting_opens_with_rules_and_a_quorum_only() -> None:
    told = Told(*arrivals(M[:2]))
    refused(told, Opened(), "DEL-09")
    told.tell(RULES)
    assert refused(told, Opened(), "DEL-03").facts == {"present": 2, "quorum": 3}
    told.tell(Arrived(M[2], Presence.REMOTE), Opened())
    assert told.state.phase is Phase.OPEN
    refused(told, Opened(), "DEL-02")


def test_a_second_convocation_asks_for_no_quorum() -> None:
    told = Told(RULES, *arrivals(M[:1]), Opened(is_second_call=True), SHOWN, AgendaSet(D, (), ()))
    assert told.tell(Advised(D[0], RETAIN)).avis[D[0]].opinion is RETAIN


def test_rules_adopted_once_the_ranking_is_known_say_so() -> None:
    told = opened()
    assert not told.state.rules_after_ranking
    assert told.tell(replace(RULES, seats=3)).rules_after_ranking


@pytest.mark.parametrize(("field", "value"), [("quorum", 0), ("quorum", 6), ("seats", 0)])
def test_rules_that_could_not_be_applied_are_refused(field: str, value: int) -> None:
    refused(Told(), replace(RULES, **{field: value}), "NOT-07")  # type: ignore[arg-type] # int fields


def test_fewer_seats_than_those_given_are_refused() -> None:
    told = opened()
    told.tell(Advised(D[0], RETAIN), Advised(D[1], RETAIN))
    refused(told, replace(RULES, seats=1), "NOT-07")


def test_one_seat_more_than_there_are_is_refused_until_one_is_freed() -> None:
    told = opened()
    told.tell(Advised(D[0], RETAIN), Advised(D[1], RETAIN))
    assert refused(told, Advised(D[2], RETAIN), "DEL-01").facts == {"seats": 2}
    told.tell(Advised(D[0], RESERVE), Advised(D[2], RETAIN))
    assert told.state.with_opinion(RETAIN) == (D[1], D[2])


def test_nothing_is_decided_off_the_agenda_nor_without_the_quorum() -> None:
    told = opened(*M[:3], debated=D[:2])
    refused(told, Advised(D[5], RETAIN), "DEL-10")
    told.tell(Advised(D[0], RETAIN), Left(M[0]))
    refused(told, Advised(D[1], RETAIN), "DEL-03")
    assert told.state.avis[D[0]].opinion is RETAIN  # what was decided before stays
    told.tell(Arrived(M[3], Presence.ROOM), Advised(D[1], DECLINE))


def test_a_vote_counts_every_voter_once() -> None:
    told = opened()
    assert refused(told, Voted(D[0], RETAIN, 3, 1, 0), "DEL-04").facts == {"given": 4, "voters": 5}
    refused(told, Voted(D[0], RETAIN, 6, -1, 0), "DEL-04")
    told.tell(Voted(D[0], RETAIN, 3, 1, 1), Voted(D[1], RETAIN, 1, 3, 1))
    assert told.state.avis[D[0]].vote == Voted(D[0], RETAIN, 3, 1, 1)
    assert D[1] not in told.state.avis  # the proposal was not carried
    assert [vote.is_carried for _, vote in told.state.votes] == [True, False]


def test_the_chair_decides_equal_voices_and_no_others() -> None:
    told = opened(*M[:4])
    refused(told, Voted(D[0], RETAIN, 2, 2, 0), "DEL-13")
    refused(told, Voted(D[0], RETAIN, 3, 1, 0, "pour"), "DEL-13")
    told.tell(Voted(D[0], RETAIN, 2, 2, 0, "pour"), Voted(D[1], RETAIN, 2, 2, 0, "contre"))
    assert set(told.state.avis) == {D[0]}


def test_a_recused_chair_has_no_casting_vote() -> None:
    told = opened()
    told.tell(RecusedAtTable(M[0], D[0]))
    refused(told, Voted(D[0], RETAIN, 2, 2, 0, "pour"), "DEL-13")
    told.tell(Voted(D[0], RETAIN, 2, 2, 0))
    assert not told.state.avis


def test_a_recused_member_neither_votes_nor_carries_a_voice() -> None:
    told = opened(*M[:4])
    told.tell(ProxyGiven(M[4], M[1]))
    assert len(told.state.voters(D[0])) == 5
    told.tell(RecusedAtTable(M[1], D[0]))
    assert told.state.voters(D[0]) == {"DGCS", "ANCT", "MCC"}
    assert told.state.outside(D[0]) == {M[1]}
    assert len(told.state.voters(D[1])) == 5
    refused(told, Dissented(M[1], D[0], "Non."), "DEL-14")
    refused(told, RecusedAtTable(M[1], D[0]), "DEL-14")


def test_an_avis_given_with_a_member_who_then_withdraws_is_to_be_given_again() -> None:
    told = opened()
    told.tell(Advised(D[0], RETAIN), RecusedAtTable(M[2], D[0]))
    assert D[0] in told.state.undecided


def test_one_voice_a_seat_whoever_sits() -> None:
    told = opened()
    assert refused(told, Arrived(ALTERNATE, Presence.ROOM), "DEL-07").facts["other"] == M[0]
    refused(told, Arrived(M[1], Presence.ROOM), "DEL-05")
    told.tell(Left(M[0]), Arrived(ALTERNATE, Presence.ROOM))
    assert len(told.state.voices_present) == 5
    refused(told, ProxyGiven(M[0], M[1]), "DEL-08")  # their alternate sits
    refused(told, Left(M[0]), "DEL-06")


def test_a_proxy_goes_from_an_absent_member_to_a_present_one_who_has_none() -> None:
    told = opened(*M[:3])
    refused(told, ProxyGiven(M[3], M[4]), "DEL-08")
    told.tell(ProxyGiven(M[3], M[0]))
    refused(told, ProxyGiven(M[4], M[0]), "DEL-08")
    assert len(told.state.voices_present) == 4
    told.tell(Left(M[0]))
    assert len(told.state.voices_present) == 2


def test_a_mark_changed_after_the_debate_is_official_once_the_commission_says_so() -> None:
    told = opened()
    change = MarkChanged(M[1], D[0], A, 2, 4, "Le débat a montré la page 7.")
    told.tell(change)
    assert outcome_of(told.state)[1] == {}
    told.tell(SecondRound(True, "Décidé à l’unanimité."))
    assert outcome_of(told.state)[1] == {(M[1], D[0], A): 4}
    refused(told, replace(change, after=2), "NOT-09")
    refused(told, replace(change, after=6), "NOT-09")
    refused(told, replace(change, criterion=CriterionId("z")), "NOT-09")
    refused(told, replace(change, reason=" "), "DEC-01")
    told.tell(Left(M[1]))
    refused(told, change, "DEL-06")


def test_a_collegial_mark_and_words_need_their_reason() -> None:
    told = opened()
    told.tell(CollegialMark(D[0], B, 3, "Personne n’a pu noter."), Recommended(D[0], "Chiffrer l’axe 2."))
    assert outcome_of(told.state)[0] == {(D[0], B): 3}
    refused(told, CollegialMark(D[0], B, 6, "Trop."), "NOT-09")
    refused(told, CollegialMark(D[0], B, 3, ""), "DEC-01")
    refused(told, Departed(D[0], "variété", " "), "DEC-01")
    assert told.tell(Recommended(D[0], "")).recommendations == {}


def test_a_closed_or_paused_meeting_decides_nothing() -> None:
    told = opened(debated=D[:1])
    refused(told, Resumed(), "DEL-02")
    told.tell(Paused())
    refused(told, Advised(D[0], RETAIN), "DEL-02")
    told.tell(Left(M[4]), Resumed())
    assert refused(told, Closed(), "DEL-12").facts == {"count": 1}
    told.tell(Advised(D[0], RETAIN), Closed())
    refused(told, Advised(D[0], DECLINE), "DEL-02")
    told.tell(Undone(len(told.acts)))  # reopened
    assert told.state.phase is Phase.OPEN


def test_what_is_undone_stays_in_the_list_and_counts_no_more() -> None:
    told = opened()
    told.tell(Advised(D[0], RETAIN))
    number = len(told.acts)
    told.tell(Undone(number))
    assert D[0] not in told.state.avis
    assert undone_numbers(told.acts) == {number}
    assert len(told.acts) == number + 1
    refused(told, Undone(number), "DEL-11")
    refused(told, Undone(1), "DEL-11")  # rules are adopted again, not undone


def test_undoing_is_refused_when_what_followed_rests_on_it() -> None:
    told = opened()
    told.tell(Advised(D[0], RETAIN), Advised(D[1], RETAIN), Advised(D[0], DECLINE), Advised(D[2], RETAIN))
    refused(told, Undone(len(told.acts) - 1), "DEL-11")  # a third place would be given
    arrival = next(act.number for act in told.acts if act.fact == Arrived(M[4], Presence.ROOM))
    told.tell(Voted(D[3], DECLINE, 5, 0, 0))
    refused(told, Undone(arrival), "DEL-11")  # five people had voted


def test_another_ranking_is_presented_with_its_reason() -> None:
    told = opened()
    other = RankingShown(SHOWN.results, (), ((M[3], D[2]),))
    refused(told, other, "DEC-01")
    told.tell(replace(other, reason="Une fiche est arrivée."))
    assert "MCC" not in told.state.voters(D[2])


def test_the_same_acts_give_the_same_state_after_a_crash() -> None:
    told = opened()
    told.tell(Called(D[3]), Voted(D[3], RETAIN, 4, 0, 1), Dissented(M[1], D[3], "Trop fragile."), Paused())
    assert fold(ROOM, tuple(told.acts)) == told.state
    assert told.state.current == D[3]


def test_a_dossier_that_is_unknown_is_refused_everywhere() -> None:
    told, strange = opened(), DossierId("d9")
    for fact in (Called(strange), Advised(strange, RETAIN), Recommended(strange, "x")):
        refused(told, fact, "CAM-04")
    refused(told, AgendaSet((D[0], D[0]), (), ()), "CAM-04")
