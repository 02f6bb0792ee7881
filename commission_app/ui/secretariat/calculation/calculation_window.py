"""The window « Fiche de calcul »: one for all dossiers, beside the ranking."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from commission_app.scoring.ids import DossierId, MemberId
from commission_app.texts import date_time_fr
from commission_app.ui import actions
from commission_app.ui.help.showing import show_topic
from commission_app.ui.secretariat.calculation.calculation_page import CalculationPage
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import ElidedLabel, Label
from commission_app.ui.widgets.layouts import column, row
from commission_app.ui.widgets.side_window import SideWindow
from commission_app.workflow.deliberation.analysis_views import Calculation

SIZE: Final = (940, 720)


class CalculationWindow(SideWindow):
    """Every step from the marks of one dossier to its place."""

    def __init__(self, parent: QWidget, page: CalculationPage) -> None:
        super().__init__(parent)
        self.page = page
        self.setWindowTitle(self.tr("Fiche de calcul"))
        self._title = ElidedLabel("", "screen_title")
        self._moment = Label("", "mention")
        copy = Button(self.tr("Copier"), icon="copy")
        self.print_button = Button(self.tr("Imprimer…"), "primary", icon="printer")
        copy.clicked.connect(page.copy_all)
        self.print_button.clicked.connect(page.print_it)
        within = Qt.ShortcutContext.WindowShortcut
        self.addAction(actions.make("print", self, page.print_it, context=within))
        self.addAction(actions.make("help", self, lambda: show_topic(parent.window(), "fiche-de-calcul")))
        words = column(self._title, 2, self._moment)
        head = row(words, 16, copy, 8, self.print_button, margins=(24, 16, 24, 14))
        head.setStretch(0, 1)
        page.read.connect(self._name)
        self.fill(head, page, SIZE)

    def show_dossier(self, dossier: DossierId, reader: MemberId | None = None) -> None:
        """Show the window, or bring it back to the front, on one dossier."""
        self.show_in_front()
        self.page.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page.show_dossier(dossier, reader)

    def _name(self, found: Calculation) -> None:
        self.setWindowTitle(self.tr("Fiche de calcul — {territory}").format(territory=found.territory))
        self._title.setText(f"{found.territory} ({found.departement})")
        moment = self.tr("Fiche de calcul : des notes des membres à la place du dossier. Faite le {moment}.")
        self._moment.setText(moment.format(moment=date_time_fr(found.computed)))
