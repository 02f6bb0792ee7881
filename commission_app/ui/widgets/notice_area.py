"""Where messages stand in a page: one above the other, gone when there are none."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_app.ui.widgets.banners import NoticeBanner, ProgressBanner

Banner = NoticeBanner | ProgressBanner


class NoticeArea(QWidget):
    """A column of banners at the head of a page."""

    def __init__(self, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> None:
        super().__init__()
        self._shown: list[Banner] = []  # the most recent first
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*margins)
        self._column.setSpacing(8)
        self.hide()

    def add(self, banner: Banner) -> None:
        """Show a banner above the others; the same words are never shown twice."""
        if isinstance(banner, NoticeBanner):
            for same in self.notices():
                if same.words() == banner.words():
                    same.dismiss()
            banner.closed.connect(lambda: self._forget(banner))
        self._shown.insert(0, banner)
        self._column.insertWidget(0, banner)
        self.show()

    def remove(self, banner: Banner) -> None:
        """Take a banner away at once."""
        banner.hide()
        banner.deleteLater()
        self._forget(banner)

    def notices(self) -> list[NoticeBanner]:
        """Return the notices shown, the most recent first."""
        return [banner for banner in self._shown if isinstance(banner, NoticeBanner)]

    def clear(self) -> None:
        """Dismiss every notice: what they said no longer holds."""
        for notice in self.notices():
            notice.dismiss()

    def _forget(self, banner: Banner) -> None:
        self._column.removeWidget(banner)
        self._shown = [shown for shown in self._shown if shown is not banner]
        self.setVisible(bool(self._shown))
