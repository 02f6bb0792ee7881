"""Choice of the départements on published indicators: sum of mid-ranks, after conditions (SCORING.md §8.13).

Nothing is normalised in the method itself. Three others stand beside it for comparison; only the z-scores,
whose square root no fraction gives, are not exact.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from commission_app.errors import AppError
from commission_app.scoring.order_statistics import doubled_mid_ranks, median
from commission_app.scoring.ranking import Line, RankKey, competition_ranks, line_of

Table = Mapping[str, Mapping[str, Fraction | None]]  # département, then indicator: None when unpublished
Column = Mapping[str, Fraction]
_ROOT = 10**30  # digits of the square root in a z-score
_TIE = 10**15  # sums of z-scores that differ by less are the same: the root was cut


@dataclass(frozen=True)
class Indicator:
    """One published figure. `high_first`: the highest value is the most urgent."""

    id: str
    high_first: bool
    weight: Fraction = Fraction(1)


@dataclass(frozen=True)
class Condition:
    """A bound on an indicator, inclusive; without a reference, the median of the classable."""

    indicator: str
    at_least: bool
    reference: Fraction | None = None


@dataclass(frozen=True)
class StageOneRules:
    """How départements are chosen."""

    indicators: tuple[Indicator, ...]
    seats: int
    conditions: tuple[Condition, ...] = ()
    conditions_min: int = 0


@dataclass(frozen=True)
class StageOne:
    """Every step of the choice, by département; lists are in the order of codes."""

    unclassable: tuple[str, ...]  # a figure is missing: only a decision with its reasons may add them
    mid_ranks: Mapping[str, Mapping[str, Fraction]]  # by indicator, 1 is the most urgent
    sums: Mapping[str, Fraction]
    conditions_met: Mapping[str, int]
    ranks: Mapping[str, int]  # of those that meet enough conditions
    lines: Mapping[str, Line]
    other_methods: Mapping[str, Mapping[str, int]]  # « z », « minmax », « ratio »: ranks of all classable
    agreeing_methods: Mapping[str, int]  # of the four, how many place the département among the seats

    @property
    def chosen(self) -> tuple[str, ...]:
        """Those above the line."""
        return tuple(sorted(name for name, line in self.lines.items() if line is Line.ABOVE))

    @property
    def across(self) -> tuple[str, ...]:
        """Those tied across the line."""
        return tuple(sorted(name for name, line in self.lines.items() if line is Line.ACROSS))


@dataclass(frozen=True)
class WithoutIndicator:
    """Who would enter and leave the seats if one indicator did not count, in the order of codes."""

    entering: tuple[str, ...]
    leaving: tuple[str, ...]


def choose(table: Table, rules: StageOneRules) -> StageOne:
    """Rank départements. Raises NOT-07 for a rule out of its range, NOT-11 for an unknown indicator."""
    _check(rules)
    names = [indicator.id for indicator in rules.indicators]
    columns: dict[str, dict[str, Fraction]] = {name: {} for name in names}
    unclassable = []
    for code in sorted(table):
        values = [(name, value) for name in names if (value := table[code].get(name)) is not None]
        if len(values) < len(names):
            unclassable.append(code)
            continue
        for name, value in values:
            columns[name][code] = value
    codes = sorted(set(table) - set(unclassable))
    mid_ranks = {item.id: _mid_ranks(columns[item.id], item) for item in rules.indicators}
    sums = {
        code: sum((item.weight * mid_ranks[item.id][code] for item in rules.indicators), Fraction(0))
        for code in codes
    }
    met = _conditions_met(codes, columns, rules.conditions)
    kept = {code: (-sums[code],) for code in codes if met[code] >= rules.conditions_min}
    ranks = competition_ranks(kept)
    shared = list(ranks.values())
    others = {
        "z": _ranked(columns, rules.indicators, _z_score, _TIE),
        "minmax": _ranked(columns, rules.indicators, _min_max),
        "ratio": _ranked(columns, rules.indicators, _ratio),
    }
    methods = [competition_ranks({code: (-sums[code],) for code in codes}), *others.values()]
    return StageOne(
        unclassable=tuple(unclassable),
        mid_ranks=mid_ranks,
        sums=sums,
        conditions_met=met,
        ranks=ranks,
        lines={code: line_of(rank, shared.count(rank), rules.seats) for code, rank in ranks.items()},
        other_methods=others,
        agreeing_methods={code: sum(method[code] <= rules.seats for method in methods) for code in codes},
    )


def without_each_indicator(found: StageOne, rules: StageOneRules) -> dict[str, WithoutIndicator]:
    """Take each indicator out of the sum in turn; who is classable and meets the conditions does not change.

    Empty when there is a single indicator: nothing would be left.
    """
    if len(rules.indicators) == 1:
        return {}
    before = {code for code, place in found.ranks.items() if place <= rules.seats}
    moves = {}
    for indicator in rules.indicators:
        own = found.mid_ranks[indicator.id]
        rest = {code: (indicator.weight * own[code] - found.sums[code],) for code in found.ranks}
        after = {code for code, place in competition_ranks(rest).items() if place <= rules.seats}
        moves[indicator.id] = WithoutIndicator(tuple(sorted(after - before)), tuple(sorted(before - after)))
    return moves


def _check(rules: StageOneRules) -> None:
    names = [indicator.id for indicator in rules.indicators]
    if not names or len(set(names)) < len(names):
        raise AppError("NOT-07", rule="indicateurs", value=", ".join(names))
    for indicator in rules.indicators:
        if indicator.weight <= 0:
            raise AppError("NOT-07", rule=f"poids de {indicator.id}", value=str(indicator.weight))
    if rules.seats < 1:
        raise AppError("NOT-07", rule="nombre de départements à retenir", value=str(rules.seats))
    if not 0 <= rules.conditions_min <= len(rules.conditions):
        raise AppError("NOT-07", rule="nombre de conditions à remplir", value=str(rules.conditions_min))
    for condition in rules.conditions:
        if condition.indicator not in names:
            raise AppError("NOT-11", indicator=condition.indicator)


def _mid_ranks(column: Column, indicator: Indicator) -> dict[str, Fraction]:
    sign = -1 if indicator.high_first else 1
    ranks = doubled_mid_ranks([sign * value for value in column.values()])
    return {code: Fraction(rank, 2) for code, rank in zip(column, ranks, strict=True)}


def _conditions_met(
    codes: Sequence[str], columns: Mapping[str, Column], conditions: Sequence[Condition]
) -> dict[str, int]:
    met = dict.fromkeys(codes, 0)
    for condition in conditions if codes else ():
        column = columns[condition.indicator]
        bound = median(list(column.values())) if condition.reference is None else condition.reference
        for code, value in column.items():
            met[code] += value >= bound if condition.at_least else value <= bound
    return met


# Another method turns a column into terms to be added; the first figure counts terms that are infinite.
Terms = Mapping[str, tuple[int, Fraction]]


def _ranked(
    columns: Mapping[str, Column],
    indicators: Sequence[Indicator],
    method: Callable[[Column, Indicator], Terms],
    tie: int = 0,
) -> dict[str, int]:
    keys: dict[str, RankKey] = {}
    for indicator in indicators:
        for code, (infinite, term) in method(columns[indicator.id], indicator).items():
            before = keys.get(code, (Fraction(0), Fraction(0)))
            keys[code] = (before[0] + infinite, before[1] + indicator.weight * term)
    if tie:
        keys = {
            code: (infinite, Fraction((2 * term * tie + 1) // 2)) for code, (infinite, term) in keys.items()
        }
    return competition_ranks(keys)


def _z_score(column: Column, indicator: Indicator) -> Terms:
    """Distance to the mean in standard deviations, cut at thirty digits: equal values stay equal."""
    mean = sum(column.values(), Fraction(0)) / max(len(column), 1)
    variance = sum(((value - mean) ** 2 for value in column.values()), Fraction(0)) / max(len(column), 1)
    sign = 1 if indicator.high_first else -1
    if not variance:
        return dict.fromkeys(column, (0, Fraction(0)))
    inverse = Fraction(isqrt(_ROOT**2 * variance.denominator // variance.numerator), _ROOT)
    return {code: (0, sign * (value - mean) * inverse) for code, value in column.items()}


def _min_max(column: Column, indicator: Indicator) -> Terms:
    lowest, highest = min(column.values(), default=Fraction(0)), max(column.values(), default=Fraction(0))
    if lowest == highest:
        return dict.fromkeys(column, (0, Fraction(0)))
    start = lowest if indicator.high_first else highest
    return {code: (0, abs(value - start) / (highest - lowest)) for code, value in column.items()}


def _ratio(column: Column, indicator: Indicator) -> Terms:
    """Ratio to the mean, or of the mean: a low indicator at zero is then the most urgent of all."""
    mean = sum(column.values(), Fraction(0)) / max(len(column), 1)
    if not mean:
        return dict.fromkeys(column, (0, Fraction(0)))
    if indicator.high_first:
        return {code: (0, value / mean) for code, value in column.items()}
    return {code: (0, mean / value) if value else (1, Fraction(0)) for code, value in column.items()}
