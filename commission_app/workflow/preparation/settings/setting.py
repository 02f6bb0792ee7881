"""What a setting is: its name, its words, its meaning, and what it holds."""

from dataclasses import dataclass
from enum import Enum

from commission_app.workflow.preparation.settings.setting_kinds import Kind


class Group(Enum):
    """A part of the form, by its title."""

    CAMPAIGN = "Campagne"
    DATES = "Dates"
    PLACES = "Places et recevabilité"
    VOICES = "Voix et quorum"
    NOTE = "Note et classement"
    ANALYSIS = "Écarts et analyse"
    VARIETY = "Variété"
    FINANCES = "Repères financiers"


@dataclass(frozen=True)
class Setting:
    """One setting. `stays_open`: it may still change once the grid is frozen."""

    key: str
    group: Group
    label: str
    meaning: str  # one sentence
    kind: Kind
    stays_open: bool = False
