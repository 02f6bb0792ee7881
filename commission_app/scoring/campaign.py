"""The campaign: every number of it is data (seats, members, deadlines, rules), never code."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CampaignId, CriterionId, DossierId, InstitutionId, MemberId


@dataclass(frozen=True)
class Institution:
    """A body that sits in the commission."""

    id: InstitutionId  # short name, as printed: « DGCS »
    name: str


@dataclass(frozen=True)
class Member:
    """A person who reads and marks for an institution."""

    id: MemberId
    name: str
    institution: InstitutionId
    alternate_of: MemberId | None = None


@dataclass(frozen=True)
class Neutralised:
    """A criterion that an institution does not mark, because its network spoke on it."""

    institution: InstitutionId
    criterion: CriterionId


@dataclass(frozen=True)
class Threshold:
    """A minimum under which a dossier is eliminated. Target: `total`, `section:ID` or `critere:ID`."""

    target: str
    minimum: Fraction


@dataclass(frozen=True)
class ScoringRules:
    """Parameters of the official score and rank (SCORING.md §§8.5, 8.6, 11)."""

    seats: int = 10
    voice_unit: str = "institution"  # or "evaluateur"
    readings_min: int = 2
    rank_mode: str = "exact"  # or "arrondi"
    decimals: int = 2  # of the rounded mode
    tie_break: tuple[str, ...] = ()  # `section:ID` or `critere:ID`, in the order of the règlement
    thresholds: tuple[Threshold, ...] = ()


@dataclass(frozen=True)
class Campaign:
    """All that a campaign settles before its grid is frozen."""

    id: CampaignId
    name: str
    phone: str  # of the secretariat, as printed in letters
    deadline: str  # of the fiches, ISO 8601 local time `2021-06-25T18:00`
    meeting: str  # of the commission, same form
    institutions: tuple[Institution, ...]
    members: tuple[Member, ...]
    grid: Grid
    rules: ScoringRules = ScoringRules()
    neutralised: tuple[Neutralised, ...] = ()
    calibration: tuple[DossierId, ...] = ()
    order_seed: str = ""
    round: int = 1
    authority: str = "à l’autorité qui décide"  # to whom the avis is transmitted, as printed
    reinforced: bool = False  # no fiche counts before 40 digits were read by telephone
    two_keys: bool = False  # fiches are read with the secretariat's half and the chair's

    @cached_property
    def member_by_id(self) -> dict[MemberId, Member]:
        """Members by their identifier."""
        return {member.id: member for member in self.members}

    def not_marked_by(self, institution: InstitutionId) -> frozenset[CriterionId]:
        """Return the criteria neutralised for an institution."""
        return frozenset(n.criterion for n in self.neutralised if n.institution == institution)
