"""Why a dossier is debated: each reason is a fact that the kernel computes, and none is missing."""

from fractions import Fraction
from random import Random

import pytest

from commission_app.errors import AppError
from commission_app.scoring.campaign import ScoringRules
from commission_app.scoring.consolidation import consolidate
from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId, MemberId
from commission_app.scoring.meeting.acts import AgendaSet, DebateAsked, Undone
from commission_app.scoring.meeting.agenda import agenda, with_debate
from commission_app.scoring.meeting.agenda_reasons import (
    ADVISORY,
    Openness,
    Reason,
    Why,
    agenda_reasons,
    distance_to_line,
    largest_spread,
)
from commission_app.scoring.ranking import RankedDossier, rank
from commission_app.scoring.readings import Reading
from commission_app.scoring.weight_variations import dominance, section_profiles, section_weights
from commission_app.scoring.without_reader import Steadiness, without_each_reader
from commission_app.scoring.zones import Zone, zones
from tests.scoring.meetings import ALTERNATE, GRID, D, M, Told, opened
from tests.scoring.scoring_examples import grid_of
from tests.scoring.test_meeting_movement import ranked

SURE = Openness({}, {})


def whys(row: RankedDossier, rows: tuple[RankedDossier, ...], openness: Openness = SURE) -> list[Why]:
    return [reason.why for reason in agenda_reasons(row, rows, 2, openness)]


def test_a_tie_across_the_line_is_the_reason_and_not_a_small_distance() -> None:
    rows = ranked(90, 80, 80)
    assert [whys(row, rows) for row in rows[1:]] == [[Why.ACROSS], [Why.ACROSS]]


def test_a_dossier_without_a_rank_says_so() -> None:
    rows = ranked(90, None, 70, 60)
    assert whys(next(row for row in rows if row.rank is None), rows) == [Why.UNRANKED]


def test_the_distance_to_the_line_is_that_of_the_nearest_dossier_on_the_other_side() -> None:
    rows = ranked(90, 80, Fraction(398, 5), 60)
    assert [distance_to_line(row, rows, 2) for row in rows] == [
        Fraction(52, 5),
        Fraction(2, 5),
        Fraction(2, 5),
        Fraction(20),
    ]
    near = Reason(Why.NEAR, Fraction(2, 5))
    assert [near in agenda_reasons(row, rows, 2, SURE) for row in rows] == [False, True, True, False]
    assert distance_to_line(rows[0], rows, 4) is None  # nobody is on the other side


def test_weights_and_readers_are_reasons_when_they_take_a_dossier_across_the_line() -> None:
    rows = ranked(90, 80, 70, 60)
    inside = Openness({D[1]: Steadiness(2, 2, 3, Fraction(3, 4))}, {D[1]: (1, 3), D[2]: (2, 4), D[3]: (3, 4)})
    assert whys(rows[1], rows, inside) == [Why.READER, Why.WEIGHTS]
    assert whys(rows[2], rows, inside) == [Why.WEIGHTS]
    assert whys(rows[3], rows, inside) == [Why.FORMER]  # sure now: it was open when the agenda was settled
    steady = Openness({D[1]: Steadiness(2, 2, 2, Fraction(1))}, {D[1]: (1, 2)})
    assert whys(rows[1], rows, steady) == [Why.FORMER]


def test_late_fiches_and_asked_debates_are_told_with_the_rest() -> None:
    rows = ranked(90, 80, 70)
    found = agenda_reasons(rows[2], rows, 2, SURE, late={D[2]}, asked={D[2]: M[0]})
    assert found == (Reason(Why.ASKED, member=M[0]), Reason(Why.LATE))


def reading(reader: int, dossier: DossierId, **marks: int) -> Reading:
    given = {CriterionId(name): mark for name, mark in marks.items()}
    return Reading(MemberId(f"r{reader}"), InstitutionId(f"i{reader}"), dossier, given)


