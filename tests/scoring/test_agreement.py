"""Agreement and reliability: published values, and the definition written naively."""

from collections import defaultdict
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission_app.scoring.agreement import Metric, Rows, alpha, mean_gap
from commission_app.scoring.concordance import concordance
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.scoring.reliability import intraclass, read_by_all, reliability

KRIPPENDORFF = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
SHROUT_FLEISS = ("9 2 5 8", "6 1 3 2", "8 4 6 8", "7 1 2 6", "10 5 6 9", "6 2 4 7")
# Twenty people whose anxiety three raters judged: the example of the R package irr, one line per rater.
ANXIETY = (
    "3 3 3 4 5 5 2 3 5 2 2 6 1 5 2 2 1 2 4 3",
    "3 6 4 6 2 4 2 4 3 3 2 3 3 3 2 2 1 3 3 4",
    "2 1 4 4 3 2 1 6 1 1 1 2 3 3 1 1 3 3 2 2",
)
MARKS = st.one_of(st.none(), st.integers(0, 5).map(Fraction))


def rows_of(lines: tuple[str, ...]) -> list[list[Fraction | None]]:
    return [[None if sign == "." else Fraction(sign) for sign in line.split()] for line in lines]


@st.composite
def tables(draw: st.DrawFn) -> list[list[Fraction | None]]:
    columns = draw(st.integers(1, 6))
    return draw(st.lists(st.lists(MARKS, min_size=columns, max_size=columns), min_size=1, max_size=4))


def naive_alpha(rows: Rows, metric: Metric) -> Fraction | None:
    """Krippendorff's own definition: observed over expected coincidences."""
    coincidences: dict[tuple[Fraction, Fraction], Fraction] = defaultdict(Fraction)
    for column in zip(*rows, strict=True):
        unit = [value for value in column if value is not None]
        for place, one in enumerate(unit):
            for other_place, other in enumerate(unit):
                if place != other_place:
                    coincidences[one, other] += Fraction(1, len(unit) - 1)
    totals: dict[Fraction, Fraction] = defaultdict(Fraction)
    for (one, _), weight in coincidences.items():
        totals[one] += weight
    values = sorted(totals)

    def gap(one: Fraction, other: Fraction) -> Fraction:
        if metric is Metric.NOMINAL:
            return Fraction(one != other)
        if metric is Metric.INTERVAL:
            return (one - other) ** 2
        if metric is Metric.RATIO:
            return Fraction(0) if one == other else ((one - other) / (one + other)) ** 2
        between = sum(
            (totals[value] for value in values if min(one, other) <= value <= max(one, other)), Fraction(0)
        )
        return (between - (totals[one] + totals[other]) / 2) ** 2 if one != other else Fraction(0)

    none = Fraction(0)
    count = sum(totals.values(), none)
    expected = sum(
        (totals[one] * totals[other] * gap(one, other) for one in values for other in values), none
    )
    observed = sum((weight * gap(one, other) for (one, other), weight in coincidences.items()), none)
    return 1 - (count - 1) * observed / expected if expected else None


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        (Metric.NOMINAL, Fraction(113, 152)),
        (Metric.ORDINAL, Fraction(108577, 133160)),
        (Metric.INTERVAL, Fraction(951, 1120)),
        (Metric.RATIO, Fraction(18222619, 22852465)),
    ],
)
def test_the_published_example_of_krippendorff_is_found_exactly(metric: Metric, expected: Fraction) -> None:
    assert alpha(rows_of(KRIPPENDORFF), metric) == expected


def test_the_published_example_of_shrout_and_fleiss_is_found_exactly() -> None:
    table = [[Fraction(value) for value in line.split()] for line in SHROUT_FLEISS]
    found = intraclass(table)
    assert found.one_way == Fraction(448, 2703)
    assert found.agreement == Fraction(184, 635)
    assert found.consistency == Fraction(920, 1287)
    assert found.one_way_mean == Fraction(1792, 4047)
    assert found.agreement_mean == Fraction(736, 1187)
    assert found.consistency_mean == Fraction(3680, 4047)


