"""A page of the secretariat's beginning: one thing at a time, in a column in the middle of the window."""

from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from commission_app.ui import theme
from commission_app.ui.help.topics import Side
from commission_app.ui.page import Page
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Item, column, row
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.ui.widgets.sign import Sign

WIDTH: Final = 600


class MiddlePage(Page):
    """Its notices stand above its title, as wide as what it asks."""

    side: Side = "secretariat"  # whose help it shows
    help_topic = "campagne"

    def __init__(self) -> None:
        super().__init__()
        self.notices = NoticeArea((0, 0, 0, 18))
        self._middle = QWidget()

    def fill(self, title: str, sentence: str, *parts: Item) -> None:
        """Put a title, what the page is for, and its parts under each other."""
        self.setAccessibleName(title)
        self._middle.setLayout(
            column(
                STRETCH,
                row(Sign(28), STRETCH),
                16,
                self.notices,
                Label(title, "page_title", wrap=True),
                4,
                Label(sentence, "long", tint="mention", wrap=True),
                20,
                *parts,
                STRETCH,
                STRETCH,
                margins=(0, 24, 0, 24),
            )
        )
        self.setLayout(column(FlowArea(row(STRETCH, self._middle, STRETCH, margins=(24, 0, 24, 0)), title)))
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._fit()

    def _fit(self) -> None:
        self._middle.setFixedWidth(theme.scaled(WIDTH))
