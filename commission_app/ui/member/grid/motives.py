"""Why a criterion is « non évaluable », among the reasons of the grid."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import column
from commission_app.ui.widgets.radio_line import RadioLine


class Motives(QWidget):
    """The reasons; `chosen` carries the one that was chosen."""

    chosen = Signal(str)

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._choices = [RadioLine(reason) for reason in reasons]
        for choice in self._choices:
            self._group.addButton(choice)
        self._asked = Label(self.tr("« Non évaluable » demande un motif."), "body", tint="warning")
        self.setLayout(column(self._asked, 4, *self._choices, margins=(2, 2, 0, 6)))
        self._group.buttonClicked.connect(lambda choice: self.chosen.emit(choice.text()))

    def take_focus(self) -> None:
        """Put the keyboard on the first reason: arrows aim, Space chooses."""
        self.show()
        self._choices[0].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter the reason that has the keyboard; once chosen, go to the next criterion."""
        waiting = (choice for choice in self._choices if choice.hasFocus() and not choice.isChecked())
        aimed = next(waiting, None)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and aimed is not None:
            aimed.click()
        else:
            super().keyPressEvent(event)

    def show_motive(self, motive: str) -> None:
        """Show the motive given, or ask for one."""
        self._group.setExclusive(False)
        for choice in self._choices:
            choice.setChecked(choice.text() == motive)
        self._group.setExclusive(True)
        self._asked.setVisible(not motive)
