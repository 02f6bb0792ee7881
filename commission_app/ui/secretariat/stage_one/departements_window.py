"""The window « Départements et invitations », beside the work: it precedes everything else."""

from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from commission_app.ui import actions
from commission_app.ui.help.showing import show_topic
from commission_app.ui.pages_window import PagesWindow
from commission_app.ui.secretariat.stage_one.invitations_page import InvitationsPage
from commission_app.ui.secretariat.stage_one.stage_one_page import StageOnePage

SIZE: Final = (1320, 780)
CHOICE, INVITATIONS = range(2)


class DepartementsWindow(PagesWindow):
    """Reads the page in front each time it comes there."""

    def __init__(
        self, parent: QWidget, campaign: str, choice: StageOnePage, invitations: InvitationsPage
    ) -> None:
        tr = QCoreApplication.translate
        self.choice, self.invitations = choice, invitations
        pages = (
            (tr("DepartementsWindow", "Choix des départements"), choice),
            (tr("DepartementsWindow", "Invitations"), invitations),
        )
        words = tr(
            "DepartementsWindow",
            "Le calcul propose, vous décidez. Un chiffre qui n’est pas publié n’est jamais un zéro.",
        )
        super().__init__(parent, tr("DepartementsWindow", "Départements et invitations"), words, pages, SIZE)
        title = tr("DepartementsWindow", "Départements et invitations — {campaign}")
        self.setWindowTitle(title.format(campaign=campaign))
        self.addAction(actions.make("help", self, lambda: show_topic(parent.window(), "departements")))
        button = invitations.empty.button
        if button is not None:
            button.clicked.connect(lambda: self.tabs.setCurrentIndex(CHOICE))

    def show_tab(self, tab: int | None = None) -> None:
        """Show the window, or bring it back to the front, on a tab or on that where it was."""
        if tab is not None:
            self.tabs.setCurrentIndex(tab)
        self.show_pages()
