"""A power cut while sealing, handing in, receiving or opening: the old state or the new one, nothing between.

`python -m tests.soak.kill_exchange` does the same at hundreds of random moments.
"""

from pathlib import Path

import pytest

from tests.soak.killed_verbs import VERBS, KilledVerb, Stage, counted, killed_at, make_stage

LAST_EVENTS = 6  # files take their places at the end: that is where a state in between would show


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return make_stage(tmp_path_factory.mktemp("coupure") / "modele")


@pytest.mark.parametrize("verb", VERBS, ids=[verb.name for verb in VERBS])
def test_a_power_cut_leaves_the_old_state_or_the_new_one(
    verb: KilledVerb, stage: Stage, tmp_path: Path
) -> None:
    events = counted(verb, stage.copy(tmp_path / "essai"))
    moments = sorted({events // 2, *range(max(1, events - LAST_EVENTS), events + 1)})
    for event in moments:
        spoiled = stage.copy(tmp_path / "essai")
        assert killed_at(verb, spoiled, event), f"event {event} of {events}"
        verb.check(spoiled)