def test_the_largest_gap_between_two_marks_is_told_from_the_threshold_on() -> None:
    panel = [reading(0, D[0], a=1, b=0), reading(1, D[0], a=4, b=5)]
    assert largest_spread(GRID, panel) == Reason(Why.SPREAD, Fraction(5), CriterionId("b"))
    assert largest_spread(GRID, [reading(0, D[0], a=2), reading(1, D[0], a=4)]) is None
    assert largest_spread(GRID, [reading(0, D[0], a=2), reading(1, D[0], a=4)], 2) is not None
    assert largest_spread(GRID, panel[:1]) is None


@pytest.mark.parametrize("seed", range(8))
def test_every_open_dossier_has_a_cause_and_every_sure_one_has_none(seed: int) -> None:
    chance, grid = Random(seed), grid_of({"A": (60, {"a1": 2, "a2": 1}), "B": (40, {"b1": 1})})  # noqa: S311 - no secret
    names, rules = [DossierId(f"d{number}") for number in range(9)], ScoringRules(seats=3, readings_min=1)
    readings = [
        reading(reader, dossier, **{name: chance.randint(0, 5) for name in ("a1", "a2", "b1")})
        for reader in range(3)
        for dossier in names
        if chance.random() < 0.9
    ]
    ranking = rank(consolidate(grid, rules, names, readings), rules)
    ranked_ones = {row.dossier: row.result for row in ranking if row.rank is not None}
    without = without_each_reader(grid, rules, ranking, readings)
    bounds = dominance(section_weights(grid), section_profiles(grid, ranked_ones)).bounds
    found = zones(ranking, without, bounds, 3)
    openness = Openness(without.dossiers, bounds)
    causes = {Why.UNRANKED, Why.ACROSS, Why.READER, Why.WEIGHTS}
    for row in ranking:
        is_open = found.get(row.dossier, Zone.OPEN) is Zone.OPEN
        said = {reason.why for reason in agenda_reasons(row, ranking, 3, openness)}
        assert bool(said & causes) == is_open, row
        assert (Why.FORMER in said) != is_open


def test_what_comes_from_the_analysis_never_goes_before_the_room() -> None:
    assert {Why.READER, Why.WEIGHTS, Why.FORMER} == ADVISORY


def asked_meeting() -> Told:
    return Told(*[act.fact for act in opened().acts[:-1]], AgendaSet(D[:2], (D[2],), (D[3], D[4])))


def test_a_member_has_a_sure_dossier_debated_and_it_stays_so_on_another_ranking() -> None:
    told = asked_meeting()
    state = told.tell(DebateAsked(M[1], D[3], "Le public visé n’a pas été discuté."))
    assert state.agenda == AgendaSet((*D[:2], D[3]), (D[2],), (D[4],))
    assert set(state.asked) == {D[3]}
    rows = ranked(90, 80, 70, 60, 50)
    wanted = with_debate(agenda(rows, dict.fromkeys(D, Zone.OUT), ()), state.asked)
    assert wanted.debated == (D[3],)
    assert set(told.tell(Undone(len(told.acts))).asked) == set()
    assert told.state.agenda == AgendaSet(D[:2], (D[2],), (D[3], D[4]))


def test_a_debate_is_asked_by_somebody_there_with_a_reason_for_a_dossier_that_is_not_debated() -> None:
    told = asked_meeting()
    before = told.state
    for fact, code in (
        (DebateAsked(M[1], D[3], " "), "DEC-01"),
        (DebateAsked(M[1], D[0], "Encore."), "DEL-10"),
        (DebateAsked(M[1], D[5], "Hors de l’ordre du jour."), "DEL-10"),
        (DebateAsked(ALTERNATE, D[3], "Absente."), "DEL-06"),
    ):
        with pytest.raises(AppError) as refused:
            told.tell(fact)
        assert refused.value.code == code
    assert told.state == before
