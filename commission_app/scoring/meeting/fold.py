"""Folds acts into a state, and refuses the act that the state does not allow: nothing else decides.

An act that was undone is left out and the others are folded again: what only it had made possible is then
refused, so that undoing never leaves a state which could not have been reached.
"""

from collections.abc import Sequence

from commission_app.errors import AppError
from commission_app.scoring.meeting import course, steps
from commission_app.scoring.meeting.acts import (
    UNDOABLE,
    AgendaSet,
    Arrived,
    Fact,
    Left,
    MeetingAct,
    Opened,
    ProxyGiven,
    RankingShown,
    RecusedAtTable,
    Resumed,
    RulesAdopted,
    Undone,
)
from commission_app.scoring.meeting.state import PHASES, MeetingState, Phase, Room
from commission_app.scoring.meeting.step import after

__all__ = ["appended", "course", "fold", "steps", "undone_numbers"]  # both modules say what acts do

_ANY_TIME = (RulesAdopted, RankingShown, Arrived, Left, ProxyGiven, RecusedAtTable, AgendaSet)


def fold(room: Room, acts: Sequence[MeetingAct]) -> MeetingState:
    """Return the state after these acts. The refusals of `DEL`, CAM-04, DEC-01, NOT-07, NOT-09."""
    undone = undone_numbers(acts)
    state = MeetingState(room)
    for act in acts:
        if act.number not in undone and not isinstance(act.fact, Undone):
            state = _after(state, act)
    return state


def undone_numbers(acts: Sequence[MeetingAct]) -> frozenset[int]:
    """Return the acts that count no more. DEL-11 when one may not be undone, or was already."""
    known: dict[int, Fact] = {}
    undone: set[int] = set()
    for act in acts:
        if isinstance(act.fact, Undone):
            target = act.fact.number
            if not isinstance(known.get(target), UNDOABLE) or target in undone:
                raise AppError("DEL-11")
            undone.add(target)
        known[act.number] = act.fact
    return frozenset(undone)


def appended(room: Room, acts: Sequence[MeetingAct], act: MeetingAct) -> MeetingState:
    """Return the state once an act is added. As `fold`; DEL-11 when a later act rests on what is undone."""
    try:
        return fold(room, (*acts, act))
    except AppError as error:
        if isinstance(act.fact, Undone):
            raise AppError("DEL-11") from error
        raise


def _after(state: MeetingState, act: MeetingAct) -> MeetingState:
    fact = act.fact
    if state.phase is Phase.CLOSED:
        raise AppError("DEL-02", state=PHASES[state.phase])
    if state.phase is Phase.PAUSED and not isinstance(fact, (Resumed, *_ANY_TIME)):
        raise AppError("DEL-02", state=PHASES[state.phase])
    if state.phase is Phase.PREPARED and not isinstance(fact, (Opened, *_ANY_TIME)):
        raise AppError("DEL-02", state=PHASES[state.phase])
    return after(fact, state, act.number)
