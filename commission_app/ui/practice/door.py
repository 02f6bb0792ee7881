"""The first page of the practice: the letter, with its code, beside the page where it is typed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from commission_app.rehearsal.practice import NAME, Practice
from commission_app.ui.first_use.code_page import CodePage
from commission_app.ui.first_use.opening_verbs import closed_desk
from commission_app.ui.page import Page
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.badge import Badge
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Card, Panel, column, row
from commission_app.ui.widgets.two_panes import TwoPanes

LETTER_WIDTH = 400
MIDDLE = 17  # signs before the dash in the middle of a code


class PracticeDoor(Page):
    """The code page of the practice, whose lot is already chosen."""

    help_topic = "ouvrir-mon-lot"

    def __init__(self, practice: Practice, tasks: Tasks) -> None:
        super().__init__()
        self._practice = practice
        self.code_page = CodePage(
            closed_desk(lambda: practice.desk), tasks, asks_text_size=False, offers_practice=False
        )
        self.code_page.show_lot(practice.lot)
        letter = FlowArea(self._letter(), self.tr("Lettre d’entraînement"))
        self._both = TwoPanes(
            self.code_page,
            Panel(column(letter)),
            self.tr("Montrer"),
            (self.tr("Ouvrir mon lot"), self.tr("Ma lettre")),
            side_first=True,
        )
        self._both.set_side_width(LETTER_WIDTH)
        self._both.show_side()  # where only one fits, the letter says what to do
        self.setLayout(column(self._both))

    def set_compact(self, *, is_compact: bool) -> None:
        """Tighten the page beside the letter."""
        self.code_page.set_compact(is_compact=is_compact)

    def panes(self) -> Sequence[QWidget]:
        """Return where F6 goes."""
        return (self.code_page.form.code,)

    def show_failure(self, error: Exception) -> None:
        """Show a refusal beside the letter."""
        self.code_page.show_failure(error)

    def _letter(self) -> QBoxLayout:
        about = self.tr(
            "Vous allez ouvrir un lot, lire un dossier fictif, le noter, citer un passage et remettre une "
            "fiche. Comptez cinq minutes."
        )
        promise = self.tr(
            "Rien n’est vrai et rien n’est gardé : tout s’efface quand vous quittez l’entraînement. Votre "
            "travail, lui, n’est pas touché."
        )
        first, second = self._practice.code[:MIDDLE], self._practice.code[MIDDLE + 1 :]
        code = Label(f"{first}\n{second}", "digest", wrap=True)
        code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fill = Button(self.tr("Le saisir à ma place"), "link", size="small")
        self.fill.clicked.connect(self._fill_in)
        box = Card(
            column(
                Label(NAME, "panel_title"),
                8,
                Label(self.tr("Votre code d’ouverture"), "mention"),
                4,
                code,
                6,
                row(self.fill, STRETCH),
                margins=(18, 16, 18, 12),
            ),
            tint="app",
        )
        return column(
            row(Badge(self.tr("Entraînement"), "info"), STRETCH),
            16,
            Label(self.tr("Voici votre lettre"), "page_title", wrap=True),
            8,
            Label(about, "long", wrap=True),
            22,
            box,
            22,
            Label(promise, "mention", wrap=True),
            STRETCH,
            margins=(36, 40, 32, 28),
        )

    def _fill_in(self) -> None:
        self._both.show_main()
        self.code_page.form.code.show_signs(self._practice.code)
        self.code_page.form.button.setFocus()
