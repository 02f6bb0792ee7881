"""Sixteen points, and the conclusion that they lead to."""

from collections.abc import Mapping

import pytest

from commission_app import resources
from commission_app.errors import AppError
from commission_app.scoring.eligibility import (
    Answer,
    Candidate,
    Conclusion,
    Nature,
    PointAnswer,
    Proposal,
    Request,
    in_eligible_departement,
    is_in_time,
    is_possible_bearer,
    is_possible_group,
    overlapping,
    points_from_reference,
    propose,
)
from commission_app.scoring.ids import DossierId

POINTS = points_from_reference(resources.path("rules/eligibility.json").read_bytes())
ALL_YES = {point.id: PointAnswer(Answer.YES) for point in POINTS}


def conclude(changed: Mapping[str, PointAnswer], *, may_complete: bool = True) -> Proposal:
    return propose(POINTS, {**ALL_YES, **changed}, may_complete=may_complete)


def test_the_file_holds_sixteen_points_of_three_natures() -> None:
    assert [point.id for point in POINTS] == [f"R{number}" for number in range(1, 17)]
    assert {point.nature for point in POINTS} == set(Nature)
    assert [point.id for point in POINTS if point.piece_may_be_asked] == ["R9", "R10", "R11", "R12"]


def test_a_dossier_with_every_answer_is_eligible() -> None:
    assert conclude({}) == Proposal(Conclusion.ELIGIBLE, (), ())
    assert conclude({"R13": PointAnswer(Answer.NOT_APPLICABLE)}).conclusion is Conclusion.ELIGIBLE


def test_a_blocking_no_makes_it_ineligible_before_anything_else() -> None:
    found = conclude({"R1": PointAnswer(Answer.NO), "R4": PointAnswer(), "R5": PointAnswer(Answer.NO)})
    assert (found.conclusion, found.because) == (Conclusion.INELIGIBLE, ("R1",))


def test_a_missing_letter_is_first_asked_for_and_refused_only_after_the_delay() -> None:
    for request in (Request.NOT_MADE, Request.AWAITED):
        found = conclude({"R9": PointAnswer(Answer.NO, request)})
        assert (found.conclusion, found.because) == (Conclusion.TO_COMPLETE, ("R9",))
    late = conclude({"R9": PointAnswer(Answer.NO, Request.ELAPSED)})
    assert late.conclusion is Conclusion.INELIGIBLE
    assert conclude({"R9": PointAnswer(Answer.NO)}, may_complete=False).conclusion is Conclusion.INELIGIBLE


def test_what_is_to_check_is_never_a_no() -> None:
    found = conclude({"R2": PointAnswer(), "R5": PointAnswer(Answer.NO)})
    assert (found.conclusion, found.because) == (Conclusion.TO_EXAMINE, ("R2",))
    assert propose(POINTS, {}).conclusion is Conclusion.TO_EXAMINE


def test_completeness_is_asked_for_and_good_practice_only_told() -> None:
    assert conclude({"R6": PointAnswer()}).conclusion is Conclusion.TO_COMPLETE
    awaited = conclude({"R7": PointAnswer(Answer.YES, Request.AWAITED)})
    assert awaited.conclusion is Conclusion.TO_COMPLETE
    assert conclude({"R14": PointAnswer(Answer.NO)}) == Proposal(Conclusion.ELIGIBLE, (), ("R14",))


BLOCKING = ("R1", "R2", "R3", "R4", "R9", "R10", "R11", "R12", "R13")
COMPLETENESS = ("R5", "R6", "R7", "R8")
GOOD_PRACTICE = ("R14", "R15", "R16")


def test_each_point_has_the_nature_of_the_rules() -> None:
    natures = {Nature.BLOCKING: BLOCKING, Nature.COMPLETENESS: COMPLETENESS, Nature.ATTENTION: GOOD_PRACTICE}
    for nature, expected in natures.items():
        assert tuple(point.id for point in POINTS if point.nature is nature) == expected


@pytest.mark.parametrize("point", BLOCKING)
def test_a_blocking_point_refuses_or_asks_for_its_piece_and_to_check_it_keeps_examining(point: str) -> None:
    may_be_asked = point in {"R9", "R10", "R11", "R12"}
    refused = conclude({point: PointAnswer(Answer.NO)})
    assert refused.conclusion is (Conclusion.TO_COMPLETE if may_be_asked else Conclusion.INELIGIBLE)
    late = conclude({point: PointAnswer(Answer.NO, Request.ELAPSED)})
    assert (late.conclusion, late.because) == (Conclusion.INELIGIBLE, (point,))
    unsure = conclude({point: PointAnswer()})
    assert (unsure.conclusion, unsure.because) == (Conclusion.TO_EXAMINE, (point,))
    assert conclude({point: PointAnswer(Answer.NOT_APPLICABLE)}).conclusion is Conclusion.ELIGIBLE


