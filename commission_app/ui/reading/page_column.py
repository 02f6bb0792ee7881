"""The pages of a piece in one scrolled column, painted as they come.

The last image of a page stays until the right one arrives; before any, the page has the color of paper. Space
scrolls, Ctrl and the wheel zoom, and the wheel alone never does anything but scroll.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.scoring.sheet import Rect
from commission_app.ui import fonts, theme
from commission_app.ui.reading import page_paint
from commission_app.ui.reading.page_layout import (
    FITTED,
    MARGIN,
    PageBox,
    PageLayout,
    Rotation,
    lay_out,
    zoom_shown,
)
from commission_app.ui.reading.piece_session import PieceSession, WantedImage

SMALLEST_ZOOM: Final = 40
LARGEST_ZOOM: Final = 300
ZOOM_STEP: Final = 1.15
LINE_STEP: Final = 48
PAGE_HEADROOM: Final = 8  # left above a page that is brought to the top
PASSAGE_HEADROOM: Final = 90  # left above a passage that is shown
READABLE_PX: Final = 12.1  # the smallest letters that fitting the width may give
TALLEST: Final = 1 << 30  # pixels that a scroll bar counts
NARROW_VIEW, NARROW_MARGIN = 800, 8  # every pixel goes to the letters


class PageColumn(QAbstractScrollArea):
    """Shows the pages of a session's piece; what stands over a page is painted by `paint_over`."""

    page_changed = Signal(int)  # the page in the middle of the view
    zoom_changed = Signal()
    view_moved = Signal()  # scrolled, resized or laid out again

    def __init__(self, session: PieceSession) -> None:
        super().__init__()
        self.session = session
        self.pages = PageLayout((), 0, 0)
        self.is_dimmed = False
        self._zoom = FITTED
        self._page = 1
        self._page_errors: dict[int, str] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Pages de la pièce"))
        self.setAccessibleDescription(self.tr("Touche T pour lire le texte de la page."))
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(LINE_STEP)
            bar.valueChanged.connect(self._on_scrolled)
        session.opened.connect(self.show_piece)
        session.page_painted.connect(self._on_page_painted)
        session.page_failed.connect(self._on_page_failed)

    # ------------------------------------------------------------------------------------- showing

    @property
    def page(self) -> int:
        """The page being read, from 1."""
        return self._page

    @property
    def zoom(self) -> int:
        """The zoom in per cent, FITTED when the pages follow the width of the view."""
        return self._zoom

    @property
    def zoom_shown(self) -> int:
        """The zoom of the page being read in per cent, whatever the mode."""
        return zoom_shown(self.pages, self._page)

    @property
    def place(self) -> tuple[int, int]:
        """The page being read, and how far above the view its top is, in thousandths of its height."""
        box = self.pages.page(self._page)
        if box is None:
            return self._page, 0
        above = self.verticalScrollBar().value() - box.box.top()
        return self._page, round(1000 * above / box.box.height())

    def go_to_place(self, page: int, thousandths: int) -> None:
        """Come back to a remembered place."""
        box = self.pages.page(min(page, len(self.pages.boxes)))
        if box is not None:
            self.verticalScrollBar().setValue(round(box.box.top() + box.box.height() * thousandths / 1000))

    def go_to_page(self, page: int) -> None:
        """Bring the top of a page to the top of the view."""
        box = self.pages.page(page)
        if box is not None:
            self.verticalScrollBar().setValue(round(box.box.top()) - PAGE_HEADROOM)

    def show_passage(self, page: int, rects: Sequence[Rect]) -> None:
        """Bring a passage in sight, with what stands above it; its page when the passage has no place."""
        box = self.pages.page(page)
        if box is None or not rects:
            self.go_to_page(page)
            return
        places = [box.to_screen(rect) for rect in rects]
        top, bottom = min(place.top() for place in places), max(place.bottom() for place in places)
        shown = self.verticalScrollBar().value()
        if top - PASSAGE_HEADROOM < shown or bottom > shown + self.viewport().height():
            self.verticalScrollBar().setValue(round(top) - PASSAGE_HEADROOM)
        left, right = min(place.left() for place in places), max(place.right() for place in places)
        across = self.horizontalScrollBar()
        if left < across.value() or right > across.value() + self.viewport().width():
            across.setValue(round(left) - PASSAGE_HEADROOM)

    def set_zoom(self, zoom: int) -> None:
        """Zoom to a percentage, or FITTED."""
        self._zoom = FITTED if zoom == FITTED else max(SMALLEST_ZOOM, min(LARGEST_ZOOM, zoom))
        policy = Qt.ScrollBarPolicy
        hidden = policy.ScrollBarAlwaysOff if zoom == FITTED else policy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(hidden)
        self.lay_out()
        self.zoom_changed.emit()

    def set_rotation(self, rotation: Rotation) -> None:
        """Turn the pages, around the one being read."""
        self.session.set_rotation(rotation)
        self.lay_out()
        self.zoom_changed.emit()

    def zoom_by(self, steps: int) -> None:
        """Zoom in or out by a number of steps."""
        self.set_zoom(round(self.zoom_shown * ZOOM_STEP**steps))

    def set_dimmed(self, *, is_dimmed: bool) -> None:
        """Tell that the images are darkened ones."""
        self.is_dimmed = is_dimmed
        self.viewport().update()

    def wanted(self) -> list[WantedImage]:
        """Return the images that the view would like: pages in sight, then the one after and before."""
        top, height = self.shown()
        seen = self.pages.visible(top, height)
        around = []
        if seen:
            around = [self.pages.page(seen[-1].page + 1), self.pages.page(seen[0].page - 1)]
        boxes = [*seen, *(box for box in around if box is not None)]
        return [WantedImage(box.page, self._pixels(box)) for box in boxes]

    def show_piece(self) -> None:
        """Show the piece that was just opened, from its top."""
        self.pages = PageLayout((), 0, 0)
        self._page_errors.clear()
        self.lay_out()
        self.verticalScrollBar().setValue(0)

    def paint_over(self, painter: QPainter, page: PageBox) -> None:
        """Paint what stands over one page; coordinates are those of the column."""

    def paint_margin(self, painter: QPainter) -> None:
        """Paint what stands over all pages."""

    def lay_out(self) -> None:
        """Place the pages again, around what is being read."""
        before = self.pages.nearest(self.verticalScrollBar().value())
        within = 0.0
        if before is not None:
            within = (self.verticalScrollBar().value() - before.box.top()) / before.box.height()
        self.pages = self._laid_out()
        vertical, across = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setPageStep(self.viewport().height())
        height = min(round(self.pages.height), TALLEST)
        vertical.setRange(0, max(0, height - self.viewport().height()))
        across.setPageStep(self.viewport().width())
        across.setRange(0, max(0, min(round(self.pages.width), TALLEST) - self.viewport().width()))
        after = self.pages.page(before.page) if before is not None else None
        if after is not None:
            vertical.setValue(round(after.box.top() + within * after.box.height()))
        if self._zoom == FITTED:
            across.setValue(across.maximum() // 2)
        self._on_scrolled()

    # -------------------------------------------------------------------------------------- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pages out for the new width, around what was being read."""
        super().resizeEvent(event)
        self.lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll with Space, Shift+Space and the usual keys; let every other key go to the page."""
        bar = self.verticalScrollBar()
        page = self.viewport().height() - LINE_STEP
        steps = {
            Qt.Key.Key_Down: LINE_STEP,
            Qt.Key.Key_Up: -LINE_STEP,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        key = Qt.Key(event.key())
        is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif key == Qt.Key.Key_Space:
            self.scroll_page(forward=not is_shifted)
        elif key in steps:
            bar.setValue(bar.value() + steps[key])
        else:
            event.ignore()

    def scroll_page(self, *, forward: bool) -> None:
        """Scroll by a screen, keeping a line in sight."""
        step = self.viewport().height() - LINE_STEP
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + (step if forward else -step))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; zoom with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight and what stands over them."""
        del event
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), theme.color("canvas"))
        painter.translate(-self.offset())
        for box in self.pages.visible(*self.shown()):
            self._paint_page(painter, box)
        self.paint_margin(painter)

    # ------------------------------------------------------------------------------------- details

    def _laid_out(self) -> PageLayout:
        session, width = self.session, self.viewport().width()
        is_upright = session.text_pt and session.rotation == 0
        return lay_out(
            session.pages,
            width,
            self._zoom,
            session.rotation,
            margin=NARROW_MARGIN if width < NARROW_VIEW else MARGIN,
            least_scale=READABLE_PX / session.text_pt if is_upright else 0.0,
        )

    def _paint_page(self, painter: QPainter, page: PageBox) -> None:
        page_paint.paint_shadow(painter, page.box)
        painter.fillRect(page.box, page_paint.paper(is_dimmed=self.is_dimmed))
        image = self.session.images.nearest(page.page, self._pixels(page))
        if image is not None:
            painter.drawImage(page.box, image)
        elif page.page in self._page_errors:
            self._paint_error(painter, page)
        self.paint_over(painter, page)

    def _paint_error(self, painter: QPainter, page: PageBox) -> None:
        painter.setPen(theme.color("mention"))
        painter.setFont(fonts.font(14))
        place = page.box.adjusted(48, 48, -48, -48)
        flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter
        painter.drawText(place, int(flags) | Qt.TextFlag.TextWordWrap, self._page_errors[page.page])

    def _on_scrolled(self) -> None:
        top, height = self.shown()
        middle = self.pages.nearest(top + height / 2)
        page = middle.page if middle else 1
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self.view_moved.emit()
        self.viewport().update()

    def _on_page_painted(self, page: int) -> None:
        box = self.pages.page(page)
        if box is not None:
            self.viewport().update(box.box.translated(-self.offset()).toAlignedRect())

    def _on_page_failed(self, page: int, error: Exception) -> None:
        self._page_errors[page] = self.tr("Cette page ne s’affiche pas. Les autres restent lisibles.")
        if isinstance(error, AppError):
            said = sentences(error)
            self._page_errors[page] = f"{said.what}\n\n{said.do}"
        self.viewport().update()

    def shown(self) -> tuple[float, float]:
        """Return the top and the height of the part of the column in sight."""
        return float(self.verticalScrollBar().value()), float(self.viewport().height())

    def offset(self) -> QPointF:
        """Return how far the column is scrolled, across and down."""
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _pixels(self, page: PageBox) -> int:
        return round(page.box.width() * self.devicePixelRatioF())
