"""Where messages stand in a page: one above the other, gone when there are none."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

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
        self._before: QWidget | None = None  # had the keyboard before it came into a banner
        if isinstance(application := QApplication.instance(), QApplication):
            application.focusChanged.connect(self._follow_keyboard)
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
        self._forget(banner)
        banner.hide()
        banner.deleteLater()

    def notices(self) -> list[NoticeBanner]:
        """Return the notices shown, the most recent first."""
        return [banner for banner in self._shown if isinstance(banner, NoticeBanner)]

    def clear(self) -> None:
        """Dismiss every notice: what they said no longer holds."""
        for notice in self.notices():
            notice.dismiss()

    def _forget(self, banner: Banner) -> None:
        self._give_keyboard_back(banner)
        self._column.removeWidget(banner)
        self._shown = [shown for shown in self._shown if shown is not banner]
        self.setVisible(bool(self._shown))

    def _follow_keyboard(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is not None and now is not None and self.isAncestorOf(now) and not self.isAncestorOf(old):
            self._before = old

    def _give_keyboard_back(self, banner: Banner) -> None:
        """Before a banner goes, give the keyboard it has back to the work: Qt would leave it nowhere."""
        focused = QApplication.focusWidget()
        if focused is None or not banner.isAncestorOf(focused):
            return
        before = self._before
        if before is not None and isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        after = self.nextInFocusChain()
        while after is not None and after is not self and not self._takes_keyboard(after):
            after = after.nextInFocusChain()
        if after is not None and after is not self:
            after.setFocus(Qt.FocusReason.OtherFocusReason)

    def _takes_keyboard(self, part: QWidget) -> bool:
        is_open = part.isVisible() and part.isEnabled() and not self.isAncestorOf(part)
        return is_open and bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
