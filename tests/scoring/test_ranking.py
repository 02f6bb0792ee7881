"""Statuses, thresholds, ranks, ties and the line."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission_app.scoring.campaign import ScoringRules, Threshold
from commission_app.scoring.consolidation import ConsolidatedDossier, Readiness
from commission_app.scoring.ids import CriterionId, DossierId, SectionId
from commission_app.scoring.ranking import (
    Line,
    RankedDossier,
    Status,
    competition_ranks,
    line_of,
    official_value,
    rank,
)

RULES = ScoringRules(seats=2)


def result(
    name: str,
    note: Fraction | int | None,
    *,
    readiness: Readiness = Readiness.RANKABLE,
    section: Fraction | int = 3,
    criterion: Fraction | int = 3,
) -> ConsolidatedDossier:
    return ConsolidatedDossier(
        dossier=DossierId(name),
        readiness=readiness,
        note=None if note is None else Fraction(note),
        sections={SectionId("A"): Fraction(section)},
        criteria={CriterionId("a1"): Fraction(criterion)},
        unmarked=(),
        collegial=frozenset(),
        individuals={},
    )


def ranked(
    results: list[ConsolidatedDossier], rules: ScoringRules = RULES, **more: object
) -> dict[str, RankedDossier]:
    rows = rank({item.dossier: item for item in results}, rules, **more)  # type: ignore[arg-type]  # by name
    return {row.dossier: row for row in rows}


FIVE = [
    result("V", 12),
    result("Z", Fraction(208, 3)),
    result("Y", Fraction(6933, 100)),
    result("W", 80),
    result("X", Fraction(208, 3)),
]


def test_two_dossiers_of_equal_note_share_a_rank_and_the_next_one_is_skipped() -> None:
    rows = ranked(FIVE)
    assert {name: row.rank for name, row in rows.items()} == {"W": 1, "X": 2, "Z": 2, "Y": 4, "V": 5}
    assert {name for name, row in rows.items() if row.is_tied} == {"X", "Z"}


def test_dossiers_are_listed_by_rank_and_by_identifier_inside_a_tie() -> None:
    assert list(ranked(FIVE)) == ["W", "X", "Z", "Y", "V"]


def test_a_tie_that_straddles_the_line_is_a_state_of_its_own() -> None:
    rows = ranked(FIVE)
    assert rows["W"].line is Line.ABOVE
    assert rows["X"].line is rows["Z"].line is Line.ACROSS
    assert rows["Y"].line is Line.BELOW


def test_a_tie_that_the_line_holds_whole_is_above_it() -> None:
    rows = ranked(FIVE, ScoringRules(seats=3))
    assert rows["X"].line is rows["Z"].line is Line.ABOVE


def test_a_note_exactly_at_its_threshold_passes_and_one_hair_below_is_eliminated() -> None:
    rules = ScoringRules(thresholds=(Threshold("section:A", Fraction(2)),))
    rows = ranked([result("X", 70, section=2), result("Y", 80, section=Fraction(199, 100))], rules)
    assert (rows["X"].status, rows["X"].rank) == (Status.RANKED, 1)
    assert (rows["Y"].status, rows["Y"].rank) == (Status.ELIMINATED, None)
    assert rows["Y"].failed_thresholds == ("section:A",)


def test_an_eliminated_dossier_leaves_its_place_in_the_ranking_and_on_the_line() -> None:
    rules = ScoringRules(seats=1, thresholds=(Threshold("total", Fraction(50)),))
    rows = ranked([result("X", 60), result("Y", Fraction(4999, 100))], rules)
    assert rows["X"].line is Line.ABOVE
    assert rows["Y"].line is None


def test_the_first_status_that_applies_wins() -> None:
    rules = ScoringRules(thresholds=(Threshold("total", Fraction(50)),))
    names = [DossierId(name) for name in "ABCDEF"]
    rows = ranked(
        [
            result("A", None, readiness=Readiness.INCOMPLETE),
            result("B", None, readiness=Readiness.INCOMPLETE),
            result("C", None, readiness=Readiness.INCOMPLETE),
            result("D", 10, readiness=Readiness.UNDER_QUORUM),
            result("E", 10),
            result("F", 50),
        ],
        rules,
        ineligible={names[0]: "hors délai"},
        withdrawn=names[:2],
    )
    assert [rows[name].status for name in names] == list(Status)
    assert rows["A"].reason == "hors délai"


def test_the_chair_lets_a_dossier_through_under_the_quorum_but_never_an_incomplete_one() -> None:
    rows = ranked(
        [
            result("X", 70, readiness=Readiness.UNDER_QUORUM),
            result("Y", None, readiness=Readiness.INCOMPLETE),
            result("Z", 60, readiness=Readiness.UNDER_QUORUM),
        ],
        derogations=[DossierId("X"), DossierId("Y")],
    )
    assert (rows["X"].status, rows["X"].rank) == (Status.RANKED, 1)
    assert rows["Y"].status is Status.INCOMPLETE
    assert rows["Z"].status is Status.UNDER_QUORUM


def test_unranked_dossiers_come_last_by_identifier() -> None:
    rows = ranked([result("B", 10), result("C", 90), result("A", 99)], withdrawn=[DossierId("A")])
    assert list(rows) == ["C", "B", "A"]


def test_the_rounded_mode_makes_equal_what_reads_alike() -> None:
    notes = [result("X", 70), result("Z", Fraction(17499, 250))]
    assert ranked(notes)["Z"].rank == 2
    assert ranked(notes, ScoringRules(rank_mode="arrondi", decimals=2))["Z"].rank == 1


def test_tie_break_keys_apply_in_the_order_of_the_rules() -> None:
    equal = [
        result("X", 70, section=3, criterion=5),
        result("Y", 70, section=4, criterion=1),
        result("Z", 70, section=3, criterion=4),
    ]
    rows = ranked(equal, ScoringRules(tie_break=("section:A", "critere:a1")))
    assert {name: row.rank for name, row in rows.items()} == {"Y": 1, "X": 2, "Z": 3}
    assert all(row.rank == 1 for row in ranked(equal).values())


def test_a_target_of_another_form_designates_nothing() -> None:
    with pytest.raises(KeyError):
        official_value(result("X", 70), "moyenne")


@given(st.dictionaries(st.text(min_size=1), st.integers(0, 5), max_size=8), st.integers(1, 8))
def test_ranks_count_what_is_higher_and_the_line_never_splits_a_tie(
    notes: dict[str, int], seats: int
) -> None:
    keys = {DossierId(name): (Fraction(note),) for name, note in notes.items()}
    ranks = competition_ranks(keys)
    for dossier, key in keys.items():
        assert ranks[dossier] == 1 + sum(other > key for other in keys.values())
    groups = {place: list(ranks.values()).count(place) for place in ranks.values()}
    lines = {place: line_of(place, size, seats) for place, size in groups.items()}
    above = sum(size for place, size in groups.items() if lines[place] is Line.ABOVE)
    across = sum(size for place, size in groups.items() if lines[place] is Line.ACROSS)
    assert above <= seats
    assert across == 0 or above + across > seats
    assert list(lines.values()).count(Line.ACROSS) <= 1
