"""The ring of focus: one transparent widget over the window, shown for the keyboard only (WCAG 2.4.7)."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from shiboken6 import isValid

from commission_app.ui import theme
from commission_app.ui.widgets import window_input

OFFSET = 2
WIDTH = 2
MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show)


class FocusRing(QWidget):
    """Follows the focus of the application inside one window.

    It looks at what the window receives and at the parents of what has the focus, never at every event of the
    application: those are ten thousand while a page is made, and each would be a call into Python.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []  # the target and its parents, whose moves carry the ring
        self._uses_keyboard = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)
        window_input.watch(window, self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Learn whether the keyboard or the mouse is in use, and stay on a target that moves."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self._uses_keyboard = False
            self.hide()
        elif kind == QEvent.Type.KeyPress:
            self._uses_keyboard = True
        elif kind in MOVES and watched in self._watched:
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
        for widget in filter(isValid, self._watched):
            widget.removeEventFilter(self)
        self._watched = []
        while new is not None and is_inside and new is not self.window():
            new.installEventFilter(self)
            self._watched.append(new)
            new = new.parentWidget()
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
        around = QRect(corner, target.size()).adjusted(-reach, -reach, reach, reach)
        self.setGeometry(around.intersected(window.rect()))  # the bar touches the top of the window
        self.raise_()
        self.show()
