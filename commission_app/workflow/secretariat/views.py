"""Frozen values of the secretariat's side: what a page shows or the command line writes, ready to be painted.

A view carries no live object and no sentence of error: a page turns it into widgets, the command line into
lines or JSON. Times are aware or local `datetime`; marks and totals are exact fractions until the last step,
`commission_app.texts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from fractions import Fraction
from pathlib import Path

from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId, MemberId, Sha512


class Verdict(Enum):
    """What became of one received file."""

    ACCEPTED = "accepted"
    REPLACES = "replaces"  # a later version of a fiche already there
    OLDER = "older"  # an older version, kept, superseded
    DUPLICATE = "duplicate"
    TO_CONFIRM = "to_confirm"  # another computer of the same member
    FORK = "fork"
    FORMER_GRID = "former_grid"  # marked on a grid that was replaced since: kept, it counts no more
    REFUSED = "refused"


@dataclass(frozen=True)
class ReceivedFile:
    """One line of the reception: a file, its verdict and what it means, in words."""

    verdict: Verdict
    title: str  # « Vérifiée », « Refusée : fichier modifié »…
    meaning: str  # what it means and what to do
    file: str  # its name; of a paper grid, « Grille papier n° 1 »
    received: datetime
    member: MemberId | None = None
    member_name: str = ""
    institution: InstitutionId | None = None
    code: str = ""  # of the refusal
    sheet: str = ""  # digest of the act
    key: str = ""  # which computer of the member made it


@dataclass(frozen=True)
class MemberProgress:
    """One member in the side panel of the reception."""

    member: MemberId
    name: str
    institution: InstitutionId
    state: str  # « version 2 », « pas encore de fiche », « à renvoyer »
    is_in: bool
    has_problem: bool
    dossiers_closed: int
    dossiers_due: int


@dataclass(frozen=True)
class ReceptionView:
    """The page « Réception »."""

    files: tuple[ReceivedFile, ...]  # most recent first
    members: tuple[MemberProgress, ...]
    can_consolidate: bool
    is_provisional: bool
    answer: str  # to « Peut-on consolider ? », one or two sentences
    deadline: datetime | None = None  # of the fiches

    def count(self, *verdicts: Verdict) -> int:
        """Return the number of files with one of these verdicts."""
        return sum(file.verdict in verdicts for file in self.files)


@dataclass(frozen=True)
class RetainedSheet:
    """One fiche of the list settled at the close of the reception."""

    member: MemberId
    name: str
    institution: InstitutionId
    version: int
    sha512: Sha512
    is_paper: bool = False  # entered by the secretariat


@dataclass(frozen=True)
class ClosedReception:
    """What a close settled: it goes into the minutes that the members sign by hand."""

    serial: int
    at: datetime
    register: Sha512  # digest of the signed list
    sheets: tuple[RetainedSheet, ...]  # in the order of the campaign's members


@dataclass(frozen=True)
class ReceptionStanding:
    """Whether the reception is closed, and whether something came since."""

    text: str  # in words, for a screen
    closed: ClosedReception | None = None
    since: int = 0  # fiches retained after the close
    is_current: bool = False  # False too when the keys or the computers changed since


@dataclass(frozen=True)
class WrittenReceipt:
    """One receipt just written, to be sent to its member."""

    member: MemberId
    name: str
    serial: int
    file: Path


class CellKind(Enum):
    """What stands in one member's cell of a dossier: six different things."""

    TOTAL = "total"
    PARTIAL = "partial"  # coverage below one
    RECUSED = "recused"
    ABSENT = "absent"  # no closed reading
    ELSEWHERE = "elsewhere"  # not asked of them: the readings are shared, and others read it
    FORK = "fork"


@dataclass(frozen=True)
class MemberCell:
    """A member's total on a dossier, and its distance from the others."""

    kind: CellKind
    total: Fraction | None = None  # on 100
    coverage: Fraction | None = None
    distance: Fraction | None = None  # from the mean of the others, in points


@dataclass(frozen=True)
class RankedRow:
    """One dossier in the consolidation."""

    dossier: DossierId
    territory: str
    departement: str
    status: str  # SCORING.md §8.6: classe, incomplet, sous_quorum, elimine, ineligible, retire
    rank: int | None
    is_tied: bool
    line: str  # au_dessus, a_la_ligne, en_dessous, or "" when not ranked
    note: Fraction | None  # official, on 100
    display: str  # French text of the note, by the display rule of §8.6
    spread: Fraction | None  # maximum − minimum of the members' totals
    cells: tuple[MemberCell, ...]  # one for each member of the view, same order
    readings: int
    unmarked: tuple[CriterionId, ...] = ()
    reason: str = ""  # why it is not eligible


@dataclass(frozen=True)
class ConsolidationMember:
    """One column of members' totals."""

    member: MemberId
    name: str
    institution: InstitutionId


@dataclass(frozen=True)
class ConsolidationView:
    """The page « Consolidation »: the official ranking, recomputed from the accepted fiches each time."""

    campaign: str
    seats: int
    computed: datetime
    is_provisional: bool
    reasons: tuple[str, ...]  # why it is provisional, in French
    members: tuple[ConsolidationMember, ...]
    rows: tuple[RankedRow, ...]  # in the order of the ranking, then the unranked
    sheets: int
    recusals: int
    data_digest: str
    sections: Mapping[DossierId, tuple[tuple[str, str], ...]] = field(default_factory=dict)
