"""The window « Preuves… »: a few pages beside the work, which goes on behind it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from commission_app.ui.page import Page
from commission_app.ui.pages_window import PagesWindow

SIZE: Final = (980, 720)


class ProofsWindow(PagesWindow):
    """What proves something, for who wants to check it by other means."""

    def __init__(self, parent: QWidget, campaign: str, pages: Sequence[tuple[str, Page]]) -> None:
        """Take the pages, each with the title of its tab."""
        tr = QCoreApplication.translate
        words = tr(
            "ProofsWindow",
            "Pour qui veut vérifier par d’autres moyens. Rien ici n’est nécessaire au travail.",
        )
        super().__init__(parent, tr("ProofsWindow", "Preuves"), words, pages, SIZE)
        self.setWindowTitle(self.tr("Preuves — {campaign}").format(campaign=campaign))
