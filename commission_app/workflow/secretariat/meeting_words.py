"""What the journal says of each kind of act of the meeting and of the decision."""

from collections.abc import Callable, Mapping
from typing import Protocol


class ActEvent(Protocol):
    """The facts of an event, as words."""

    @property
    def member(self) -> str:
        """The member and their institution."""

    @property
    def dossier(self) -> str:
        """The dossier by its territory."""

    def text(self, fact: str) -> str:
        """Return a fact on one line."""


Words = Callable[[ActEvent], str]
MEETING: Mapping[str, Words] = {
    "rules_adopted": lambda _: "les règles de la séance sont adoptées",
    "ranking_shown": lambda _: "le classement est présenté à la commission",
    "opened": lambda _: "la séance est ouverte",
    "paused": lambda _: "la séance est suspendue",
    "resumed": lambda _: "la séance reprend",
    "closed": lambda _: "la séance est close, sa liste est l’avis de la commission",
    "arrived": lambda event: f"arrivée de {event.member}",
    "left": lambda event: f"départ de {event.member}",
    "proxy_given": lambda _: "un mandat est donné",
    "recused_at_table": lambda event: f"{event.member} se déporte du {event.dossier}",
    "agenda_set": lambda _: "l’ordre du jour est arrêté",
    "debate_asked": lambda event: f"{event.member} demande le débat du {event.dossier}",
    "called": lambda event: f"la commission examine le {event.dossier}",
    "advised": lambda event: f"avis par consensus sur le {event.dossier}",
    "voted": lambda event: f"vote sur le {event.dossier}",
    "mark_changed": lambda event: f"{event.member} change une note du {event.dossier} après débat",
    "second_round": lambda _: "la commission dit si les notes changées en séance sont officielles",
    "collegial_mark": lambda event: f"note collégiale sur le {event.dossier}",
    "recommended": lambda event: f"recommandations sur le {event.dossier}",
    "dissented": lambda event: f"{event.member} fait mentionner son désaccord sur le {event.dossier}",
    "departed": lambda event: f"motif d’un avis qui s’écarte du classement, {event.dossier}",
    "undone": lambda _: "un acte précédent est annulé",
}
DECISION: Mapping[str, Words] = {
    "decision_begun": lambda _: "l’avis est transmis aux autorités qui décident",
    "decided": lambda event: f"une autorité se prononce sur le {event.dossier}",
    "reserved": lambda event: f"une autorité fait inscrire une réserve sur le {event.dossier}",
    "decision_closed": lambda _: "la décision est prise",
    "undone": lambda _: "un acte précédent est annulé",
}


def meeting_sentence(event: ActEvent) -> str:
    """Tell an act of the meeting. KeyError for one that this version does not know."""
    return f"Séance, acte n° {event.text('number')} : {MEETING[event.text('what')](event)}."


def decision_sentence(event: ActEvent) -> str:
    """Tell an act of the decision. KeyError for one that this version does not know."""
    return f"Décision, acte n° {event.text('number')} : {DECISION[event.text('what')](event)}."
