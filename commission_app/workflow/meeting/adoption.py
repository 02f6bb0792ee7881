"""The rules that the commission adopted, in words: seats, variety, when, and whether after the ranking.

Every screen, document and export takes its words here. What the settings of the campaign say is a proposal:
once an act adopts rules, only a later act with its reason changes them (SCORING.md §4.4).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from commission_app.scoring.diversity import DiversityTargets, Force
from commission_app.scoring.meeting.acts import Act, RulesAdopted, VarietyAdopted
from commission_app.scoring.meeting.state import MeetingState
from commission_app.texts import count_fr, date_time_fr, integer_fr, noun_fr, typeset
from commission_app.workflow.preparation.settings.advisory_settings import ADVISORY_SETTINGS
from commission_app.workflow.preparation.settings.parameters import NUMBERS, Variety
from commission_app.workflow.preparation.settings.setting import Group

AFTER_RANKING = "Règles adoptées après classement : le procès-verbal le mentionne."
LATE_MARK = "adoptées après classement"
NO_VARIETY_ACT = "Cibles de variété : indicatives, sans acte d’adoption."
FORCES: Mapping[Force, str] = {Force.FIRM: "ferme", Force.TARGET: "cible"}
_VARIETY = tuple(setting for setting in ADVISORY_SETTINGS if setting.group is Group.VARIETY)
TITLES: Mapping[str, str] = {one.key: one.label for one in _VARIETY if one.key not in NUMBERS}
_ASKED: Mapping[str, Callable[[DiversityTargets], str]] = {
    "V2": lambda n: f"au moins {_counted(n.rural, 'rural', 'ruraux')} et {_counted(n.urban, 'urbain')}",
    "V3": lambda n: (
        f"au moins {_counted(n.communes, 'commune')} et "
        f"{_counted(n.groups, 'EPCI ou groupement', 'EPCI ou groupements')}"
    ),
    "V4": lambda n: (
        f"au plus {n.per_departement} par département et au moins "
        f"{_counted(n.departements, 'département', 'départements')}"
    ),
    "V5": lambda n: (
        f"au moins {_counted(n.overseas, 'territoire ultramarin', 'territoires ultramarins')}, "
        "si une candidature recevable l’est"
    ),
    "V7": lambda n: (
        f"au moins {n.small} de moins de {integer_fr(n.small_under)} habitants et {n.large} de plus de "
        f"{integer_fr(n.large_over)}"
    ),
}


def variety_fields() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return each rule of variety, and its numbers by name and label, in the order of the settings."""
    found: dict[str, list[tuple[str, str]]] = {}
    for setting in _VARIETY:
        if setting.key in TITLES:
            found[setting.key] = []
        else:
            found[next(reversed(found))].append((NUMBERS[setting.key], setting.label))
    return tuple((rule, tuple(numbers)) for rule, numbers in found.items())


def adopted_at(state: MeetingState, acts: Sequence[Act[Any]]) -> datetime | None:
    """Return when the rules in force were adopted; None before any are."""
    return datetime.fromisoformat(acts[state.rules_act - 1].at) if state.rules_act else None


def adoption_words(rules: RulesAdopted, when: datetime, *, is_late: bool) -> str:
    """Say when the seats and the rules of variety were adopted, and why they changed if they did."""
    adopted = LATE_MARK if is_late else "adoptées avant la présentation du classement"
    what = count_fr(rules.seats, "place")
    if rules.variety is not None:
        what += " et règles de variété"
    reason = f" Motif : {rules.reason}" if rules.reason else ""
    unadopted = "" if rules.variety is not None else f" {NO_VARIETY_ACT}"
    return typeset(f"{what} {adopted}, le {date_time_fr(when)}.{reason}{unadopted}")


def adoption_lines(state: MeetingState, acts: Sequence[Act[Any]]) -> tuple[str, ...]:
    """Return the adoption of the rules in force, then each rule of variety; nothing before an adoption."""
    when = adopted_at(state, acts)
    if state.rules is None or when is None:
        return ()
    adoption = adoption_words(state.rules, when, is_late=state.rules_after_ranking)
    return (adoption, *variety_words(state.rules.variety))


def variety_words(variety: VarietyAdopted | None) -> tuple[str, ...]:
    """Write each rule of variety with its force and its numbers, in the order of the file of rules."""
    if variety is None:
        return ()
    forces = dict.fromkeys(variety.firm, Force.FIRM) | dict.fromkeys(variety.targets, Force.TARGET)
    lines = [
        f"{title}, {FORCES[forces[name]]} : {_ASKED[name](variety.numbers)}."
        for name, title in TITLES.items()
        if name in forces
    ]
    if variety.budget is not None:
        most = integer_fr(variety.budget)
        lines.append(f"Enveloppe, ferme : au plus {most} € demandés à l’État par les dossiers retenus.")
    return tuple(map(typeset, lines or ["Aucune règle de variété."]))


def variety_in_force(rules: RulesAdopted | None, settled: Variety) -> Variety:
    """Return the rules of variety that the commission adopted, else those that the settings propose."""
    if rules is None or rules.variety is None:
        return settled
    adopted = rules.variety
    return tuple(
        replace(
            rule,
            is_active=rule.id in (*adopted.firm, *adopted.targets),
            force=Force.FIRM if rule.id in adopted.firm else Force.TARGET,
        )
        if rule.id in TITLES
        else rule
        for rule in settled[0]
    ), adopted.numbers


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count} {noun_fr(count, one, many)}"
