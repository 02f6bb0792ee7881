"""The keyboard of « Lire et noter »: one key a mark, and single letters never act in a field of text."""

import pytest
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from commission_app.scoring.ids import CriterionId
from commission_app.scoring.sheet import NOT_ASSESSABLE
from commission_app.ui.member.grid.motives import Motives
from commission_app.ui.shell import Shell
from tests.ui.marking_desk import A11, A12, CONTROL, KEY, NONE, SECOND, SHIFT, Marking
from tests.ui.member_samples import NEUTRALISED, MemberDesk


@pytest.fixture
def marking(qtbot: QtBot, shell: Shell) -> Marking:
    return Marking(qtbot, shell, MemberDesk())


def test_a_digit_marks_the_open_criterion_and_stays_on_it(marking: Marking) -> None:
    marking.press(KEY.Key_4)
    assert marking.entry().mark == 4
    assert marking.page.grid.criterion == A11
    marking.press(KEY.Key_2)
    assert marking.entry().mark == 2


def test_the_keyboard_follows_the_mark_typed(marking: Marking) -> None:
    """It does not stay on another level, which Space would then choose."""
    marking.page.grid.card.take_focus()
    marking.press(KEY.Key_4)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QRadioButton)
    assert focused.isChecked()


def test_an_azerty_keyboard_marks_without_shift(marking: Marking) -> None:
    # The place of the key tells: 13 is that of « ' » and 4 under X11.
    event = QKeyEvent(QKeyEvent.Type.KeyPress, KEY.Key_Apostrophe, NONE, 13, 39, 0, "'")
    assert marking.page._keys.take(event)
    assert marking.entry().mark == 4


def test_digits_mark_wherever_the_focus_is_but_in_a_field(marking: Marking) -> None:
    for widget in (marking.page.list.focus_target(), marking.page.reading.reader.view):
        widget.setFocus()
        marking.press(KEY.Key_5)
        assert marking.entry().mark == 5
        marking.press(KEY.Key_1)
        assert marking.entry().mark == 1


def test_single_letters_are_text_in_the_remark(marking: Marking) -> None:
    marking.press(KEY.Key_C)
    assert QApplication.focusWidget() is marking.page.grid.card.remark
    marking.type("Cinq crèches, 4 prêtes. Nb. P")
    assert marking.entry().mark is None
    assert marking.entry().remark == "Cinq crèches, 4 prêtes. Nb. P"
    marking.press(KEY.Key_Escape)
    marking.press(KEY.Key_3)
    assert marking.entry().mark == 3


def test_single_letters_are_text_in_the_search_of_dossiers(marking: Marking) -> None:
    marking.page.list.search.setFocus()
    marking.type("n5")
    assert marking.entry().is_blank
    assert marking.page.list.search.text() == "n5"


def test_enter_and_shift_enter_walk_the_criteria_and_skip_the_neutralised(marking: Marking) -> None:
    marking.press(KEY.Key_Return)
    assert marking.page.grid.criterion == A12
    marking.press(KEY.Key_Return, SHIFT)
    assert marking.page.grid.criterion == A11
    marking.page.grid.open_criterion(CriterionId("L2"))
    marking.page.grid.step(1)
    assert marking.page.grid.criterion == "D1"
    marking.page.grid.open_criterion(NEUTRALISED)
    assert marking.page.grid.criterion == "D1"


def test_enter_presses_the_button_that_has_the_focus(marking: Marking) -> None:
    button = marking.page.grid.header.findChildren(QPushButton)[1]
    button.setFocus()
    QTest.keyClick(button, KEY.Key_Return)
    assert not marking.page.grid.header.shows_totals
    assert marking.page.grid.criterion == A11


def test_not_assessable_asks_for_a_motive_of_the_grid(marking: Marking) -> None:
    marking.press(KEY.Key_N)
    assert marking.entry().is_blank
    motives = marking.page.grid.card.findChildren(Motives)[0]
    assert motives.isVisible()
    motives.chosen.emit("pièce illisible")
    assert (marking.entry().mark, marking.entry().motive) == (NOT_ASSESSABLE, "pièce illisible")
    marking.press(KEY.Key_3)
    assert (marking.entry().mark, marking.entry().motive) == (3, "")
    assert not motives.isVisible()


