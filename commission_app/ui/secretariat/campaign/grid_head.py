"""Above the grid: where it stands, its total of 100, its proof, and what may be done with it as a whole."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from commission_app.texts import date_time_fr, exact_fr, typeset
from commission_app.ui import actions, notices
from commission_app.ui.icons import IconName
from commission_app.ui.widgets.buttons import Button, IconButton
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, column, row
from commission_app.workflow.preparation.grid.grid_versions import GridState, GridVersion, GridView
from commission_app.workflow.preparation.settings.templates import CampaignTemplate

WHOLE: Final = 100
SHORT: Final = 12  # signs of a digest at each end, enough to compare by eye


class GridHead(Card):
    """Says and offers; the page does."""

    def __init__(self, templates: Sequence[CampaignTemplate]) -> None:
        super().__init__()
        self._version: GridVersion | None = None
        self._state = Label("", "body", wrap=True)
        self._sign, self._total = IconLabel("circle-check", "success", 18), Label("", "strong")
        self.undoing = IconButton("undo-2", actions.text("undo"))
        self.redoing = IconButton("redo-2", actions.text("redo"))
        self.importing = Button(self.tr("Importer…"), size="small")
        self.exporting = Button(self.tr("Exporter…"), size="small")
        self.freezing = Button(self.tr("Figer la grille…"), "primary", size="small")
        self.beginning = Button(self.tr("Nouvelle version de la grille…"), size="small")
        self.abandoning = Button(self.tr("Abandonner…"), size="small")
        self.renewing = Button(self.tr("Mettre en vigueur…"), "primary", size="small")
        self.templates = [Button(each.title, "link", size="small") for each in templates]
        self._from = QWidget()
        words = Label(self.tr("Partir d’un modèle :"), "mention")
        self._from.setLayout(row(words, *self.templates, STRETCH, spacing=8))
        self._proof, self.copying = Label("", "digest"), Button(self.tr("Copier"), "link", size="small")
        self.copying.setAccessibleName(self.tr("Copier l’empreinte entière de la grille"))
        self.copying.clicked.connect(self._copy)
        self._proof_line = QWidget()
        proof = Label(self.tr("Empreinte"), "mention")
        self._proof_line.setLayout(row(proof, self._proof, self.copying, STRETCH, spacing=8))
        tools = row(
            self._sign, self._total, STRETCH, self.undoing, self.redoing, self.importing, self.exporting,
            self.beginning, self.abandoning, self.renewing, self.freezing, spacing=6,
        )  # fmt: skip
        parts = column(self._state, self._proof_line, self._from, 2, tools, spacing=4)
        parts.setContentsMargins(16, 10, 12, 10)
        self.setLayout(parts)

    def show_view(self, view: GridView) -> None:
        """Say where the grid stands, and offer what may be done."""
        is_draft, is_next = view.state is GridState.DRAFT, view.state is GridState.NEXT
        is_frozen = view.state is GridState.FROZEN
        self._version = view.versions[-1] if view.versions else None
        self._state.setText(typeset(self._words(view)))
        self._proof_line.setVisible(self._version is not None)
        if self._version is not None:
            digest = self._version.sha512
            self._proof.setText(f"{digest[:SHORT]}…{digest[-SHORT:]}")
        for part, is_shown in (
            (self._from, is_draft),
            (self.importing, not is_frozen),
            (self.freezing, is_draft),
            (self.beginning, is_frozen and not view.closed_because),
            (self.abandoning, is_next),
            (self.renewing, is_next),
        ):
            part.setVisible(is_shown)  # a button that would do nothing is not there

    def show_weights(self, weights: Fraction, *, is_editable: bool, can_undo: bool, can_redo: bool) -> None:
        """Say the running total, and what misses or is too much."""
        gap = abs(WHOLE - weights)
        points = exact_fr(gap)
        unit = self.tr("point") if gap <= 1 else self.tr("points")
        if weights == WHOLE:
            words = self.tr("Poids : 100 sur 100")
        elif weights < WHOLE:
            words = self.tr("{weights} sur 100 : il manque {points} {unit}")
        else:
            words = self.tr("{weights} sur 100 : {points} {unit} de trop")
        said = typeset(words.format(weights=exact_fr(weights), points=points, unit=unit))
        is_whole = weights == WHOLE
        if said != self._total.plain_text():
            self._total.setText(said)
            icon: IconName = "circle-check" if is_whole else "triangle-alert"
            self._sign.set_icon(icon, "success" if is_whole else "warning")
        for button, can in ((self.undoing, can_undo), (self.redoing, can_redo)):
            button.setVisible(is_editable)
            button.setEnabled(can)

    def _words(self, view: GridView) -> str:
        if view.state is GridState.DRAFT or self._version is None:
            return self.tr("En préparation. Chaque changement est gardé aussitôt.")
        told = self.tr("Version {number} figée le {date}").format(
            number=self._version.number, date=date_time_fr(self._version.at)
        )
        if self._version.author:
            told += self.tr(" par {author} : « {reason} »").format(
                author=self._version.author, reason=self._version.reason
            )
        if view.state is GridState.NEXT:
            return self.tr(
                "Vous préparez la version {next}, gardée aussitôt : rien ne change pour les membres avant sa "
                "mise en vigueur. En vigueur : {told}."
            ).format(next=self._version.number + 1, told=told[0].lower() + told[1:])
        if view.closed_because:
            told += self.tr(". Elle ne reçoit plus de nouvelle version : {because}")
            told = told.format(because=view.closed_because)
        return f"{told}."

    def _copy(self) -> None:
        if self._version is not None:
            QGuiApplication.clipboard().setText(self._version.sha512)
            notices.announce(self, self.tr("Empreinte copiée"))
