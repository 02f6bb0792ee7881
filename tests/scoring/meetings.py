"""A small commission for the tests of the meeting: five institutions, six dossiers, two criteria."""

from collections.abc import Iterable
from fractions import Fraction

from commission_app.scoring.campaign import Member
from commission_app.scoring.grid import Criterion, Grid, Scale, Section
from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId, MemberId, SectionId, Sha512
from commission_app.scoring.meeting.acts import (
    Act,
    AgendaSet,
    Arrived,
    Fact,
    MeetingAct,
    Opened,
    Presence,
    RankingShown,
    RulesAdopted,
)
from commission_app.scoring.meeting.fold import appended, fold
from commission_app.scoring.meeting.state import MeetingState, Room

SEATS = ("DGCS", "DSS", "ANCT", "MCC", "CNAF")
M = tuple(MemberId(f"m{number}") for number in range(1, 6))
ALTERNATE = MemberId("m6")  # of the first one
D = tuple(DossierId(f"d{number}") for number in range(1, 7))
RULES = RulesAdopted(seats=2, quorum=3, voice="institution", casting_vote=True, chair="m1", chair_member=M[0])
SHOWN = RankingShown(Sha512("a" * 128), (), ())


def _criterion(name: str) -> Criterion:
    return Criterion(CriterionId(name), name, name, Fraction(1), ("0", "1", "2", "3", "4", "5"))


GRID = Grid(
    "1",
    "grille",
    Scale(5, ("0", "1", "2", "3", "4", "5")),
    (Section(SectionId("s"), "s", Fraction(100), (_criterion("a"), _criterion("b"))),),
    ("autre",),
)
ROOM = Room(
    {
        **{
            member: Member(member, member, InstitutionId(seat)) for member, seat in zip(M, SEATS, strict=True)
        },
        ALTERNATE: Member(ALTERNATE, ALTERNATE, InstitutionId("DGCS"), M[0]),
    },
    frozenset(D),
    GRID,
)


class Told:
    """Acts told one after the other; each is refused or kept."""

    def __init__(self, *facts: Fact) -> None:
        self.acts: list[MeetingAct] = []
        self.state: MeetingState = fold(ROOM, ())
        self.tell(*facts)

    def tell(self, *facts: Fact) -> MeetingState:
        for fact in facts:
            act: MeetingAct = Act(len(self.acts) + 1, "2021-07-01T09:00:00", "Secrétariat", fact)
            self.state = appended(ROOM, self.acts, act)
            self.acts.append(act)
        return self.state


def arrivals(members: Iterable[MemberId]) -> list[Fact]:
    return [Arrived(member, Presence.ROOM) for member in members]


def opened(*present: MemberId, debated: tuple[DossierId, ...] = D) -> Told:
    """A meeting under way with these members, all of them by default."""
    return Told(RULES, *arrivals(present or M), Opened(), SHOWN, AgendaSet(debated, (), ()))
