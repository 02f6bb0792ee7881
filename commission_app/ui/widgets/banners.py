"""Messages inside the page, never in a box: work under way with « Interrompre », a notice, an alert."""

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from commission_app.texts import integer_fr
from commission_app.ui.icons import IconName
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.buttons import Button, IconButton, Kind
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, column, row
from commission_app.ui.widgets.progress import ProgressBar
from commission_app.ui.widgets.remaining import Remaining

Tone = Literal["info", "warning", "error", "success"]
TONES: dict[Tone, tuple[Token, Token, Token, IconName]] = {
    "info": ("info", "info_soft", "info_line", "info"),
    "warning": ("warning", "warning_soft", "warning_line", "triangle-alert"),
    "error": ("error", "error_soft", "error_line", "octagon-x"),
    "success": ("success", "success_soft", "success_line", "circle-check"),
}

MOST_COUNTED = 10_000  # more are bytes


class ProgressBanner(Card):
    """Long work inside the page: its title, the step, a bar, « Interrompre »."""

    interrupted = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = Label(title, "strong")
        self._step = Label("", "mention")
        self._bar = ProgressBar(6)
        self._remaining = Remaining()
        self._stop = Button(self.tr("Interrompre"), size="small")
        self._stop.clicked.connect(self._interrupt)
        self.setLayout(
            column(
                row(self._title, STRETCH, self._stop),
                6,
                self._bar,
                6,
                self._step,
                margins=(16, 12, 16, 12),
            )
        )

    def show_progress(self, done: int, total: int, step: str) -> None:
        """Show how far the work is; a total of 0 shows the step alone."""
        parts = [step, _share(done, total), self._remaining.words(done, total)]
        self._step.setText(" · ".join(part for part in parts if part))
        self._bar.show_share(done / total if total else 0.0, self._step.plain_text())

    def _interrupt(self) -> None:
        self._stop.setEnabled(False)
        self._step.setText(self.tr("Interruption…"))
        self.interrupted.emit()


def _share(done: int, total: int) -> str:
    """Write how far the work is: things are counted, bytes are told as a percentage."""
    if total > MOST_COUNTED:
        return f"{100 * done // total}\N{NO-BREAK SPACE}%"
    return f"{integer_fr(done)} / {integer_fr(total)}" if total else ""


class NoticeBanner(Card):
    """Two sentences in the page, with actions; it can be closed, or lasts as long as its cause."""

    closed = Signal()

    def __init__(self, what: str, do: str = "", tone: Tone = "error", *, is_closable: bool = True) -> None:
        ink, background, line, icon = TONES[tone]
        super().__init__(tint=background, line=line)
        self._what = Label(what, "strong", wrap=True)
        self._do = Label(do, "body", wrap=True)
        self._do.setVisible(bool(do))
        self._actions = row(spacing=8)
        self._action_row = QWidget()
        self._action_row.setLayout(self._actions)
        self._actions.addStretch(1)
        self._action_row.hide()
        body = column(self._what, 3, self._do, self._action_row)
        line_of_parts = row(margins=(16, 12, 12, 12))
        line_of_parts.addWidget(IconLabel(icon, ink, 20), 0, Qt.AlignmentFlag.AlignTop)
        line_of_parts.addSpacing(12)
        line_of_parts.addLayout(body, 1)
        if is_closable:
            close = IconButton("x", self.tr("Fermer ce message"))
            close.clicked.connect(self.dismiss)
            line_of_parts.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line_of_parts)
        self.setAccessibleName(f"{what} {do}".strip())

    def add_action(self, text: str, kind: Kind = "secondary", icon: IconName | None = None) -> Button:
        """Add a button under the sentences and return it."""
        button = Button(text, kind, icon=icon, size="small")
        self._actions.insertWidget(self._actions.count() - 1, button)
        self._actions.setContentsMargins(0, 10, 0, 0)
        self._action_row.show()
        return button

    def show_words(self, what: str, do: str) -> None:
        """Change the sentences."""
        self._what.setText(what)
        self._do.setText(do)
        self._do.setVisible(bool(do))
        self.setAccessibleName(f"{what} {do}".strip())

    def words(self) -> tuple[str, str]:
        """Return the two sentences."""
        return self._what.plain_text(), self._do.plain_text()

    def dismiss(self) -> None:
        """Close the message."""
        self.closed.emit()  # before it is hidden: who shows it gives the keyboard back
        self.hide()
        self.deleteLater()
