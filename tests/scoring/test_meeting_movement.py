"""What moves between two rankings: points, ranks, who enters and leaves the seats (SCORING.md §8.16)."""

from fractions import Fraction

import pytest

from commission_app.scoring.campaign import ScoringRules
from commission_app.scoring.consolidation import ConsolidatedDossier, Readiness
from commission_app.scoring.meeting.movement import Move, Place, move_of, ranking_change
from commission_app.scoring.ranking import Line, RankedDossier, rank
from tests.scoring.meetings import D


def ranked(*notes: Fraction | int | None) -> tuple[RankedDossier, ...]:
    """Rank dossiers by their notes, two seats; None is a dossier that somebody could not mark."""
    results = {
        dossier: ConsolidatedDossier(
            dossier,
            Readiness.INCOMPLETE if note is None else Readiness.RANKABLE,
            None if note is None else Fraction(note),
            {},
            {},
            (),
            frozenset(),
            {},
        )
        for dossier, note in zip(D, notes, strict=False)
    }
    return rank(results, ScoringRules(seats=2, readings_min=0))


def test_a_move_has_its_exact_points_and_both_places() -> None:
    before, after = ranked(90, 80, 70), ranked(90, 80, Fraction(241, 3))
    move = move_of(before, after, D[2])
    assert move == Move(D[2], Place(Fraction(70), 3, Line.BELOW), Place(Fraction(241, 3), 2, Line.ABOVE))
    assert move.gained == Fraction(31, 3)


def test_a_note_that_comes_or_goes_is_not_a_gain_of_points() -> None:
    assert move_of(ranked(90, None), ranked(90, 80), D[1]).gained is None
    assert move_of(ranked(90, 80), ranked(90, None), D[1]).after == Place(None, None, None)


def test_only_ranks_that_differ_move_and_who_crosses_the_line_is_named() -> None:
    change = ranking_change(ranked(90, 80, 70, 60), ranked(90, 65, 70, 61), 2)
    assert [(one.dossier, one.before.rank, one.after.rank) for one in change.moved] == [
        (D[2], 3, 2),
        (D[1], 2, 3),
    ]
    assert (change.entering, change.leaving) == ((D[2],), (D[1],))


def test_a_tie_across_the_line_is_inside() -> None:
    change = ranking_change(ranked(90, 80, 70), ranked(90, 80, 80), 2)
    assert (change.entering, change.leaving) == ((D[2],), ())


def test_a_dossier_that_loses_its_rank_leaves_the_seats() -> None:
    change = ranking_change(ranked(90, 80, 70), ranked(90, None, 70), 2)
    assert (change.entering, change.leaving) == ((D[2],), (D[1],))


@pytest.mark.parametrize("notes", [(90, 80, 70), (80, 80, 80), (90, None, 70)])
def test_the_same_ranking_moves_nothing(notes: tuple[int | None, ...]) -> None:
    change = ranking_change(ranked(*notes), ranked(*notes), 2)
    assert (change.moved, change.entering, change.leaving) == ((), (), ())


def test_dossiers_of_two_rankings_are_the_same() -> None:
    with pytest.raises(KeyError):
        ranking_change(ranked(90), ranked(90, 80), 2)
    with pytest.raises(KeyError):
        move_of(ranked(90), ranked(90), D[1])
