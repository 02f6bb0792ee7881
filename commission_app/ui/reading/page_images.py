"""The images of pages kept in memory, the least recently shown let go first."""

from collections import OrderedDict
from typing import Final

from PySide6.QtGui import QImage

LIMIT_BYTES: Final = 96_000_000  # about twenty pages on a screen of ratio 2


class PageImages:
    """Images by page and width in device pixels; the last one of a page stays at hand at any width."""

    def __init__(self, limit_bytes: int = LIMIT_BYTES) -> None:
        self._limit = limit_bytes
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._bytes = 0

    def put(self, page: int, width_px: int, image: QImage) -> None:
        """Keep an image, and let the oldest go beyond the limit."""
        self._remove((page, width_px))
        self._images[(page, width_px)] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > self._limit and len(self._images) > 1:
            self._remove(next(iter(self._images)))

    def get(self, page: int, width_px: int) -> QImage | None:
        """Return the image at this very width, None when it must be asked for."""
        image = self._images.get((page, width_px))
        if image is not None:
            self._images.move_to_end((page, width_px))
        return image

    def nearest(self, page: int, width_px: int) -> QImage | None:
        """Return the best image there is of a page: shown, stretched, until the right one comes."""
        exact = self.get(page, width_px)
        if exact is not None:
            return exact
        widths = [width for kept, width in self._images if kept == page]
        return self._images[(page, max(widths))] if widths else None

    def clear(self) -> None:
        """Forget everything: another piece, or another rendering."""
        self._images.clear()
        self._bytes = 0

    def _remove(self, key: tuple[int, int]) -> None:
        image = self._images.pop(key, None)
        if image is not None:
            self._bytes -= image.sizeInBytes()
