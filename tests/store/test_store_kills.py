from pathlib import Path

from tests.soak.kill_store import kill_again_and_again


def test_a_killed_process_loses_nothing_that_it_acknowledged(path: Path) -> None:
    acknowledged, kept = kill_again_and_again(path, kills=8, seed=1)
    assert acknowledged >= 8
    assert kept >= acknowledged
