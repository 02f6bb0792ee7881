"""The four ways to count, in a sentence each: none is said to be better than another."""

from PySide6.QtWidgets import QWidget

from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Card, column, row
from commission_app.workflow.preparation.departements.stage_one_views import METHODS


class MethodsStrip(QWidget):
    """Four cards side by side, over the columns that they explain."""

    def __init__(self) -> None:
        super().__init__()
        cards = []
        for place, method in enumerate(METHODS):
            words = column(
                Label(method.title, "strong", wrap=True),
                3,
                Label(method.sentence, "mention", wrap=True),
                STRETCH,
                margins=(12, 9, 12, 9),
            )
            cards.append(Card(words, line="accent_light" if not place else "line"))
        strip = row(*cards, spacing=10)
        for place in range(len(cards)):
            strip.setStretch(place, 1)
        self.setLayout(strip)
