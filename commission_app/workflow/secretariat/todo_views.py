"""What the page « À faire » shows: its lines, where each leads, and the calendar."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Place(Enum):
    """Where a line leads: a page of the desk, or nowhere when a person only says that it is done."""

    DOSSIERS = "dossiers"
    MEMBERS = "members"
    RECEPTION = "reception"
    CONSOLIDATION = "consolidation"
    MEETING = "meeting"
    PEOPLE = "people"  # of the window « Campagne »
    DEPARTEMENTS = "departements"  # of the window « Départements et invitations »
    INVITATIONS = "invitations"
    ENVELOPE = "envelope"  # whose code is typed again
    SAFEKEEPING = "safekeeping"  # the window « Mise à l’abri »
    HERE = "here"


@dataclass(frozen=True)
class Subject:
    """A dossier or a member that a line is about, and to which it leads."""

    id: str
    name: str


@dataclass(frozen=True)
class TodoLine:
    """One thing to do, in words. `detail` counts; the first subjects are named, each a way to it."""

    id: str
    title: str
    detail: str
    button: str
    place: Place
    due: date | None = None  # None: as soon as possible
    is_late: bool = False
    subjects: tuple[Subject, ...] = ()  # where each leads: of the page `place`

    @property
    def subject(self) -> str:
        """The identifier of what the button leads to; empty for the page itself."""
        return self.subjects[0].id if self.subjects else ""


@dataclass(frozen=True)
class Milestone:
    """One date of the calendar."""

    title: str
    day: date
    when: str  # « dans 4 jours », « aujourd’hui », « date passée »
    is_past: bool


@dataclass(frozen=True)
class TodoView:
    """The page: lines in the order in which they are to be done, and the calendar."""

    today: date
    when: str  # how far the meeting is, in a sentence
    lines: tuple[TodoLine, ...]
    calendar: tuple[Milestone, ...]