def test_a_mark_typed_among_the_motives_leaves_the_keyboard_on_the_marks(marking: Marking) -> None:
    marking.press(KEY.Key_N)
    marking.press(KEY.Key_Return)  # the first motive
    marking.press(KEY.Key_4)
    assert marking.entry().mark == 4
    marking.press(KEY.Key_2)
    assert (marking.entry().mark, marking.entry().remark) == (2, "")


def test_enter_chooses_a_motive_then_goes_to_the_next_criterion(marking: Marking) -> None:
    marking.press(KEY.Key_N)
    marking.press(KEY.Key_Return)
    assert (marking.page.grid.criterion, marking.entry().mark) == (A11, NOT_ASSESSABLE)
    marking.press(KEY.Key_Return)
    assert marking.page.grid.criterion == A12


def test_delete_blanks_the_mark_and_the_toast_brings_it_back(marking: Marking) -> None:
    marking.press(KEY.Key_4)
    marking.page.reading.reader.view.setFocus()
    marking.press(KEY.Key_Delete)
    assert marking.entry().is_blank
    assert any("effacée" in words for words in marking.toasts())
    marking.act("undo")
    assert marking.entry().mark == 4


def test_a_held_key_marks_once(marking: Marking) -> None:
    marking.page.reading.reader.view.setFocus()
    held = QKeyEvent(QKeyEvent.Type.KeyPress, KEY.Key_4, NONE, "4", True)
    QApplication.sendEvent(marking.focused(), held)
    assert marking.entry().is_blank


def test_ctrl_z_in_a_remark_undoes_on_the_sheet(marking: Marking) -> None:
    marking.press(KEY.Key_4)
    marking.press(KEY.Key_C)
    marking.type("Non.")
    marking.press(KEY.Key_Z, CONTROL)
    assert marking.entry().remark == ""
    assert marking.page.grid.card.remark.toPlainText() == ""
    marking.press(KEY.Key_Z, CONTROL)
    assert marking.entry().mark is None
    marking.act("redo")
    assert marking.entry().mark == 4


def test_undo_goes_back_on_the_open_dossier_only(marking: Marking) -> None:
    marking.press(KEY.Key_4)
    marking.act("next_dossier")
    marking.press(KEY.Key_2)
    marking.act("undo")
    marking.act("undo")
    assert marking.page.dossier == SECOND
    assert marking.entry(dossier=SECOND).is_blank
    assert marking.entry().mark == 4
    marking.act("previous_dossier")
    marking.act("undo")
    assert marking.entry().is_blank


def test_f6_goes_from_pane_to_pane(marking: Marking) -> None:
    page = marking.page
    panes = [page.list, page.reading, page.grid]
    seen = []
    for _ in range(4):
        seen.append(next(i for i, pane in enumerate(panes) if pane.isAncestorOf(marking.focused())))
        marking.page.step_pane(1)
    assert seen == [2, 0, 1, 2]
    marking.page.step_pane(-1)
    assert page.grid.isAncestorOf(marking.focused())


def test_keys_of_the_pages_work_from_the_grid(marking: Marking) -> None:
    reader = marking.page.reading.reader
    marking.qtbot.waitUntil(lambda: 1 in reader.session.texts, timeout=10_000)
    marking.page.grid.next_button.setFocus()
    before = reader.view.zoom_shown
    marking.press(KEY.Key_Plus, CONTROL)
    assert reader.view.zoom_shown > before
    marking.press(KEY.Key_0, CONTROL)
    assert reader.view.zoom == 0
    marking.press(KEY.Key_F4)
    assert not reader.rail.isVisible()
    marking.page.list.focus_target().setFocus()
    marking.press(KEY.Key_Space)
    assert reader.view.verticalScrollBar().value() > 0


def test_every_action_of_the_keyboard_table_is_there(marking: Marking) -> None:
    names = {action.objectName() for action in marking.page.actions()}
    assert names == {
        "undo", "redo", "find", "go_back", "next_dossier", "previous_dossier", "next_piece"
    }  # fmt: skip
    marking.act("find")
    assert QApplication.focusWidget() is marking.page.reading.reader.toolbar.field
