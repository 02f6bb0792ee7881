"""Who reads what: readers of different institutions, equal loads, least cost (SCORING.md §8.14)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

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

    @property
    def loads(self) -> tuple[int, int]:
        """Fewest and most dossiers of a reader."""
        whole, readers = len(self.dossiers) * self.readings, len(self.readers)
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
    program, places = LinearProgram(), dict[Pair, int]()
    for dossier in plan.dossiers:
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
    readers: dict[DossierId, list[MemberId]] = {dossier: [] for dossier in plan.dossiers}
    for reader, dossier in chosen:
        readers[dossier].append(reader)
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


def _bound_readings(program: LinearProgram, plan: ReadingPlan, places: Mapping[Pair, int]) -> None:
    by_reader: dict[MemberId, list[int]] = {reader: [] for reader in plan.readers}
    by_dossier: dict[DossierId, list[int]] = {dossier: [] for dossier in plan.dossiers}
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
