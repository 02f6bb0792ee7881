"""The bar of the avis: three choices, their confirmation in place, and the way back."""

from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedWidget, QWidget

from commission_app.scoring.meeting.acts import Opinion
from commission_app.ui import fonts, icons, theme
from commission_app.ui.icons import IconName
from commission_app.ui.widgets.buttons import Button, IconButton
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Panel, column, row
from commission_app.ui.widgets.painted import Painted
from commission_app.ui.widgets.record_table import draw_text
from commission_app.workflow.meeting.views import DossierPage
from commission_app.workflow.meeting.words import OPINIONS, OUTCOMES, vote_words

KEYS: Final[dict[Opinion, Literal["R", "L", "N"]]] = {
    Opinion.RETAIN: "R",
    Opinion.RESERVE: "L",
    Opinion.DECLINE: "N",
}
ICONS: Final[dict[Opinion, IconName]] = {
    Opinion.RETAIN: "check",
    Opinion.RESERVE: "plus",
    Opinion.DECLINE: "x",
}


class AvisButton(Painted, QPushButton):
    """One choice, with its icon, its words and its key."""

    def __init__(self, opinion: Opinion) -> None:
        super().__init__()
        self.opinion = opinion
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{OPINIONS[opinion]} ({KEYS[opinion]})")

    def sizeHint(self) -> QSize:
        """Fit the words and the key."""
        width = fonts.width(OPINIONS[self.opinion], fonts.font(15, fonts.SEMIBOLD))
        return QSize(round(width) + theme.scaled(90), theme.scaled(36))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as with Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paint(self, painter: QPainter) -> None:
        """Paint the frame, the icon, the words and the key."""
        tint: theme.Token = "accent" if self.isEnabled() else "disabled"
        place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(theme.color(tint), 1.5))
        painter.setBrush(theme.color("hover" if self.underMouse() and self.isEnabled() else "surface"))
        painter.drawRoundedRect(place, 7, 7)
        size = theme.scaled(18)
        icons.paint(painter, ICONS[self.opinion], QPointF(14, place.center().y() - size / 2), tint, 18)
        words = place.adjusted(theme.scaled(38), 0, -theme.scaled(36), 0)
        draw_text(painter, words, OPINIONS[self.opinion], fonts.font(15, fonts.SEMIBOLD), tint)
        side = theme.scaled(19)
        key = QRectF(place.right() - side - 10, place.center().y() - side / 2, side, side)
        painter.setPen(QPen(theme.color("line_field"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(key, 4, 4)
        painter.setFont(fonts.font(11, fonts.MEDIUM))
        painter.setPen(theme.color(tint))
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, KEYS[self.opinion])


class AvisBar(Panel):
    """Choose, confirm, come back: each state takes the whole bar."""

    confirmed = Signal(object)  # Opinion, by consensus
    vote_asked = Signal(object)  # Opinion proposed, None when nothing is
    undo_asked = Signal()
    stepped = Signal(int)

    def __init__(self) -> None:
        self._stack = QStackedWidget()
        back = IconButton("chevron-left", self.tr("Dossier précédent"))
        self.forward = forward = IconButton("chevron-right", self.tr("Dossier suivant"))
        back.clicked.connect(lambda: self.stepped.emit(-1))
        forward.clicked.connect(lambda: self.stepped.emit(1))
        bar = row(back, 8, self._stack, 8, forward, margins=(14, 9, 14, 9))
        bar.setStretch(2, 1)
        super().__init__(bar)
        self._page: DossierPage | None = None
        self._proposed: Opinion | None = None
        self._subtitle = Label("", "mention")
        self._buttons = [AvisButton(opinion) for opinion in Opinion]
        self._question = Label("", "strong")
        self._given = Label("", "strong")
        self._how = Label("", "mention")
        self._confirm = Button(self.tr("Confirmer"), "primary", icon="check")
        self._stack.addWidget(self._choices())
        self._stack.addWidget(self._confirmation())
        self._stack.addWidget(self._outcome())

    def show_page(self, page: DossierPage | None, *, is_open: bool) -> None:
        """Show the choices, or the avis of this dossier."""
        self._page = page
        if self._stack.currentIndex() == 1:  # never leave the keyboard on « Annuler cet avis »
            self.forward.setFocus(Qt.FocusReason.OtherFocusReason)
        for button in self._buttons:
            button.setEnabled(is_open and page is not None)
        self._undo.setEnabled(is_open)
        self._vote_again.setEnabled(is_open)
        if page is None or page.opinion is None:
            self._subtitle.setText(self.tr("Proposition soumise à décision"))
            self._stack.setCurrentIndex(0)
            return
        how = vote_words(page.vote) if page.vote else self.tr("par consensus")
        outcome = OUTCOMES[page.opinion]
        self._given.setText(f"{outcome[:1].upper()}{outcome[1:]}")
        self._how.setText(how)
        self._stack.setCurrentIndex(2)

    def propose(self, opinion: Opinion) -> None:
        """Ask to confirm an avis: one gesture is never enough."""
        if self._page is None or not self._buttons[0].isEnabled():
            return
        self._proposed = opinion
        ask = self.tr("{choice} — {territory}, par consensus ?")
        self._question.setText(ask.format(choice=OPINIONS[opinion], territory=self._page.territory))
        self._stack.setCurrentIndex(1)
        self._confirm.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_up(self) -> bool:
        """Leave the confirmation. False when there was none."""
        if self._stack.currentIndex() != 1:
            return False
        self._stack.setCurrentIndex(0 if self._page is None or self._page.opinion is None else 2)
        return True

    def _choices(self) -> QWidget:
        words = column(Label(self.tr("Avis de la commission"), "strong"), 1, self._subtitle)
        whole = QWidget()
        layout = row(words, STRETCH, *self._buttons, STRETCH, spacing=10)
        for button in self._buttons:
            button.clicked.connect(lambda _checked=False, chosen=button: self.propose(chosen.opinion))
        whole.setLayout(layout)
        return whole

    def _confirmation(self) -> QWidget:
        vote = Button(self.tr("Mettre aux voix…"))
        cancel = Button(self.tr("Annuler"))
        self._confirm.clicked.connect(lambda: self.confirmed.emit(self._proposed))
        vote.clicked.connect(lambda: self.vote_asked.emit(self._proposed))
        cancel.clicked.connect(self.give_up)
        whole = QWidget()
        whole.setLayout(row(self._question, STRETCH, self._confirm, vote, cancel, spacing=8))
        return whole

    def _outcome(self) -> QWidget:
        self._undo = Button(self.tr("Annuler cet avis"), icon="undo-2")
        self._vote_again = Button(self.tr("Vote…"))
        self._undo.clicked.connect(self.undo_asked)
        self._vote_again.clicked.connect(lambda: self.vote_asked.emit(None))
        whole = QWidget()
        words = column(self._given, 1, self._how)
        whole.setLayout(row(words, STRETCH, self._undo, self._vote_again, spacing=8))
        return whole
