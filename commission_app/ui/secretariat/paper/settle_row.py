"""One difference between both entries: what each read, and what the paper says."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from commission_app.scoring.double_entry import Answer, Part
from commission_app.scoring.grid import Grid
from commission_app.scoring.sheet import NOT_ASSESSABLE, MarkValue
from commission_app.texts import typeset
from commission_app.ui import theme
from commission_app.ui.member.grid.motives import Motives
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, column, row
from commission_app.ui.widgets.mark_field import MarkField
from commission_app.workflow.receiving.paper_views import AgentLine, DifferenceLine

MARK, LONGEST_TEXT = 348, 4000


class SettleRow(Card):
    """Nothing is chosen beforehand: the paper is read a third time."""

    answered = Signal(object, object)  # the `Subject`, its `Answer` or None

    def __init__(self, line: DifferenceLine, agents: tuple[AgentLine, ...], grid: Grid) -> None:
        super().__init__()
        self._difference = line
        self._sign = IconLabel("circle", "faint", 16)
        self.settled = Label("", "strong", wrap=True)
        head = row(self._sign, 8, Label(typeset(f"{line.place} · {line.label}"), "strong", wrap=True))
        head.setStretch(2, 1)
        read = column(spacing=2)
        for agent, words in zip(agents, (line.first, line.second), strict=True):
            read.addWidget(Label(typeset(f"{agent.agent} : {words}"), "body", wrap=True))
        asked = Label(self.tr("Sur le papier"), "field")
        self.setLayout(
            column(head, 4, read, 8, asked, 3, self._field(grid), 4, self.settled, margins=(16, 12, 16, 12))
        )
        self.show_line(line)

    def show_line(self, line: DifferenceLine) -> None:
        """Show whether somebody looked, and what they read."""
        self._difference = line
        is_settled = line.settled is not None
        self._sign.set_icon("circle-check" if is_settled else "circle", "success" if is_settled else "faint")
        self.settled.setText(typeset(self.tr("Retenu : {words}").format(words=line.settled)))
        self.settled.setVisible(is_settled)

    def _field(self, grid: Grid) -> QVBoxLayout:
        part = self._difference.subject.part
        if part is Part.MARK:
            return self._mark_field(grid)
        return self._signed_field() if part is Part.SIGNED else self._text_field()

    def _mark_field(self, grid: Grid) -> QVBoxLayout:
        self.mark, motives = MarkField(grid.scale.labels), Motives(grid.not_assessable_reasons)
        self.mark.setFixedWidth(theme.scaled(MARK))
        self.mark.setAccessibleName(self._difference.label)
        motives.hide()

        def give(mark: MarkValue, motive: str = "") -> None:
            motives.setVisible(mark == NOT_ASSESSABLE)
            motives.show_motive(motive)
            if mark != NOT_ASSESSABLE or motive:
                self._answer(Answer(mark=mark, motive=motive))
            else:
                motives.take_focus()

        self.mark.committed.connect(give)
        motives.chosen.connect(lambda motive: give(NOT_ASSESSABLE, motive))
        self.blank = self._choice(self.tr("En blanc"), Answer())
        self.blank.clicked.connect(lambda: self.mark.set_mark(None))
        return column(row(self.mark, 8, self.blank, STRETCH), motives)

    def _signed_field(self) -> QVBoxLayout:
        self.yes = self._choice(self.tr("Signée"), Answer(is_signed=True))
        self.no = self._choice(self.tr("Non signée"), Answer())
        return column(row(self.yes, 8, self.no, STRETCH))

    def _text_field(self) -> QVBoxLayout:
        self.text = QLineEdit()
        self.text.setMaxLength(LONGEST_TEXT)
        self.text.setAccessibleName(self._difference.label)
        self.text.editingFinished.connect(self._type)
        difference = self._difference.difference
        first = self._choice(self.tr("Comme la première"), Answer(text=difference.first.text))
        second = self._choice(self.tr("Comme la seconde"), Answer(text=difference.second.text))
        for button, answer in ((first, difference.first), (second, difference.second)):
            button.clicked.connect(lambda _=False, words=answer.text: self.text.setText(words))
        return column(self.text, 6, row(first, 8, second, STRETCH))

    def _type(self) -> None:
        if self.text.isModified():
            self.text.setModified(False)
            self._answer(Answer(text=self.text.text().strip()))

    def _choice(self, words: str, answer: Answer) -> Button:
        button = Button(words, size="small")
        button.setAccessibleName(f"{words} : {self._difference.label}")
        button.clicked.connect(lambda: self._answer(answer))
        return button

    def _answer(self, answer: Answer) -> None:
        self.answered.emit(self._difference.subject, answer)
