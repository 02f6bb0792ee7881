"""The facts that the secretariat recorded beside a criterion, each with the page where it stands.

A member who reads something else says so in a word: the contestation stands in the remark of the criterion,
under the words of the fact, and reaches the secretariat with the fiche.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from commission_app.scoring.dossier import RecordedFact
from commission_app.texts import typeset
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import Card, Slot, column, row
from commission_app.workflow.contestation import contestation


class FactsPanel(QWidget):
    """A soft card and the space under it, absent when nothing was recorded."""

    opened = Signal(object)  # RecordedFact
    contested = Signal(object)  # RecordedFact

    def __init__(self) -> None:
        super().__init__()
        self._facts: tuple[RecordedFact, ...] = ()
        self._answers: dict[RecordedFact, tuple[Button, Label]] = {}
        self._lines = Slot()
        title = Label(self.tr("Relevé par le secrétariat"), "legend")
        self._card = Card(
            column(title, 2, self._lines, margins=(12, 8, 12, 6)), tint="sunken", line="line", radius=6
        )
        self.setLayout(column(self._card, 10))

    def show_facts(self, facts: Sequence[RecordedFact]) -> None:
        """Show the facts of a criterion."""
        self.setVisible(bool(facts))
        if tuple(facts) == self._facts:
            return
        self._facts, self._answers = tuple(facts), {}
        self._lines.fill(column(*[self._fact_row(fact) for fact in facts], spacing=2))

    def show_contested(self, remark: str, *, is_enabled: bool) -> None:
        """Show which facts a remark contests; the others may be, while the dossier is open."""
        for fact, (contest, contested) in self._answers.items():
            is_contested = contestation(fact) in remark
            contested.setVisible(is_contested)
            contest.setVisible(is_enabled and not is_contested)

    def _fact_row(self, fact: RecordedFact) -> QWidget:
        said = self.tr("{label} : {value}").format(label=fact.label, value=fact.value)
        words = row(Label(typeset(said), "body", wrap=True), spacing=6)
        words.setStretch(0, 1)
        if fact.piece is not None and fact.page is not None:
            way = Button(self.tr("p. {page}").format(page=fact.page), "link", size="small")
            way.setAccessibleName(
                self.tr("{label}, aller à la page {page}").format(label=fact.label, page=fact.page)
            )
            way.clicked.connect(lambda _=False, shown=fact: self.opened.emit(shown))
            words.addWidget(way, 0, Qt.AlignmentFlag.AlignTop)
        contest = Button(self.tr("Contester"), "link", size="small")
        contest.setAccessibleName(self.tr("Contester : {label}").format(label=fact.label))
        contest.clicked.connect(lambda _=False, shown=fact: self.contested.emit(shown))
        contested = Label(self.tr("contesté"), "mention", tint="warning")
        contested.hide()
        self._answers[fact] = (contest, contested)
        words.addWidget(contest, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(contested, 0, Qt.AlignmentFlag.AlignTop)
        line = QWidget()
        line.setLayout(words)
        return line
