"""The marking page over a member's desk, and what a person does on it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.sheet import Entry
from commission_app.ui.member.marking.marking_page import MarkingPage
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.shell import Shell
from commission_app.ui.turns import at_once
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.toast import Toast
from tests.ui.member_samples import NEUTRALISED, MemberDesk, wait_for_lanes

A11, A12 = CriterionId("A1.1"), CriterionId("A1.2")
FIRST, SECOND = DossierId("0001"), DossierId("0002")
KEY = Qt.Key
NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


class Marking:
    """The page on a desk, and what a person does with it."""

    def __init__(self, qtbot: QtBot, shell: Shell, desk: MemberDesk) -> None:
        self.qtbot = qtbot
        self.shell = shell
        self.desk = desk
        self.editor = SheetEditor(desk.sheet(), desk.edits[-200:], desk.record, shell.tasks.store)
        self.page = MarkingPage(desk.view, desk.verbs(), self.editor, shell.tasks)
        at_once(self.page.make())
        # The window owns the editor: without an owner, the collector could end its timers in another thread.
        self.editor.setParent(self.page)
        qtbot.addWidget(self.page, before_close_func=lambda _: self._leave())
        self.page.resize(1440, 850)
        self.page.show()
        self.page.grid.card.take_focus()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self.focused(), key, modifiers)

    def focused(self) -> QWidget:
        return QApplication.focusWidget() or self.page

    def type(self, text: str) -> None:
        """Type a text where the focus is, with the accents that `QTest.keyClicks` does not know."""
        for letter in text:
            key = ord(letter.upper()) if letter.isascii() else 0
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.focused(), QKeyEvent(kind, key, NONE, letter))

    def entry(self, criterion: CriterionId = A11, dossier: DossierId = FIRST) -> Entry:
        return self.editor.sheet.reading(dossier).entry(criterion)

    def toasts(self) -> list[str]:
        return [toast.accessibleName() for toast in self.page.findChildren(Toast) if toast.isVisible()]

    def act(self, name: str) -> None:
        """Trigger an action of the page, as its shortcut does."""
        next(action for action in self.page.actions() if action.objectName() == name).trigger()

    def mark_all(self, dossier: DossierId = FIRST, mark: int = 3) -> None:
        for criterion in self.desk.view.grid.criteria:
            if criterion.id != NEUTRALISED:
                self.editor.put_mark(dossier, criterion.id, mark)

    def _leave(self) -> None:
        """Leave the page as the window does: everything recorded, and the reading process ended."""
        self.page.flush()
        self.page.reading.let_go()
        wait_for_lanes(self.qtbot, self.shell.tasks)


def texts(widget: QWidget) -> set[str]:
    """Return the words shown by the labels of a widget."""
    shown = [label for label in widget.findChildren(QLabel) if label.isVisible()]
    return {label.plain_text() if isinstance(label, Label) else label.text() for label in shown}
