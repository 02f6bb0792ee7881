"""The decision of the authorities is in memory what it is in the database, whatever fails."""

import errno
from typing import Any

import pytest

from commission_app.scoring.ids import Sha512
from commission_app.scoring.meeting.acts import Closed
from commission_app.workflow.meeting.chain import keep
from commission_app.workflow.meeting.deciding import Deciding
from tests.workflow.received import Ready, received
from tests.workflow.test_sitting import WHO, decide, sit


def test_following_the_avis_halfway_leaves_nothing_in_memory_that_is_not_kept(
    ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    received(ready.prepared, ready.fiches.values())
    with ready.prepared.secretariat() as session:
        sitting = sit(session)
        decide(sitting)
        sitting.record(Closed())
        decision = Deciding(session)
        decision.begin(WHO)
        before = decision.view()

        def full_disk(*act: Any) -> Sha512:
            if act[2].number == 4:
                raise OSError(errno.ENOSPC, "no space left")
            return keep(*act)

        monkeypatch.setattr("commission_app.workflow.meeting.deciding.keep", full_disk)
        with pytest.raises(OSError, match="no space left"):
            decision.follow_avis()
        monkeypatch.undo()
        assert decision.view() == before == Deciding(session).view()
        decision.follow_avis()
        assert decision.view() == Deciding(session).view() != before
