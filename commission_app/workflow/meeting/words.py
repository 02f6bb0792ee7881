"""The acts of the meeting in words, for the list of the page and for the minutes."""

from collections.abc import Callable, Mapping
from functools import singledispatch

from commission_app.scoring.ids import DossierId, MemberId
from commission_app.scoring.meeting.acts import (
    Advised,
    AgendaSet,
    Arrived,
    Called,
    Closed,
    CollegialMark,
    DebateAsked,
    Departed,
    Dissented,
    Left,
    MarkChanged,
    Opened,
    Opinion,
    Paused,
    Presence,
    ProxyGiven,
    RankingShown,
    Recommended,
    RecusedAtTable,
    Resumed,
    RulesAdopted,
    SecondRound,
    Undone,
    Voted,
)
from commission_app.texts import count_fr, typeset
from commission_app.workflow.meeting.adoption import LATE_MARK, variety_words

OPINIONS: Mapping[Opinion, str] = {
    Opinion.RETAIN: "Retenir",
    Opinion.RESERVE: "Liste complémentaire",
    Opinion.DECLINE: "Ne pas retenir",
}
OUTCOMES: Mapping[Opinion, str] = {
    Opinion.RETAIN: "retenu",
    Opinion.RESERVE: "en liste complémentaire",
    Opinion.DECLINE: "non retenu",
}


class Naming:
    """How people and dossiers are called in the sentences."""

    def __init__(self, members: Mapping[MemberId, str], dossiers: Mapping[DossierId, str]) -> None:
        self.member: Callable[[MemberId], str] = lambda member: members.get(member, member)
        self.dossier: Callable[[DossierId], str] = lambda dossier: dossiers.get(dossier, dossier)


def sentence(fact: object, names: Naming) -> str:
    """Return the sentence of a fact."""
    return typeset(_words(fact, names))


def vote_words(vote: Voted) -> str:
    """Return the count of a vote, and its outcome."""
    parts = [
        count_fr(vote.votes_for, "voix pour", "voix pour"),
        count_fr(vote.against, "voix contre", "voix contre"),
        count_fr(vote.abstentions, "abstention"),
    ]
    casting = f", voix prépondérante de la présidence : {vote.casting}" if vote.casting else ""
    outcome = "proposition adoptée" if vote.is_carried else "proposition non adoptée"
    return typeset(f"{', '.join(parts)}{casting} : {outcome}")


@singledispatch
def _words(fact: object, names: Naming) -> str:
    del names
    raise TypeError(fact)


@_words.register
def _(fact: RulesAdopted, names: Naming) -> str:
    del names
    return rules_sentence(fact)


def rules_sentence(fact: RulesAdopted, *, is_late: bool = False) -> str:
    """Return the sentence of rules, marked when they were adopted once the ranking was known."""
    voice = "par institution" if fact.voice == "institution" else "par membre"
    casting = ", voix prépondérante de la présidence" if fact.casting_vote else ""
    told = (
        f"Règles {LATE_MARK if is_late else 'adoptées'} : {count_fr(fact.seats, 'place')}, "
        f"quorum de {fact.quorum}, une voix {voice}{casting}. Présidence : {fact.chair}."
    )
    reason = [f"Motif : {fact.reason}"] if fact.reason else []
    return typeset(" ".join([told, *variety_words(fact.variety), *reason]))


@_words.register
def _(fact: RankingShown, names: Naming) -> str:
    del names
    fiches = count_fr(len(fact.sheets), "fiche")
    if not fact.reason:
        return f"Classement présenté à la commission, sur {fiches}."
    return f"Nouveau classement présenté, sur {fiches}. {fact.reason}"


@_words.register
def _(fact: Opened, names: Naming) -> str:
    del names
    return f"Séance ouverte{' sur deuxième convocation' if fact.is_second_call else ''}."


@_words.register
def _(fact: Paused, names: Naming) -> str:
    del fact, names
    return "Séance suspendue."


