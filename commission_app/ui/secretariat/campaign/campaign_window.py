"""The window « Campagne », beside the work: settings, people, grid."""

from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from commission_app.ui import actions
from commission_app.ui.help.showing import show_topic
from commission_app.ui.pages_window import PagesWindow
from commission_app.ui.secretariat.campaign.grid_page import GridPage
from commission_app.ui.secretariat.campaign.people_page import PeoplePage
from commission_app.ui.secretariat.campaign.settings_page import SettingsPage

SIZE: Final = (1240, 760)
SETTINGS, PEOPLE, GRID = range(3)  # tabs


class CampaignWindow(PagesWindow):
    """Reads the page in front each time it is asked for."""

    def __init__(
        self, parent: QWidget, campaign: str, settings: SettingsPage, people: PeoplePage, grid: GridPage
    ) -> None:
        tr = QCoreApplication.translate
        self.settings, self.people, self.grid = settings, people, grid
        words = tr(
            "CampaignWindow",
            "Ce que vous écrivez est gardé aussitôt. La grille et ses règles se figent avant les lots.",
        )
        pages = (
            (tr("CampaignWindow", "Réglages"), settings),
            (tr("CampaignWindow", "Personnes"), people),
            (tr("CampaignWindow", "Grille"), grid),
        )
        super().__init__(parent, tr("CampaignWindow", "Campagne"), words, pages, SIZE)
        self.addAction(actions.make("help", self, lambda: show_topic(parent.window(), "campagne")))
        self.setWindowTitle(self.tr("Campagne — {campaign}").format(campaign=campaign))
