"""The picture of one page, in its frame, beside words that say which page it is."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from commission_app.ui import theme
from commission_app.ui.widgets.painted import Painted

RATIO = 1.414  # of a sheet of paper


class PagePicture(Painted, QWidget):
    """Keeps its place while the page is drawn; without a page it stays an empty sheet."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self._width = width
        self.picture = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: QPixmap) -> None:
        """Show a page."""
        self.picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of a sheet at the text size in use."""
        width = theme.scaled(self._width)
        return QSize(width, round(width * RATIO))

    def paint(self, painter: QPainter) -> None:
        """Paint the sheet and its page, from the top."""
        place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(theme.color("line_soft"), 2))
        painter.setBrush(theme.color("canvas"))
        painter.drawRect(place)
        if not self.picture.isNull():
            inner = place.adjusted(3, 3, -3, -3)
            fitted = self.picture.size().scaled(inner.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            left = inner.left() + (inner.width() - fitted.width()) / 2
            painter.drawPixmap(
                QRectF(left, inner.top(), fitted.width(), fitted.height()),
                self.picture,
                QRectF(self.picture.rect()),
            )
