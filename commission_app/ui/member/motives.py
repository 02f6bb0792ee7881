"""Why a criterion is « non évaluable », among the reasons of the grid."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
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
        self.setLayout(column(self._asked, *self._choices, margins=(2, 2, 0, 6)))
        self._group.buttonClicked.connect(lambda choice: self.chosen.emit(choice.text()))

    def show_motive(self, motive: str) -> None:
        """Show the motive given, or ask for one."""
        self._group.setExclusive(False)
        for choice in self._choices:
            choice.setChecked(choice.text() == motive)
        self._group.setExclusive(True)
        self._asked.setVisible(not motive)
