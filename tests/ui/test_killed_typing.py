"""The member's own window, killed fifty times while somebody types: two seconds of text at most, no mark."""

from pathlib import Path

from commission_app.scoring.ids import MemberId
from tests.soak.kill_typing import MOST_TEXT_LOST_S, killed_while_typing
from tests.workflow.campaigns import invented, lot_of, prepare

KILLS = 50


def test_a_window_killed_while_typing_loses_two_seconds_at_most_and_no_mark(tmp_path: Path) -> None:
    campaign = prepare(tmp_path / "campagne", invented(1, 2))
    campaign.member("m01", lot_of(campaign.seal(), "m01")).close()
    (tmp_path / "deaths").mkdir()
    code = campaign.letters[MemberId("m01")].code
    lost = killed_while_typing(campaign.folder / "m01", code, KILLS, 1, tmp_path / "deaths")
    assert len(lost) == KILLS
    assert max(lost) <= MOST_TEXT_LOST_S
