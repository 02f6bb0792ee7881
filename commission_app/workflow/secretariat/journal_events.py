"""One event of the journal as the words of a sentence ask for it: its facts, under the names of people."""

from collections.abc import Mapping
from dataclasses import dataclass

from commission_app.errors import Fact
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.texts import legible
from commission_app.workflow.secretariat.session import SecretariatSession

NOBODY, NOTHING = "un membre absent de la campagne", "dossier absent de la campagne"


@dataclass(frozen=True)
class Names:
    """How the people and the dossiers of a campaign are called."""

    members: Mapping[MemberId, str]
    dossiers: Mapping[DossierId, str]


@dataclass(frozen=True)
class Event:
    """The facts of one event, as words of a sentence.

    KeyError or ValueError when a fact is not what this kind of event holds.
    """

    facts: Mapping[str, Fact]
    names: Names

    @property
    def member(self) -> str:
        """The member and their institution: « Agnès B. (DGCS) »."""
        return self.names.members.get(MemberId(self.text("member")), NOBODY)

    @property
    def dossier(self) -> str:
        """The dossier by its territory, without an article: « dossier « Villeneuve » (31) »."""
        return self.names.dossiers.get(DossierId(self.text("dossier")), NOTHING)

    @property
    def serial(self) -> int:
        """The number of a code, a receipt or a list."""
        return self.number("serial")

    @property
    def version(self) -> int:
        """The number of a fiche."""
        return self.number("seq")

    def text(self, fact: str) -> str:
        """Return a fact on one line, without the signs that would disturb a screen or a terminal."""
        return " ".join(legible(str(self.facts[fact])).split())

    def number(self, fact: str) -> int:
        """Return a fact that is a number."""
        return int(self.facts[fact])


def names_of(session: SecretariatSession) -> Names:
    """Return the names of the campaign's members and dossiers."""
    return Names(
        {member.id: f"{member.name} ({member.institution})" for member in session.campaign.members},
        {
            dossier.id: f"dossier « {dossier.territory.name} » ({dossier.territory.departement})"
            for dossier in session.dossiers()
        },
    )
