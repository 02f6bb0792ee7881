"""A short message that floats for eight seconds with its way back: « Note effacée — Rétablir »."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from commission_app.ui import theme
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import row

DURATION_MS = 8000
MARGIN = 20


class Toast(QFrame):
    """One message at the bottom of its parent, replaced by the next one."""

    def __init__(
        self, parent: QWidget, text: str, action: str = "", undo: Callable[[], object] | None = None
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._timer = QTimer(self, singleShot=True, interval=DURATION_MS)
        self._timer.timeout.connect(self.close)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(text)
        layout = row(Label(text, tint="toast_text"), margins=(16, 8, 10, 8), spacing=16)
        if undo is not None:
            layout.addWidget(self._action(action, undo))
        self.setLayout(layout)
        parent.installEventFilter(self)

    def show_briefly(self) -> None:
        """Show the message, then let it go."""
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom while the parent changes size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dark plate."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("toast"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)

    def _action(self, text: str, undo: Callable[[], object]) -> Button:
        button = Button(text, "toast")
        button.clicked.connect(lambda: (self.close(), undo()))
        return button

    def _place(self) -> None:
        self.adjustSize()
        left = (self._parent.width() - self.width()) // 2
        self.move(left, self._parent.height() - self.height() - MARGIN)
