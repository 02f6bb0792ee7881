"""The worked cases of the specification: exactly, or within their stated tolerance."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.scoring.case_values import Case
from tests.scoring.cases import FILE, answer, run, worked_cases


def same(found: Any, expected: Any, tolerance: float) -> bool:
    """Compare as the specification asks: at least the expected keys, approximate numbers within a gap."""
    if isinstance(expected, dict):
        return all(same(found[name], value, tolerance) for name, value in expected.items())
    if isinstance(expected, list):
        return len(found) == len(expected) and all(
            same(one, other, tolerance) for one, other in zip(found, expected, strict=True)
        )
    if isinstance(expected, float) and found is not None:
        return abs(float(found) - expected) <= tolerance
    return bool(found == expected) and type(found) is type(expected)


def test_all_thirty_nine_cases_of_the_twenty_kinds_are_run() -> None:
    kinds = Counter(case["kind"] for case in worked_cases())
    assert (len(kinds), sum(kinds.values())) == (20, 39)


@pytest.mark.parametrize("case", worked_cases(), ids=lambda case: case["id"])
def test_the_worked_case_gives_its_expected_values(case: Case) -> None:
    found, tolerance = run(case), float(case.get("tolerance", 0))
    published = next(item for item in json.loads(FILE.read_bytes())["cas"] if item["id"] == case["id"])
    expected = published["expected"]
    assert same(found, expected, tolerance), (found, expected)
    if case["exact"] and isinstance(expected, dict):
        assert {name: found[name] for name in expected} == expected


def test_the_command_answers_all_cases_of_a_file() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.scoring.cases", str(FILE)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
    )
    assert json.loads(ran.stdout).keys() == {case["id"] for case in worked_cases()}


def test_a_case_that_cannot_be_answered_gives_a_code_and_hides_no_other() -> None:
    case: Case = {"id": "X", "kind": "calibrage", "input": {"totaux": [], "lambda_": "0"}}
    assert answer(case) == {"refus": "NOT-07"}
