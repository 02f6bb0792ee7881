"""A card in the middle of the canvas, where the pages of a piece would stand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout

from commission_app.ui import theme
from commission_app.ui.icons import IconName
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.labels import IconLabel
from commission_app.ui.widgets.layouts import STRETCH, Card, Panel, column, row

WIDTH = 440


class CanvasCard(Panel):
    """The canvas around one card: an icon, and words beside it."""

    def __init__(self) -> None:
        super().__init__(tint="canvas")

    def place(self, icon: IconName, tint: Token, words: QLayout) -> None:
        """Put the card in the middle; it narrows with the pane."""
        inner = row(margins=(20, 18, 20, 18))
        inner.addWidget(IconLabel(icon, tint), 0, Qt.AlignmentFlag.AlignTop)
        inner.addSpacing(14)
        inner.addLayout(words, 1)
        card = Card(inner)
        card.setMaximumWidth(theme.scaled(WIDTH))
        middle = row(STRETCH, card, STRETCH)
        middle.setStretch(1, 1000)
        self.setLayout(column(STRETCH, middle, STRETCH, margins=(24, 24, 24, 24)))
