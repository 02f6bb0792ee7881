"""The ring of focus: one transparent widget over the window, shown for the keyboard only (WCAG 2.4.7)."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from commission_app.ui import theme

OFFSET = 2
WIDTH = 2
MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show)


class FocusRing(QWidget):
    """Follows the focus of the application inside one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._target: QWidget | None = None
        self._uses_keyboard = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Learn whether the keyboard or the mouse is in use, and stay on a target that moves."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self._uses_keyboard = False
            self.hide()
        elif kind == QEvent.Type.KeyPress:
            self._uses_keyboard = True
        elif kind in MOVES and self._target is not None and _holds(watched, self._target):
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("focus"), WIDTH))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        is_inside = new is not None and new is not self.window() and self.window().isAncestorOf(new)
        self._target = new if is_inside else None
        self._place()

    def _place(self) -> None:
        target = self._target
        if target is None or not self._uses_keyboard or not target.isVisible():
            self.hide()
            return
        window = self.window()
        corner = target.mapTo(window, QPoint(0, 0))
        # A list or a table goes from edge to edge: around it, the ring would be cut by the window.
        reach = 0 if isinstance(target, QAbstractItemView) else OFFSET + WIDTH
        self.setGeometry(QRect(corner, target.size()).adjusted(-reach, -reach, reach, reach))
        self.raise_()
        self.show()


def _holds(watched: QObject, target: QWidget) -> bool:
    return watched is target or (isinstance(watched, QWidget) and watched.isAncestorOf(target))
