"""« Aller à… »: a field over the window, its answers under it; the keyboard alone is enough."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QWidget

from commission_app.texts import count_fr, typeset
from commission_app.ui import notices, theme
from commission_app.ui.destinations import Destination, answers
from commission_app.ui.palette.answers_list import ROW, AnswersList
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import Line, column
from commission_app.ui.widgets.search_field import SearchField

WIDTH, TOP, LINES, PAGE = 560, 64, 8, 7
MOVES: Final = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: PAGE,
    Qt.Key.Key_PageUp: -PAGE,
}


class _Field(SearchField):
    """The field: arrows and Enter go to the list, Escape and leaving it close the palette."""

    def __init__(self, palette: "Palette") -> None:
        super().__init__(
            palette.tr("Aller à : dossier, pièce, critère, page ou action"),
            palette.tr("Dossier, pièce, critère, page, action…"),
        )
        self._palette = palette

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the choice, go there, or close."""
        key = Qt.Key(event.key())
        if key in MOVES:
            self._palette.step(MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._palette.go()
        elif key == Qt.Key.Key_Escape:
            self._palette.close()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close when the person goes elsewhere in the application."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._palette.close()


class Palette(QFrame):
    """Shown over a window until something is chosen, or Escape."""

    def __init__(self, window: QWidget, destinations: Sequence[Destination]) -> None:
        super().__init__(window)
        self._destinations = tuple(destinations)
        self._before = QApplication.focusWidget()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Aller à…"))
        self.field = _Field(self)
        self.list = AnswersList(self.tr("Réponses"))
        self.list.clicked.connect(self.go)
        self._nothing = Label("", "mention", wrap=True)
        self._nothing.setContentsMargins(16, 10, 16, 14)
        self.field.textChanged.connect(self._search)
        whole = column(column(self.field, margins=(10, 10, 10, 10)), Line(), self._nothing, self.list)
        whole.setContentsMargins(1, 1, 1, 6)
        self.setLayout(whole)
        shadow = QGraphicsDropShadowEffect(self, blurRadius=28, xOffset=0, yOffset=8)
        shade = theme.color("title") if theme.current().is_dark is False else theme.color("canvas")
        shade.setAlpha(theme.current().shadow_alpha)
        shadow.setColor(shade)
        self.setGraphicsEffect(shadow)
        window.installEventFilter(self)
        self._search("")

    def open(self) -> None:
        """Show the palette, ready to be typed in."""
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def step(self, step: int) -> None:
        """Choose another answer, and say it: the keyboard is in the field."""
        self.list.step(step)
        chosen = self.list.chosen()
        if chosen is not None:
            notices.announce(self, f"{chosen.title}, {chosen.detail}")

    def go(self) -> None:
        """Go to the chosen answer, once the palette is gone."""
        chosen = self.list.chosen()
        if chosen is not None:
            QTimer.singleShot(0, self.window(), chosen.go)
            self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the middle of the window."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the keyboard back to what had it."""
        del event
        if self._before is not None and self.isAncestorOf(QApplication.focusWidget() or self):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the plate."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line_soft"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)

    def _search(self, asked: str) -> None:
        found = answers(self._destinations, asked)
        self.list.show_answers(found)
        self._nothing.setVisible(not found)
        if found:
            notices.announce(self, count_fr(len(found), self.tr("réponse")))
        else:
            words = typeset(self.tr("Rien ne correspond à « {asked} »."))
            self._nothing.setText(words.format(asked=asked.strip()))
            notices.announce(self, self._nothing.plain_text())
        self.list.setFixedHeight(theme.scaled(ROW) * min(LINES, max(1, len(found))) + 4)
        self._place()

    def _place(self) -> None:
        window = self.window() if self.parent() is None else self.parentWidget()
        if window is None:
            return
        width = min(theme.scaled(WIDTH), window.width() - 40)
        self.setFixedWidth(width)
        self.adjustSize()
        height = min(self.sizeHint().height(), window.height() - TOP - 20)
        self.setGeometry((window.width() - width) // 2, TOP, width, height)
