"""The practice from its letter to its fiche: the real windows over a real lot, and nothing left of it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commission_app.rehearsal.practice import Practice, begin_practice
from commission_app.scoring.ids import CriterionId
from commission_app.ui import appearance, theme
from commission_app.ui.page import Page
from commission_app.ui.practice.practising import Practising
from commission_app.ui.practice.window import LEFT_OUT, PracticeWindow
from commission_app.workflow.progress import no_progress
from tests.ui.audit import unnamed
from tests.ui.seen import all_text, button


@pytest.fixture(scope="module")
def prepared() -> Iterator[Practice]:
    with begin_practice(no_progress) as begun:
        yield begun


@pytest.fixture
def practice(prepared: Practice, tmp_path: Path) -> Practice:
    """A practice as it begins, in a folder of its own."""
    folder = Path(shutil.copytree(prepared.folder, tmp_path / "essai"))
    return replace(prepared, folder=folder, lot=folder / prepared.lot.relative_to(prepared.folder))


@pytest.fixture
def practising(qtbot: QtBot, practice: Practice) -> Practising:
    """The door of the practice, beside a window that waits."""
    behind = Page()
    qtbot.addWidget(behind)
    behind.resize(1366, 740)
    behind.show()
    begun = Practising(behind, practice)
    begun.begin()
    return begun


def entered(practising: Practising, qtbot: QtBot) -> PracticeWindow:
    """Type the code of the letter, say yes, and wait for the window."""
    page = practising.page.code_page
    button(practising.page, "Le saisir à ma place").click()
    page.form.button.click()
    qtbot.waitUntil(lambda: page.greeting is not None)
    assert page.greeting is not None
    page.greeting.yes.click()
    qtbot.waitUntil(lambda: practising.window is not None and hasattr(practising.window, "hand_in"))
    assert practising.window is not None
    return practising.window


def test_the_practice_is_followed_to_its_fiche_and_then_erased(
    practising: Practising, practice: Practice, qtbot: QtBot, qapp: QApplication
) -> None:
    window = entered(practising, qtbot)
    assert window.hand_in._folder == practice.sheets  # from its first moment: never the person's own folders
    assert "Entraînement" in window.windowTitle()
    left = {action.objectName() for action in window.actions() if action.isEnabled()}
    assert not left & LEFT_OUT
    dossier = window.marking.dossier
    guide = window.guide
    for criterion in window.marking.grid.rows:
        window.editor.put_mark(dossier, CriterionId(criterion), 4)
    window.editor.set_closed(dossier, closed=True)
    assert [step.is_done for step in guide.steps] == [True, False, True, False]
    appearance.apply(qapp, theme.LIGHT, 200)
    assert [step.isHidden() for step in guide.steps] == [True, False, True, True]
    assert unnamed(guide) == []
    window.hand_in.refresh()
    qtbot.waitUntil(window.hand_in.button.isEnabled)
    with qtbot.waitSignal(window.hand_in.handed_in):
        window.hand_in.button.click()
    assert "ne part nulle part" in all_text(guide)
    assert list(practice.sheets.glob("*.fiche"))
    window.close()
    qtbot.waitUntil(lambda: not practice.folder.exists())


def test_a_practice_left_at_its_door_leaves_nothing(
    practising: Practising, practice: Practice, tmp_path: Path
) -> None:
    practising.door.close()
    assert not practice.folder.exists()
    assert list(tmp_path.iterdir()) == []


def test_in_a_large_text_the_letter_and_the_code_come_one_at_a_time(
    practising: Practising, qapp: QApplication
) -> None:
    appearance.apply(qapp, theme.LIGHT, 200)
    qapp.processEvents()
    assert not practising.page.code_page.isVisible()
    button(practising.page, "Le saisir à ma place").click()
    assert practising.page.code_page.isVisible()
    assert practising.page.code_page.form.code.is_whole()
    practising.door.close()
