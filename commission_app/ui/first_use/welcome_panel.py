"""The left half of the first opening: what will happen, in three steps, and who to call."""

from PySide6.QtCore import QCoreApplication, QEvent

from commission_app.texts import typeset
from commission_app.ui import theme
from commission_app.ui.first_use.opening_steps import OpeningSteps
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Panel, column, row
from commission_app.ui.widgets.sign import Sign
from commission_app.workflow.member.views import Greeting

WIDTH, COMPACT_WIDTH = 520, 420


class WelcomePanel(Panel):
    """Explains; once the code was read, names the campaign and the secretariat's telephone."""

    def __init__(self) -> None:
        super().__init__()
        self._is_compact = False
        self.steps = OpeningSteps(
            [
                (self.tr("Choisir mon lot"), self.tr("Le fichier des dossiers, reçu du secrétariat.")),
                (
                    self.tr("Saisir mon code d’ouverture"),
                    self.tr("Une seule fois : il est sur votre lettre."),
                ),
                (self.tr("Lire et noter"), self.tr("À votre rythme, sans connexion.")),
            ]
        )
        self._name = Label(self.tr("Commission de sélection"), "section_title", wrap=True)
        self._phone = Label(phone_words(None), "body", wrap=True)
        promise = self.tr(
            "Cette application ne se connecte jamais à internet. Vos notes restent sur cet ordinateur jusqu’"
            "à ce que vous les remettiez."
        )
        welcome = self.tr(
            "Vous allez lire et noter les dossiers des territoires candidats, sur cet ordinateur."
        )
        called = row(IconLabel("phone", "mention", 16), self._phone, spacing=10)
        called.setStretch(1, 1)
        kept = row(IconLabel("laptop", "mention", 16), Label(promise, "mention", wrap=True), spacing=10)
        kept.setStretch(1, 1)
        head = row(Sign(28), 12, self._name)
        head.setStretch(2, 1)
        self.setLayout(
            column(
                head,
                72,
                Label(self.tr("Bienvenue dans la commission"), "page_title", wrap=True),
                8,
                Label(welcome, "long", wrap=True),
                44,
                self.steps,
                STRETCH,
                called,
                14,
                kept,
                margins=(48, 40, 44, 36),
            )
        )
        self.set_compact(is_compact=False)

    def show_greeting(self, greeting: Greeting) -> None:
        """Name the campaign and the telephone, known once the code was read."""
        self._name.setText(greeting.campaign)
        self._phone.setText(phone_words(greeting))

    def set_compact(self, *, is_compact: bool) -> None:
        """Leave the form more room in a small window."""
        self._is_compact = is_compact
        self.setFixedWidth(self.width_wanted())

    def width_wanted(self) -> int:
        """Return the width of the panel at the text size in use."""
        return theme.scaled(COMPACT_WIDTH if self._is_compact else WIDTH)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self.setFixedWidth(self.width_wanted())


def phone_words(greeting: Greeting | None) -> str:
    """Say whom to call: the lot tells the number once its code was read, the letter always does."""
    if greeting is None:
        unknown = QCoreApplication.translate(
            "WelcomePanel", "Une question ? Le téléphone du secrétariat est sur votre lettre."
        )
        return typeset(unknown)
    known = QCoreApplication.translate("WelcomePanel", "Secrétariat : {phone}")
    return typeset(known.format(phone=greeting.phone))
