"""The « fiche signalétique » of one project: what is typed is written as soon as the field is left."""

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from commission_app.ui import theme
from commission_app.ui.widgets.check_line import CheckLine
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import column
from commission_app.workflow.preparation.candidacies.project_card import LONGEST, ProjectCard

SUMMARY_HEIGHT: Final = 112  # five lines
PAUSE_MS: Final = 1000  # after the last sign typed, in case the field is never left


class SummaryField(QPlainTextEdit):
    """`settled` follows a pause, or the end of the typing."""

    settled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.scaled(SUMMARY_HEIGHT))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.settled)
        self.textChanged.connect(self._pause.start)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write what was typed."""
        super().focusOutEvent(event)
        self.settle()

    def hideEvent(self, event: QHideEvent) -> None:
        """Write what was typed before the field goes."""
        super().hideEvent(event)
        self.settle()

    def settle(self) -> None:
        """Say at once what the pause would have said."""
        if self._pause.isActive():
            self._pause.stop()
            self.settled.emit()

    def show_text(self, text: str) -> None:
        """Show a text that was not typed here."""
        self.setPlainText(text)
        self._pause.stop()


class CardForm(QWidget):
    """Emits the whole card each time a part of it changed."""

    written = Signal(object)  # ProjectCard

    def __init__(self) -> None:
        super().__init__()
        self._shown = ProjectCard()
        self.summary = SummaryField()
        self.asked, self.promised = QLineEdit(), QLineEdit()
        self.places, self.public, self.rapporteur = QLineEdit(), QLineEdit(), QLineEdit()
        self._tags: list[CheckLine] = []
        self._tag_lines = column()
        parts = column()
        self._add(parts, self.tr("Le projet, en cinq lignes"), self.summary)
        self._add(parts, self.tr("Demandé à l’État"), self.asked)
        self._add(parts, self.tr("Promis par la CAF"), self.promised)
        self._add(parts, self.tr("Places"), self.places)
        self._add(parts, self.tr("Public"), self.public)
        self._add(parts, self.tr("Rapporteur"), self.rapporteur)
        parts.addWidget(Label(self.tr("Étiquettes de l’annexe 1"), "mention"))
        parts.addLayout(self._tag_lines)
        self.setLayout(parts)
        self.summary.settled.connect(self._write)
        for field in self.lines():
            field.setMaxLength(LONGEST)
            field.editingFinished.connect(self._write)

    def lines(self) -> tuple[QLineEdit, ...]:
        """Return the fields of one line."""
        return self.asked, self.promised, self.places, self.public, self.rapporteur

    def show_card(self, card: ProjectCard, tags: tuple[str, ...], *, is_other: bool) -> None:
        """Show a card; a field where somebody types is left alone, unless the dossier is another one."""
        self._shown = card
        values = (card.asked, card.promised, card.places, card.public, card.rapporteur)
        for field, value in zip(self.lines(), values, strict=True):
            is_free = is_other or not (field.hasFocus() and field.isModified())
            if is_free and field.text() != value:
                field.setText(value)
        if is_other or not self.summary.hasFocus():
            self.summary.show_text("\n".join(card.summary))
        if not self._tags:
            self._make_tags(tags)
        for box in self._tags:
            box.blockSignals(True)
            box.setChecked(box.text() in card.tags)
            box.blockSignals(False)
            box.update()

    def settle(self) -> None:
        """Write what is being typed, before another dossier comes."""
        self.summary.settle()
        self._write()

    def card(self) -> ProjectCard:
        """Return what the fields hold."""
        summary = tuple(line.strip() for line in self.summary.toPlainText().splitlines() if line.strip())
        asked, promised, places, public, rapporteur = (field.text().strip() for field in self.lines())
        tags = tuple(box.text() for box in self._tags if box.isChecked())
        return ProjectCard(summary, asked, promised, places, public, tags, rapporteur)

    def _make_tags(self, tags: tuple[str, ...]) -> None:
        for tag in tags:
            box = CheckLine(tag)
            box.toggled.connect(lambda _: self._write())
            self._tags.append(box)
            self._tag_lines.addWidget(box)

    def _write(self) -> None:
        card = self.card()
        if card != self._shown:
            self._shown = card
            self.written.emit(card)

    def _add(self, parts: QVBoxLayout, words: str, field: QWidget) -> None:
        field.setAccessibleName(words)
        for item in (Label(words, "mention"), field):
            parts.addWidget(item)
        parts.addSpacing(8)
