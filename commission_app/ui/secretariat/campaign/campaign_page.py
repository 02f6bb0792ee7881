"""« Campagne »: settings and grid on the left, kept at once; the grid as members will see it on the right."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from commission_app.scoring.ids import CriterionId
from commission_app.texts import date_time_fr, exact_fr, typeset
from commission_app.ui.page import Page
from commission_app.ui.secretariat.campaign.criterion_form import CriterionForm
from commission_app.ui.secretariat.campaign.details_form import DetailsForm
from commission_app.ui.secretariat.campaign.grid_preview import GridPreview
from commission_app.ui.secretariat.campaign.verbs import CampaignVerbs
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Card, column, row
from commission_app.ui.widgets.question import Question
from commission_app.ui.widgets.two_panes import TwoPanes
from commission_app.workflow.preparation.settings import CampaignSettings
from commission_app.workflow.preparation.templates import CampaignTemplate

PREVIEW_WIDTH = 520


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
    meaning = tr("Campaign", "La grille actuelle est remplacée. Si vous l’avez changée, exportez-la d’abord.")
    asked = Question(parent, typeset(question), typeset(meaning), tr("Campaign", "Remplacer la grille"))
    return asked.exec() == QDialog.DialogCode.Accepted


def ask_to_freeze(parent: QWidget) -> bool:
    """Ask before the grid is frozen for good."""
    tr = QCoreApplication.translate
    question = tr("Campaign", "Figer la grille et les réglages ?")
    meaning = tr("Campaign", "Plus rien n’en pourra être changé : c’est sur eux que les membres noteront.")
    asked = Question(parent, typeset(question), typeset(meaning), tr("Campaign", "Figer"))
    return asked.exec() == QDialog.DialogCode.Accepted


@dataclass(frozen=True)
class CampaignQuestions:
    """What the page asks a person; replaced in tests."""

    grid_file: Callable[[QWidget, str], Path | None] = ask_grid_file
    grid_place: Callable[[QWidget, str], Path | None] = ask_grid_place
    replace: Callable[[QWidget, str], bool] = ask_to_replace
    freeze: Callable[[QWidget], bool] = ask_to_freeze


class CampaignPage(Page):
    """Nothing is to be saved: each field is kept when it is left, and what is refused is said above."""

    def __init__(
        self, verbs: CampaignVerbs, tasks: Tasks, questions: CampaignQuestions | None = None
    ) -> None:
        super().__init__()
        self._verbs, self._tasks = verbs, tasks
        self._questions = questions or CampaignQuestions()
        self.details, self.criterion, self.preview = DetailsForm(), CriterionForm(), GridPreview()
        self.details.written.connect(lambda details: self._do(partial(verbs.change_details, details)))
        self.criterion.written.connect(self._change_criterion)
        self._state = Label("", "body", wrap=True)
        self.importing = Button(self.tr("Importer une grille…"))
        self.importing.clicked.connect(self._import)
        self.exporting = Button(self.tr("Exporter la grille…"))
        self.exporting.clicked.connect(self._export)
        self.freezing = Button(self.tr("Figer la grille…"), "primary")
        self.freezing.clicked.connect(self._freeze)
        self.templates = [self._template_button(each) for each in verbs.templates()]
        form = column(self._grid_card(), self.details, self.criterion, spacing=16)
        left = FlowArea(column(form, STRETCH, margins=(24, 16, 24, 24)), self.tr("Réglages de la campagne"))
        names = (self.tr("Réglages"), self.tr("Grille"))
        panes = TwoPanes(left, self.preview, self.tr("Partie montrée"), names)
        panes.set_side_width(PREVIEW_WIDTH)
        layout = column(self.notices, panes)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Read the settings again."""
        self._tasks.store(self._verbs.view, self._show, self.show_failure)

    def _grid_card(self) -> Card:
        self._from = Label(self.tr("Partir de la grille et des règles d’un modèle"), "field")
        parts = column(Label(self.tr("Grille"), "section_title"), self._state, 4, self._from, spacing=6)
        for buttons in (self.templates, (self.importing, self.exporting, self.freezing)):
            parts.addLayout(row(*buttons, STRETCH, spacing=8))
        parts.setContentsMargins(20, 16, 20, 16)
        return Card(parts)

    def _template_button(self, template: CampaignTemplate) -> Button:
        button = Button(template.title)
        button.clicked.connect(lambda: self._use(template))
        return button

    def _show(self, view: CampaignSettings) -> None:
        weights = exact_fr(view.weights)
        if view.frozen_at is not None:
            words = self.tr("Figée le {date} : plus rien n’en est changé.")
            state = words.format(date=date_time_fr(view.frozen_at))
        elif weights == "100":
            state = self.tr("En préparation. Les poids font 100 : elle peut être figée.")
        else:
            words = self.tr("En préparation. Les poids font {weights} ; ils doivent faire 100 pour la figer.")
            state = words.format(weights=weights)
        self._state.setText(typeset(state))
        for part in (self._from, *self.templates, self.importing, self.freezing):
            part.setVisible(not view.is_frozen)  # none of them would ever do anything again
        self.details.show_campaign(view.campaign, is_frozen=view.is_frozen)
        self.criterion.show_grid(view.campaign.grid, is_frozen=view.is_frozen)
        self.preview.show_grid(view.campaign.grid)

    def _do(self, work: Callable[[], object]) -> None:
        """Do it on the store lane, then read again; a refusal leaves what is typed in its field."""
        self._tasks.store(work, lambda _: self.refresh(), self.show_failure)

    def _change_criterion(self, criterion: str, weight: str, anchors: tuple[str, ...]) -> None:
        self._do(partial(self._verbs.change_criterion, CriterionId(criterion), weight, anchors))

    def _use(self, template: CampaignTemplate) -> None:
        if self._questions.replace(self, template.title):
            self._do(partial(self._verbs.use_template, template))

    def _import(self) -> None:
        file = self._questions.grid_file(self, self.tr("Importer une grille"))
        if file is not None and self._questions.replace(self, file.name):
            self._do(partial(self._verbs.import_grid, file))

    def _export(self) -> None:
        file = self._questions.grid_place(self, self.tr("Exporter la grille"))
        if file is not None:
            self._do(partial(self._verbs.export_grid, file))

    def _freeze(self) -> None:
        if self._questions.freeze(self):
            self._do(self._verbs.freeze)
