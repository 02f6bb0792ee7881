"""An invented campaign before it is played: candidacies, members, and what each member will say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.scoring.sheet import DossierSheet

BANNER = (
    "DOCUMENT FICTIF — territoire, projet, lettres et montants inventés pour démontrer un logiciel ; "
    "aucun engagement des organismes cités."
)
INSTITUTIONS = {
    "DGCS": "Direction générale de la cohésion sociale",
    "DSS": "Direction de la sécurité sociale",
    "ANCT": "Agence nationale de la cohésion des territoires",
    "MCC": "Ministère de la culture",
    "CNAF": "Caisse nationale des allocations familiales",
}


@dataclass(frozen=True)
class InventedPiece:
    """One letter as text, to be typeset into a PDF."""

    file: str  # name of the PDF
    kind: str  # nature written in the index
    title: str
    markdown: str


@dataclass(frozen=True)
class InventedFact:
    """What the secretariat records of a letter: who or what, the precise act or figure, where it stands."""

    label: str
    value: str
    criterion: CriterionId
    file: str | None = None  # name of the PDF; None for a letter that is not there
    page: int | None = None
    words: str = ""  # of that page, which show it


@dataclass(frozen=True)
class InventedDossier:
    """One candidacy: its lines of the index, letters, the level each criterion deserves, recorded facts."""

    id: DossierId
    index: Mapping[str, Any]
    pieces: tuple[InventedPiece, ...]
    levels: Mapping[CriterionId, int]
    facts: tuple[InventedFact, ...] = ()


@dataclass(frozen=True)
class Quotation:
    """A passage that a member cites: words of the first piece of a dossier, for a criterion."""

    dossier: DossierId
    criterion: CriterionId
    words: str


@dataclass(frozen=True)
class MemberPlan:
    """What one member does."""

    member: MemberId
    readings: Mapping[DossierId, DossierSheet]
    second_thoughts: Mapping[DossierId, DossierSheet] = field(default_factory=dict)  # of a second version
    quotations: tuple[Quotation, ...] = ()
    hands_in_twice: bool = False  # the same file, twice
    is_tampered: bool = False  # a copy is altered on the way, before the good one arrives


@dataclass(frozen=True)
class Scenario:
    """A whole invented campaign."""

    campaign: Mapping[str, Any]  # the file of `campaign new`
    dossiers: tuple[InventedDossier, ...]
    recusals: Mapping[tuple[MemberId, DossierId], str]
    plans: tuple[MemberPlan, ...]
    ineligible: Mapping[DossierId, str] = field(default_factory=dict)  # decided after the fiches came in
