"""The decision of the authorities, which is not the avis: another object, with its own acts.

Each authority chooses for each dossier. What both choose alike is decided; another choice than the avis gives
its reason; choices that differ are a disagreement, shown as such, and nothing is final while one is left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import singledispatch
from types import MappingProxyType
from typing import get_args

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId, Sha512
from commission_app.scoring.meeting.acts import Act, Opinion, Undone
from commission_app.scoring.meeting.state import MeetingState, Phase


@dataclass(frozen=True)
class DecisionBegun:
    """The avis is transmitted to the authorities."""

    authorities: tuple[str, ...]
    avis: Sha512  # digest of the act that closed the meeting


@dataclass(frozen=True)
class Decided:
    """One authority chooses for a dossier. The reason may be empty when it follows the avis."""

    authority: str
    dossier: DossierId
    choice: Opinion
    reason: str = ""


@dataclass(frozen=True)
class Reserved:
    """An authority has its disagreement recorded beside a decision that it signs all the same."""

    authority: str
    dossier: DossierId
    text: str


@dataclass(frozen=True)
class DecisionClosed:
    """The decision is final."""


DecisionFact = DecisionBegun | Decided | Reserved | DecisionClosed | Undone
DECISION_FACTS: tuple[type[DecisionFact], ...] = get_args(DecisionFact)
DecisionAct = Act[DecisionFact]
_UNDOABLE = (Decided, Reserved)


@dataclass(frozen=True)
class DecisionState:
    """Where the decision stands over the avis of the commission."""

    avis: Mapping[DossierId, Opinion]
    seats: int
    authorities: tuple[str, ...] = ()
    choices: Mapping[tuple[str, DossierId], Decided] = field(default_factory=lambda: MappingProxyType({}))
    reservations: tuple[Reserved, ...] = ()
    is_final: bool = False

    def decided(self, dossier: DossierId) -> Opinion | None:
        """Return what every authority chose; None while one has not chosen, or they disagree."""
        found = {self._choice(authority, dossier) for authority in self.authorities}
        return found.pop() if len(found) == 1 else None

    def is_disputed(self, dossier: DossierId) -> bool:
        """Tell whether authorities chose differently."""
        chosen = {self._choice(authority, dossier) for authority in self.authorities} - {None}
        return len(chosen) > 1

    def with_choice(self, choice: Opinion) -> tuple[DossierId, ...]:
        """Return the dossiers decided so, in the order of the avis."""
        return tuple(dossier for dossier in self.avis if self.decided(dossier) is choice)

    @property
    def pending(self) -> tuple[DossierId, ...]:
        """Dossiers without a common decision."""
        return tuple(dossier for dossier in self.avis if self.decided(dossier) is None)

    @property
    def differences(self) -> tuple[DossierId, ...]:
        """Dossiers decided otherwise than the commission proposed."""
        return tuple(
            dossier for dossier, opinion in self.avis.items() if self.decided(dossier) not in (None, opinion)
        )

    def _choice(self, authority: str, dossier: DossierId) -> Opinion | None:
        found = self.choices.get((authority, dossier))
        return None if found is None else found.choice


def fold_decision(
    avis: Mapping[DossierId, Opinion], seats: int, acts: Sequence[DecisionAct]
) -> DecisionState:
    """Return the decision after these acts over an avis that was closed.

    CAM-04 for an unknown dossier, DEC-01 without a reason where one is due, DEL-11 for what cannot be undone,
    DEL-20 to DEL-23.
    """
    undone = _undone(acts)
    state = DecisionState(avis, seats)
    for act in acts:
        if act.number not in undone and not isinstance(act.fact, Undone):
            if state.is_final:
                raise AppError("DEL-23")
            state = _after(act.fact, state)
    return state


def decision_over(meeting: MeetingState, acts: Sequence[DecisionAct]) -> DecisionState:
    """Return the decision over the avis of a meeting. DEL-20 unless it is closed, and as `fold_decision`."""
    if acts and meeting.phase is not Phase.CLOSED:
        raise AppError("DEL-20")
    avis = {
        dossier: meeting.avis[dossier].opinion for dossier in meeting.on_agenda if dossier in meeting.avis
    }
    return fold_decision(avis, meeting.rules.seats if meeting.rules else 0, acts)


def _undone(acts: Sequence[DecisionAct]) -> frozenset[int]:
    known: dict[int, DecisionFact] = {}
    undone: set[int] = set()
    for act in acts:
        if isinstance(act.fact, Undone):
            target = act.fact.number
            is_final = any(isinstance(fact, DecisionClosed) for fact in known.values())
            if is_final or not isinstance(known.get(target), _UNDOABLE) or target in undone:
                raise AppError("DEL-11")
            undone.add(target)
        known[act.number] = act.fact
    return frozenset(undone)


@singledispatch
def _after(fact: object, state: DecisionState) -> DecisionState:
    del state
    raise TypeError(fact)


@_after.register
def _(fact: DecisionBegun, state: DecisionState) -> DecisionState:
    named = [name.strip() for name in fact.authorities]
    if state.authorities:
        raise AppError("DEL-23")
    if not named or not all(named) or len(set(named)) != len(named):
        raise AppError("DEC-01")
    return replace(state, authorities=fact.authorities)


@_after.register
def _(fact: Decided, state: DecisionState) -> DecisionState:
    """Choose. An authority that departs from the avis says why; no more seats than there are."""
    _check(state, fact.authority, fact.dossier)
    if fact.choice is not state.avis[fact.dossier] and not fact.reason.strip():
        raise AppError("DEC-01")
    decided = replace(state, choices={**state.choices, (fact.authority, fact.dossier): fact})
    if len(decided.with_choice(Opinion.RETAIN)) > state.seats:
        raise AppError("DEL-01", seats=state.seats)
    return decided


@_after.register
def _(fact: Reserved, state: DecisionState) -> DecisionState:
    _check(state, fact.authority, fact.dossier)
    if not fact.text.strip():
        raise AppError("DEC-01")
    return replace(state, reservations=(*state.reservations, fact))


@_after.register
def _(fact: DecisionClosed, state: DecisionState) -> DecisionState:
    del fact
    if not state.authorities:
        raise AppError("DEL-20")
    if state.pending:
        raise AppError("DEL-22", count=len(state.pending))
    return replace(state, is_final=True)


def _check(state: DecisionState, authority: str, dossier: DossierId) -> None:
    if not state.authorities:
        raise AppError("DEL-20")
    if authority not in state.authorities:
        raise AppError("DEL-21", name=authority)
    if dossier not in state.avis:
        raise AppError("CAM-04", what=dossier)
