"""The head of the reader: which dossier, where it is, and the way to the ones around it."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy

from commission_app.texts import integer_fr
from commission_app.ui import theme
from commission_app.ui.departement_names import departement_fr
from commission_app.ui.widgets.badge import Badge
from commission_app.ui.widgets.buttons import IconButton
from commission_app.ui.widgets.labels import ElidedLabel
from commission_app.ui.widgets.layouts import Panel, column, row
from commission_app.workflow.member.views import ReadingDossier

LARGE_TEXT = 115  # per cent; above, one line of a small window has no room for « Dossier » before its number


class DossierHeader(Panel):
    """Name, place in the reading order, territory."""

    stepped = Signal(int)  # 1 for the next dossier, -1 for the previous one
    focus_mode_toggled = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._number = ""
        self._is_calibration = False
        self._is_compact = False
        self._title = ElidedLabel("", "section_title")
        self._place = ElidedLabel("", "mention")
        # As high as the badge beside it, so that nothing moves from one dossier to the next.
        self._place.setMinimumHeight(theme.scaled(20))
        self._calibration = Badge(self.tr("Étalonnage"), "accent")
        previous = IconButton("chevron-left", self.tr("Dossier précédent (Ctrl+↑)"))
        previous.clicked.connect(lambda: self.stepped.emit(-1))
        following = IconButton("chevron-right", self.tr("Dossier suivant (Ctrl+↓)"))
        following.clicked.connect(lambda: self.stepped.emit(1))
        self.focus_mode = IconButton("book-open", self.tr("Mode lecture : replier la liste"), checkable=True)
        self.focus_mode.toggled.connect(self.focus_mode_toggled)
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._words = column(self._title, row(self._calibration, self._place, spacing=10), spacing=1)
        self._row = row(
            self._words, 12, self.focus_mode, previous, following, margins=(20, 9, 12, 7), spacing=2
        )
        self._row.setStretch(0, 1)
        self.setLayout(self._row)

    def show_dossier(self, reading: ReadingDossier, count: int) -> None:
        """Show a dossier, and its number among all."""
        territory = reading.dossier.territory
        self._title.setText(territory.name)
        self._title.setToolTip(reading.dossier.title)
        self._is_calibration = reading.is_calibration
        parts = [
            self.tr("Dossier {number} sur {count}").format(number=reading.position, count=count),
            departement_fr(territory.departement),
            territory.kind,
            territory.density,
        ]
        if territory.population:
            parts.append(self.tr("{count} habitants").format(count=integer_fr(territory.population)))
        self._number = self.tr("{number} sur {count}").format(number=reading.position, count=count)
        self._parts = [part for part in parts if part]
        self._show_parts()

    def set_compact(self, *, is_compact: bool) -> None:
        """Put the head on one line in a small window."""
        self._row.setContentsMargins(*((16, 4, 10, 3) if is_compact else (20, 9, 12, 7)))
        direction = QBoxLayout.Direction
        self._words.setDirection(direction.LeftToRight if is_compact else direction.TopToBottom)
        self._words.setSpacing(12 if is_compact else 1)
        self._is_compact = is_compact
        self._show_parts()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._show_parts()

    def _show_parts(self) -> None:
        """Leave the room of a small window to the name: its territory is in the list."""
        is_narrow = self._is_compact and theme.text_percent() > LARGE_TEXT
        self._calibration.setVisible(self._is_calibration and not is_narrow)
        shown = [self._number] if is_narrow else self._parts[:1] if self._is_compact else self._parts
        self._place.setText("  ·  ".join(shown))
