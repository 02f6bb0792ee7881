"""Rules on a group of selected dossiers, and whether a selection follows them (SCORING.md §§4.1, 8.12)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId

Amount = int | Fraction


class Measure(StrEnum):
    """What a rule counts among the selected members."""

    COUNT = "effectif"
    COST = "cout"
    DISTINCT = "distincts"


@dataclass(frozen=True)
class SelectionRule:
    """A minimum or a maximum over some dossiers. `values` gives each its cost, or what must differ.

    Only costs and their bounds may be fractions.
    """

    id: str
    members: frozenset[DossierId]
    minimum: Amount | None = None
    maximum: Amount | None = None
    measure: Measure = Measure.COUNT
    values: Mapping[DossierId, Amount | str] = field(default_factory=lambda: MappingProxyType({}))

    def cost(self, dossier: DossierId) -> Fraction:
        """Return what one dossier costs."""
        return Fraction(self.values[dossier])

    def measured(self, selected: Iterable[DossierId]) -> Amount:
        """Return what the rule counts in a selection."""
        inside = self.members.intersection(selected)
        if self.measure is Measure.COST:
            return sum(map(self.cost, inside), Fraction(0))
        if self.measure is Measure.DISTINCT:
            return len({self.values[dossier] for dossier in inside})
        return len(inside)

    def gap(self, selected: Iterable[DossierId]) -> Amount:
        """Return by how many units a selection breaks the rule, zero when it follows it."""
        value = self.measured(selected)
        below = 0 if self.minimum is None else max(0, self.minimum - value)
        above = 0 if self.maximum is None else max(0, value - self.maximum)
        return below + above


def check_selection_rules(rules: Collection[SelectionRule], candidates: Collection[DossierId]) -> None:
    """Refuse rules that mean nothing. Raises NOT-07: repeated, without bound, or of crossed bounds.

    Raises NOT-14 for a rule about a dossier that is no candidate, or that lacks the value it needs.
    """
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise AppError("NOT-07", rule="nom d’une règle", value=rule.id)
        bounds = [bound for bound in (rule.minimum, rule.maximum) if bound is not None]
        if not bounds or bounds != sorted(bounds) or bounds[0] < 0:
            raise AppError("NOT-07", rule=rule.id, value=" à ".join(map(str, bounds)) or "aucune borne")
        seen.add(rule.id)
        needed = rule.members - rule.values.keys() if rule.measure is not Measure.COUNT else frozenset()
        for dossier in sorted((rule.members - set(candidates)) | needed):
            raise AppError("NOT-14", rule=rule.id, dossier=dossier)
