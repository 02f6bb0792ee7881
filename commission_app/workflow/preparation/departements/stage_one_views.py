"""What the window, the note and the command line show of the choice of the départements: the same values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from commission_app.scoring.stage_one import StageOneRules
from commission_app.workflow.preparation.departements.stage_one_file import Addition, Retained


@dataclass(frozen=True)
class Method:
    """One way to count, in a sentence for somebody who is no statistician; none is said to be better."""

    id: str
    title: str
    short: str
    sentence: str


METHODS: Final = (
    Method(
        "rangs",
        "Rangs additionnés",
        "Rangs",
        "Chaque indicateur range les départements du plus au moins touché, et l’on additionne leurs places.",
    ),
    Method(
        "z",
        "Écarts à la moyenne",
        "Écarts",
        "On mesure de combien chaque chiffre s’éloigne de la moyenne, dans une unité commune, et l’on "
        "additionne.",
    ),
    Method(
        "minmax",
        "De 0 à 1",
        "0 à 1",
        "Le moins touché vaut 0, le plus touché 1, les autres à proportion entre les deux, et l’on "
        "additionne.",
    ),
    Method(
        "ratio",
        "Rapports à la moyenne",
        "Rapport",
        "On divise chaque chiffre par la moyenne, ou la moyenne par lui quand un chiffre bas est "
        "prioritaire, et l’on additionne.",
    ),
)


class State(Enum):
    """Where a département stands."""

    CHOSEN = "chosen"
    ACROSS = "across"  # tied with others for the last places
    BELOW = "below"
    FILTERED = "filtered"  # too few conditions are met
    UNCLASSABLE = "unclassable"  # a figure is missing


STATE_WORDS: Final[Mapping[State, str]] = {
    State.CHOSEN: "Retenu",
    State.ACROSS: "Ex æquo à la limite",
    State.BELOW: "Non retenu",
    State.FILTERED: "Hors conditions",
    State.UNCLASSABLE: "Non classable",
}


@dataclass(frozen=True)
class Figure:
    """One figure as it is shown; no text where it is missing, which is never 0."""

    text: str
    remark: str = ""


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator that may be used. Without a weight, it is not."""

    id: str
    title: str
    short: str
    unit: str
    high_first: bool
    weight: str
    source: str
    note: str
    known: int  # départements whose figure is known
    is_imported: bool

    @property
    def is_used(self) -> bool:
        """Whether it counts in the choice."""
        return bool(self.weight)


@dataclass(frozen=True)
class DepartementRow:
    """One département: its figures, its place by each method, what would move it, and where it stands."""

    code: str
    name: str
    figures: tuple[Figure, ...]  # one for each indicator used
    missing: tuple[str, ...]  # titles of the indicators without a figure
    total: str  # sum of its places; empty when it is not classable
    rank: int | None  # among those that meet the conditions
    methods: tuple[int | None, ...]  # its rank by each of `METHODS`, among all the classable
    agreeing: int | None  # of the four, how many place it among the seats
    conditions_met: int
    entering: tuple[str, ...]  # it would be chosen without one of these indicators
    leaving: tuple[str, ...]  # it would no longer be
    state: State
    addition: Addition | None

    @property
    def is_retained(self) -> bool:
        """Whether it is on the list, chosen or added."""
        return self.state is State.CHOSEN or self.addition is not None

    @property
    def state_words(self) -> str:
        """Where it stands, in words."""
        added = self.addition is not None and self.state is not State.CHOSEN
        return "Ajouté avec un motif" if added else STATE_WORDS[self.state]

    @property
    def without_words(self) -> str:
        """What leaving one indicator out would change."""
        said = [("entre sans", self.entering), ("sort sans", self.leaving)]
        return " ; ".join(f"{verb} {' ou '.join(names)}" for verb, names in said if names)


@dataclass(frozen=True)
class StageOneView:
    """The whole choice as it stands."""

    rows: tuple[DepartementRow, ...]  # by rank, then those that have none
    indicators: tuple[IndicatorLine, ...]
    rules: StageOneRules | None  # None while no indicator is used
    seats: int
    year: str
    conditions_min: int
    summary: str
    retained: Retained | None
    digest: str  # SHA-512 of what the choice comes from

    @property
    def used(self) -> tuple[IndicatorLine, ...]:
        """The indicators that count."""
        return tuple(line for line in self.indicators if line.is_used)

    @property
    def codes(self) -> tuple[str, ...]:
        """The list as it would be retained now."""
        return tuple(sorted(row.code for row in self.rows if row.is_retained))

    @property
    def is_current(self) -> bool:
        """Whether the list that was retained is this one."""
        return self.retained is not None and self.retained.codes == self.codes
