"""Frozen values of the member's side: what a page shows or the command line writes, ready to be painted.

A view carries no live object and no sentence of error: a page turns it into widgets, the command line into
lines or JSON. Times are aware or local `datetime`; marks and totals are exact fractions until the last step,
`commission_app.texts`.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from commission_app.scoring.dossier import Dossier
from commission_app.scoring.grid import Criterion, Grid
from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId, MemberId, PiecePath


@dataclass(frozen=True)
class Greeting:
    """Shown after the code was typed, before anything is kept: « Bonjour …, est-ce bien vous ? »."""

    member: MemberId
    name: str
    institution: InstitutionId
    institution_name: str
    campaign: str
    phone: str
    dossiers: int
    deadline: datetime


@dataclass(frozen=True)
class ReadingDossier:
    """One dossier in this member's reading order."""

    dossier: Dossier
    position: int  # from 1, calibration first
    is_calibration: bool


@dataclass(frozen=True)
class SecretariatChange:
    """The secretariat's keys are others since a lot was opened: said once, there is nothing to do."""

    at: datetime  # when this desk checked it
    by_letter: bool  # proved by a new letter; otherwise declared by the keys known before


@dataclass(frozen=True)
class GridNotice:
    """The secretariat replaced the grid: what it asks of the member, said until they put it aside."""

    at: datetime  # when the lot with the new grid was opened here
    again: tuple[CriterionId, ...]  # to be marked, or marked again
    was_handed_in: bool  # a fiche left this computer before


@dataclass(frozen=True)
class BundleView:
    """All that the member's pages need of the opened lots."""

    campaign: str
    phone: str
    deadline: datetime
    member: MemberId
    member_name: str
    institution: InstitutionId
    grid: Grid
    neutralised: frozenset[CriterionId]  # for this member's institution
    dossiers: tuple[ReadingDossier, ...]  # in reading order
    lot_version: int
    secretariat_change: SecretariatChange | None = None
    grid_notice: GridNotice | None = None

    def dossier(self, dossier: DossierId) -> Dossier:
        """Return one dossier. Raises KeyError when the lot does not hold it."""
        for item in self.dossiers:
            if item.dossier.id == dossier:
                return item.dossier
        raise KeyError(dossier)


@dataclass(frozen=True)
class SavedAt:
    """The answer of one autosave."""

    sequence: int
    at: datetime


@dataclass(frozen=True)
class Place:
    """Where the member was: resumed after days, piece by piece."""

    dossier: DossierId | None = None
    criterion: CriterionId | None = None
    piece: PiecePath | None = None
    page: int = 1
    scroll: int = 0  # from the top of the page to that of the view, in thousandths of the page's height
    zoom: int = 0  # per cent, 0 means fitted to the width
    at: datetime | None = None  # when they were there
    rotation: int = 0  # degrees, clockwise


class CheckKind(Enum):
    """How a check of the hand-in page weighs."""

    PASSED = "passed"
    INFORMATION = "information"
    BLOCKING = "blocking"


@dataclass(frozen=True)
class Check:
    """One line of « Vérifications », with the dossier and the criteria it leads to."""

    kind: CheckKind
    title: str
    detail: str
    dossier: DossierId | None = None
    criteria: tuple[Criterion, ...] = ()  # of that dossier: each has its own way there


@dataclass(frozen=True)
class HandInReview:
    """What will be handed in, and whether it can be."""

    campaign: str
    deadline: datetime
    dossiers_total: int  # to be marked: without the recused ones
    dossiers_closed: int
    dossiers_open: int
    recused: tuple[str, ...]  # titles of territories
    marks: int
    not_assessable: int
    remarks: int
    evidence: int
    next_version: int
    replaces: datetime | None  # when the previous version was handed in
    checks: tuple[Check, ...]

    @property
    def can_hand_in(self) -> bool:
        """True when no check blocks."""
        return all(check.kind is not CheckKind.BLOCKING for check in self.checks)


@dataclass(frozen=True)
class Resume:
    """Where a member left their work some hours ago, and what misses before they hand in."""

    left: datetime
    now: datetime
    reading: ReadingDossier
    count: int  # of dossiers in the lots
    is_recused: bool  # from the dossier of `reading`
    marked: int  # criteria of that dossier, over those that this member marks
    to_mark: int
    piece: str  # its title, empty when none was open
    page: int
    criterion: Criterion | None
    remark: str  # the last one written, whatever its dossier
    review: HandInReview
    missing: tuple[Check, ...]  # each leads to its dossier


@dataclass(frozen=True)
class BeforeReading:
    """What is shown before reading, once each: ties to declare, then where the member was."""

    ties: tuple[DossierId, ...] = ()  # dossiers of which they were never asked
    resume: Resume | None = None


@dataclass(frozen=True)
class HandedIn:
    """One fiche handed in: a file, its version, and later the line of its receipt."""

    version: int
    at: datetime
    file: Path
    size: int
    dossiers: int
    receipt: str = ""  # « Fiche n° 1 reçue et retenue », empty until it comes
    is_retained: bool = False  # so says the receipt, even if a later one replaced it since
    is_to_redo: bool = False  # made on a grid that was replaced since


@dataclass(frozen=True)
class PaperChoice:
    """What a member wants on paper."""

    pieces: frozenset[tuple[DossierId, PiecePath]] = frozenset()
    grids: frozenset[DossierId] = frozenset()
    has_copy: bool = False  # of their own marks
