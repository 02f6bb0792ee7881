"""What stands at the left of the pages, one at a time: small pages, contents, passages, places found."""

from enum import Enum
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from commission_app.ui import theme
from commission_app.ui.reading.passage_list import PassageList
from commission_app.ui.widgets.buttons import IconButton
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Line, Panel, column, row

WIDTH: Final = 272
NARROWEST: Final = 340  # of a list in a large text


class SideView(Enum):
    """Which one is shown."""

    THUMBNAILS = "thumbnails"
    OUTLINE = "outline"
    PASSAGES = "passages"
    FOUND = "found"


class ListPanel(Panel):
    """A titled list with its way out, and a sentence in its place when it is empty."""

    closed = Signal()

    def __init__(self, title: str, name: str, empty: str) -> None:
        super().__init__(tint="sunken")
        self.list = PassageList(name)
        self.list.left.connect(self.closed)
        self._title = Label(title, "strong")
        self._empty = Label(empty, "body", tint="mention", wrap=True)
        self._close = IconButton("x", self.tr("Fermer ce volet (Échap)"), tint="mention")
        self._close.clicked.connect(self.closed)
        words = QWidget()
        words.setLayout(column(self._empty, STRETCH, margins=(14, 14, 14, 14)))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(words)
        head = row(self._title, STRETCH, self._close, margins=(14, 4, 6, 4))
        layout = column(head, Line(), self._stack)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.show_content()

    def show_content(self, title: str = "", empty: str = "") -> None:
        """Show the list or the sentence, after its rows changed; at will under another title."""
        if title:
            self._title.setText(title)
        if empty:
            self._empty.setText(empty)
        self._stack.setCurrentIndex(0 if self.list.rows.rowCount() else 1)

    def take_focus(self) -> None:
        """Take the keyboard: in the list, or on the way out of an empty one."""
        if self.list.isVisible():
            self.list.take_focus()
        else:
            self._close.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape, from wherever the keyboard is in it."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class SideViews(QStackedWidget):
    """The rail of small pages and three lists; nothing at all when none is wanted."""

    changed = Signal()
    left = Signal()  # closed while it had the keyboard, which must go somewhere

    def __init__(self, rail: QWidget) -> None:
        super().__init__()
        self._rail = rail
        self.outline = ListPanel(
            self.tr("Sommaire de la pièce"),
            self.tr("Sommaire de la pièce"),
            self.tr("Cette pièce n’a pas de sommaire."),
        )
        self.passages = ListPanel(
            self.tr("Preuves du dossier"),
            self.tr("Preuves et surlignages du dossier"),
            self.tr("Aucun passage n’est encore cité ni surligné dans ce dossier."),
        )
        self.found = ListPanel(
            self.tr("Dans tout le dossier"),
            self.tr("Passages trouvés dans le dossier"),
            self.tr("Tapez ce que vous cherchez : toutes les pièces sont parcourues."),
        )
        self._panels = {
            SideView.OUTLINE: self.outline,
            SideView.PASSAGES: self.passages,
            SideView.FOUND: self.found,
        }
        self.addWidget(rail)
        for panel in self._panels.values():
            self.addWidget(panel)
            panel.closed.connect(lambda: self.show_view(None))
        self._view: SideView | None = SideView.THUMBNAILS
        self._fit()

    @property
    def view(self) -> SideView | None:
        """What is shown, None when nothing is."""
        return self._view

    @property
    def lists(self) -> list[ListPanel]:
        """The three lists, of which one at most is shown."""
        return list(self._panels.values())

    @property
    def is_list(self) -> bool:
        """True while a list takes room from the pages."""
        return self._view in self._panels

    def show_view(self, view: SideView | None) -> None:
        """Show one of them, or nothing."""
        if view is self._view:
            return
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self._view = view
        self._fit()
        self.changed.emit()
        if had_focus and view is None:
            self.left.emit()

    def sizeHint(self) -> QSize:
        """Ask for the usual width of a list, or for that of the small pages."""
        return QSize(self.maximumWidth(), super().sizeHint().height())

    def toggle(self, view: SideView) -> None:
        """Show one of them and give it the keyboard, or close it when it is already there."""
        self.show_view(None if view is self._view else view)
        panel = self._panels.get(view)
        if panel is not None and self._view is view:
            panel.take_focus()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._fit()

    def _fit(self) -> None:
        panel = self._panels.get(self._view) if self._view else None
        self.setCurrentWidget(panel or self._rail)
        # A list gives up width rather than push the pages out of a narrow reader, in a large text.
        self.setMinimumWidth(min(theme.scaled(WIDTH), NARROWEST) if panel else self._rail.minimumWidth())
        self.setMaximumWidth(theme.scaled(WIDTH) if panel else self._rail.minimumWidth())
        self.updateGeometry()
        self.setVisible(self._view is not None)
        self._rail.setVisible(self._view is SideView.THUMBNAILS)
