"""The best selection under rules: « proposition sous règles », never a choice (SCORING.md §8.12).

A solver searches, fractions decide: every selection near the best is collected, its rules checked again in
integers, its value compared exactly, and ties resolved by an order written in the specification.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import inf, lcm

from commission_app.advice.linear_program import LinearProgram
from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId
from commission_app.scoring.selection_rules import Amount, Measure, SelectionRule, check_selection_rules

Selection = frozenset[DossierId]
NOTHING_FORCED: Mapping[DossierId, bool] = {}
MOST_TIES = 200
_LARGEST_WHOLE = 10**7  # notes times their common divisor, up to which the solver's own arithmetic is exact
_NEAR = 1e-6  # else, what is within this of the best is compared in fractions


@dataclass(frozen=True)
class SelectionProblem:
    """What is asked: the notes, the seats, the rules, and what the commission imposes or sets aside."""

    notes: Mapping[DossierId, Fraction]
    seats: int
    rules: tuple[SelectionRule, ...] = ()
    imposed: Selection = frozenset()
    excluded: Selection = frozenset()

    def check(self) -> None:
        """Refuse what means nothing. Raises NOT-07 and NOT-14."""
        if self.seats < 1:
            raise AppError("NOT-07", rule="nombre de places", value=str(self.seats))
        for dossier in sorted((self.imposed | self.excluded) - self.notes.keys()):
            raise AppError("NOT-14", rule="dossiers imposés ou écartés", dossier=dossier)
        check_selection_rules(self.rules, self.notes.keys())

    def value(self, selection: Iterable[DossierId]) -> Fraction:
        """Return the sum of the notes of a selection."""
        return sum((self.notes[dossier] for dossier in selection), Fraction(0))

    @cached_property
    def unit(self) -> int:
        """Number by which every note becomes an integer."""
        return lcm(*(note.denominator for note in self.notes.values()))

    @cached_property
    def whole_notes(self) -> Mapping[DossierId, int]:
        """The notes times their unit: integers compare and sort much faster than fractions."""
        return {
            dossier: note.numerator * (self.unit // note.denominator) for dossier, note in self.notes.items()
        }

    @cached_property
    def by_merit(self) -> tuple[DossierId, ...]:
        """All candidates, the highest note first, then by identifier."""
        return tuple(sorted(self.notes, key=lambda dossier: (-self.whole_notes[dossier], dossier)))

    def follows(self, selection: Selection, rules: Iterable[SelectionRule]) -> bool:
        """Tell whether a selection follows some rules."""
        return all(rule.gap(selection) == 0 for rule in rules)


@dataclass(frozen=True)
class Optimum:
    """The best selection, in the order of identifiers, and how many others are worth exactly as much."""

    selection: tuple[DossierId, ...]
    value: Fraction
    ties: (
        int  # selections of this value, itself included; above `MOST_TIES`, at least so many if many dossiers
    )


def canonical(problem: SelectionProblem, selection: Selection) -> tuple[list[Fraction], list[DossierId]]:
    """Return what selections of equal value are sorted by: highest notes first, then identifiers."""
    return sorted(-problem.notes[dossier] for dossier in selection), sorted(selection)


class Search:
    """Selections of one problem under some of its rules, best first.

    Soft rules may be broken, by `slack` units in all.
    """

    def __init__(
        self,
        problem: SelectionProblem,
        rules: Collection[SelectionRule],
        *,
        soft: Collection[SelectionRule] = (),
        slack: Amount = 0,
        forced: Mapping[DossierId, bool] = NOTHING_FORCED,
    ) -> None:
        self._problem, self._rules, self._soft, self._slack = problem, tuple(rules), tuple(soft), slack
        self._forced = {
            **dict.fromkeys(problem.imposed, True),
            **dict.fromkeys(problem.excluded, False),
            **forced,
        }
        self._is_possible = problem.seats <= len(problem.notes) and not problem.imposed & problem.excluded
        self._cuts: list[Selection] = []
        highest = max(map(abs, problem.whole_notes.values()), default=0)
        self.is_whole = highest <= _LARGEST_WHOLE
        self._unit = problem.unit if self.is_whole else 1
        self._near = 0.5 if self.is_whole else _NEAR

    def first(self) -> Selection | None:
        """Return a best selection, as the solver finds it: ties are not looked for."""
        return self._next()

    def best_value(self) -> Fraction | None:
        """Return the value of the best selection, None when there is none."""
        found = self.tied() if not self.is_whole else self._next()
        if not found:
            return None
        return self._problem.value(found[0] if isinstance(found, list) else found)

    def tied(self) -> list[Selection]:
        """Return the best selections of equal value, in the canonical order, at most `MOST_TIES`."""
        found = self.best(1, beyond=True)
        top = max(map(self._problem.value, found), default=None)
        return [selection for selection in found if self._problem.value(selection) == top]

    def best(self, count: int, *, beyond: bool = False) -> list[Selection]:
        """Return the best selections in order; `beyond` adds those worth as much as the last of them."""
        found: list[Selection] = []
        while len(found) < count + MOST_TIES:
            values = sorted(map(self._problem.value, found), reverse=True)
            selection = self._next(values[count - 1] if len(values) >= count else None)
            if selection is None:
                break
            found.append(selection)
            self._cuts.append(selection)
        found.sort(key=lambda one: (-self._problem.value(one), *canonical(self._problem, one)))
        if beyond and len(found) > count:
            last = self._problem.value(found[count - 1])
            return [one for one in found if self._problem.value(one) >= last]
        return found[:count]

    def least_gap(self) -> Selection | None:
        """Return a selection that breaks the soft rules by as few units as possible in all."""
        return self._solved(self._program(lowers_gap=True)) if self._is_possible else None

    def _next(self, least: Fraction | None = None) -> Selection | None:
        """Return the best selection not cut off yet, whose value is not under the least."""
        while self._is_possible:
            program = self._program()
            if least is not None:
                costs = dict(enumerate(program.costs[: len(self._problem.notes)]))
                program.row(costs, lower=float(least * self._unit) - self._near)
            found = self._solved(program)
            if found is None:
                return None
            broken = sum(rule.gap(found) for rule in self._soft)
            if self._problem.follows(found, self._rules) and broken <= self._slack:
                return found
            self._cuts.append(found)  # the solver's tolerance let it through, integers do not
        return None

    def _solved(self, program: LinearProgram) -> Selection | None:
        point = program.solve()
        if point is None:
            return None
        return frozenset(
            dossier for dossier, value in zip(self._problem.by_merit, point, strict=False) if value > 0.5
        )

    def _program(self, *, lowers_gap: bool = False) -> LinearProgram:
        program, problem = LinearProgram(), self._problem
        places = {}
        for dossier in problem.by_merit:
            cost = 0.0 if lowers_gap else problem.whole_notes[dossier] * self._unit / problem.unit
            forced = self._forced.get(dossier)
            lower, upper = (0, 1) if forced is None else (int(forced), int(forced))
            places[dossier] = program.column(cost, lower, upper, is_integral=True)
        program.row(dict.fromkeys(places.values(), 1.0), problem.seats, problem.seats)
        for rule in self._rules:
            _add_rule(program, rule, places)
        slacks: dict[int, float] = {}
        for rule in self._soft:
            slacks |= dict.fromkeys(
                _add_rule(program, rule, places, gap_cost=-1.0 if lowers_gap else 0.0), 1.0
            )
        if self._soft and not lowers_gap:
            program.row(slacks, upper=float(self._slack))
        for cut in self._cuts:
            program.row({places[dossier]: 1.0 for dossier in cut}, upper=problem.seats - 1)
        return program


def _add_rule(
    program: LinearProgram,
    rule: SelectionRule,
    places: Mapping[DossierId, int],
    gap_cost: float | None = None,
) -> list[int]:
    """Add one rule; with a cost of the gap, it may be broken by what its two new variables say."""
    unit = 1
    if rule.measure is Measure.DISTINCT:
        terms = dict.fromkeys(_groups(program, rule, places), 1.0)
    elif rule.measure is Measure.COST:
        # Costs of cents or thirds are counted in their common part: the solver then adds integers.
        costs = {dossier: rule.cost(dossier) for dossier in rule.members}
        bounds = [Fraction(bound) for bound in (rule.minimum, rule.maximum) if bound is not None]
        unit = lcm(*(amount.denominator for amount in (*costs.values(), *bounds)))
        terms = {places[dossier]: float(cost * unit) for dossier, cost in costs.items()}
    else:
        terms = {places[dossier]: 1.0 for dossier in rule.members}
    gaps = [] if gap_cost is None else [program.column(gap_cost), program.column(gap_cost)]
    if gaps:
        terms |= {gaps[0]: 1.0, gaps[1]: -1.0}
    lower = -inf if rule.minimum is None else float(rule.minimum * unit)
    upper = inf if rule.maximum is None else float(rule.maximum * unit)
    program.row(terms, lower, upper)
    return gaps


def _groups(program: LinearProgram, rule: SelectionRule, places: Mapping[DossierId, int]) -> list[int]:
    """Add one variable per value, held from the side where the rule would gain by cheating."""
    found = []
    for value in sorted({str(rule.values[dossier]) for dossier in rule.members}):
        members = [places[one] for one in rule.members if str(rule.values[one]) == value]
        column = program.column(upper=1)
        if rule.minimum is not None:
            program.row({column: -1.0, **dict.fromkeys(members, 1.0)}, lower=0)
        for member in members if rule.maximum is not None else ():
            program.row({column: 1.0, member: -1.0}, lower=0)
        found.append(column)
    return found
