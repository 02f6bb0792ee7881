"""The short version of tests/soak/kill_key_change.py, which kills a change of keys at every file event."""

from pathlib import Path

import pytest

from commission_app.workflow.secretariat.rotation import Reason
from tests.soak.kill_key_change import kill_at_each, ready
from tests.workflow.campaigns import Prepared


@pytest.mark.parametrize(("reason", "first"), [(Reason.PLANNED, 10), (Reason.COMPROMISED, 16)])
def test_a_change_killed_at_some_moment_took_place_or_did_not(
    prepared: Prepared, tmp_path: Path, reason: Reason, first: int
) -> None:
    seen = kill_at_each(ready(prepared), tmp_path / "tuée", reason, first, 14)
    assert {True, False} == set(seen)
