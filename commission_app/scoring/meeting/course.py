"""What the acts on the meeting itself do: rules, ranking, attendance, agenda, course."""

from dataclasses import astuple, replace

from commission_app.errors import AppError
from commission_app.scoring.diversity import selection_rules
from commission_app.scoring.meeting import attendance
from commission_app.scoring.meeting.acts import (
    AgendaSet,
    Arrived,
    Called,
    Closed,
    Left,
    Opened,
    Opinion,
    Paused,
    ProxyGiven,
    RankingShown,
    Resumed,
    RulesAdopted,
    VarietyAdopted,
)
from commission_app.scoring.meeting.checks import check_dossier, check_words
from commission_app.scoring.meeting.state import PHASES, MeetingState, Phase
from commission_app.scoring.meeting.step import after


@after.register
def _(fact: RulesAdopted, state: MeetingState, number: int) -> MeetingState:
    """Adopt rules. NOT-07, NOT-13, CAM-04; DEC-01 without a chair, or a reason once the ranking is known."""
    voices = len(attendance.all_voices(state.room.members, fact.voice))
    if not 1 <= fact.quorum <= voices:
        raise AppError("NOT-07", rule="quorum", value=str(fact.quorum))
    given = len(state.with_opinion(Opinion.RETAIN))
    if fact.seats < max(1, given):
        raise AppError("NOT-07", rule="places", value=str(fact.seats))
    if fact.chair_member is not None and fact.chair_member not in state.room.members:
        raise AppError("CAM-04", what=fact.chair_member)
    check_words(fact.chair)
    if fact.variety is not None:
        _check_variety(fact.variety)
        if state.ranking is not None:  # acts without variety are older than their reason
            check_words(fact.reason)
    return replace(state, rules=fact, rules_act=number, rules_after_ranking=_is_late(state, fact))


@after.register
def _(fact: RankingShown, state: MeetingState, number: int) -> MeetingState:
    """Deliberate on another ranking: its recusals are added to those declared at the table. DEC-01."""
    del number
    if state.ranking is not None:
        check_words(fact.reason)
    return replace(state, ranking=fact, recused=state.recused | frozenset(fact.recused))


@after.register
def _(fact: Opened, state: MeetingState, number: int) -> MeetingState:
    """Open the meeting. DEL-02 again, DEL-09 without rules, DEL-03 without the quorum."""
    del number
    _check_phase(state, Phase.PREPARED)
    if state.rules is None:
        raise AppError("DEL-09")
    opened = replace(state, phase=Phase.OPEN, is_second_call=fact.is_second_call)
    if not opened.has_quorum:
        raise AppError("DEL-03", present=len(opened.voices_present), quorum=state.rules.quorum)
    return opened


@after.register
def _(fact: Paused, state: MeetingState, number: int) -> MeetingState:
    del fact, number
    _check_phase(state, Phase.OPEN)
    return replace(state, phase=Phase.PAUSED)


@after.register
def _(fact: Resumed, state: MeetingState, number: int) -> MeetingState:
    del fact, number
    _check_phase(state, Phase.PAUSED)
    return replace(state, phase=Phase.OPEN)


@after.register
def _(fact: Closed, state: MeetingState, number: int) -> MeetingState:
    """Close the meeting. DEL-12 while a dossier of the agenda has no avis."""
    del fact, number
    _check_phase(state, Phase.OPEN)
    if state.agenda is None or state.undecided:
        raise AppError("DEL-12", count=len(state.undecided))
    return replace(state, phase=Phase.CLOSED, current=None)


@after.register
def _(fact: Arrived, state: MeetingState, number: int) -> MeetingState:
    del number
    return replace(state, there=attendance.arrive(state.room.members, state.there, fact.member, fact.how))


@after.register
def _(fact: Left, state: MeetingState, number: int) -> MeetingState:
    del number
    return replace(state, there=attendance.leave(state.room.members, state.there, fact.member))


@after.register
def _(fact: ProxyGiven, state: MeetingState, number: int) -> MeetingState:
    del number
    there = attendance.give_proxy(state.room.members, state.there, fact.giver, fact.holder)
    return replace(state, there=there)


@after.register
def _(fact: AgendaSet, state: MeetingState, number: int) -> MeetingState:
    """Settle the agenda. CAM-04 for a dossier named twice, or that is not of the campaign."""
    del number
    every = (*fact.debated, *fact.above, *fact.below)
    for dossier in every:
        check_dossier(state, dossier)
        if every.count(dossier) > 1:
            raise AppError("CAM-04", what=dossier)
    return replace(state, agenda=fact)


@after.register
def _(fact: Called, state: MeetingState, number: int) -> MeetingState:
    del number
    check_dossier(state, fact.dossier)
    return replace(state, current=fact.dossier)


def _is_late(state: MeetingState, fact: RulesAdopted) -> bool:
    """Tell whether rules that bear on the outcome were adopted, or changed, once the ranking was known.

    Another chair changes nothing of it; going back to what was adopted before does not undo it.
    """
    if state.ranking is None:
        return False
    return state.rules_after_ranking or state.rules is None or _locked(fact) != _locked(state.rules)


def _locked(fact: RulesAdopted) -> RulesAdopted:
    return replace(fact, chair="", chair_member=None, reason="")


def _check_variety(variety: VarietyAdopted) -> None:
    """Refuse rules of variety that do not exist or mean nothing. NOT-13, NOT-07."""
    every = (*variety.firm, *variety.targets)
    selection_rules(every, {}, variety.numbers)
    numbers = (*astuple(variety.numbers), variety.budget or 0)
    if len(set(every)) != len(every):
        raise AppError("NOT-07", rule="règles de variété", value=", ".join(every))
    if min(numbers) < 0:
        raise AppError("NOT-07", rule="règles de variété", value=str(min(numbers)))


def _check_phase(state: MeetingState, wanted: Phase) -> None:
    if state.phase is not wanted:
        raise AppError("DEL-02", state=PHASES[state.phase])
