"""The page « Délibération » made from a sitting: people, agenda, dossier, seats, variety, acts."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from commission_app.scoring.diversity import Force, gaps, selection_rules
from commission_app.scoring.dossier import Dossier, Territory
from commission_app.scoring.ids import DossierId
from commission_app.scoring.meeting.acts import UNDOABLE, Act, Opinion, Presence, RulesAdopted
from commission_app.scoring.meeting.fold import undone_numbers
from commission_app.scoring.meeting.state import Phase
from commission_app.texts import count_fr, date_fr, note_fr, noun_fr, time_fr, typeset
from commission_app.workflow.meeting.adoption import AFTER_RANKING, adoption_lines, variety_in_force
from commission_app.workflow.meeting.agenda_words import reason_words
from commission_app.workflow.meeting.dossier_page import departure_lines, dossier_page
from commission_app.workflow.meeting.movements import LateSheets, with_effect
from commission_app.workflow.meeting.sitting import Sitting
from commission_app.workflow.meeting.views import ActLine, AgendaLine, Gauge, MeetingView, Person, Seat
from commission_app.workflow.meeting.words import Naming, rules_sentence, sentence
from commission_app.workflow.preparation.settings.parameters import (
    meeting_rules_of,
    settled_variety,
    variety_of,
)

SHOWN_TARGETS = ("V2", "V3", "V5")  # those that the gauges show
Kind = tuple[str, str, Callable[[Territory], bool]]


def meeting_view(sitting: Sitting, chosen: DossierId | None = None) -> MeetingView:
    """Return the page, on a dossier chosen by whoever conducts, else on the one under debate."""
    state = sitting.state
    dossier = chosen or state.current or next(iter(state.undecided or state.on_agenda), None)
    dossiers = {one.id: one for one in sitting.done.facts.dossiers}
    campaign = sitting.done.facts.campaign
    proposed = state.rules or meeting_rules_of(sitting.session.database, campaign)
    return MeetingView(
        title=f"Séance du {date_fr(datetime.fromisoformat(campaign.meeting))}",
        phase=state.phase,
        rules=state.rules,
        proposed_rules=proposed,
        rules_warning=AFTER_RANKING if state.rules_after_ranking else "",
        adoption=adoption_lines(state, sitting.acts),
        is_ranking_known=state.ranking is not None,
        proposed_variety=proposed.variety or settled_variety(sitting.session.database),
        maximum=campaign.grid.scale.maximum,
        seats=proposed.seats,
        free=proposed.seats - len(state.with_opinion(Opinion.RETAIN)),
        people=tuple(_people(sitting, dossier)),
        has_quorum=state.has_quorum,
        quorum=_quorum(sitting, dossier),
        agenda=tuple(_agenda(sitting)),
        dossier=dossier_page(sitting, dossier) if dossier else None,
        retained=tuple(_seats(sitting, Opinion.RETAIN, dossiers)),
        reserve=tuple(_seats(sitting, Opinion.RESERVE, dossiers)),
        gauges=tuple(_gauges(sitting, dossiers, dossier)),
        departements=_departements(sitting, dossiers),
        candidate_departement=dossiers[dossier].territory.departement if dossier else "",
        departures=tuple(departure_lines(sitting)),
        acts=tuple(reversed(act_lines(sitting))),
        ranking_change=_ranking_change(sitting),
        late=_late(sitting),
        changed_marks=len(state.changes),
        is_second_round=state.is_second_round,
        undecided=len(state.undecided),
    )


def act_lines(sitting: Sitting) -> list[ActLine]:
    """Return the acts in words, the first one first; those undone stay, and are said to be."""
    names = naming(sitting)
    undone = undone_numbers(sitting.acts)
    return [
        ActLine(
            act.number,
            time_fr(datetime.fromisoformat(act.at)),
            _told(sitting, act, names),
            act.author,
            act.number in undone,
            isinstance(act.fact, UNDOABLE) and act.number not in undone,
        )
        for act in sitting.acts
    ]


def _told(sitting: Sitting, act: Act[Any], names: Naming) -> str:
    """Return the sentence of an act in its place; rules adopted after the ranking say so."""
    if isinstance(act.fact, RulesAdopted):
        return rules_sentence(act.fact, is_late=sitting.state_after(act.number).rules_after_ranking)
    told = sentence(act.fact, names)
    moved = next((one for one in sitting.movements if one.act == act.number), None)
    return told if moved is None else with_effect(told, moved, is_official=sitting.state.is_second_round)


def naming(sitting: Sitting) -> Naming:
    """Return how people and dossiers are called in sentences."""
    return Naming(
        {member.id: f"{member.name} ({member.institution})" for member in sitting.room.members.values()},
        {one.id: one.territory.name for one in sitting.done.facts.dossiers},
    )


def _people(sitting: Sitting, dossier: DossierId | None) -> Iterator[Person]:
    state, members = sitting.state, sitting.room.members
    outside = state.outside(dossier)
    for member in sitting.done.facts.campaign.members:
        holder = state.there.proxies.get(member.id)
        yield Person(
            member.id,
            member.name,
            member.institution,
            member.id in state.there.present,
            state.there.present.get(member.id) is Presence.REMOTE,
            member.id in outside,
            members[holder].name if holder is not None else "",
            member.alternate_of is not None,
        )


def _quorum(sitting: Sitting, dossier: DossierId | None) -> str:
    state = sitting.state
    if state.rules is None:
        return "Règles à adopter"
    if state.is_second_call:
        return typeset("Deuxième convocation : sans quorum")
    there = len(state.voices_present)
    if not state.has_quorum:
        return typeset(
            f"Quorum non atteint : {count_fr(there, 'voix', 'voix')}, {state.rules.quorum} requises"
        )
    if dossier is None or state.phase is Phase.PREPARED:
        required = count_fr(state.rules.quorum, "requise", "requises")
        return typeset(f"Quorum atteint : {count_fr(there, 'voix', 'voix')}, {required}")
    voters = count_fr(len(state.voters(dossier)), "votant")
    return typeset(f"Quorum atteint : {voters}, {count_fr(state.rules.quorum, 'requis', 'requis')}")


def _agenda(sitting: Sitting) -> Iterator[AgendaLine]:
    agenda = sitting.state.agenda
    if agenda is None:
        return
    rows = {row.dossier: row for row in sitting.ranking}
    dossiers = {one.id: one for one in sitting.done.facts.dossiers}
    parts = (("debated", agenda.debated), ("above", agenda.above), ("below", agenda.below))
    for part, listed in parts:
        for dossier in listed:
            avis, territory = sitting.state.avis.get(dossier), dossiers[dossier].territory
            yield AgendaLine(
                dossier,
                territory.name,
                territory.departement,
                part,
                rows[dossier].rank,
                note_fr(rows[dossier].display),
                avis.opinion if avis else None,
                reason_words(sitting, dossier),
            )


def _seats(sitting: Sitting, opinion: Opinion, dossiers: dict[DossierId, Dossier]) -> Iterator[Seat]:
    """Yield the dossiers of an opinion in the order of the ranking."""
    chosen = set(sitting.state.with_opinion(opinion))
    listed = [row.dossier for row in sitting.ranking if row.dossier in chosen]
    for number, dossier in enumerate(listed, start=1):
        territory = dossiers[dossier].territory
        yield Seat(number, dossier, territory.name, f"{territory.departement} · {territory.density}")


KINDS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    (
        "Territoire",
        (
            ("hexagone", "hexagone", lambda one: not one.is_overseas),
            ("outre-mer", "outre-mer", lambda one: one.is_overseas),
        ),
    ),
    (
        "Milieu",
        (
            ("urbain", "urbains", lambda one: one.density == "urbain"),
            ("rural", "ruraux", lambda one: one.density == "rural"),
        ),
    ),
    (
        "Porteur",
        (
            ("commune", "communes", lambda one: one.kind == "commune"),
            ("EPCI", "EPCI", lambda one: one.kind == "EPCI"),
            ("groupement", "groupements", lambda one: one.kind == "groupement"),
        ),
    ),
)


def _gauges(
    sitting: Sitting, dossiers: dict[DossierId, Dossier], candidate: DossierId | None
) -> Iterator[Gauge]:
    retained = [dossiers[one].territory for one in sitting.state.with_opinion(Opinion.RETAIN)]
    lacking = _lacking(sitting, dossiers)
    is_open = candidate is not None and candidate not in sitting.state.avis
    for number, (title, kinds) in enumerate(KINDS):
        grows = None
        if candidate is not None and is_open:
            grows = next(
                (place for place, kind in enumerate(kinds) if kind[2](dossiers[candidate].territory)), None
            )
        yield Gauge(
            title,
            tuple(
                (noun_fr(count, one, many), count)
                for one, many, is_such in kinds
                for count in [sum(map(is_such, retained))]
            ),
            grows,
            lacking[number],
        )


def _lacking(sitting: Sitting, dossiers: dict[DossierId, Dossier]) -> tuple[str, str, str]:
    """Return what the targets of variety still lack, for each gauge: shown, never imposed."""
    territories = {dossier: one.territory for dossier, one in dossiers.items()}
    retained = sitting.state.with_opinion(Opinion.RETAIN)
    rules, targets = variety_in_force(sitting.state.rules, variety_of(sitting.session.database))
    shown = [rule.id for rule in rules if rule.is_active and rule.id in SHOWN_TARGETS]
    firm = {rule.id for rule in rules if rule.force is Force.FIRM}
    found = {gap.rule.id: gap for gap in gaps(selection_rules(shown, territories, targets), retained)}

    def words(names: Sequence[tuple[str, str]]) -> str:
        parts = [
            f"{'règle ferme' if name[:2] in firm else 'cible'} {label} : {found[name].rule.minimum}"
            for name, label in names
            if name in found and found[name].missing
        ]
        return typeset(", ".join(parts))

    return (
        words([("V5 outre-mer", "outre-mer")]),
        words([("V2 urbain", "urbains"), ("V2 rural", "ruraux")]),
        words([("V3 communes", "communes"), ("V3 EPCI et groupements", "EPCI et groupements")]),
    )


def _departements(sitting: Sitting, dossiers: dict[DossierId, Dossier]) -> tuple[tuple[str, int], ...]:
    retained = Counter(
        dossiers[one].territory.departement for one in sitting.state.with_opinion(Opinion.RETAIN)
    )
    every = sorted({one.territory.departement for one in dossiers.values()})
    return tuple((departement, retained[departement]) for departement in every)


def _since(sitting: Sitting) -> int:
    """Return how many fiches came since the ranking was presented."""
    known = set(sitting.state.ranking.sheets) if sitting.state.ranking is not None else set()
    return len({sheet.sha512 for sheet in sitting.done.facts.sheets} - known)


def _late(sitting: Sitting) -> LateSheets | None:
    shown = sitting.state.ranking
    if shown is None or sitting.is_ranking_current or not _since(sitting):
        return None
    return LateSheets(sitting.done, shown, sitting.seats)


def _ranking_change(sitting: Sitting) -> str:
    shown = sitting.state.ranking
    if shown is None or sitting.is_ranking_current:
        return ""
    since = _since(sitting)
    if since:
        came = count_fr(since, "fiche est arrivée", "fiches sont arrivées")
        return f"{came} depuis que le classement a été présenté."
    return "Le classement a changé depuis qu’il a été présenté."
