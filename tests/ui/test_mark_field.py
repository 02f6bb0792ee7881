"""The central gesture, on the keyboards of an administration: AZERTY without Shift, QWERTY, keypad."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QRadioButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from commission_app.scoring.sheet import NOT_ASSESSABLE, MarkValue
from commission_app.ui.widgets.mark_field import MarkField
from commission_app.ui.widgets.mark_keys import MarkStroke, read_stroke
from tests.ui.audit import wheel
from tests.ui.samples import LEVELS

NO = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier
AZERTY = (
    (Qt.Key.Key_Agrave, "à", 0),
    (Qt.Key.Key_Ampersand, "&", 1),
    (Qt.Key.Key_Eacute, "é", 2),
    (Qt.Key.Key_QuoteDbl, '"', 3),
    (Qt.Key.Key_Apostrophe, "'", 4),
    (Qt.Key.Key_ParenLeft, "(", 5),
)
X11_PLACE = {0: 19, 1: 10, 2: 11, 3: 12, 4: 13, 5: 14, 6: 15}
WINDOWS_PLACE = {0: 0x0B, 1: 0x02, 2: 0x03, 3: 0x04, 4: 0x05, 5: 0x06, 6: 0x07}
MAC_PLACE = {0: 0x1D, 1: 0x12, 2: 0x13, 3: 0x14, 4: 0x15, 5: 0x17, 6: 0x16}
X11_QWERTY_APOSTROPHE, X11_QWERTY_MINUS = 48, 20


def key(
    code: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = NO, *, place: int = 0, virtual: int = 0
) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, code, modifiers, place, virtual, 0, text, False, 1)


def digit(mark: int) -> Qt.Key:
    return Qt.Key(Qt.Key.Key_0 + mark)


@pytest.fixture
def field(qtbot: QtBot) -> MarkField:
    made = MarkField(LEVELS)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def committed(field: MarkField) -> list[MarkValue]:
    marks: list[MarkValue] = []
    field.committed.connect(marks.append)
    return marks


def press(field: QWidget, event: QKeyEvent) -> None:
    QApplication.sendEvent(field, event)


@pytest.mark.parametrize("platform", ["xcb", "wayland", "windows", "cocoa", "offscreen"])
@pytest.mark.parametrize(("code", "text", "mark"), AZERTY)
def test_azerty_marks_without_shift_on_every_system(
    code: Qt.Key, text: str, mark: int, platform: str
) -> None:
    place = WINDOWS_PLACE[mark] if platform == "windows" else X11_PLACE[mark]
    event = key(code, text, place=0 if platform == "cocoa" else place, virtual=MAC_PLACE[mark])
    assert read_stroke(event, 5, platform) == MarkStroke(mark)


@pytest.mark.parametrize(("code", "text", "mark"), AZERTY)
def test_azerty_signs_are_read_when_no_place_is_known(code: Qt.Key, text: str, mark: int) -> None:
    assert read_stroke(key(code, text), 5, "xcb") == MarkStroke(mark)


@pytest.mark.parametrize("mark", range(6))
@pytest.mark.parametrize("modifiers", [NO, SHIFT, KEYPAD], ids=["qwerty", "azerty with shift", "keypad"])
def test_a_digit_marks_wherever_it_is_typed(mark: int, modifiers: Qt.KeyboardModifier) -> None:
    event = key(digit(mark), str(mark), modifiers, place=X11_PLACE[mark])
    assert read_stroke(event, 5, "xcb") == MarkStroke(mark)


def test_caps_lock_on_azerty_still_marks_by_the_place_of_the_key() -> None:
    event = key(Qt.Key.Key_Eacute, "É", place=X11_PLACE[2])
    assert read_stroke(event, 5, "xcb") == MarkStroke(2)


@pytest.mark.parametrize(
    ("code", "text", "place"),
    [
        (Qt.Key.Key_Apostrophe, "'", X11_QWERTY_APOSTROPHE),
        (Qt.Key.Key_Minus, "-", X11_QWERTY_MINUS),
        (Qt.Key.Key_ParenLeft, "(", 60),
    ],
)
def test_the_same_signs_elsewhere_on_a_keyboard_do_not_mark(code: Qt.Key, text: str, place: int) -> None:
    assert read_stroke(key(code, text, place=place), 5, "xcb") is None


def test_the_sixth_key_of_the_row_marks_nothing_on_a_scale_of_five() -> None:
    assert read_stroke(key(Qt.Key.Key_Minus, "-", place=X11_PLACE[6]), 5, "xcb") is None
    assert read_stroke(key(digit(6), "6"), 5, "xcb") is None
    assert read_stroke(key(digit(6), "6"), 6, "xcb") == MarkStroke(6)


@pytest.mark.parametrize(
    "modifier",
    [
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.AltModifier,
        Qt.KeyboardModifier.MetaModifier,
        Qt.KeyboardModifier.GroupSwitchModifier,
    ],
)
def test_a_command_never_marks(modifier: Qt.KeyboardModifier) -> None:
    assert read_stroke(key(digit(3), "3", modifier), 5, "xcb") is None
    assert read_stroke(key(Qt.Key.Key_N, "n", modifier), 5, "xcb") is None


def test_a_keypad_without_numbers_moves_and_does_not_mark() -> None:
    assert read_stroke(key(Qt.Key.Key_End, "", KEYPAD, place=87), 5, "xcb") is None


@pytest.mark.parametrize("mark", range(6))
def test_typing_a_mark_shows_and_commits_it(field: MarkField, committed: list[MarkValue], mark: int) -> None:
    press(field, key(digit(mark), str(mark)))
    assert committed == [mark]
    assert field.mark() == mark
    assert [level.isChecked() for level in levels(field)] == [place == mark for place in range(6)]


def test_the_same_key_twice_neither_erases_nor_commits_again(
    field: MarkField, committed: list[MarkValue]
) -> None:
    for _ in range(2):
        press(field, key(digit(4), "4"))
    assert (field.mark(), committed) == (4, [4])


def test_a_key_held_down_commits_once(field: MarkField, committed: list[MarkValue]) -> None:
    press(field, key(digit(4), "4"))
    held = QKeyEvent(QEvent.Type.KeyPress, digit(2), NO, 0, 0, 0, "2", True, 1)
    press(field, held)
    assert committed == [4]


@pytest.mark.parametrize("code", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_and_backspace_erase(field: MarkField, committed: list[MarkValue], code: Qt.Key) -> None:
    field.set_mark(3)
    press(field, key(code))
    assert (field.mark(), committed) == (None, [None])


def test_zero_is_a_mark_and_not_a_blank(field: MarkField, committed: list[MarkValue]) -> None:
    press(field, key(digit(0), "0"))
    assert (field.mark(), committed) == (0, [0])
    assert levels(field)[0].isChecked()


def test_n_means_not_assessable_and_a_mark_replaces_it(field: MarkField, committed: list[MarkValue]) -> None:
    press(field, key(Qt.Key.Key_N, "n"))
    press(field, key(Qt.Key.Key_N, "n"))
    press(field, key(digit(2), "2"))
    assert committed == [NOT_ASSESSABLE, 2]


def test_clicking_marks_and_a_second_click_does_not_erase(
    field: MarkField, committed: list[MarkValue]
) -> None:
    for _ in range(2):
        QTest.mouseClick(levels(field)[5], Qt.MouseButton.LeftButton)
    assert (field.mark(), committed, levels(field)[5].isChecked()) == (5, [5], True)


def test_clicking_the_toggle_sets_and_takes_back_not_assessable(
    field: MarkField, committed: list[MarkValue]
) -> None:
    for _ in range(2):
        QTest.mouseClick(toggle(field), Qt.MouseButton.LeftButton)
    assert committed == [NOT_ASSESSABLE, None]


def test_setting_a_mark_from_the_page_commits_nothing(field: MarkField, committed: list[MarkValue]) -> None:
    field.set_mark(4)
    field.set_mark(NOT_ASSESSABLE)
    field.set_mark(None)
    assert committed == []


def test_arrows_aim_without_marking_and_space_marks(
    field: MarkField, committed: list[MarkValue], qtbot: QtBot
) -> None:
    aimed: list[object] = []
    field.aimed.connect(aimed.append)
    field.set_mark(2)
    focus(field, qtbot)
    for code in (Qt.Key.Key_Right, Qt.Key.Key_Right):
        press(focused(), key(code))
    assert (committed, aimed[-1]) == ([], 4)
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert committed == [4]


def test_arrows_stop_at_both_ends_of_the_scale(field: MarkField, qtbot: QtBot) -> None:
    focus(field, qtbot)
    for _ in range(9):
        press(focused(), key(Qt.Key.Key_Right))
    assert focused() is levels(field)[5]
    for _ in range(9):
        press(focused(), key(Qt.Key.Key_Left))
    assert focused() is levels(field)[0]


def test_the_levels_are_one_stop_of_the_tab_key(field: MarkField) -> None:
    field.set_mark(3)
    stops = [level for level in levels(field) if level.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [levels(field)[3]]


def test_enter_and_letters_go_on_to_the_page(field: MarkField, qtbot: QtBot) -> None:
    focus(field, qtbot)
    for code, text in ((Qt.Key.Key_Return, ""), (Qt.Key.Key_P, "p"), (Qt.Key.Key_C, "c")):
        event = key(code, text)
        press(focused(), event)
        assert not event.isAccepted(), text


def test_the_wheel_never_changes_a_mark_and_lets_the_page_scroll(qtbot: QtBot) -> None:
    field = MarkField(LEVELS)
    field.set_mark(3)
    scroll = QScrollArea()
    scroll.setWidget(field)
    qtbot.addWidget(scroll)
    scroll.show()
    for widget in (field, *field.findChildren(QWidget)):
        event = wheel(widget, 120)
        widget.wheelEvent(event)
        assert not event.isAccepted()
    assert field.mark() == 3


def test_a_screen_reader_says_the_level_with_its_name(field: MarkField) -> None:
    names = [
        QAccessible.queryAccessibleInterface(level).text(QAccessible.Text.Name) for level in levels(field)
    ]
    assert names[4] == "4 sur 5, Bon"
    assert names[0] == "0 sur 5, Absent"
    role = QAccessible.queryAccessibleInterface(levels(field)[4]).role()
    assert role == QAccessible.Role.RadioButton
    assert toggle(field).accessibleName() == "Non évaluable"


def test_a_grid_with_another_maximum_has_as_many_levels(qtbot: QtBot) -> None:
    field = MarkField(("Non", "Un peu", "Oui"))
    qtbot.addWidget(field)
    assert [level.accessibleName() for level in levels(field)][2] == "2 sur 2, Oui"
    press(field, key(digit(3), "3"))
    assert field.mark() is None


def test_a_closed_field_takes_no_mark(field: MarkField, committed: list[MarkValue]) -> None:
    field.setEnabled(False)
    QTest.mouseClick(levels(field)[5], Qt.MouseButton.LeftButton)
    press(field, key(digit(5), "5"))
    assert committed == []


def levels(field: MarkField) -> list[QRadioButton]:
    return field.findChildren(QRadioButton)


def toggle(field: MarkField) -> QAbstractButton:
    return next(button for button in field.findChildren(QAbstractButton) if button not in levels(field))


def focus(field: MarkField, qtbot: QtBot) -> None:
    field.activateWindow()
    field.take_focus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget
