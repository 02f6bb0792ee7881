"""Who reads what: readers of different institutions, equal loads, least cost (SCORING.md §8.14).

The dossiers of calibration are read by all whom nothing keeps from it: they link every reader to every other.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from commission_app.advice.linear_program import LinearProgram
from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId, InstitutionId, MemberId

Pair = tuple[MemberId, DossierId]


@dataclass(frozen=True)
class ReadingPlan:
    """What is asked: readings of each dossier, who may not read what, and what each reading costs."""

    readers: Mapping[MemberId, InstitutionId]
    dossiers: Sequence[DossierId]
    readings: int
    recused: frozenset[Pair] = frozenset()
    costs: Mapping[Pair, int] | None = None  # 0 for a reader who knows the subject; none: all alike
    spare: int = 0  # by which loads may leave their equal share
    one_per_institution: bool = True
    calibration: frozenset[DossierId] = frozenset()  # among the dossiers, read by all

    @property
    def shared_out(self) -> tuple[DossierId, ...]:
        """The dossiers to share out: those that not everybody reads."""
        return tuple(dossier for dossier in self.dossiers if dossier not in self.calibration)

    @property
    def loads(self) -> tuple[int, int]:
        """Fewest and most dossiers of a reader, the dossiers of calibration apart."""
        whole, readers = len(self.shared_out) * self.readings, len(self.readers)
        return max(whole // readers - self.spare, 0), -(-whole // readers) + self.spare


@dataclass(frozen=True)
class Assignment:
    """Who reads each dossier, in the order of identifiers, and what had to give way."""

    readers: Mapping[DossierId, tuple[MemberId, ...]]
    cost: int
    plan: ReadingPlan  # as it was followed
    relaxed: tuple[str, ...] = ()  # what gave way, in this order: « charges », « institution », « lectures »


def assign(plan: ReadingPlan) -> Assignment | None:
    """Return the cheapest assignment, None when there is none. Raises NOT-07 for a plan without sense."""
    if plan.readings < 1 or not plan.readers:
        raise AppError("NOT-07", rule="lectures par dossier", value=str(plan.readings))
    for stranger in sorted(plan.calibration.difference(plan.dossiers)):
        raise AppError("NOT-07", rule="dossiers d’étalonnage", value=stranger)
    if plan.shared_out and plan.readings > len(plan.readers):
        return None
    program, places = LinearProgram(), dict[Pair, int]()
    for dossier in plan.shared_out:
        for reader in sorted(plan.readers):
            if (reader, dossier) not in plan.recused:
                cost = 0 if plan.costs is None else plan.costs[reader, dossier]
                places[reader, dossier] = program.column(-cost, 0, 1)
    _bound_readings(program, plan, places)
    # Readers on one side, dossiers and their institutions nested on the other: the best corner is whole.
    point = program.solve()
    if point is None:
        return None
    chosen = [pair for pair, place in places.items() if point[place] > 0.5]
    chosen += [
        (reader, dossier)
        for dossier in sorted(plan.calibration)
        for reader in sorted(plan.readers)
        if (reader, dossier) not in plan.recused
    ]
    readers: dict[DossierId, list[MemberId]] = {dossier: [] for dossier in plan.dossiers}
    for reader, dossier in chosen:
        readers[dossier].append(reader)
    if not all(readers.values()):  # everybody is recused from a dossier of calibration
        return None
    cost = 0 if plan.costs is None else sum(plan.costs[pair] for pair in chosen)
    return Assignment({dossier: tuple(own) for dossier, own in readers.items()}, cost, plan)


def assign_or_relax(plan: ReadingPlan) -> Assignment:
    """Return the cheapest assignment of the first plan that has one, giving way little by little.

    Loads first, by one; then the rule of one reader per institution; then the number of readings, one by one.
    """
    wider = replace(plan, spare=plan.spare + 1)
    free = replace(wider, one_per_institution=False)
    fewer = [replace(free, readings=count) for count in range(plan.readings - 1, 0, -1)]
    for step, tried in enumerate((plan, wider, free, *fewer)):
        found = assign(tried)
        if found is not None:
            return replace(found, relaxed=("charges", "institution", "lectures")[:step])
    raise AppError("NOT-15")


def reassign(before: Assignment, recused: Collection[Pair]) -> Assignment:
    """Share out again after late recusals, keeping as many readings as can be. Raises NOT-15 as above."""
    plan = replace(before.plan, recused=before.plan.recused.union(recused))
    kept = {(reader, dossier) for dossier, own in before.readers.items() for reader in own}
    pairs = list(product(plan.readers, plan.dossiers))
    costs = dict.fromkeys(pairs, 0) if plan.costs is None else plan.costs
    # One more change costs more than everything else together can save.
    change = 1 + max(costs.values(), default=0) * len(pairs)
    stable = {pair: costs[pair] if pair in kept else costs[pair] + change for pair in pairs}
    found = assign_or_relax(replace(plan, costs=stable))
    cost = sum(costs[reader, dossier] for dossier, own in found.readers.items() for reader in own)
    return replace(found, cost=cost, plan=replace(found.plan, costs=plan.costs))


def _bound_readings(program: LinearProgram, plan: ReadingPlan, places: Mapping[Pair, int]) -> None:
    by_reader: dict[MemberId, list[int]] = {reader: [] for reader in plan.readers}
    by_dossier: dict[DossierId, list[int]] = {dossier: [] for dossier in plan.shared_out}
    by_institution: dict[tuple[DossierId, InstitutionId], list[int]] = defaultdict(list)
    for (reader, dossier), place in places.items():
        by_reader[reader].append(place)
        by_dossier[dossier].append(place)
        by_institution[dossier, plan.readers[reader]].append(place)
    fewest, most = plan.loads
    _bound(program, by_reader.values(), fewest, most)
    _bound(program, by_dossier.values(), plan.readings, plan.readings)
    if plan.one_per_institution:
        _bound(program, by_institution.values(), 0, 1)


def _bound(program: LinearProgram, groups: Collection[Sequence[int]], lower: int, upper: int) -> None:
    for group in groups:
        program.row(dict.fromkeys(group, 1.0), lower, upper)
