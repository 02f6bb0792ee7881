"""Fifty thousand mutants of every file that comes from outside: `tests/soak/mutants.py`, with a fixed seed.

Two processes share the work, one for each core of the machines on which the tests run.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from commission_app.messages import TABLE
from tests.soak.mutants import MAX_MEMORY_MB

CHECKOUT = Path(__file__).resolve().parents[2]
MUTANTS = 52_000
SEEDS = ("suite 1", "suite 2")
# Each is met only by a mutant that everything before let through.
DEEPEST = {"LOT-10", "LOT-12", "FIC-07", "FIC-09", "FIC-12", "FIC-13", "ACC-02", "ARC-04", "ARC-05", "BRO-04"}

KINDS = {"lot", "volume", "fiche", "accuse", "brouillon", "trousseau", "secours", "archive"}
KINDS |= {"sauvegarde", "passation", "contribution"}

Campaigns = list[dict[str, Any]]


@pytest.fixture(scope="module")
def campaigns() -> Campaigns:
    """What two campaigns counted."""
    command = [
        sys.executable,
        "-m",
        "tests.soak.mutants",
        str(MUTANTS // len(SEEDS)),
        "--quick",
        "--json",
        "--seed",
    ]
    running = [
        subprocess.Popen([*command, seed], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) for seed in SEEDS
    ]
    answers = [process.communicate()[0] for process in running]  # of both, before any is looked at
    return [json.loads(answer) for answer in answers]


def counted(campaigns: Campaigns, depth: str) -> Counter[str]:
    """Return how many mutants each target of a depth had."""
    return Counter(
        {
            name: sum(campaign["tallies"][name]["mutants"] for campaign in campaigns)
            for name in campaigns[0]["tallies"]
            if name.endswith(f"/{depth}")
        }
    )


def test_fifty_thousand_mutants_are_refused_in_words(campaigns: Campaigns) -> None:
    assert [fault for campaign in campaigns for fault in campaign["faults"]] == []
    assert sum(sum(counted(campaigns, depth).values()) for depth in ("sealed", "under")) >= 50_000


@pytest.mark.parametrize(
    ("depth", "kinds"),
    [
        ("sealed", KINDS),
        ("under", KINDS | {"textes", "zip", "seance", "papier"}),
    ],
)
def test_every_kind_of_file_is_changed_at_both_depths(
    campaigns: Campaigns, depth: str, kinds: set[str]
) -> None:
    counts = counted(campaigns, depth)
    assert sum(counts.values()) > 20_000
    assert {name.split("/")[0].split(" ")[0] for name in counts} >= kinds
    assert min(counts.values()) > 100


def test_mutants_reach_every_check(campaigns: Campaigns) -> None:
    outcomes = {
        outcome for each in campaigns for tally in each["tallies"].values() for outcome in tally["outcomes"]
    }
    assert outcomes - TABLE.keys() == {"same value", "as signed"}
    assert outcomes >= DEEPEST


def test_no_mutant_takes_more_memory_than_a_small_file_needs(campaigns: Campaigns) -> None:
    if not campaigns[0]["start_mb"]:
        pytest.skip("this system does not tell the memory that a process held")
    assert max(campaign["peak_mb"] - campaign["start_mb"] for campaign in campaigns) < MAX_MEMORY_MB