@_words.register
def _(fact: Resumed, names: Naming) -> str:
    del fact, names
    return "Séance reprise."


@_words.register
def _(fact: Closed, names: Naming) -> str:
    del fact, names
    return "Séance close : sa liste est l’avis de la commission."


@_words.register
def _(fact: Arrived, names: Naming) -> str:
    how = ", à distance" if fact.how is Presence.REMOTE else ""
    return f"Arrivée : {names.member(fact.member)}{how}."


@_words.register
def _(fact: Left, names: Naming) -> str:
    return f"Départ : {names.member(fact.member)}."


@_words.register
def _(fact: ProxyGiven, names: Naming) -> str:
    return f"Mandat de {names.member(fact.giver)} à {names.member(fact.holder)}."


@_words.register
def _(fact: RecusedAtTable, names: Naming) -> str:
    return f"{names.member(fact.member)} se déporte et quitte la salle : {names.dossier(fact.dossier)}."


@_words.register
def _(fact: AgendaSet, names: Naming) -> str:
    del names
    return (
        f"Ordre du jour arrêté : {count_fr(len(fact.debated), 'dossier')} à débattre, "
        f"{len(fact.above)} nettement en tête, {len(fact.below)} nettement en deçà."
    )


@_words.register
def _(fact: DebateAsked, names: Naming) -> str:
    who = names.member(fact.member)
    return f"Débat demandé par {who}, {names.dossier(fact.dossier)}. Motif : {fact.reason}"


@_words.register
def _(fact: Called, names: Naming) -> str:
    return f"Examen : {names.dossier(fact.dossier)}."


@_words.register
def _(fact: Advised, names: Naming) -> str:
    return f"{names.dossier(fact.dossier)} : {OUTCOMES[fact.opinion]}, par consensus."


@_words.register
def _(fact: Voted, names: Naming) -> str:
    return f"{names.dossier(fact.dossier)}, vote « {OPINIONS[fact.proposal]} » : {vote_words(fact)}."


@_words.register
def _(fact: MarkChanged, names: Naming) -> str:
    before, after = mark_words(fact.before), mark_words(fact.after)
    return (
        f"{names.member(fact.member)} change sa note après débat, {names.dossier(fact.dossier)}, "
        f"critère {fact.criterion} : de {before} à {after}. Motif : {fact.reason}"
    )


@_words.register
def _(fact: SecondRound, names: Naming) -> str:
    del names
    which = "sont officielles" if fact.is_official else "ne sont pas officielles"
    return f"Les notes changées en séance {which}. Motif : {fact.reason}"


@_words.register
def _(fact: CollegialMark, names: Naming) -> str:
    return (
        f"Note collégiale, {names.dossier(fact.dossier)}, critère {fact.criterion} : {fact.mark}. "
        f"Motif : {fact.reason}"
    )


@_words.register
def _(fact: Recommended, names: Naming) -> str:
    if not fact.text.strip():
        return f"Recommandations retirées, {names.dossier(fact.dossier)}."
    return f"Recommandations pour la finalisation, {names.dossier(fact.dossier)} : {fact.text}"


@_words.register
def _(fact: Dissented, names: Naming) -> str:
    return f"Désaccord de {names.member(fact.member)}, {names.dossier(fact.dossier)} : {fact.text}"


@_words.register
def _(fact: Departed, names: Naming) -> str:
    return f"Écart au classement, {names.dossier(fact.dossier)}. Règle : {fact.rule}. Motif : {fact.reason}"


@_words.register
def _(fact: Undone, names: Naming) -> str:
    del names
    return f"L’acte n° {fact.number} est annulé."


def mark_words(mark: int | str | None) -> str:
    """Write a mark, « non évaluable », or that there is none."""
    if mark is None:
        return "sans note"
    return "non évaluable" if mark == "NE" else str(mark)
