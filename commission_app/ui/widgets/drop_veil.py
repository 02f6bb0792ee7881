"""A whole page that takes dropped files: while they are held over it, a veil says what will happen."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from commission_app.ui import fonts, theme
from commission_app.ui.widgets.drop_zone import dropped_files, give

INSET = 12


class DropVeil(QWidget):
    """Lies over its page; `dropped` carries the paths. Whoever uses it gives a button that does the same."""

    dropped = Signal(list)
    strange = Signal(list)  # files of another kind: they are let fall, and must be answered

    def __init__(self, page: QWidget, words: str, suffixes: Sequence[str]) -> None:
        super().__init__(page)
        self._page = page
        self._words = words
        self._suffixes = suffixes
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files, and nothing else that can be dropped."""
        if isinstance(event, QDragEnterEvent) and dropped_files(event.mimeData(), ()):
            event.acceptProposedAction()
            self.setGeometry(self._page.rect())
            self.setVisible(bool(dropped_files(event.mimeData(), self._suffixes)))
            self.raise_()
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.hide()
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self.hide()
            event.acceptProposedAction()
            give(event, self._suffixes, self.dropped, self.strange)
            return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the veil, its dashed frame and its words."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent"), 2, Qt.PenStyle.DashLine))
        painter.setBrush(theme.color("selected_soft", 235))
        frame = QRectF(self.rect()).adjusted(INSET, INSET, -INSET, -INSET)
        painter.drawRoundedRect(frame, 10, 10)
        painter.setFont(fonts.font(20, fonts.SEMIBOLD))
        painter.setPen(theme.color("title"))
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
