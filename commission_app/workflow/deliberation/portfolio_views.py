"""Frozen values of « Sélection »: what the first dossiers lack of the rules, and a proposal under rules.

Sentences are made once, for the window and the command line alike. Nothing here is official.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from commission_app.scoring.diversity import DEFAULT_TARGETS, DiversityRule, DiversityTargets
from commission_app.scoring.dossier import Territory
from commission_app.scoring.finance_rules import FinanceRules, FinancialPlan
from commission_app.scoring.ids import DossierId
from commission_app.workflow.deliberation.analysis_views import AnalysisStart


class Purse(StrEnum):
    """Whose money is added up."""

    ASKED = "asked"  # of the State, by the dossiers
    PROMISED = "promised"  # by the local funds


@dataclass(frozen=True)
class Money:
    """What is known of one purse, in euros. A dossier that is not there is unknown, never nought."""

    amounts: Mapping[DossierId, Fraction] = field(default_factory=dict)
    ceiling: Fraction | None = None  # what the financial parameters come to; None: they say nothing


@dataclass(frozen=True)
class Envelope:
    """A ceiling in euros on what the selected dossiers ask for, or are promised, together."""

    purse: Purse
    ceiling: Fraction


@dataclass(frozen=True)
class PortfolioStart:
    """What a reading of the selection begins with: the official ranking, and the rules that may be read."""

    ranking: AnalysisStart
    territories: dict[DossierId, Territory]  # of the ranked dossiers
    rules: tuple[DiversityRule, ...]  # that have something to count; the number of seats is asked apart
    seats: int  # adopted by the commission, else those of the campaign
    adoption: str  # when the rules were adopted, in one sentence
    targets: DiversityTargets = DEFAULT_TARGETS
    money: Mapping[Purse, Money] = field(default_factory=lambda: {purse: Money() for purse in Purse})
    plans: Mapping[DossierId, FinancialPlan] = field(default_factory=dict)  # those typed as a whole
    finances: FinanceRules = field(default_factory=FinanceRules)

    def name(self, dossier: DossierId) -> str:
        """Return the territory, with its identifier when another one bears the same name."""
        name = self.territories[dossier].name
        is_alone = sum(other.name == name for other in self.territories.values()) == 1
        return name if is_alone else f"{name} ({dossier})"


@dataclass(frozen=True)
class Asked:
    """What is read: how many seats, under which rules of the file, and what somebody tries."""

    seats: int
    rules: tuple[str, ...]
    imposed: tuple[DossierId, ...] = ()
    excluded: tuple[DossierId, ...] = ()
    envelopes: tuple[Envelope, ...] = ()


@dataclass(frozen=True)
class RuleGap:
    """One rule and the first dossiers of the official ranking."""

    words: str  # « Au moins 3 ruraux »
    is_followed: bool
    state: str  # what they have, what they lack
    repair: tuple[str, ...]  # the least costly exchange, then the other dossiers that would help
    exchange: tuple[tuple[DossierId, DossierId], ...] = ()  # who enters and who leaves, one after another


@dataclass(frozen=True)
class Gaps:
    """What the first dossiers lack, rule by rule."""

    asked: Asked
    heading: str
    rules: tuple[RuleGap, ...]
    finances: tuple[str, ...] = ()  # their plans added up, beside the landmarks P1 to P3


@dataclass(frozen=True)
class Section:
    """A title and its sentences."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """A proposal under rules, or why there is none."""

    asked: Asked
    selection: tuple[DossierId, ...]  # in the official order; of the relaxed rules when they conflict
    is_possible: bool
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class OpenSeats:
    """Which seats of the list under rules hold for neighbouring weights, and which stay open."""

    asked: Asked
    sections: tuple[Section, ...]
