"""How reliable the mean of a few readers is, and how many would be needed (SCORING.md §8.10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from commission_app.scoring.calibration import Totals
from commission_app.scoring.ids import DossierId, MemberId

Table = Sequence[Sequence[Fraction]]  # one row per dossier, one column per reader


@dataclass(frozen=True)
class Intraclass:
    """The six coefficients of Shrout and Fleiss, « k » for the mean of all readers. None: undefined."""

    one_way: Fraction | None  # ICC(1,1)
    agreement: Fraction | None  # ICC(A,1): severity counts as disagreement
    consistency: Fraction | None  # ICC(C,1): severity is set aside
    one_way_mean: Fraction | None
    agreement_mean: Fraction | None
    consistency_mean: Fraction | None


@dataclass(frozen=True)
class Reliability:
    """One-way analysis of totals, dossiers having any number of readers. None: undefined."""

    between: Fraction | None  # mean squares between dossiers
    within: Fraction | None  # mean squares between the readers of a same dossier
    readers_per_dossier: Fraction | None  # n₀
    dossier_variance: Fraction | None
    single: Fraction | None  # ICC1
    readers_for_080: int | None

    def of_mean(self, readers: int) -> Fraction | None:
        """Return the reliability of the mean of so many readers."""
        if self.dossier_variance is None or self.within is None:
            return None
        return _ratio(self.dossier_variance, self.dossier_variance + self.within / readers)


def read_by_all(totals: Totals) -> tuple[tuple[MemberId, ...], tuple[DossierId, ...]]:
    """Return the readers, and the dossiers that every one of them read: the block W and ICC are made on."""
    readers = tuple(sorted({reader for reader, _ in totals}))
    dossiers = sorted({dossier for _, dossier in totals})
    return readers, tuple(
        dossier for dossier in dossiers if all((reader, dossier) in totals for reader in readers)
    )


def intraclass(table: Table) -> Intraclass:
    """Return the coefficients of a complete table of totals."""
    rows, columns = len(table), len(table[0]) if table else 0
    if rows < 2 or columns < 2:
        return Intraclass(None, None, None, None, None, None)
    mean = _mean([value for row in table for value in row])
    by_row = columns * sum(((_mean(row) - mean) ** 2 for row in table), Fraction(0))
    by_column = rows * sum(((_mean(column) - mean) ** 2 for column in zip(*table, strict=True)), Fraction(0))
    whole = sum(((value - mean) ** 2 for row in table for value in row), Fraction(0))
    msr, msc = by_row / (rows - 1), by_column / (columns - 1)
    msw = (whole - by_row) / (rows * (columns - 1))
    mse = (whole - by_row - by_column) / ((rows - 1) * (columns - 1))
    severity = (msc - mse) / rows
    return Intraclass(
        one_way=_ratio(msr - msw, msr + (columns - 1) * msw),
        agreement=_ratio(msr - mse, msr + (columns - 1) * mse + columns * severity),
        consistency=_ratio(msr - mse, msr + (columns - 1) * mse),
        one_way_mean=_ratio(msr - msw, msr),
        agreement_mean=_ratio(msr - mse, msr + severity),
        consistency_mean=_ratio(msr - mse, msr),
    )


def reliability(totals: Mapping[DossierId, Sequence[Fraction]]) -> Reliability:
    """Analyse the totals of each dossier; dossiers without any are left aside."""
    groups = [group for group in totals.values() if group]
    count, dossiers = sum(map(len, groups)), len(groups)
    if dossiers < 2:
        return Reliability(None, _within(groups), None, None, None, None)
    mean = _mean([value for group in groups for value in group])
    between = sum((len(group) * (_mean(group) - mean) ** 2 for group in groups), Fraction(0)) / (dossiers - 1)
    squares = Fraction(sum(len(group) ** 2 for group in groups), count)
    per_dossier = (count - squares) / (dossiers - 1)
    within = _within(groups)
    if within is None:
        return Reliability(between, None, per_dossier, None, None, None)
    variance = max(Fraction(0), (between - within) / per_dossier)
    return Reliability(
        between=between,
        within=within,
        readers_per_dossier=per_dossier,
        dossier_variance=variance,
        single=_ratio(variance, variance + within),
        readers_for_080=ceil(4 * within / variance) if variance else None,
    )


def _within(groups: Sequence[Sequence[Fraction]]) -> Fraction | None:
    freedom = sum(len(group) - 1 for group in groups)
    gaps = (sum(value * value for value in group) - sum(group) * _mean(group) for group in groups)
    return sum(gaps, Fraction(0)) / freedom if freedom else None


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _ratio(part: Fraction, whole: Fraction) -> Fraction | None:
    return part / whole if whole else None
