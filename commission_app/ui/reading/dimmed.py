"""Pages for a dark room: lightness is turned over, hues are kept, and white paper becomes a soft gray.

With M and m the largest and smallest of red, green and blue, each becomes (255 − m) − (M − itself): a black
letter turns white and a dark green heading a light green. Painter operations do it without a numeric library.
"""

from typing import Final

from PySide6.QtGui import QColor, QImage, QPainter

from commission_app.ui.reading.piece_reader import PageImage

# Over the turned image, this shade brings white letters to DE and black paper to 24 (UX.md, mockup 11).
SOFTENING: Final = (133, 131, 131, 69)
Mode = QPainter.CompositionMode


def plain(page: PageImage) -> QImage:
    """Return the image of a page as it is, its pixels copied."""
    image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
    return image.copy()


def dimmed(page: PageImage) -> QImage:
    """Return the image of a page, darkened."""
    planes = [_plane(page, channel) for channel in range(3)]
    largest, smallest = planes[0].copy(), planes[0]
    _combine(largest, Mode.CompositionMode_Lighten, planes[1], planes[2])
    _combine(largest, Mode.CompositionMode_Difference, _opaque(page))
    _combine(smallest, Mode.CompositionMode_Darken, planes[1], planes[2])
    smallest.invertPixels()
    _combine(smallest, Mode.CompositionMode_Difference, largest)
    painter = QPainter(smallest)
    painter.fillRect(smallest.rect(), QColor(*SOFTENING))
    painter.end()
    return smallest


def _opaque(page: PageImage) -> QImage:
    """Return the page with its unused bytes full: painters would take them for transparency."""
    return (
        plain(page).convertToFormat(QImage.Format.Format_RGB888).convertToFormat(QImage.Format.Format_RGB32)
    )


def _plane(page: PageImage, channel: int) -> QImage:
    """Return one channel as an image of grays."""
    plane = page.pixels[channel::4]
    gray = QImage(plane, page.width, page.height, page.stride // 4, QImage.Format.Format_Grayscale8)
    return gray.convertToFormat(QImage.Format.Format_RGB32)


def _combine(target: QImage, mode: QPainter.CompositionMode, *sources: QImage) -> None:
    painter = QPainter(target)
    painter.setCompositionMode(mode)
    for source in sources:
        painter.drawImage(0, 0, source)
    painter.end()
