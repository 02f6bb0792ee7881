"""A fiche is checked and read once in a session, and another one is seen at once."""

from pathlib import Path

import pytest

from commission_app.scoring.ids import MemberId
from commission_app.workflow.deliberation.consolidate import compute, consolidated, facts_of
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receive import accept_sheets
from tests.workflow.campaigns import Prepared, lot_of, mark_all

M01, M02 = MemberId("m01"), MemberId("m02")


@pytest.fixture
def fiches(prepared: Prepared) -> tuple[Path, Path]:
    """The fiches of two members, each marked whole."""
    lots = prepared.seal()
    (prepared.folder / "fiches").mkdir()
    files = []
    for member in (M01, M02):
        with prepared.member(member, lot_of(lots, member)) as session:
            mark_all(session, 3 if member == M01 else 5)
            files.append(hand_in(session, prepared.folder / "fiches", no_progress).file)
    return files[0], files[1]


def test_a_fiche_is_read_once_and_another_one_changes_the_consolidation(
    prepared: Prepared, fiches: tuple[Path, Path]
) -> None:
    with prepared.secretariat() as session:
        accept_sheets(session, fiches[:1], no_progress)
        before = consolidated(session)
        assert consolidated(session) is before
        accept_sheets(session, fiches[1:], no_progress)
        after = consolidated(session)
        (first,) = before.facts.sheets
        assert [sheet is first for sheet in after.facts.sheets].count(True) == 1
        assert len(after.facts.sheets) == 2
        assert after.ranking == compute(facts_of(session)).ranking != before.ranking
