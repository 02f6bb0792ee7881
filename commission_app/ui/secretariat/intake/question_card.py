"""One question of an import: its choices, and at will a code to type."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QVBoxLayout

from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.check_line import CheckLine
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import Card, column, row
from commission_app.ui.widgets.radio_line import RadioLine
from commission_app.workflow.preparation.intake.intake_report import Choice, Question


class QuestionCard(Card):
    """Emits the identifier of the question and the answer; an empty one takes the answer back."""

    answered = Signal(str, str)

    def __init__(self, question: Question, answer: str) -> None:
        super().__init__()
        self._question = question
        self._group = QButtonGroup(self)
        parts = column(Label(question.words, "field", wrap=True), 6, margins=(14, 12, 14, 12))
        if len(question.choices) == 1 and not question.typed:
            parts.addWidget(self._box(question.choices[0], answer))
        else:
            for choice in question.choices:
                parts.addWidget(self._radio(choice, answer))
        if question.typed:
            self._add_field(parts, answer)
        self.setLayout(parts)

    def take_focus(self) -> None:
        """Put the keyboard on the first thing to choose or to type."""
        for widget in (
            *self.findChildren(RadioLine),
            *self.findChildren(CheckLine),
            *self.findChildren(QLineEdit),
        ):
            widget.setFocus()
            return

    def _box(self, choice: Choice, answer: str) -> CheckLine:
        box = CheckLine(choice.words)
        box.setChecked(choice.key == answer)
        box.toggled.connect(lambda is_on: self.answered.emit(self._question.id, choice.key if is_on else ""))
        return box

    def _radio(self, choice: Choice, answer: str) -> RadioLine:
        line = RadioLine(choice.words)
        line.setToolTip(choice.words)
        line.setChecked(choice.key == answer)
        self._group.addButton(line)
        line.clicked.connect(lambda: self.answered.emit(self._question.id, choice.key))
        return line

    def _add_field(self, parts: QVBoxLayout, answer: str) -> None:
        field = QLineEdit(answer if answer not in {choice.key for choice in self._question.choices} else "")
        field.setAccessibleName(self._question.typed)
        use = Button(self.tr("Retenir"), size="small")
        use.setAccessibleName(self.tr("Retenir ce code"))

        def send() -> None:
            if field.text().strip():
                self.answered.emit(self._question.id, field.text().strip())

        field.returnPressed.connect(send)
        use.clicked.connect(send)
        typed = row(field, 8, use)
        typed.setStretch(0, 1)
        parts.addSpacing(6)
        parts.addWidget(Label(self._question.typed, "mention", wrap=True))
        parts.addSpacing(4)
        parts.addLayout(typed)
