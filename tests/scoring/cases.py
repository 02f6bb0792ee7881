"""Runs the worked cases of the scoring specification (its §8.15) on the kernel.

`python -m tests.scoring.cases FILE` prints `{id: result}` for every case of a kind that it knows.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from commission_app.errors import AppError
from commission_app.scoring.grid import parse_exact
from tests.scoring import cases_advice, cases_choices, cases_official, cases_readers
from tests.scoring.case_values import Case, Runner

FILE = Path(__file__).parent / "data" / "micro_scoring.json"
RUNNERS: Mapping[str, Runner] = {
    **cases_official.RUNNERS,
    **cases_readers.RUNNERS,
    **cases_choices.RUNNERS,
    **cases_advice.RUNNERS,
}


def read_cases(file: Path) -> list[Case]:
    """Return the cases of a file that the kernel answers; what is written `4.5` stays these very digits."""
    document = json.loads(file.read_bytes(), parse_float=str)
    return [case for case in document["cas"] if case.get("kind") in RUNNERS]


def worked_cases() -> list[Case]:
    """Return the published cases that the kernel answers."""
    return read_cases(FILE)


def run(case: Case) -> Any:
    """Return what the kernel answers to a case, its input decoded without any float."""
    return RUNNERS[case["kind"]](parse_exact(json.dumps(case["input"])))


def answer(case: Case) -> Any:
    """Return what the kernel answers, or the code of its refusal; a case of another shape hides no other."""
    try:
        return run(case)
    except AppError as refusal:
        return {"refus": refusal.code}
    except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
        return {"refus": "forme", "detail": f"{type(error).__name__} : {error}"}


def main(arguments: list[str]) -> int:
    """Print the answers to the cases of one file."""
    (name,) = arguments
    answers = {case["id"]: answer(case) for case in read_cases(Path(name))}
    sys.stdout.write(json.dumps(answers, ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
