"""Why each dossier is on the agenda, in words: everything to the secretariat, official facts to the room."""

from fractions import Fraction

from commission_app.scoring.ids import DossierId
from commission_app.scoring.meeting.agenda_reasons import ADVISORY, Reason, Why
from commission_app.scoring.ranking import RankedDossier
from commission_app.texts import noun_fr, rounded, typeset
from commission_app.workflow.deliberation.status_words import STATUS_WORDS
from commission_app.workflow.meeting.sitting import Sitting

PLAIN = {
    Why.ACROSS: "égalité sur la ligne",
    Why.READER: "sa place changerait sans l’un de ses lecteurs",
    Why.WEIGHTS: "l’ordre dépend des pondérations voisines",
    Why.FORMER: "indécis quand l’ordre du jour a été arrêté",
    Why.LATE: "fiche tardive",
}


def reason_words(sitting: Sitting, dossier: DossierId) -> tuple[str, ...]:
    """Return every reason in words, for the secretariat's agenda."""
    return tuple(_words(sitting, dossier, reason) for reason in sitting.reasons.get(dossier, ()))


def room_words(sitting: Sitting, dossier: DossierId) -> tuple[str, ...]:
    """Return the reasons that the room may read: no figure of the analysis, institutions and no name."""
    return tuple(
        _words(sitting, dossier, reason, names_hidden=True)
        for reason in sitting.reasons.get(dossier, ())
        if reason.why not in ADVISORY
    )


def tenths_words(gap: Fraction) -> str:
    """Write the points between a dossier and the line, in tenths, halves up."""
    tenths = int(rounded(10 * gap, 0))
    if not gap:
        return "à égalité de note avec la ligne"
    if not tenths:
        return "à moins d’un dixième de point de la ligne"
    return f"à {tenths} {noun_fr(tenths, 'dixième')} de point de la ligne"


def _words(sitting: Sitting, dossier: DossierId, reason: Reason, *, names_hidden: bool = False) -> str:
    if reason.why is Why.ASKED and reason.member is not None:
        person = sitting.room.members[reason.member]
        who = person.institution if names_hidden else f"{person.name} ({person.institution})"
        return typeset(f"signalé par {who}")
    if reason.why is Why.UNRANKED:
        return _unranked(next(row for row in sitting.ranking if row.dossier == dossier))
    if reason.why is Why.NEAR and reason.amount is not None:
        return typeset(tenths_words(reason.amount))
    if reason.why is Why.SPREAD and reason.amount is not None and reason.criterion is not None:
        levels = int(reason.amount)
        label = sitting.done.facts.campaign.grid.by_id[reason.criterion].label
        return typeset(f"écart de {levels} {noun_fr(levels, 'point')} entre deux notes ({label})")
    return PLAIN[reason.why]


def _unranked(row: RankedDossier) -> str:
    missing = ", ".join(row.result.unmarked)
    return STATUS_WORDS[row.status] + (f" : nul n’a noté {missing}" if missing else "")