def test_the_published_example_of_anxiety_is_found_exactly() -> None:
    rows = [[Fraction(value) for value in line.split()] for line in ANXIETY]
    found = concordance(rows)
    assert found.w == Fraction(6008, 11133)
    assert found.chi_squared is not None
    assert found.approximate_p is not None
    assert (round(float(found.chi_squared), 1), found.degrees) == (30.8, 19)
    assert round(float(found.approximate_p), 4) == 0.0429
    assert intraclass(list(zip(*rows, strict=True))).agreement == Fraction(455, 2298)


@given(tables(), st.sampled_from(Metric))
def test_alpha_is_its_definition_by_coincidences(rows: list[list[Fraction | None]], metric: Metric) -> None:
    assert alpha(rows, metric) == naive_alpha(rows, metric)


@given(tables(), st.sampled_from(Metric), st.data())
def test_the_order_of_the_readers_changes_no_agreement(
    rows: list[list[Fraction | None]], metric: Metric, data: st.DataObject
) -> None:
    assert alpha(data.draw(st.permutations(rows)), metric) == alpha(rows, metric)


def test_agreement_is_undefined_rather_than_perfect_without_variation() -> None:
    two = Fraction(2)
    assert alpha([[two, two], [two, two]], Metric.INTERVAL) is None
    assert alpha([[two, None], [None, two]], Metric.ORDINAL) is None
    assert concordance([[two, two], [two, two]]).w is None
    assert concordance([[two, Fraction(3)]]).w is None
    assert intraclass([[two, two], [two, two]]).one_way is None
    assert intraclass([[two, Fraction(3)]]).one_way is None


def test_readers_who_rank_alike_whatever_their_severity_are_fully_concordant() -> None:
    found = concordance([[Fraction(v) for v in row] for row in ([1, 2, 3, 4, 5], [20, 40, 60, 80, 100])])
    assert found.w == 1
    assert found.chi_squared == 8
    assert found.approximate_p is not None
    assert abs(found.approximate_p - Fraction("0.0915781944436709")) < Fraction(1, 10**12)


@given(st.integers(2, 5), st.integers(2, 4), st.data())
def test_the_balanced_one_way_analysis_is_the_first_intraclass_coefficient(
    dossiers: int, readers: int, data: st.DataObject
) -> None:
    row = st.lists(st.integers(0, 100).map(Fraction), min_size=readers, max_size=readers)
    table = data.draw(st.lists(row, min_size=dossiers, max_size=dossiers))
    found = reliability({DossierId(str(place)): own for place, own in enumerate(table)})
    coefficient = intraclass(table).one_way
    if coefficient is not None and coefficient >= 0:
        assert found.single == coefficient
        assert found.of_mean(1) == found.single
    elif coefficient is not None:
        assert found.single == 0
    assert found.readers_per_dossier == readers


def test_reliability_is_undefined_where_nothing_can_be_compared() -> None:
    one, two = DossierId("A"), DossierId("B")
    assert reliability({one: [Fraction(3)]}).between is None
    alone = reliability({one: [Fraction(3)], two: [Fraction(5)]})
    assert (alone.between, alone.within, alone.of_mean(2)) == (Fraction(2), None, None)
    same = reliability({one: [Fraction(3)] * 2, two: [Fraction(3)] * 2})
    assert same.dossier_variance == 0
    assert (same.single, same.readers_for_080) == (None, None)


def test_the_common_block_holds_the_dossiers_that_every_reader_read() -> None:
    reads = {
        (MemberId("r1"), DossierId("A")),
        (MemberId("r2"), DossierId("A")),
        (MemberId("r1"), DossierId("B")),
    }
    readers, dossiers = read_by_all(dict.fromkeys(reads, Fraction(1)))
    assert (readers, dossiers) == (("r1", "r2"), ("A",))


def test_the_mean_gap_is_over_the_pairs_of_each_dossier() -> None:
    values = [[Fraction(1), Fraction(4), Fraction(2)], [Fraction(5)], [Fraction(1, 2), Fraction(3)]]
    assert mean_gap(values) == Fraction(3 + 1 + 2 + 5 * Fraction(1, 2)) / 4
    assert mean_gap([[Fraction(5)], []]) is None


@given(st.lists(st.fractions(0, 100, max_denominator=7), min_size=2, max_size=12))
def test_the_mean_gap_is_the_one_of_all_pairs_written_out(values: list[Fraction]) -> None:
    pairs = [abs(one - other) for place, one in enumerate(values) for other in values[:place]]
    assert mean_gap([values]) == sum(pairs, Fraction(0)) / len(pairs)
