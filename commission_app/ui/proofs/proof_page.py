"""One page of the proofs: cards, one under the other, filled again as a whole each time it is read."""

from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from commission_app.ui import theme
from commission_app.ui.icons import IconName
from commission_app.ui.page import Page
from commission_app.ui.proofs.copied_text import digits_text, identifier_text
from commission_app.ui.tasks import Tasks
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import ElidedLabel, IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, Slot, column, row
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.workflow.proofs import KeyProof

WIDTH: Final = 860
View = TypeVar("View")


class ProofPage(Page):
    """The cards of one tab."""

    def __init__(self, name: str, introduction: str = "") -> None:
        super().__init__()
        self.notices = NoticeArea((0, 0, 0, 16))
        self._slot = Slot()
        self._middle = QWidget()
        self._fit()
        head = (
            column(Label(introduction, "body", tint="mention", wrap=True), 16) if introduction else column()
        )
        self._middle.setLayout(column(self.notices, head, self._slot, STRETCH, margins=(24, 20, 24, 24)))
        centered = row(STRETCH, self._middle, STRETCH)
        centered.setStretch(1, 1000)
        self.setLayout(column(FlowArea(centered, name)))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._fit()

    def _fit(self) -> None:
        self._middle.setMaximumWidth(theme.scaled(WIDTH))

    def show_cards(self, cards: Sequence[QWidget]) -> None:
        """Show these cards in place of those before."""
        self._slot.fill(column(*cards, spacing=16))


class ReadPage(ProofPage, Generic[View]):
    """A page of cards made from what is read each time it comes to the front."""

    def __init__(
        self,
        name: str,
        introduction: str,
        read: Callable[[], View],
        cards: Callable[[View], Sequence[QWidget]],
        tasks: Tasks,
    ) -> None:
        super().__init__(name, introduction)
        self._read = read
        self._cards = cards
        self._tasks = tasks

    def refresh(self) -> None:
        """Read again."""
        self._tasks.store(self._read, self.show_view, self.show_failure)

    def show_view(self, view: View) -> None:
        """Show a view."""
        self.show_cards(self._cards(view))


def card(title: str, explanation: str, *parts: QWidget | QLayout) -> Card:
    """Return a card: a title, a sentence on what the values are for, the values."""
    body: QVBoxLayout = column(Label(title, "section_title"), margins=(24, 18, 24, 22))
    if explanation:
        body.addSpacing(4)
        body.addWidget(Label(explanation, "body", tint="mention", wrap=True))
    for place, part in enumerate(parts):
        body.addSpacing(20 if place else 14)
        _add(body, part)
    return Card(body)


def proof(name: str, mention: str, value: QWidget | QLayout, *, state: QWidget | None = None) -> QVBoxLayout:
    """Return one value under its name; `state` stands at the right of the name."""
    head = row(Label(name, "strong"), spacing=8)
    head.addWidget(ElidedLabel(mention, "mention"), 1)
    if state is not None:
        head.addWidget(state)
    return column(head, 6, value)


def key_proof(key: KeyProof, owner: str) -> QHBoxLayout:
    """Return the digits and the identifier of keys, side by side; `owner` says whose they are."""
    tr = QCoreApplication.translate
    digits = digits_text(tr("Proofs", "chiffres de contrôle, {owner}").format(owner=owner), key.digits)
    name = identifier_text(tr("Proofs", "identifiant de clé, {owner}").format(owner=owner), key.id)
    parts = row(
        column(Label(tr("Proofs", "Chiffres de contrôle"), "mention"), 4, digits),
        column(Label(tr("Proofs", "Identifiant de clé"), "mention"), 4, name, STRETCH),
        spacing=16,
    )
    parts.setStretch(0, 1)
    parts.setStretch(1, 1)
    return parts


def statement(words: str, icon: IconName, tint: Token) -> QWidget:
    """Return a sentence with its icon: a fact that has no value to copy."""
    line = QWidget()
    text = Label(words, "body", wrap=True)
    parts = row(IconLabel(icon, tint, 16), 8, text)
    parts.setStretch(2, 1)
    line.setLayout(parts)
    return line


def _add(body: QBoxLayout, part: QWidget | QLayout) -> None:
    if isinstance(part, QWidget):
        body.addWidget(part)
    else:
        body.addLayout(part)
