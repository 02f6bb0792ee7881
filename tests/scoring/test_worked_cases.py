"""The worked cases of the specification, answered exactly."""

import pytest

from tests.scoring.cases import Case, run, worked_cases


def test_all_eleven_cases_of_the_official_kernel_are_run() -> None:
    assert len(worked_cases()) == 11


@pytest.mark.parametrize("case", worked_cases(), ids=lambda case: case["id"])
def test_the_worked_case_gives_exactly_its_expected_values(case: Case) -> None:
    answer = run(case)
    if isinstance(answer, dict):
        answer = {name: answer[name] for name in case["expected"]}
    assert answer == case["expected"]
