"""What may happen in a meeting: each act is one frozen value, numbered, kept for good and never changed.

A fact names people and dossiers by their identifiers; its fields are texts, integers, booleans and tuples, so
that it is written as it is (`sealing.chained_act`). Nothing is ever taken out of the list: `Undone` names the
act that counts no more, and both stay visible.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Generic, Literal, TypeVar, get_args

from commission_app.scoring.diversity import DiversityTargets
from commission_app.scoring.ids import CriterionId, DossierId, MemberId, Sha512

Voice = Literal["institution", "membre"]
Side = Literal["pour", "contre", ""]
MarkOrNone = int | Literal["NE"] | None
# A field that acts written before it do not have: it is written only when it differs from its default, so
# that those acts are still read, and read as they were signed (docs/decisions/003).
ADDED: Final[Mapping[str, bool]] = MappingProxyType({"added": True})


class Opinion(StrEnum):
    """The avis of the commission on one dossier, and the choice of an authority afterwards."""

    RETAIN = "retenir"
    RESERVE = "liste_complementaire"
    DECLINE = "ne_pas_retenir"


class Presence(StrEnum):
    """How a member takes part."""

    ROOM = "sur_place"
    REMOTE = "a_distance"


@dataclass(frozen=True)
class VarietyAdopted:
    """The rules of variety adopted with the seats, by their names in the file of rules, and their numbers."""

    firm: tuple[str, ...]  # a proposal follows them
    targets: tuple[str, ...]  # only their gap is shown
    numbers: DiversityTargets
    budget: int | None = None  # euros asked of the State, at most, over the retained dossiers


@dataclass(frozen=True)
class RulesAdopted:
    """How this meeting sits, votes and selects: data of the campaign, adopted by the commission."""

    seats: int  # territories to propose: K
    quorum: int  # voices present or represented
    voice: Voice  # who has one voice: an institution, or a titular member
    casting_vote: bool  # the chair decides when voices are equally divided, if the chair votes
    chair: str  # name of the person who presides
    chair_member: MemberId | None = None  # who that is among the members; None for somebody who has no voice
    variety: VarietyAdopted | None = field(default=None, metadata=ADDED)  # None: no act adopts any
    reason: str = field(default="", metadata=ADDED)  # why they change once the ranking is known


@dataclass(frozen=True)
class RankingShown:
    """The ranking on which the commission deliberates from now on."""

    results: Sha512  # digest of the results
    sheets: tuple[Sha512, ...]  # fiches that count in it, sorted
    recused: tuple[tuple[MemberId, DossierId], ...]  # recusals in force, sorted
    reason: str = ""  # why another one replaces it


@dataclass(frozen=True)
class Opened:
    """The meeting begins. After a second convocation on the same agenda, no quorum is asked."""

    is_second_call: bool = False


@dataclass(frozen=True)
class Paused:
    """The meeting is suspended."""


@dataclass(frozen=True)
class Resumed:
    """The meeting goes on."""


@dataclass(frozen=True)
class Closed:
    """The meeting is over: its list is the avis of the commission."""


@dataclass(frozen=True)
class Arrived:
    """A member sits, a titular or the alternate of one."""

    member: MemberId
    how: Presence


@dataclass(frozen=True)
class Left:
    """A member leaves the meeting."""

    member: MemberId


@dataclass(frozen=True)
class ProxyGiven:
    """An absent member without an alternate gives their voice to a member who is there."""

    giver: MemberId
    holder: MemberId


@dataclass(frozen=True)
class RecusedAtTable:
    """A member leaves the room for one dossier. The reason stays in the register."""

    member: MemberId
    dossier: DossierId


@dataclass(frozen=True)
class AgendaSet:
    """The order in which dossiers are debated, and those that are proposed together."""

    debated: tuple[DossierId, ...]
    above: tuple[DossierId, ...]  # clearly among the seats
    below: tuple[DossierId, ...]  # clearly under the line


@dataclass(frozen=True)
class DebateAsked:
    """A member asks that the commission debate a dossier that its agenda proposes with others."""

    member: MemberId
    dossier: DossierId
    reason: str


@dataclass(frozen=True)
class Called:
    """The commission comes to a dossier: members recused on it leave the room."""

    dossier: DossierId


@dataclass(frozen=True)
class Advised:
    """An avis by consensus."""

    dossier: DossierId
    opinion: Opinion


@dataclass(frozen=True)
class Voted:
    """A vote on a proposal: it is carried, or there is no avis yet."""

    dossier: DossierId
    proposal: Opinion
    votes_for: int
    against: int
    abstentions: int
    casting: Side = ""  # the chair's side when voices are equally divided

    @property
    def is_carried(self) -> bool:
        """Whether the proposal becomes the avis."""
        return self.votes_for > self.against or self.casting == "pour"


@dataclass(frozen=True)
class MarkChanged:
    """A member changes one of their own marks after the debate."""

    member: MemberId
    dossier: DossierId
    criterion: CriterionId
    before: MarkOrNone
    after: MarkOrNone
    reason: str


@dataclass(frozen=True)
class SecondRound:
    """The commission declares that marks changed in the debate are official, or that they are not."""

    is_official: bool
    reason: str


@dataclass(frozen=True)
class CollegialMark:
    """The mark of the whole commission for a criterion that nobody could mark."""

    dossier: DossierId
    criterion: CriterionId
    mark: int
    reason: str


@dataclass(frozen=True)
class Recommended:
    """Recommendations for the finalisation of a project, beside its avis; the latest text stands."""

    dossier: DossierId
    text: str


@dataclass(frozen=True)
class Dissented:
    """A member asks that their disagreement be mentioned."""

    member: MemberId
    dossier: DossierId
    text: str


@dataclass(frozen=True)
class Departed:
    """Why the avis departs from the ranking: the rule that is followed, and the reason in words."""

    dossier: DossierId
    rule: str
    reason: str


@dataclass(frozen=True)
class Undone:
    """An earlier act counts no more."""

    number: int


Fact = (
    RulesAdopted
    | RankingShown
    | Opened
    | Paused
    | Resumed
    | Closed
    | Arrived
    | Left
    | ProxyGiven
    | RecusedAtTable
    | AgendaSet
    | DebateAsked
    | Called
    | Advised
    | Voted
    | MarkChanged
    | SecondRound
    | CollegialMark
    | Recommended
    | Dissented
    | Departed
    | Undone
)
FACTS: tuple[type[Fact], ...] = get_args(Fact)
UNDOABLE = (
    Closed,
    Arrived,
    Left,
    ProxyGiven,
    DebateAsked,
    Advised,
    Voted,
    MarkChanged,
    SecondRound,
    CollegialMark,
    Recommended,
    Dissented,
    Departed,
)


F = TypeVar("F")


@dataclass(frozen=True)
class Act(Generic[F]):
    """One fact in its place."""

    number: int  # from 1
    at: str  # ISO 8601, advisory: the numbers are the order
    author: str  # under whose name it is recorded
    fact: F


MeetingAct = Act[Fact]
