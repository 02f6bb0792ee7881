"""The tools over the pages: page, zoom, search in the piece, text of the page, original colors."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from commission_app.ui import fonts, theme
from commission_app.ui.reading.page_layout import FITTED
from commission_app.ui.reading.page_view import PageView
from commission_app.ui.reading.piece_search import PieceSearch
from commission_app.ui.widgets.buttons import Button, IconButton
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Line, Panel, column, row
from commission_app.ui.widgets.search_field import SearchField

SEARCH_DELAY_MS: Final = 250


class _FindField(SearchField):
    """The search field, with its count at the right; Enter goes to the next place."""

    stepped = Signal(bool)  # forward
    went_down = Signal()  # towards the list of all that was found

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__(name, placeholder)
        self.count = Label("", "mention")
        self.setLayout(row(STRETCH, self.count, margins=(0, 0, 10, 0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step on Enter, go to the list with the arrow down."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif event.key() == Qt.Key.Key_Down:
            self.went_down.emit()
        else:
            super().keyPressEvent(event)


class ReadingToolbar(Panel):
    """Follows a page view and drives it."""

    text_toggled = Signal(bool)
    original_toggled = Signal(bool)

    def __init__(self, view: PageView, search: PieceSearch) -> None:
        super().__init__()
        self._view = view
        self._search = search
        self._delay = QTimer(self, singleShot=True, interval=SEARCH_DELAY_MS)
        self._delay.timeout.connect(self._start_search)
        self._make_page_tools()
        self._make_zoom_tools()
        self._make_find_tools()
        self.thumbnails = IconButton("panel-left", self.tr("Vignettes (F4)"), checkable=True)
        self.text = IconButton("scroll-text", self.tr("Texte de la page (T)"), checkable=True)
        self.text.toggled.connect(self.text_toggled)
        self.highlight = IconButton("highlighter", self.tr("Surligner la sélection, pour moi seul (S)"))
        self.more = IconButton("ellipsis", self.tr("Autres outils de lecture"))
        self.original = Button(self.tr("Original"), "quiet", size="small")
        self.original.setToolTip(self.tr("Montrer les pages dans leurs couleurs d’origine"))
        self.original.setCheckable(True)
        self.original.toggled.connect(self.original_toggled)
        tools = row(self.thumbnails, 8, *self._page_tools, 10, Line(Qt.Orientation.Vertical, 18), 8)
        tools.addLayout(row(*self._zoom_tools, spacing=2))
        tools.addStretch(1)
        steps = (self._previous_place, self._next_place)
        tools.addLayout(
            row(self.original, self.text, self.field, *steps, self.highlight, self.more, spacing=2)
        )
        tools.setContentsMargins(12, 5, 12, 5)
        tools.setSpacing(2)
        self._tools = tools
        self.setLayout(column(tools, Line()))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_theme()

    def show_theme(self) -> None:
        """Offer the original colors only where pages are darkened."""
        self.original.setVisible(theme.current().is_dark)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the tools in the new width."""
        super().resizeEvent(event)
        self._fit_tools()

    def _fit_tools(self) -> None:
        """Leave out what a key does as well, when the tools do not fit."""
        spare: tuple[tuple[QWidget, ...], ...] = (
            (self._previous_place, self._next_place),
            (self.text,),
            (self._percent,),
            self._steps,
            (self.highlight,),
            (self._fit,),
        )
        for group in spare:
            for tool in group:
                tool.show()
        for group in spare:
            if self._tools.minimumSize().width() <= self.width():
                return
            for tool in group:
                tool.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if theme.is_change(event):
            self.show_theme()

    def show_piece(self) -> None:
        """Show the pages of the piece that was just opened."""
        count = len(self._view.session.pages)
        self._page_count.setText(self.tr("sur {count}").format(count=count) if count else "")
        self._validator.setTop(max(1, count))
        self._fit_tools()  # the count takes room
        self._show_page()
        self._show_zoom()
        if self.field.text().strip():
            self._search.start(self.field.text(), self._view.page, moves=False)

    def set_compact(self, *, is_compact: bool) -> None:
        """Give the search less room in a small window."""
        self.field.setMaximumWidth(theme.scaled(168 if is_compact else 206))

    def _make_page_tools(self) -> None:
        previous = IconButton("chevron-up", self.tr("Page précédente"))
        previous.clicked.connect(lambda: self._view.go_to_page(self._view.page - 1))
        following = IconButton("chevron-down", self.tr("Page suivante"))
        following.clicked.connect(lambda: self._view.go_to_page(self._view.page + 1))
        self.number = QLineEdit("1")
        self.number.setFont(fonts.font(13, fonts.MEDIUM, tabular=True))
        self.number.setFixedWidth(theme.scaled(38))
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setAccessibleName(self.tr("Numéro de page"))
        self._validator = QIntValidator(1, 1, self)
        self.number.setValidator(self._validator)
        self.number.returnPressed.connect(self._on_number)
        self._page_count = Label("", "body", tint="mention")
        self._steps = (previous, following)
        self._page_tools = (*self._steps, 4, self.number, 6, self._page_count)
        self._view.page_changed.connect(self._show_page)

    def _make_zoom_tools(self) -> None:
        out = IconButton("minus", self.tr("Réduire (Ctrl+−)"))
        out.clicked.connect(lambda: self._view.zoom_by(-1))
        closer = IconButton("plus", self.tr("Agrandir (Ctrl++)"))
        closer.clicked.connect(lambda: self._view.zoom_by(1))
        self._percent = Label("", "field")
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._percent.setFixedWidth(theme.scaled(46))
        self._fit = IconButton("move-horizontal", self.tr("Ajuster à la largeur (Ctrl+0)"), checkable=True)
        self._fit.clicked.connect(lambda: self._view.set_zoom(FITTED))
        self._zoom_tools = (out, self._percent, closer, self._fit)
        self._view.zoom_changed.connect(self._show_zoom)
        self._view.view_moved.connect(self._show_zoom)

    def _make_find_tools(self) -> None:
        self.field = _FindField(self.tr("Chercher dans la pièce"), self.tr("Chercher"))
        self.field.setMinimumWidth(90)
        self.field.textEdited.connect(self._delay.start)
        self.field.textChanged.connect(self._on_find_changed)
        self.field.stepped.connect(lambda forward: self._search.step(forward=forward))
        self._previous_place = IconButton("chevron-up", self.tr("Passage précédent"))
        self._previous_place.clicked.connect(lambda: self._search.step(forward=False))
        self._next_place = IconButton("chevron-down", self.tr("Passage suivant"))
        self._next_place.clicked.connect(lambda: self._search.step(forward=True))
        self._search.changed.connect(self._show_places)
        self._show_places()

    def _on_number(self) -> None:
        self._view.go_to_page(int(self.number.text()))
        self._view.setFocus()

    def _show_page(self) -> None:
        self.number.setText(str(self._view.page))

    def _show_zoom(self) -> None:
        self._percent.setText(self.tr("{zoom} %").format(zoom=self._view.zoom_shown))
        self._fit.setChecked(self._view.zoom == FITTED)

    def _on_find_changed(self, text: str) -> None:
        if not text.strip():
            self._delay.stop()
            self._start_search()

    def _start_search(self) -> None:
        self._search.start(self.field.text(), self._view.page)

    def _show_places(self) -> None:
        found = len(self._search.places)
        has_query = bool(self._search.query)
        self.field.count.setText(
            self.tr("{number} sur {count}").format(number=self._search.number, count=found)
            if has_query
            else ""
        )
        for button in (self._previous_place, self._next_place):
            button.setEnabled(found > 1)
