"""Variety of the selected territories: targets of the campaign, shown and never imposed (DOMAINE.md §7)."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from commission_app.errors import AppError
from commission_app.scoring.dossier import Territory
from commission_app.scoring.ids import DossierId
from commission_app.scoring.selection_rules import Amount, Measure, SelectionRule

Territories = Mapping[DossierId, Territory]


class Force(StrEnum):
    """Whether a rule binds the proposal, or is a target whose gap is shown."""

    FIRM = "ferme"
    TARGET = "cible"


@dataclass(frozen=True)
class DiversityRule:
    """One rule of the file."""

    id: str
    label: str
    force: Force
    is_active: bool


@dataclass(frozen=True)
class DiversityTargets:
    """Numbers of the rules, each a parameter of the campaign."""

    rural: int = 3
    urban: int = 3
    communes: int = 2
    groups: int = 3  # EPCI and « groupements »
    per_departement: int = 2
    departements: int = 7
    overseas: int = 1
    small: int = 1
    small_under: int = 20_000  # inhabitants
    large: int = 1
    large_over: int = 100_000


@dataclass(frozen=True)
class Gap:
    """What a selection has of a rule, and how many units it lacks or exceeds by."""

    rule: SelectionRule
    measured: Amount
    missing: Amount


@dataclass(frozen=True)
class Exchange:
    """One dossier enters a selection, one leaves it, or none when a seat is free."""

    enters: DossierId
    leaves: DossierId | None
    cost: Fraction  # points that the sum of the selected notes loses; negative when it gains


DEFAULT_TARGETS = DiversityTargets()


def diversity_from_reference(text: bytes | str) -> tuple[DiversityRule, ...]:
    """Read the file of the rules. Raises NOT-12 for one that is not of this form."""
    try:
        return tuple(
            DiversityRule(
                str(item["id"]),
                str(item["libelle"]),
                Force(item["nature"]),
                item["active_par_defaut"] is True,
            )
            for item in json.loads(text)["regles"]
        )
    except (LookupError, TypeError, ValueError) as error:
        raise AppError("NOT-12", rules="diversité") from error


def selection_rules(
    active: Collection[str], territories: Territories, targets: DiversityTargets = DEFAULT_TARGETS
) -> tuple[SelectionRule, ...]:
    """Return what the active rules ask of a selection; the number of seats, V1, is that of the selection.

    Raises NOT-13 for a rule that does not exist.
    """
    makers = {
        "V1": lambda *_: iter(()),
        "V2": _density,
        "V3": _kinds,
        "V4": _departements,
        "V5": _overseas,
        "V7": _sizes,
    }
    for unknown in sorted(set(active) - makers.keys()):
        raise AppError("NOT-13", point=unknown)
    return tuple(
        rule for name, make in makers.items() if name in active for rule in make(territories, targets)
    )


def gaps(rules: Sequence[SelectionRule], selected: Collection[DossierId]) -> tuple[Gap, ...]:
    """Return the dashboard of a selection, rule by rule."""
    return tuple(Gap(rule, rule.measured(selected), rule.gap(selected)) for rule in rules)


def best_exchanges(
    rule: SelectionRule,
    rules: Sequence[SelectionRule],
    selected: Collection[DossierId],
    notes: Mapping[DossierId, Fraction],
    *,
    seats: int,
    count: int = 3,
) -> tuple[Exchange, ...]:
    """Return the best dossiers that would bring a selection nearer to a rule, each for its cheapest exchange.

    No exchange takes the selection away from another rule. While a seat is free, nobody leaves.
    """
    leaving: list[DossierId | None] = [*sorted(set(selected) & notes.keys())]
    if len(set(selected)) < seats:
        leaving = [None]
    found = []
    for entering in sorted(notes.keys() - set(selected), key=lambda dossier: (-notes[dossier], dossier)):
        exchanges = [
            Exchange(entering, one, (0 if one is None else notes[one]) - notes[entering])
            for one in leaving
            if _is_nearer(rule, rules, selected, (set(selected) - {one}) | {entering})
        ]
        if exchanges:
            found.append(min(exchanges, key=lambda exchange: (exchange.cost, exchange.leaves or "")))
    return tuple(found[:count])


def _is_nearer(
    rule: SelectionRule,
    rules: Sequence[SelectionRule],
    before: Collection[DossierId],
    after: Collection[DossierId],
) -> bool:
    harms = any(other.gap(after) > other.gap(before) for other in rules if other is not rule)
    return rule.gap(after) < rule.gap(before) and not harms


def _such(territories: Territories, is_such: Callable[[Territory], bool]) -> frozenset[DossierId]:
    return frozenset(dossier for dossier, territory in territories.items() if is_such(territory))


def _density(territories: Territories, targets: DiversityTargets) -> Iterator[SelectionRule]:
    yield SelectionRule("V2 rural", _such(territories, lambda one: one.density == "rural"), targets.rural)
    yield SelectionRule("V2 urbain", _such(territories, lambda one: one.density == "urbain"), targets.urban)


def _kinds(territories: Territories, targets: DiversityTargets) -> Iterator[SelectionRule]:
    communes = _such(territories, lambda one: one.kind == "commune")
    yield SelectionRule("V3 communes", communes, targets.communes)
    yield SelectionRule("V3 EPCI et groupements", frozenset(territories) - communes, targets.groups)


def _departements(territories: Territories, targets: DiversityTargets) -> Iterator[SelectionRule]:
    values = {dossier: territory.departement for dossier, territory in territories.items()}
    for departement, count in sorted(Counter(values.values()).items()):
        if count > targets.per_departement:
            members = frozenset(dossier for dossier, value in values.items() if value == departement)
            yield SelectionRule(f"V4 département {departement}", members, maximum=targets.per_departement)
    yield SelectionRule(
        "V4 départements distincts",
        frozenset(values),
        targets.departements,
        measure=Measure.DISTINCT,
        values=values,
    )


def _overseas(territories: Territories, targets: DiversityTargets) -> Iterator[SelectionRule]:
    members = _such(territories, lambda one: one.is_overseas)
    if members:  # the target holds only when such a candidacy exists
        yield SelectionRule("V5 outre-mer", members, targets.overseas)


def _sizes(territories: Territories, targets: DiversityTargets) -> Iterator[SelectionRule]:
    small = _such(territories, lambda one: one.population < targets.small_under)
    large = _such(territories, lambda one: one.population > targets.large_over)
    yield SelectionRule("V7 moins peuplés", small, targets.small)
    yield SelectionRule("V7 plus peuplés", large, targets.large)
