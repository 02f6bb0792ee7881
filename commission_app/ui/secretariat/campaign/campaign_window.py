"""The window « Campagne », beside the work."""

from typing import Final

from PySide6.QtWidgets import QWidget

from commission_app.ui.secretariat.campaign.campaign_page import CampaignPage
from commission_app.ui.widgets.side_window import SideWindow, heading

SIZE: Final = (1240, 760)


class CampaignWindow(SideWindow):
    """Reads its page each time it is asked for."""

    def __init__(self, parent: QWidget, campaign: str, page: CampaignPage) -> None:
        super().__init__(parent)
        self.page = page
        self.setWindowTitle(self.tr("Campagne — {campaign}").format(campaign=campaign))
        words = self.tr(
            "Ce que vous écrivez est gardé aussitôt. Tout se fige avec la grille, avant les lots."
        )
        self.fill(heading(self.tr("Campagne"), words, under=14), page, SIZE)

    def show_page(self) -> None:
        """Show the window, or bring it back to the front, and read its page again."""
        self.show_in_front()
        self.page.refresh()
