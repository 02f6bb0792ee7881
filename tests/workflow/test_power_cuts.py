"""A power cut while sealing, handing in, receiving or opening: the old state or the new one, nothing between.

`python -m tests.soak.kill_exchange` does the same at hundreds of random moments.
"""

from pathlib import Path

import pytest

from tests.soak.killed_verbs import VERBS, KilledVerb, Stage, counted, killed_at, make_stage
from tests.soak.spoiled_desks import campaign

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


def test_a_spoiled_desk_opens_as_it_was_or_is_refused_with_a_way_out(stage: Stage, tmp_path: Path) -> None:
    met = campaign(stage.copy(tmp_path / "modele"), 12, 2, tmp_path)
    assert met.total() == 12
    assert any("refused" in outcome for outcome in met)
