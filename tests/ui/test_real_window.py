"""A member at a real window: code and marks typed, the process killed, everything still there."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.scoring.sheet import Sheet
from commission_app.workflow.member.open_bundle import resume
from tests.ui.real_screen import Screen, real_screen, until
from tests.workflow.campaigns import Prepared, invented, lot_of, make_desk, prepare


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    with real_screen() as shown:
        yield shown


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("screen"), invented())


def kept_sheet(folder: Path, code: str) -> Sheet | None:
    """Return what a copy of the desk holds, while its owner may still be working."""
    copy = folder.with_name("copie")
    shutil.rmtree(copy, ignore_errors=True)
    try:
        shutil.copytree(folder, copy)
        with resume(make_desk(copy), code=code) as session:
            return session.sheet
    except (AppError, OSError, shutil.Error):
        return None


@pytest.mark.xvfb
def test_marks_typed_at_a_real_window_survive_a_killed_process(
    screen: Screen, campaign: Prepared, tmp_path: Path
) -> None:
    lot, desk = lot_of(campaign.seal(), "m01"), tmp_path / "m01"
    letter = campaign.letters[MemberId("m01")]
    name = str(campaign.scenario.campaign["name"])
    with screen.application("--desk", str(desk), "--lot", str(lot), "--no-keyring") as application:
        screen.wait_for_window("Commission de sélection")
        screen.do("type", "--delay", "20", letter.code.lower())
        screen.do("key", "Return")
        until(lambda: press_yes(screen, desk), "the desk of the member")
        screen.wait_for_window(name)
        until(lambda: _begun_with(screen, "4", desk, letter.code, {"A1.1": 4}), "the mark 4")
        screen.do("key", "Return")
        until(lambda: _pressed(screen, "KP_2", desk, letter.code, {"A1.1": 4, "A1.2": 2}), "the mark 2")
        application.kill()
    sheet = kept_sheet(desk, letter.code)
    assert sheet is not None
    assert marks(sheet) == {"A1.1": 4, "A1.2": 2}


def press_yes(screen: Screen, desk: Path) -> bool:
    """Say « Oui, c’est moi » with Enter until the desk exists."""
    if not list(desk.glob("*/lots/*.lot")):
        screen.do("key", "Return")
        return False
    return True


def marks(sheet: Sheet) -> dict[CriterionId | str, object]:
    (reading,) = [reading for reading in sheet.readings.values() if reading.entries] or [
        sheet.reading(DossierId(""))
    ]
    return {criterion: entry.mark for criterion, entry in reading.entries.items()}


def _begun_with(screen: Screen, key: str, desk: Path, code: str, wanted: dict[str, int]) -> bool:
    """Go one control further among the ties, begin the reading if it is its button, and mark."""
    if _pressed(screen, key, desk, code, wanted) or _pressed(screen, key, desk, code, wanted):
        return True
    screen.do("key", "Tab")
    screen.do("key", "Return")
    return False


def _pressed(screen: Screen, key: str, desk: Path, code: str, wanted: dict[str, int]) -> bool:
    """Press a key of mark, and tell whether the desk holds the marks wanted."""
    screen.do("key", key)
    sheet = kept_sheet(desk, code)
    return sheet is not None and marks(sheet) == wanted
