"""Where messages stand in a page: one above the other, gone when there are none."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_app.ui.widgets.banners import NoticeBanner, ProgressBanner


class NoticeArea(QWidget):
    """A column of banners at the head of a page."""

    def __init__(self, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*margins)
        self._column.setSpacing(8)
        self.hide()

    def add(self, banner: NoticeBanner | ProgressBanner) -> None:
        """Show a banner above the others; the same words are never shown twice."""
        if isinstance(banner, NoticeBanner):
            for same in self.notices():
                if same.words() == banner.words():
                    same.dismiss()
        self._column.insertWidget(0, banner)
        banner.destroyed.connect(self._collapse)
        self.show()

    def remove(self, banner: NoticeBanner | ProgressBanner) -> None:
        """Take a banner away at once."""
        self._column.removeWidget(banner)
        banner.hide()
        banner.deleteLater()
        self._collapse()

    def notices(self) -> list[NoticeBanner]:
        """Return the notices shown, the most recent first."""
        shown = [self._column.itemAt(index) for index in range(self._column.count())]
        widgets = [item.widget() for item in shown if item is not None]
        return [widget for widget in widgets if isinstance(widget, NoticeBanner) and not widget.is_dismissed]

    def clear(self) -> None:
        """Dismiss every notice: what they said no longer holds."""
        for notice in self.notices():
            notice.dismiss()

    def _collapse(self) -> None:
        if not self._column.count():
            self.hide()