@pytest.mark.parametrize("point", COMPLETENESS)
@pytest.mark.parametrize("answer", [Answer.NO, Answer.TO_CHECK])
def test_a_point_of_completeness_is_completed_and_never_refuses(point: str, answer: Answer) -> None:
    found = conclude({point: PointAnswer(answer, Request.ELAPSED)})
    assert (found.conclusion, found.because) == (Conclusion.TO_COMPLETE, (point,))


@pytest.mark.parametrize("point", GOOD_PRACTICE)
@pytest.mark.parametrize("answer", [Answer.NO, Answer.TO_CHECK])
def test_a_good_practice_is_told_and_weighs_on_nothing(point: str, answer: Answer) -> None:
    assert conclude({point: PointAnswer(answer)}) == Proposal(Conclusion.ELIGIBLE, (), (point,))


def test_the_letter_that_is_announced_for_later_is_asked_for_then_missed() -> None:
    """The third candidacy of the demonstration: no letter, hence nothing to say of what it commits to."""
    nothing = dict.fromkeys(("R10", "R11", "R12"), PointAnswer(Answer.NOT_APPLICABLE))
    awaited = conclude({"R9": PointAnswer(Answer.NO, Request.AWAITED), **nothing})
    assert (awaited.conclusion, awaited.because) == (Conclusion.TO_COMPLETE, ("R9",))
    missed = conclude({"R9": PointAnswer(Answer.NO, Request.ELAPSED), **nothing})
    assert missed.conclusion is Conclusion.INELIGIBLE


def test_a_letter_that_promises_support_without_saying_which_is_asked_to_say_it() -> None:
    found = conclude({"R11": PointAnswer(Answer.NO), "R12": PointAnswer()})
    assert (found.conclusion, found.because) == (Conclusion.TO_EXAMINE, ("R12",))
    both = conclude({"R11": PointAnswer(Answer.NO), "R12": PointAnswer(Answer.NO)})
    assert (both.conclusion, both.because) == (Conclusion.TO_COMPLETE, ("R11", "R12"))


def test_a_group_with_a_member_out_of_the_list_is_to_check_and_its_departement_says_no() -> None:
    members = [Candidate("commune", "976"), Candidate("commune", "974")]
    assert is_possible_group("groupement", members, {"976"}) is Answer.TO_CHECK
    assert in_eligible_departement(members, {"976"}) is Answer.NO
    # A « établissement public territorial » is an EPCI that the embedded list does not have.
    assert is_possible_bearer([Candidate("EPCI", None)]) is Answer.TO_CHECK


def test_the_departement_follows_the_seat_or_most_of_the_population() -> None:
    across = [Candidate("EPCI", "02", majority="60")]
    assert in_eligible_departement(across, {"02"}) is Answer.YES
    assert in_eligible_departement(across, {"02"}, by_seat=False) is Answer.NO
    assert in_eligible_departement([Candidate("EPCI", None)], {"02"}) is Answer.TO_CHECK
    mixed = [Candidate("commune", "02"), Candidate("commune", "30"), Candidate("EPCI", None)]
    assert in_eligible_departement(mixed, {"02"}) is Answer.NO
    assert in_eligible_departement([], {"02"}) is Answer.TO_CHECK


def test_a_bearer_or_a_group_is_never_refused_by_the_application() -> None:
    known, unknown = Candidate("commune", "976"), Candidate("EPCI", None)
    assert is_possible_bearer([known]) is Answer.YES
    assert is_possible_bearer([known, unknown]) is Answer.TO_CHECK
    assert is_possible_bearer([Candidate("département", "976")]) is Answer.TO_CHECK
    assert is_possible_group("groupement", [known], {"976"}) is Answer.YES
    assert is_possible_group("groupement", [known], {"02"}) is Answer.TO_CHECK
    assert is_possible_group("commune", [known], {"02"}) is Answer.NOT_APPLICABLE


def test_the_deadline_itself_is_in_time() -> None:
    assert is_in_time("2021-06-09T18:00", "2021-06-09T18:00") is Answer.YES
    assert is_in_time("2021-06-09T18:01", "2021-06-09T18:00") is Answer.NO
    assert is_in_time(None, "2021-06-09T18:00") is Answer.TO_CHECK


def test_a_commune_of_a_candidate_epci_is_an_overlap_on_both_sides() -> None:
    communes = {
        DossierId("epci"): {"02001", "02002"},
        DossierId("seule"): {"02002"},
        DossierId("loin"): {"59001"},
    }
    assert overlapping(communes) == {"epci": ("seule",), "seule": ("epci",)}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"points":[{"id":"R1"}]}', '{"points":[1]}'])
def test_a_file_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(AppError) as refusal:
        points_from_reference(text)
    assert refusal.value.code == "NOT-12"


def test_an_answer_to_an_unknown_point_is_refused() -> None:
    with pytest.raises(AppError) as refusal:
        propose(POINTS, {"R99": PointAnswer()})
    assert refusal.value.code == "NOT-13"
