"""Whether the work is written: « Enregistré à 21 h 42 », « Enregistrement… », « Non enregistré depuis… »."""

from datetime import datetime

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QWidget

from commission_app.texts import time_fr
from commission_app.ui import icons, theme
from commission_app.ui.icons import IconName
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import row

SLOW_MS = 1000  # writing that lasts less says nothing
GAP = 5


class SaveStatus(QWidget):
    """The line at the right of the bar; `explanation_asked` when it says that work is not written."""

    explanation_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[IconName, Token] = ("check", "success")
        self._is_brief = False
        self._icon = Label()
        self._words = Label("", "mention")
        self._alert = Button("", "link", icon="triangle-alert", size="small", tint="warning")
        self._alert.clicked.connect(self.explanation_asked)
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self._say_writing)
        self.setLayout(row(self._icon, self._words, self._alert, spacing=GAP))
        self._show("", "check", "success")

    def show_saved(self, at: datetime) -> None:
        """Say when the work was last written."""
        self._show(self.tr("Enregistré à {time}").format(time=time_fr(at)), "check", "success")

    def show_writing(self) -> None:
        """Say that writing is under way, if it lasts."""
        if not self._slow.isActive() and not self.is_alert():
            self._slow.start()

    def show_unsaved(self, since: datetime) -> None:
        """Say that the work is not written; the line becomes a button that explains and repairs.

        Said again, it keeps the time of the first refusal: that is since when.
        """
        if self.is_alert():
            return
        self._slow.stop()
        self._icon.hide()
        self._words.hide()
        self._alert.setText(self.tr("Non enregistré depuis {time}").format(time=time_fr(since)))
        self._alert.show()

    def is_alert(self) -> bool:
        """Tell whether work is known not to be written."""
        return not self._alert.isHidden()

    def set_brief(self, *, is_brief: bool) -> None:
        """Show the sign alone where there is no room for its words, which go to its tool tip."""
        if is_brief != self._is_brief:
            self._is_brief = is_brief
            self._words.setVisible(bool(self._words.plain_text()) and not is_brief and not self.is_alert())

    def width_of(self, *, is_brief: bool) -> int:
        """Return the width that it takes with its words or without; an alert keeps them."""
        if self.is_alert():
            return self._alert.sizeHint().width()
        words = self._words.sizeHint().width() + GAP if self._words.plain_text() and not is_brief else 0
        return (self._icon.sizeHint().width() if self._words.plain_text() else 0) + words

    def words(self) -> str:
        """Return what is said."""
        return self._alert.accessibleName() if self.is_alert() else self._words.plain_text()

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon again when the theme changes."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._draw()

    def _say_writing(self) -> None:
        self._show(self.tr("Enregistrement…"), "loader", "mention")

    def _show(self, words: str, icon: IconName, tint: Token) -> None:
        self._slow.stop()
        self._shown = (icon, tint)
        self._words.setText(words)
        self._draw()
        self._icon.setVisible(bool(words))
        self._icon.setToolTip(words)
        self._icon.setAccessibleName(words)
        self._words.setVisible(bool(words) and not self._is_brief)
        self._alert.hide()

    def _draw(self) -> None:
        icon, tint = self._shown
        self._icon.setPixmap(icons.pixmap(icon, tint, 15))
