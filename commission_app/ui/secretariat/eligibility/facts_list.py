"""The facts that the secretariat recorded of a dossier, each with its piece and page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commission_app.scoring.dossier import RecordedFact
from commission_app.texts import typeset
from commission_app.ui.secretariat.eligibility.verbs import DossierFile
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Slot, column, row
from commission_app.workflow.secretariat.contested import Contested


class FactsList(QWidget):
    """`changed` carries all the facts once one was taken away."""

    asked = Signal()
    changed = Signal(object)  # tuple[RecordedFact, ...]

    def __init__(self) -> None:
        super().__init__()
        self._shown: DossierFile | None = None
        self._slot = Slot()
        self.add = Button(self.tr("Relever un constat…"), icon="plus", size="small")
        self.add.clicked.connect(self.asked)
        self.setLayout(column(self._slot, 6, row(self.add, STRETCH)))

    def show_file(self, file: DossierFile) -> None:
        """Show the facts of a dossier."""
        former = self._shown
        if former is not None and (file.facts, file.contested) == (former.facts, former.contested):
            self._shown = file
            return
        self._shown = file
        parts = column(*(self._line(file, fact) for fact in file.facts), spacing=8)
        if not file.facts:
            parts.addWidget(Label(self.tr("Aucun constat relevé."), "mention"))
        self._slot.fill(parts)

    def _line(self, file: DossierFile, fact: RecordedFact) -> QVBoxLayout:
        titles = {piece.path: piece.title for piece in file.eligibility.pieces}
        where = [str(fact.criterion)] if fact.criterion else []
        if fact.piece is not None:
            title = titles.get(fact.piece, "")
            page = self.tr("{piece}, p. {page}").format(piece=title, page=fact.page)
            where.append(title if fact.page is None else page)
        take = Button(self.tr("Retirer"), "quiet", size="small")
        take.setAccessibleName(self.tr("Retirer le constat : {fact}").format(fact=fact.label))
        take.clicked.connect(lambda: self.changed.emit(tuple(one for one in file.facts if one is not fact)))
        head = row(Label(fact.label, "strong", wrap=True), 8, take)
        head.setStretch(0, 1)
        parts = column(head, Label(fact.value, "body", wrap=True), spacing=1)
        if where:
            parts.addWidget(Label("  ·  ".join(where), "mention", wrap=True))
        for one in file.contested:
            if one.fact == fact:
                parts.addLayout(self._contested(one))
        return parts

    def _contested(self, one: Contested) -> QHBoxLayout:
        who = self.tr("Contesté par {name} ({institution})").format(
            name=one.name, institution=one.institution
        )
        said = self.tr("{who} : {words}").format(who=who, words=one.words) if one.words else f"{who}."
        line = row(
            IconLabel("triangle-alert", "warning", 15),
            Label(typeset(said), "mention", tint="warning", wrap=True),
            spacing=6,
        )
        line.setStretch(1, 1)
        return line
