"""Beside the preview: which file of the document, what it lacks, where it comes from, how to keep it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QWidget

from commission_app.texts import count_fr, date_time_fr
from commission_app.ui.secretariat.documents.words import causes
from commission_app.ui.secretariat.meeting.choice_field import ChoiceField
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, Line, SidePanel, Slot, column, row
from commission_app.workflow.papers.catalogue import Paper


class PaperPanel(QWidget):
    """Follows the chosen document; the warning is about this document alone (UX_CORRECTIONS 10)."""

    save_asked = Signal()
    part_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.save = Button(self.tr("Enregistrer le PDF…"), "primary", icon="download")
        self.save.clicked.connect(self.save_asked)
        self._parts: ChoiceField | None = None
        self._slot = Slot()
        body = column(self.save, 16, self._slot, STRETCH, margins=(20, 16, 20, 16))
        self.setLayout(column(SidePanel(body, self.tr("À propos du document"))))

    def show_paper(self, paper: Paper, part: str) -> None:
        """Show what is known of a document, with one of its files chosen."""
        self.save.setText(
            self.tr("Enregistrer les {count} PDF…").format(count=len(paper.parts))
            if len(paper.parts) > 1
            else self.tr("Enregistrer le PDF…")
        )
        self.save.setEnabled(bool(paper.parts))
        content = column(spacing=10)
        for warning in self._warnings(paper):
            content.addWidget(warning)
        self._parts = None
        if len(paper.parts) > 1:
            self._parts = ChoiceField([(one.key, one.title) for one in paper.parts], part)
            self._parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._parts.setAccessibleName(self.tr("Fichier montré"))
            self._parts.chosen.connect(self._tell_part)
            content.addLayout(column(Label(self.tr("Fichier montré"), "section_title"), 8, self._parts))
            content.addWidget(Line())
        content.addLayout(self._about(paper))
        self._slot.fill(content)

    def _warnings(self, paper: Paper) -> list[QWidget]:
        found: list[QWidget] = []
        if paper.lacks:
            title = self.tr("Reste « projet »")
            found.append(_warning(title, *paper.lacks))
        if said := causes(paper):
            found.append(_warning(self.tr("À régénérer"), said))
        if paper.notes:
            found.append(_note(self.tr("À savoir"), *paper.notes))
        return found

    def _about(self, paper: Paper) -> QLayout:
        lines = [
            (
                self.tr("Enregistré"),
                date_time_fr(paper.written) if paper.written else self.tr("pas encore"),
            ),
            *(self._results(paper) if paper.digest else ()),
            (self.tr("Format"), self.tr("A4, PDF/A accessible")),
        ]
        about = column(Label(self.tr("À propos de ce document"), "section_title"), 4, spacing=6)
        for label, value in lines:
            about.addLayout(row(Label(label, "mention"), STRETCH, Label(value, "body")))
        return about

    def _results(self, paper: Paper) -> tuple[tuple[str, str], ...]:
        """Return the results that a document speaks of: a letter speaks of none."""
        return (
            (self.tr("Données"), count_fr(paper.sheets, self.tr("fiche"))),
            (self.tr("Empreinte"), f"{paper.digest[:4]} {paper.digest[4:8]}…".upper()),
        )

    def _tell_part(self) -> None:
        if self._parts is not None and (part := self._parts.choice()):
            self.part_chosen.emit(part)


def _warning(title: str, *sentences: str) -> Card:
    line = _told(IconLabel("triangle-alert", "warning", 16), title, sentences)
    return Card(line, tint="warning_soft", line="warning_line")


def _note(title: str, *sentences: str) -> Card:
    return Card(_told(IconLabel("info", "info", 16), title, sentences), tint="info_soft", line="info_line")


def _told(icon: IconLabel, title: str, sentences: Sequence[str]) -> QLayout:
    words = column(Label(title, "strong", wrap=True), spacing=4)
    for sentence in sentences:
        words.addWidget(Label(sentence, "body", wrap=True))
    line = row(column(icon, STRETCH), words, spacing=10)
    line.setStretch(1, 1)
    line.setContentsMargins(14, 12, 14, 12)
    return line
