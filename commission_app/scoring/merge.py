"""What each member says of each dossier, from the set of accepted fiches (OPENING.md, « Merge »).

A pure function: neither the order of arrival, nor repeats, nor dates change anything. An act precedes
another when it is among the acts that the other names in `prev`, directly or through acts that are here.
A statement of an act about a dossier is a closing, a recusal or a reading still open:

1. a closing or a recusal stands until a later act closes the dossier again, or recuses it;
2. between acts that do not know each other, a closing or a recusal of a newer computer supersedes the
   closing of an older one, never its recusal: marks do not come back over a recusal by accident;
   A paper grid entered by the secretariat is of no computer: neither comes over the other, in either
   direction, unless one names the other in `prev`;
3. if different statements still stand, it is a fork: it is shown and nothing of it counts;
4. an open reading is seen in the provisional view only, when nothing later decides the dossier.

Statements differ by their marks, motives and tags. Remarks and passages decide nothing: an archive whose
texts are withheld merges as it did before.

A missing act breaks the chain of `prev`: what then cannot be ordered is shown as a fork, and the missing
act is named, so that it can be asked for. The version number of a fiche orders nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final

from commission_app.scoring.ids import DossierId, InstitutionId, MemberId, Sha512
from commission_app.scoring.readings import Reading, marks_of
from commission_app.scoring.sheet import DossierSheet

PAPER: Final = ""  # stands for the computer of a fiche that the secretariat entered from paper


@dataclass(frozen=True)
class SheetAct:
    """An accepted fiche as the merge reads it. `prev` names fiches only, not receipts or drafts."""

    digest: Sha512
    member: MemberId
    key: str  # which computer of the member signed it; PAPER for a paper grid
    seq: int  # version number, shown to people
    prev: frozenset[Sha512]
    readings: Mapping[DossierId, DossierSheet]
    recused: frozenset[DossierId] = frozenset()


class State(Enum):
    """What is known of one member and one dossier."""

    CLOSED = "closed"
    RECUSED = "recused"
    FORK = "fork"
    OPEN = "open"  # nothing closed yet


@dataclass(frozen=True)
class Standing:
    """Where one member stands on one dossier, and the acts that say so."""

    state: State
    acts: frozenset[Sha512]  # of a fork, those that contradict each other
    closed: DossierSheet | None = None  # what counts officially
    provisional: DossierSheet | None = None  # a reading still open, later than what counts
    provisional_acts: frozenset[Sha512] = frozenset()


@dataclass(frozen=True)
class Merged:
    """The state of the reception: the same for the same set of acts, whatever their order."""

    standings: Mapping[tuple[MemberId, DossierId], Standing]
    superseded: frozenset[Sha512]  # followed by another act, and nothing they say stands any more
    missing_ancestors: Mapping[MemberId, frozenset[Sha512]]  # named in `prev`, not received

    @cached_property
    def recused(self) -> frozenset[tuple[MemberId, DossierId]]:
        """Recusals in force."""
        return self._in_state(State.RECUSED)

    @cached_property
    def forks(self) -> frozenset[tuple[MemberId, DossierId]]:
        """Contradictions that wait for the member or for the chair."""
        return self._in_state(State.FORK)

    def _in_state(self, state: State) -> frozenset[tuple[MemberId, DossierId]]:
        return frozenset(key for key, standing in self.standings.items() if standing.state is state)


def merge(
    acts: Iterable[SheetAct],
    keys: Mapping[MemberId, Sequence[str]],
    excluded: Collection[tuple[Sha512, DossierId]] = (),
) -> Merged:
    """Merge accepted fiches. `keys` gives the confirmed computers of each member, oldest first.

    `excluded` are statements (act, dossier) set aside by an act of the chair; the act keeps its place in
    the order. Raises KeyError for an act signed by a computer that nobody confirmed.
    """
    by_member: dict[MemberId, dict[Sha512, SheetAct]] = {}
    for act in acts:
        by_member.setdefault(act.member, {})[act.digest] = act
    received = {digest for own in by_member.values() for digest in own}
    standings: dict[tuple[MemberId, DossierId], Standing] = {}
    superseded: set[Sha512] = set()
    missing: dict[MemberId, frozenset[Sha512]] = {}
    for member, own in sorted(by_member.items()):
        order = _order(own, keys.get(member, ()))
        of_member = {
            dossier: _standing(statements, order)
            for dossier, statements in sorted(_statements(own, excluded).items())
        }
        standings |= {(member, dossier): standing for dossier, standing in of_member.items()}
        superseded |= _superseded(own, order, of_member.values())
        if gaps := frozenset().union(*(act.prev for act in own.values())) - received:
            missing[member] = gaps
    return Merged(standings, frozenset(superseded), missing)


def counted_readings(
    merged: Merged, institutions: Mapping[MemberId, InstitutionId], *, is_provisional: bool = False
) -> tuple[Reading, ...]:
    """Return the readings to consolidate: the closed ones, or in the provisional view the open ones too."""
    found: list[Reading] = []
    for (member, dossier), standing in merged.standings.items():
        sheet = (standing.provisional if is_provisional else None) or standing.closed
        if sheet is not None:
            found.append(Reading(member, institutions[member], dossier, marks_of(sheet)))
    return tuple(found)


@dataclass(frozen=True)
class _Statement:
    """What one act says of one dossier."""

    act: Sha512
    state: State  # CLOSED, RECUSED or OPEN
    reading: DossierSheet | None  # None for a recusal

    @property
    def content(self) -> object:
        """What must be the same for two statements to agree; blanks written or left out are the same."""
        if self.reading is None:
            return None
        entries = self.reading.entries.items()
        marks = {criterion: (entry.mark, entry.motive) for criterion, entry in entries if not entry.is_blank}
        return marks, self.reading.tags


@dataclass(frozen=True)
class _Order:
    """What is known of the order of one member's acts."""

    ancestors: Mapping[Sha512, frozenset[Sha512]]
    computers: Mapping[Sha512, int]  # age rank of the key of each act, oldest 0; none for a paper grid

    def latest(self, statements: Sequence[_Statement]) -> list[_Statement]:
        """Return the statements that nothing supersedes (rules 1 and 2 of the module)."""
        last = [
            statement
            for statement in statements
            if not any(statement.act in self.ancestors[other.act] for other in statements)
        ]
        ranks = [self.computers.get(statement.act) for statement in last]
        newest = max((rank for rank in ranks if rank is not None), default=0)
        return [
            statement
            for statement, rank in zip(last, ranks, strict=True)
            if statement.state is State.RECUSED or rank in (None, newest)
        ]

    def is_followed(self, act: Sha512) -> bool:
        """Tell whether another act comes later, or from a newer computer."""
        rank = self.computers.get(act)
        return any(act in ancestors for ancestors in self.ancestors.values()) or (
            rank is not None and any(rank < other for other in self.computers.values())
        )


