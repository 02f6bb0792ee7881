"""Frozen values of the page « Délibération »: what the secretariat conducts, and what the room sees.

The room sees no figure of the analysis: only the official note, the rank and the marks (UX_CORRECTIONS 08 and
09).
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId, MemberId
from commission_app.scoring.meeting.acts import Opinion, RulesAdopted, VarietyAdopted, Voted
from commission_app.scoring.meeting.state import Phase
from commission_app.scoring.sheet import Evidence

if TYPE_CHECKING:
    from commission_app.workflow.meeting.movements import LateSheets


@dataclass(frozen=True)
class Person:
    """One member as the meeting sees them."""

    member: MemberId
    name: str
    institution: InstitutionId
    is_there: bool
    is_remote: bool = False
    is_outside: bool = False  # recused on the dossier under debate
    represented_by: str = ""  # who carries their voice
    is_alternate: bool = False


@dataclass(frozen=True)
class AgendaLine:
    """One dossier of the agenda, in the order of the debate."""

    dossier: DossierId
    territory: str
    departement: str
    part: str  # debated, above or below
    rank: int | None
    note: str
    opinion: Opinion | None
    reasons: tuple[str, ...]  # why it is debated; for the secretariat alone, some come from the analysis


@dataclass(frozen=True)
class Dot:
    """What one member gives to one section, as a share of its points: 0 to 1."""

    name: str
    institution: InstitutionId
    share: Fraction


@dataclass(frozen=True)
class SectionLine:
    """The marks of one section: one dot a member, and the mean of the group."""

    label: str
    weight: str  # « poids 20 % »
    points: Fraction  # of the section, on 100: marks are shown in points, one unit everywhere
    mean: Fraction | None  # as a share of the points, 0 to 1
    dots: tuple[Dot, ...]
    is_divergent: bool


@dataclass(frozen=True)
class VoiceLine:
    """The total of one institution on the dossier, on 100; None when it has none."""

    institution: InstitutionId
    members: tuple[tuple[str, bool], ...]  # name, and whether they are recused
    total: Fraction | None


@dataclass(frozen=True)
class Passage:
    """A passage that supports a mark, and the title of its piece."""

    title: str
    evidence: Evidence


@dataclass(frozen=True)
class Side:
    """One of two opposed appreciations of a criterion."""

    name: str
    institution: InstitutionId
    mark: int
    remark: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Divergence:
    """A criterion to discuss: the lowest and the highest mark, with what supports them."""

    criterion: CriterionId
    section: str
    label: str
    low: Side
    high: Side


@dataclass(frozen=True)
class MemberMark:
    """The mark of one member on one criterion, before and after the debate."""

    member: MemberId
    name: str
    mark: int | str | None
    changed: int | str | None = None


@dataclass(frozen=True)
class CriterionMarks:
    """The marks of one criterion, for a change after the debate or a collegial mark."""

    criterion: CriterionId
    label: str
    marks: tuple[MemberMark, ...]
    collegial: int | None
    is_unmarked: bool


@dataclass(frozen=True)
class ChangedLine:
    """A mark changed after the debate: by whom, from what to what, what it moves and why."""

    name: str
    institution: InstitutionId
    criterion: str
    before: str
    after: str
    effect: str  # « +2,4 points, rang 11 → 8 », « sans effet sur le rang »
    reason: str


@dataclass(frozen=True)
class DossierPage:
    """The dossier under debate: first the project, then the marks."""

    dossier: DossierId
    place: int  # among those of the agenda, from 1
    count: int
    territory: str
    title: str
    identity: str  # « Communauté d’agglomération · Nord (59) · urbain · 23 400 habitants »
    card: tuple[tuple[str, str], ...]  # the five lines, places, public, euros asked, commitment of the fund
    rapporteur: str
    note: str
    rank: str  # « 8ᵉ », « ex æquo 8ᵉ », or why it has none
    line: str  # where it stands with regard to the seats
    reasons: tuple[str, ...]  # why it is debated, as the room may read it
    sections: tuple[SectionLine, ...]
    voices: tuple[VoiceLine, ...]
    mean: Fraction | None  # official note, on 100
    divergences: tuple[Divergence, ...]
    criteria: tuple[CriterionMarks, ...]
    changed: tuple[ChangedLine, ...]
    outside: tuple[tuple[str, InstitutionId], ...]
    voters: int
    has_casting_vote: bool  # equal voices would be decided by the chair
    opinion: Opinion | None
    opinion_act: int
    vote: Voted | None
    recommendation: str
    dissents: tuple[tuple[str, str], ...]
    departure: "DepartureLine | None"


@dataclass(frozen=True)
class DepartureLine:
    """An avis that departs from the ranking."""

    dossier: DossierId
    territory: str
    words: str  # how it departs
    cost: str  # « 4,18 points »
    rule: str
    reason: str

    @property
    def is_explained(self) -> bool:
        """Whether its rule and its reason are written."""
        return bool(self.rule and self.reason)


@dataclass(frozen=True)
class Seat:
    """One of the places, or a line of the reserve."""

    number: int
    dossier: DossierId
    territory: str
    detail: str  # « 976 · urbain »


@dataclass(frozen=True)
class Gauge:
    """How the retained territories share over two or three kinds; `candidate` is the kind of the dossier."""

    title: str
    parts: tuple[tuple[str, int], ...]  # words for one and several are joined there: « 3 urbains »
    candidate: int | None  # index of the part that would grow
    target: str  # what a target of the campaign lacks, in words; empty when none lacks


@dataclass(frozen=True)
class ActLine:
    """One act as a person reads it."""

    number: int
    moment: str
    sentence: str
    author: str
    is_undone: bool
    can_be_undone: bool


@dataclass(frozen=True)
class MeetingView:
    """The whole page."""

    title: str  # « Séance du 10 juin 2021 »
    phase: Phase
    rules: RulesAdopted | None
    proposed_rules: RulesAdopted
    rules_warning: str
    adoption: tuple[str, ...]  # when the rules were adopted, then each rule of variety; empty before
    is_ranking_known: bool  # rules change no more without a reason
    proposed_variety: VarietyAdopted  # adopted, else what the settings of the campaign propose
    maximum: int  # of a mark
    seats: int
    free: int
    people: tuple[Person, ...]
    has_quorum: bool
    quorum: str
    agenda: tuple[AgendaLine, ...]
    dossier: DossierPage | None
    retained: tuple[Seat, ...]
    reserve: tuple[Seat, ...]
    gauges: tuple[Gauge, ...]
    departements: tuple[tuple[str, int], ...]  # of the candidacies: how many are retained in each
    candidate_departement: str
    departures: tuple[DepartureLine, ...]
    acts: tuple[ActLine, ...]  # the latest first
    ranking_change: str  # what came since the ranking was presented; empty when nothing did
    late: "LateSheets | None"  # what taking the fiches that came would move is computed from it, never here
    changed_marks: int  # after the debate
    is_second_round: bool  # they are official
    undecided: int
