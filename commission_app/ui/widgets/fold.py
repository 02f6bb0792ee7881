"""A part of a panel that is folded under its title until somebody wants it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.layouts import STRETCH, column, row


class Fold(QWidget):
    """A button with its arrow over a content; `toggled` tells that it opens or folds."""

    toggled = Signal(bool)

    def __init__(self, title: str, content: QWidget) -> None:
        super().__init__()
        self._title, self._content = title, content
        self.opener = Button(title, "quiet", icon="chevron-right")
        self.closer = Button(title, "quiet", icon="chevron-down")
        for button, is_open in ((self.opener, True), (self.closer, False)):
            button.clicked.connect(lambda _=False, wanted=is_open: self.set_open(is_open=wanted))
        self.opener.setAccessibleName(self.tr("{title}, replié").format(title=title))
        self.closer.setAccessibleName(self.tr("{title}, déplié").format(title=title))
        self.setLayout(column(row(self.opener, self.closer, STRETCH), content))
        self._show(is_open=False)

    def is_open(self) -> bool:
        """Tell whether the content is shown."""
        return not self._content.isHidden()

    def set_open(self, *, is_open: bool) -> None:
        """Show the content, or fold it."""
        has_focus = self.opener.hasFocus() or self.closer.hasFocus()
        self._show(is_open=is_open)
        if has_focus:
            (self.closer if is_open else self.opener).setFocus()
        self.toggled.emit(is_open)

    def _show(self, *, is_open: bool) -> None:
        self._content.setVisible(is_open)
        self.opener.setVisible(not is_open)
        self.closer.setVisible(is_open)
