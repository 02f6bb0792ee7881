"""Frozen values of the entry of a paper grid: what its window and its command show."""

from dataclasses import dataclass
from enum import Enum

from commission_app.scoring.dossier import Dossier
from commission_app.scoring.double_entry import Difference, Subject
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId, MemberId
from commission_app.scoring.sheet import Sheet


class Stage(Enum):
    """Where the entry of one member's paper grids stands."""

    FIRST = "first"  # nobody began, or the first agent has not ended
    SECOND = "second"  # the first entry is ended, and hidden
    UNEVEN = "uneven"  # both are ended, and are not about the same dossiers
    COMPARED = "compared"  # both are ended: where they differ is looked up on the paper


@dataclass(frozen=True)
class Codes:
    """The three codes at the head of a paper grid, as they are typed."""

    campaign: str
    dossier: str
    grid: str


@dataclass(frozen=True)
class AgentLine:
    """One of the two entries, without anything of what it says."""

    agent: str
    is_ended: bool
    dossiers: int


@dataclass(frozen=True)
class OpenEntry:
    """What an agent works on: their own entry, and never the other one."""

    number: int  # 1 or 2
    agent: str
    sheet: Sheet


@dataclass(frozen=True)
class DifferenceLine:
    """A difference to look up on the paper, or looked up already."""

    difference: Difference
    place: str  # of the dossier: « Brouzargues (30) »
    label: str  # « B2 Public visé », « Signature du membre »
    first: str  # what each read, in words
    second: str
    settled: str | None  # in words; None while nobody looked

    @property
    def subject(self) -> Subject:
        """What both read differently."""
        return self.difference.subject


@dataclass(frozen=True)
class RecordedDossier:
    """What the fiche will say of one dossier: whether it counts, and why not."""

    place: str
    state: str


@dataclass(frozen=True)
class PaperView:
    """The paper grids of one member, as an agent may see them before both entries are ended."""

    member: MemberId
    name: str
    institution: InstitutionId
    stage: Stage
    grid: Grid
    neutralised: frozenset[CriterionId]
    dossiers: tuple[Dossier, ...]  # that this member marks
    agents: tuple[AgentLine, ...]
    uneven: tuple[str, ...]  # places that only one entry has
    differences: tuple[DifferenceLine, ...]
    outcome: tuple[RecordedDossier, ...]  # once no difference is left
    recorded: int  # papers recorded before of this member
    warning: str  # a fiche of the member is here too, or papers were recorded already; empty as a rule

    @property
    def left(self) -> int:
        """Number of differences that nobody looked up yet."""
        return sum(line.settled is None for line in self.differences)

    def has_dossier(self, dossier: DossierId) -> bool:
        """Tell whether this member marks a dossier."""
        return any(known.id == dossier for known in self.dossiers)
