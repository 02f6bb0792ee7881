"""The short version of tests/soak/kill_backup.py, which kills at every file event."""

from pathlib import Path

import pytest

from tests.soak.kill_backup import VERBS, kill_at_each, ready
from tests.workflow.campaigns import Prepared


@pytest.mark.parametrize(
    ("name", "first", "step"), [("sauvegarder", 20, 45), ("restaurer", 100, 60), ("passer", 85, 60)]
)
def test_a_killed_verb_leaves_the_backup_before_and_no_half_workspace(
    light: Prepared, tmp_path: Path, name: str, first: int, step: int
) -> None:
    assert name in VERBS
    assert kill_at_each(ready(light), tmp_path / "tuée", name, first, step)
