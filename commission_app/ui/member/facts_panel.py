"""The facts that the secretariat recorded beside a criterion, each with the page where it stands."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from commission_app.scoring.dossier import RecordedFact
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import Card, Slot, column, row


class FactsPanel(QWidget):
    """A soft card and the space under it, absent when nothing was recorded."""

    opened = Signal(object)  # RecordedFact

    def __init__(self) -> None:
        super().__init__()
        self._facts: tuple[RecordedFact, ...] = ()
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
        self._facts = tuple(facts)
        self._lines.fill(column(*[self._fact_row(fact) for fact in facts]))

    def _fact_row(self, fact: RecordedFact) -> QWidget:
        words = row(
            Label(self.tr("{label} :").format(label=fact.label), "mention"),
            Label(fact.value, "body"),
            spacing=6,
        )
        words.addStretch(1)
        if fact.piece is not None and fact.page is not None:
            way = Button(self.tr("p. {page}").format(page=fact.page), "link", size="small")
            way.setAccessibleName(
                self.tr("{label}, aller à la page {page}").format(label=fact.label, page=fact.page)
            )
            way.clicked.connect(lambda _=False, shown=fact: self.opened.emit(shown))
            words.addWidget(way, 0, Qt.AlignmentFlag.AlignRight)
        line = QWidget()
        line.setLayout(words)
        return line