def _order(own: Mapping[Sha512, SheetAct], keys: Sequence[str]) -> _Order:
    age = {key: rank for rank, key in enumerate(keys)}
    # A fiche may name thousands that are not here: they are left out once, not at each step of each search.
    known = {digest: act.prev & own.keys() for digest, act in own.items()}
    return _Order(
        {digest: _ancestors(digest, known) for digest in own},
        {digest: age[act.key] for digest, act in own.items() if act.key != PAPER},
    )


def _ancestors(act: Sha512, known: Mapping[Sha512, frozenset[Sha512]]) -> frozenset[Sha512]:
    found: set[Sha512] = set()
    waiting = set(known[act])
    while waiting:
        digest = waiting.pop()
        if digest not in found:
            found.add(digest)
            waiting |= known[digest]
    return frozenset(found)


def _statements(
    own: Mapping[Sha512, SheetAct], excluded: Collection[tuple[Sha512, DossierId]]
) -> dict[DossierId, list[_Statement]]:
    found: dict[DossierId, list[_Statement]] = {}
    for digest, act in sorted(own.items()):
        for dossier in act.readings.keys() | act.recused:
            if (digest, dossier) not in excluded:
                found.setdefault(dossier, []).append(_statement(act, dossier))
    return found


def _statement(act: SheetAct, dossier: DossierId) -> _Statement:
    if dossier in act.recused:  # marks given before the recusal may still be there: they are hidden
        return _Statement(act.digest, State.RECUSED, None)
    reading = act.readings[dossier]
    return _Statement(act.digest, State.CLOSED if reading.is_closed else State.OPEN, reading)


def _standing(statements: Sequence[_Statement], order: _Order) -> Standing:
    deciding = order.latest([statement for statement in statements if statement.state is not State.OPEN])
    latest = order.latest(statements)
    provisional, provisional_acts = None, frozenset[Sha512]()
    is_recused = any(statement.state is State.RECUSED for statement in deciding)
    if not is_recused and all(statement.state is State.OPEN for statement in latest):
        provisional_acts = _acts(latest)
        provisional = latest[0].reading if _agree(latest) else None
    if not deciding:
        state, closed = State.OPEN, None
    elif not _agree(deciding):
        state, closed = State.FORK, None
    else:
        state, closed = deciding[0].state, deciding[0].reading
    return Standing(state, _acts(deciding), closed, provisional, provisional_acts)


def _agree(statements: Sequence[_Statement]) -> bool:
    return all(statement.content == statements[0].content for statement in statements)


def _acts(statements: Iterable[_Statement]) -> frozenset[Sha512]:
    return frozenset(statement.act for statement in statements)


def _superseded(own: Collection[Sha512], order: _Order, standings: Iterable[Standing]) -> frozenset[Sha512]:
    in_force = frozenset().union(*(standing.acts | standing.provisional_acts for standing in standings))
    return frozenset(act for act in own if act not in in_force and order.is_followed(act))
