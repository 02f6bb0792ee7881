"""What the page « Grille » asks before an act: which file, what a freeze or a new version changes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from commission_app.texts import typeset
from commission_app.ui import theme
from commission_app.ui.secretariat.meeting.questions import line_field, text_field
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.check_line import CheckLine
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, column, row
from commission_app.ui.widgets.question import Question
from commission_app.workflow.preparation.grid.grid_versions import Consequences
from commission_app.workflow.preparation.grid.grid_words import ChangeWords

SIZE = (760, 640)


def ask_grid_file(parent: QWidget, title: str) -> Path | None:
    """Ask which grid to read; None when the person gives up."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, "", "*.json")
    return Path(chosen) if chosen else None


def ask_grid_place(parent: QWidget, title: str) -> Path | None:
    """Ask where to write the grid; None when the person gives up."""
    chosen, _ = QFileDialog.getSaveFileName(
        parent, title, "grille.json", "*.json", options=QFileDialog.Option.DontConfirmOverwrite
    )
    return Path(chosen) if chosen else None


def ask_to_replace(parent: QWidget, grid: str) -> bool:
    """Ask before another grid takes the place of the one that may have been edited."""
    tr = QCoreApplication.translate
    question = tr("Campaign", "Repartir de « {grid} » ?").format(grid=grid)
    meaning = tr("Campaign", "La grille actuelle est remplacée. « Annuler » la remettra en place.")
    asked = Question(parent, typeset(question), typeset(meaning), tr("Campaign", "Remplacer la grille"))
    return asked.exec() == QDialog.DialogCode.Accepted


class FreezeQuestion(Question):
    """Confirmed once a person has ticked that they know what no longer changes."""

    def __init__(self, parent: QWidget) -> None:
        tr = QCoreApplication.translate
        self.known = CheckLine(tr("Campaign", "Je sais ce qui ne changera plus"))
        question = tr("Campaign", "Figer la grille et ses règles ?")
        meaning = tr(
            "Campaign",
            "Sections, critères, poids, repères, échelle, critères neutralisés, départage et seuils ne "
            "changeront plus : c’est sur eux que les membres noteront. Restent ouverts les dates et le "
            "téléphone ; des personnes peuvent rejoindre la commission. Ensuite, seule une nouvelle version "
            "de la grille, motivée et inscrite au journal, pourra la remplacer : les lots seront alors à "
            "sceller de nouveau.",
        )
        super().__init__(
            parent,
            typeset(question),
            typeset(meaning),
            tr("Campaign", "Figer"),
            icon="lock",
            fields=((tr("Campaign", "Confirmation"), self.known),),
        )
        self.confirm.setEnabled(False)
        self.known.toggled.connect(self.confirm.setEnabled)


def ask_to_freeze(parent: QWidget) -> bool:
    """Ask before the grid is frozen."""
    return FreezeQuestion(parent).exec() == QDialog.DialogCode.Accepted


def ask_to_abandon(parent: QWidget) -> bool:
    """Ask before the version in preparation is thrown away."""
    tr = QCoreApplication.translate
    question = tr("Campaign", "Abandonner la nouvelle version ?")
    meaning = tr("Campaign", "Ses changements sont perdus. La grille en vigueur reste comme elle est.")
    action = tr("Campaign", "Abandonner")
    asked = Question(parent, typeset(question), typeset(meaning), action, kind="danger", icon="trash-2")
    return asked.exec() == QDialog.DialogCode.Accepted


class ReplaceQuestion(QDialog):
    """Everything that a new version changes, then who decides and why; nothing is filled in beforehand."""

    def __init__(self, parent: QWidget, told: Consequences) -> None:
        super().__init__(parent)
        tr = QCoreApplication.translate
        title = tr("Campaign", "Mettre en vigueur la version {number} de la grille ?")
        self.setWindowTitle(typeset(title.format(number=told.number)))
        self.author, self.reason = line_field(), text_field()
        self.known = CheckLine(tr("Campaign", "J’ai lu ce qui change et ce que les membres devront refaire"))
        cancel = Button(tr("Campaign", "Annuler"))
        cancel.clicked.connect(self.reject)
        self.confirm = Button(tr("Campaign", "Mettre en vigueur"), "primary")
        self.confirm.clicked.connect(self.accept)
        lines = column(spacing=6)
        for line in told.lines:
            lines.addWidget(Label(f"• {line}", "body", wrap=True))
        cards = column(lines, 6, Label(tr("Campaign", "Avant et après"), "panel_title"), spacing=8)
        for change in told.changes:
            cards.addWidget(_card(change))
        cards.addStretch(1)
        area = FlowArea(cards, tr("Campaign", "Ce qui change"))
        words = Label(self.windowTitle(), "section_title", wrap=True)
        head = row(IconLabel("scroll-text"), words, spacing=12)
        head.setStretch(1, 1)
        whole = column(head, 12, area, 12, margins=(22, 20, 22, 20))
        for name, field in (
            (tr("Campaign", "Qui décide (nom, qualité)"), self.author),
            (tr("Campaign", "Motif, inscrit au journal"), self.reason),
        ):
            field.setAccessibleName(name)
            whole.addLayout(column(Label(name, "field"), 4, field, 8))
        whole.addWidget(self.known)
        whole.addLayout(column(12, row(STRETCH, cancel, self.confirm, spacing=8)))
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.resize(*(theme.scaled(side) for side in SIZE))
        for signal in (self.author.textChanged, self.reason.textChanged, self.known.toggled):
            signal.connect(lambda *_: self._allow())
        self._allow()

    def answers(self) -> tuple[str, str]:
        """Return the author and the reason."""
        return self.author.text().strip(), self.reason.toPlainText().strip()

    def _allow(self) -> None:
        self.confirm.setEnabled(all(self.answers()) and self.known.isChecked())


def _card(change: ChangeWords) -> Card:
    tint: Token = "warning_soft" if change.is_asked_again else "surface"
    parts = column(Label(change.title, "field", wrap=True), margins=(14, 10, 14, 10), spacing=3)
    if change.outcome:
        parts.addWidget(Label(change.outcome, "strong", wrap=True))
    for line in change.lines:
        parts.addWidget(Label(line, "body", wrap=True))
    return Card(parts, tint=tint)


def ask_to_renew(parent: QWidget, told: Consequences) -> tuple[str, str] | None:
    """Ask before a new version takes the place of the grid in force; None when the person gives up."""
    question = ReplaceQuestion(parent, told)
    return question.answers() if question.exec() == QDialog.DialogCode.Accepted else None


@dataclass(frozen=True)
class GridQuestions:
    """What the page asks a person; replaced in tests."""

    grid_file: Callable[[QWidget, str], Path | None] = ask_grid_file
    grid_place: Callable[[QWidget, str], Path | None] = ask_grid_place
    replace: Callable[[QWidget, str], bool] = ask_to_replace
    freeze: Callable[[QWidget], bool] = ask_to_freeze
    abandon: Callable[[QWidget], bool] = ask_to_abandon
    renew: Callable[[QWidget, Consequences], tuple[str, str] | None] = ask_to_renew
