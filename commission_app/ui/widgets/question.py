"""A question before something that cannot be taken back: what it changes, in words, and two buttons."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from commission_app.ui import theme
from commission_app.ui.icons import IconName
from commission_app.ui.widgets.buttons import Button, Kind
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, column, row

WIDTH = 520


class Question(QDialog):
    """Accepted by its own button only; « Annuler » and Escape leave everything as it is."""

    def __init__(
        self,
        parent: QWidget,
        question: str,
        meaning: str,
        action: str,
        *,
        icon: IconName = "circle-question-mark",
        kind: Kind = "primary",
        fields: tuple[tuple[str, QWidget], ...] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Confirmation"))
        cancel = Button(self.tr("Annuler"))
        cancel.clicked.connect(self.reject)
        self.confirm = Button(action, kind)
        self.confirm.clicked.connect(self.accept)
        # Enter answers « no », but never throws away what was just typed: it then ends the answer.
        (self.confirm if fields else cancel).setDefault(True)
        words = column(Label(question, "section_title", wrap=True), 8, Label(meaning, "body", wrap=True))
        for title, field in fields:
            field.setAccessibleName(title)
            words.addLayout(column(12, Label(title, "field"), 4, field))
        words.addSpacing(18)
        words.addLayout(row(STRETCH, cancel, self.confirm, spacing=8))
        layout = row(margins=(22, 20, 22, 20), spacing=16)
        shown = IconLabel(icon, "error" if kind == "danger" else "accent")
        layout.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        self.setLayout(layout)
        width = theme.scaled(WIDTH)
        self.setFixedSize(width, layout.heightForWidth(width))


def ask(parent: QWidget, question: str, meaning: str, action: str) -> bool:
    """Ask and tell whether the person confirmed."""
    return Question(parent, question, meaning, action).exec() == QDialog.DialogCode.Accepted
