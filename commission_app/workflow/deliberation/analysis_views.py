"""Frozen values of the deliberation: the fiche de calcul and the analysis, ready to be painted or printed.

A page imports these and nothing that computes them: it is shown before what reads databases is loaded.
"""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from commission_app.scoring.calculation_sheet import CalculationSheet
from commission_app.scoring.flags import DEFAULT_THRESHOLDS, FlagKind, FlagThresholds
from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId, MemberId, SectionId, Sha512
from commission_app.scoring.without_reader import Steadiness
from commission_app.scoring.zones import Zone

if TYPE_CHECKING:
    from commission_app.workflow.deliberation.consolidate import Consolidated


@dataclass(frozen=True)
class Calculation:
    """Every step from the marks of one dossier to its place, at one moment."""

    campaign: str
    dossier: DossierId
    territory: str
    departement: str
    sheet: CalculationSheet
    provisional: tuple[str, ...]  # why the ranking may still change, in French; empty when it is final
    computed: datetime
    data_digest: Sha512


@dataclass(frozen=True)
class Signal:
    """One signal: about a dossier, a member, or both."""

    kind: FlagKind
    sentence: str
    dossier: DossierId | None = None
    reader: MemberId | None = None


@dataclass(frozen=True)
class CriterionAgreement:
    """Agreement on one criterion: α ordinal, None when nothing varies or no dossier has two marks."""

    criterion: CriterionId
    label: str
    alpha: Fraction | None
    dossiers: int  # with two marks at least
    marks: int  # on those dossiers
    average: Fraction | None  # of all marks, on the scale of the grid


@dataclass(frozen=True)
class CommonDossiers:
    """The block that every reader read: do they rank it alike, and does severity set them apart?"""

    readers: int
    dossiers: int
    w: Fraction | None  # Kendall's, ties included
    agreement: Fraction | None  # ICC(A,1): severity counts as a difference
    consistency: Fraction | None  # ICC(C,1): it does not


@dataclass(frozen=True)
class Agreement:
    """Agreement of the totals, then of each criterion."""

    alpha: Fraction | None  # interval
    dossiers: int  # with two totals at least
    totals: int  # on those dossiers
    gap_same: Fraction | None  # between two totals of a same dossier, on average, in points
    gap_any: Fraction | None  # between two totals drawn from all of them
    readers_for_080: int | None  # whose mean would have a reliability of 0,80; None when not defined
    common: CommonDossiers | None  # None under a few dossiers read by all
    criteria: tuple[CriterionAgreement, ...]


@dataclass(frozen=True)
class SectionShare:
    """A section of the grid and its published weight."""

    id: SectionId
    label: str
    weight: Fraction


@dataclass(frozen=True)
class PlacedDossier:
    """One ranked dossier as the official ranking has it."""

    dossier: DossierId
    territory: str
    departement: str
    rank: int
    is_tied: bool
    note: Fraction
    display: str  # French text of the note
    sections: tuple[Fraction, ...]  # on the scale of the grid, in its order


@dataclass(frozen=True)
class AnalysisFigures:
    """What the campaign settles for the analysis: none of it changes a note."""

    thresholds: FlagThresholds = DEFAULT_THRESHOLDS
    ridge: Fraction = Fraction(3)  # λ of the calibration between readers
    rho: Fraction = Fraction(1, 5)  # how far weights may be from the published ones
    draws: int = 10_000


DEFAULT_FIGURES = AnalysisFigures()


@dataclass(frozen=True)
class AnalysisStart:
    """What is known at once: the ranking, and what other weights are tried on."""

    campaign: str
    seats: int
    maximum: int  # of the scale
    computed: datetime
    provisional: tuple[str, ...]  # why it may still change, in French
    digest: str  # of the data: the same one gives the same figures
    sections: tuple[SectionShare, ...]
    rows: tuple[PlacedDossier, ...]
    done: "Consolidated"  # what the verbs read, never a page
    figures: AnalysisFigures = DEFAULT_FIGURES

    @property
    def last_seat(self) -> DossierId | None:
        """The dossier after which the seats end, in the order of the rows."""
        inside = [row.dossier for row in self.rows if row.rank <= self.seats]
        return inside[-1] if inside else None


@dataclass(frozen=True)
class HeldDossier:
    """How the place of one ranked dossier holds. All ranks are those of the ranked dossiers."""

    dossier: DossierId
    zone: Zone
    best: int  # over all weights within ±ρ
    worst: int
    is_exact: bool  # some weights reach both; else they are bounds that none goes past
    share: Fraction  # of the weightings drawn within ±ρ in which it is among the seats
    without: Steadiness  # over the removal of each reader
    movers: tuple[str, ...]  # names of the readers whose removal changes its membership
    signals: tuple[Signal, ...]


@dataclass(frozen=True)
class ReaderFigures:
    """One reader among the others: for the secretariat and for them, not for the room."""

    reader: MemberId
    name: str
    institution: InstitutionId
    readings: int  # that count in these figures: half of the grid at least
    average: Fraction  # of their totals, brought to the scale of the grid
    effect: Fraction | None  # points above the group on the same dossiers; None when not comparable
    is_firm: bool  # it rests on enough readings
    entering: tuple[str, ...]  # territories, without this reader
    leaving: tuple[str, ...]
    signals: tuple[Signal, ...]


@dataclass(frozen=True)
class Analysis:
    """The heavy figures, and what they were made with."""

    digest: str
    rows: tuple[HeldDossier, ...]  # in the order of the ranking
    readers: tuple[ReaderFigures, ...]
    agreement: Agreement
    is_comparable: bool  # all readers are linked by common dossiers
    seed: int
    draws: int
    rho: Fraction
    is_refined: bool = False  # the ranks around the line are exact

    def count(self, zone: Zone) -> int:
        """Return the number of dossiers of a zone."""
        return sum(row.zone is zone for row in self.rows)
