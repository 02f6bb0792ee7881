"""The documents of the meeting: minutes, attendance sheet, lists; « Projet » until the meeting is closed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from commission_app.printing.minutes_pdf import (
    ActPrint,
    DeliberationPrint,
    DeparturePrint,
    MinutesPrint,
    PersonPrint,
    attendance_pdf,
    lists_pdf,
    minutes_pdf,
)
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.scoring.meeting.acts import Arrived, Called, Opened, Opinion, RankingShown
from commission_app.scoring.meeting.fold import undone_numbers
from commission_app.scoring.meeting.state import Phase
from commission_app.sealing.atomic_file import write_atomically
from commission_app.texts import list_fr, note_fr, typeset
from commission_app.workflow.deliberation.consolidate import data_digest
from commission_app.workflow.exchanged_files import free_file
from commission_app.workflow.meeting.adoption import adoption_lines
from commission_app.workflow.meeting.dossier_page import departure_lines, rank_words
from commission_app.workflow.meeting.movements import with_effect
from commission_app.workflow.meeting.page import act_lines, naming
from commission_app.workflow.meeting.sitting import Sitting
from commission_app.workflow.meeting.words import OUTCOMES, rules_sentence, sentence, vote_words
from commission_app.workflow.secretariat.session import SecretariatSession

MINUTES, ATTENDANCE, LISTS = "proces-verbal.pdf", "feuille-emargement.pdf", "avis-listes.pdf"


def print_minutes(session: SecretariatSession, folder: Path) -> tuple[Path, ...]:
    """Write the three documents in a folder, over none of before. The refusals of writing a file."""
    values = minutes_of(Sitting(session))
    written = []
    for name, make in ((MINUTES, minutes_pdf), (ATTENDANCE, attendance_pdf), (LISTS, lists_pdf)):
        file = free_file(folder, name)
        write_atomically(file, make(values))
        written.append(file)
    return tuple(written)


def minutes_of(sitting: Sitting) -> MinutesPrint:
    """Return what the documents say of a meeting as it stands."""
    campaign = sitting.done.facts.campaign
    is_final = sitting.state.phase is Phase.CLOSED and sitting.is_ranking_current
    return MinutesPrint(
        campaign=campaign.name,
        meeting=datetime.fromisoformat(campaign.meeting),
        date=sitting.session.desk.now(),
        is_final=is_final,
        opening=tuple(map(typeset, _opening(sitting))),
        people=tuple(_people(sitting)),
        deliberations=tuple(_deliberations(sitting)),
        departures=tuple(
            DeparturePrint(one.territory, one.words, one.cost, one.rule, one.reason)
            for one in departure_lines(sitting)
        ),
        proposed=_listed(sitting, Opinion.RETAIN),
        reserve=_listed(sitting, Opinion.RESERVE),
        declined=_listed(sitting, Opinion.DECLINE),
        acts=tuple(
            ActPrint(line.number, line.moment, line.sentence, line.is_undone) for line in act_lines(sitting)
        ),
        authority=campaign.authority,
        digest=data_digest(sitting.done),
        head=sitting.head,
    )


def _opening(sitting: Sitting) -> Iterator[str]:
    names, undone = naming(sitting), undone_numbers(sitting.acts)
    rules = sitting.state.rules
    if rules is not None:
        yield rules_sentence(replace(rules, variety=None, reason=""))
    yield from adoption_lines(sitting.state, sitting.acts)
    for act in sitting.acts:
        if isinstance(act.fact, (Opened, RankingShown)) and act.number not in undone:
            yield sentence(act.fact, names)


def _people(sitting: Sitting) -> Iterator[PersonPrint]:
    """Yield everybody: whoever sat at any moment is present; their hours stand among the acts."""
    undone = undone_numbers(sitting.acts)
    sat = {
        act.fact.member: act.fact.how.value.replace("_", " ").replace("a distance", "à distance")
        for act in sitting.acts
        if isinstance(act.fact, Arrived) and act.number not in undone
    }
    for member in sitting.done.facts.campaign.members:
        holder = sitting.state.there.proxies.get(member.id)
        part = "absent"
        if member.id in sat:
            part = f"présent, {sat[member.id]}"
        elif holder is not None:
            part = f"représenté par {sitting.room.members[holder].name}"
        yield PersonPrint(member.name, member.institution, part)


def _deliberations(sitting: Sitting) -> Iterator[DeliberationPrint]:
    rows = {row.dossier: row for row in sitting.ranking}
    territories = {one.id: one.territory for one in sitting.done.facts.dossiers}
    for dossier in sitting.state.on_agenda:
        avis, territory = sitting.state.avis.get(dossier), territories[dossier]
        yield DeliberationPrint(
            territory.name,
            territory.departement,
            rank_words(rows[dossier]),
            note_fr(rows[dossier].display),
            OUTCOMES[avis.opinion] if avis else "sans avis",
            tuple(map(typeset, _details(sitting, dossier))),
        )


def _details(sitting: Sitting, dossier: DossierId) -> Iterator[str]:
    state, members = sitting.state, sitting.room.members
    out = [members[member].name for member in sorted(_left(sitting, dossier))]
    if out:
        yield f"Sortis de la salle avant l’examen : {list_fr(out)}"
    avis = state.avis.get(dossier)
    yield from (f"Vote : {vote_words(vote)}" for _, vote in state.votes if vote.dossier == dossier)
    if avis is not None and avis.vote is None:
        yield "Par consensus"
    for changed in sitting.movements:
        if changed.fact.dossier == dossier:
            told = sentence(changed.fact, naming(sitting))
            yield with_effect(told, changed, is_official=state.is_second_round)
    settled = [mark for mark in state.collegial.values() if mark.dossier == dossier]
    yield from (sentence(fact, naming(sitting)) for fact in settled)
    if dossier in state.recommendations:
        yield f"Recommandations pour la finalisation : {state.recommendations[dossier].text}"
    dissents = [one for one in state.dissents if one.dossier == dossier]
    yield from (f"Désaccord de {members[one.member].name} : {one.text}" for one in dissents)


def _left(sitting: Sitting, dossier: DossierId) -> frozenset[MemberId]:
    """Return who was there and left the room for a dossier; why stays in the register."""
    sat = {act.fact.member for act in sitting.acts if isinstance(act.fact, Arrived)}
    was_called = any(isinstance(act.fact, Called) and act.fact.dossier == dossier for act in sitting.acts)
    recused = {member for member, of in sitting.state.recused if of == dossier}
    return frozenset(sat & recused) if was_called or dossier in sitting.state.avis else frozenset()


def _listed(sitting: Sitting, opinion: Opinion) -> tuple[str, ...]:
    chosen = set(sitting.state.with_opinion(opinion))
    territories = {one.id: one.territory for one in sitting.done.facts.dossiers}
    return tuple(
        f"{territories[row.dossier].name} ({territories[row.dossier].departement})"
        for row in sitting.ranking
        if row.dossier in chosen
    )
