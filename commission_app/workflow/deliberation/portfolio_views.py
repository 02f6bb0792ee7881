"""Frozen values of « Sélection »: what the first dossiers lack of the rules, and a proposal under rules.

Sentences are made once, for the window and the command line alike. Nothing here is official.
"""

from dataclasses import dataclass

from commission_app.scoring.diversity import DEFAULT_TARGETS, DiversityRule, DiversityTargets
from commission_app.scoring.dossier import Territory
from commission_app.scoring.ids import DossierId
from commission_app.workflow.deliberation.analysis_views import AnalysisStart


@dataclass(frozen=True)
class PortfolioStart:
    """What a reading of the selection begins with: the official ranking, and the rules that may be read."""

    ranking: AnalysisStart
    territories: dict[DossierId, Territory]  # of the ranked dossiers
    rules: tuple[DiversityRule, ...]  # that have something to count; the number of seats is asked apart
    seats: int  # adopted by the commission, else those of the campaign
    adoption: str  # when the rules were adopted, in one sentence
    targets: DiversityTargets = DEFAULT_TARGETS


@dataclass(frozen=True)
class Asked:
    """What is read: how many seats, and under which rules of the file."""

    seats: int
    rules: tuple[str, ...]


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
