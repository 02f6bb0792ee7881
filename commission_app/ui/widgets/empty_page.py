"""What a list shows when it has nothing: why, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from commission_app.ui.icons import IconName
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, column


class EmptyPage(QWidget):
    """An icon, a title, a sentence and at will a button, in the middle.

    Another button, `proposal`, stays out of sight until there is something to propose.
    """

    def __init__(self, icon: IconName, title: str, sentence: str = "", action: str = "") -> None:
        super().__init__()
        self.button = Button(action, "primary") if action else None
        self.proposal = Button("", "secondary")
        self.proposal.hide()
        self._title = Label(title, "section_title")
        self._sentence = Label(sentence, "body", tint="mention")
        layout = column(STRETCH, margins=(24, 24, 24, 24))
        parts: list[tuple[QWidget | None, int]] = [
            (IconLabel(icon, "mention", 28), 12),
            (self._title, 4),
            (self._sentence, 16),
            (self.proposal, 8),
            (self.button, 0),
        ]
        for part, space in parts:
            if part is not None:
                layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
                layout.addSpacing(space)
        layout.addStretch(1)
        self.setLayout(layout)

    def show_words(self, title: str, sentence: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._sentence.setText(sentence)
