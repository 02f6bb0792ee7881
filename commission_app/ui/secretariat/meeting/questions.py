"""What is asked before an act: who, which mark, which words. Nothing is chosen beforehand."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from commission_app.ui import theme
from commission_app.ui.icons import IconName
from commission_app.ui.secretariat.meeting.choice_field import ChoiceField
from commission_app.ui.widgets.question import Question

LONGEST, TALL = 4000, 92


class ActQuestion(Question):
    """A question whose answer is complete only when every field is filled."""

    def __init__(
        self,
        parent: QWidget,
        question: str,
        meaning: str,
        action: str,
        fields: Sequence[tuple[str, QWidget]],
        *,
        icon: IconName = "scroll-text",
        may_be_empty: bool = False,
        optional: Sequence[QWidget] = (),
    ) -> None:
        super().__init__(parent, question, meaning, action, icon=icon, fields=tuple(fields))
        self._fields = [field for _, field in fields]
        self._required = [] if may_be_empty else [one for one in self._fields if one not in optional]
        for field in self._fields:
            if isinstance(field, (QPlainTextEdit, QLineEdit)):
                field.textChanged.connect(self._allow)
            elif isinstance(field, ChoiceField):
                field.chosen.connect(self._allow)
        self._allow()

    def answers(self) -> tuple[str, ...]:
        """Return the answer of each field, in order."""
        return tuple(map(answer_of, self._fields))

    def _allow(self, *_: object) -> None:
        self.confirm.setEnabled(all(map(answer_of, self._required)))


def answer_of(field: QWidget) -> str:
    """Return what a field holds."""
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText().strip()[:LONGEST]
    if isinstance(field, QLineEdit):
        return field.text().strip()
    return field.choice() if isinstance(field, ChoiceField) else ""


def text_field(text: str = "") -> QPlainTextEdit:
    """Return a field of a few lines."""
    field = QPlainTextEdit(text)
    field.setTabChangesFocus(True)
    field.setFixedHeight(theme.scaled(TALL))
    return field


def line_field(text: str = "") -> QLineEdit:
    """Return a field of one line."""
    field = QLineEdit(text)
    field.setMaxLength(300)
    return field


def number_field(most: int) -> QLineEdit:
    """Return a field for a whole number: typed, never turned by a wheel."""
    field = QLineEdit()
    field.setValidator(QIntValidator(0, most, field))
    return field


def ask(question: ActQuestion, then: Callable[..., object]) -> None:
    """Ask, and go on with the answers when the person confirmed."""
    if question.exec() == QDialog.DialogCode.Accepted:
        then(*question.answers())
