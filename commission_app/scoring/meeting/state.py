"""Where a meeting stands: what its acts say, folded in their order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from commission_app.scoring.campaign import Member
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.scoring.meeting import attendance
from commission_app.scoring.meeting.acts import (
    AgendaSet,
    CollegialMark,
    DebateAsked,
    Departed,
    Dissented,
    MarkChanged,
    Opinion,
    RankingShown,
    Recommended,
    RulesAdopted,
    Voted,
)
from commission_app.scoring.meeting.attendance import NOBODY, Attendance


class Phase(StrEnum):
    """How far the meeting is."""

    PREPARED = "en_preparation"
    OPEN = "ouverte"
    PAUSED = "suspendue"
    CLOSED = "close"


PHASES: Mapping[Phase, str] = MappingProxyType(
    {
        Phase.PREPARED: "en préparation",
        Phase.OPEN: "ouverte",
        Phase.PAUSED: "suspendue",
        Phase.CLOSED: "close",
    }
)


@dataclass(frozen=True)
class Room:
    """What a meeting is about and does not change: its campaign."""

    members: Mapping[MemberId, Member]
    dossiers: frozenset[DossierId]
    grid: Grid


@dataclass(frozen=True)
class Avis:
    """The avis on one dossier, by consensus or by a vote that carried it."""

    opinion: Opinion
    act: int
    vote: Voted | None = None


Marked = tuple[MemberId, DossierId, CriterionId]


@dataclass(frozen=True)
class MeetingState:
    """The whole state: equal lists of acts give equal states."""

    room: Room
    phase: Phase = Phase.PREPARED
    rules: RulesAdopted | None = None
    rules_act: int = 0  # number of the act that adopted them, which dates them
    rules_after_ranking: bool = False  # adopted once the ranking was known: said wherever they are printed
    ranking: RankingShown | None = None
    is_second_call: bool = False
    there: Attendance = NOBODY
    recused: frozenset[tuple[MemberId, DossierId]] = frozenset()
    agenda: AgendaSet | None = None
    asked: Mapping[DossierId, DebateAsked] = field(default_factory=lambda: MappingProxyType({}))
    current: DossierId | None = None
    avis: Mapping[DossierId, Avis] = field(default_factory=lambda: MappingProxyType({}))
    votes: tuple[tuple[int, Voted], ...] = ()  # every vote taken, carried or not, with its act
    changes: Mapping[Marked, MarkChanged] = field(default_factory=lambda: MappingProxyType({}))
    is_second_round: bool = False  # marks changed in the debate are official
    collegial: Mapping[tuple[DossierId, CriterionId], CollegialMark] = field(
        default_factory=lambda: MappingProxyType({})
    )
    recommendations: Mapping[DossierId, Recommended] = field(default_factory=lambda: MappingProxyType({}))
    dissents: tuple[Dissented, ...] = ()
    departures: Mapping[DossierId, Departed] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def voices_present(self) -> frozenset[str]:
        """Voices present or represented; none before the rules say who has a voice."""
        if self.rules is None:
            return frozenset()
        return attendance.voices_present(self.room.members, self.there, self.rules.voice)

    @property
    def has_quorum(self) -> bool:
        """Whether the commission may give an avis now."""
        return self.rules is not None and (
            self.is_second_call or len(self.voices_present) >= self.rules.quorum
        )

    def voters(self, dossier: DossierId) -> frozenset[str]:
        """Return the voices that may vote on a dossier now."""
        if self.rules is None:
            return frozenset()
        return attendance.voters(self.room.members, self.there, self.rules.voice, self.recused, dossier)

    def outside(self, dossier: DossierId | None) -> frozenset[MemberId]:
        """Return the members there who leave the room for a dossier."""
        if dossier is None:
            return frozenset()
        recused = attendance.kept_out(self.room.members, self.recused, dossier)
        return recused & self.there.present.keys()

    def with_opinion(self, opinion: Opinion) -> tuple[DossierId, ...]:
        """Return the dossiers of one opinion, in the order in which it was given."""
        found = [(avis.act, dossier) for dossier, avis in self.avis.items() if avis.opinion is opinion]
        return tuple(dossier for _, dossier in sorted(found))

    @property
    def on_agenda(self) -> tuple[DossierId, ...]:
        """Every dossier that waits for an avis, those to debate first, in their order."""
        agenda = self.agenda
        return () if agenda is None else (*agenda.debated, *agenda.above, *agenda.below)

    @property
    def undecided(self) -> tuple[DossierId, ...]:
        """Dossiers of the agenda that have no avis yet."""
        return tuple(dossier for dossier in self.on_agenda if dossier not in self.avis)
