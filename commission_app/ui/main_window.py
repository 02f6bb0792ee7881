"""The window: one bar, stacked pages, and what belongs to no page in particular."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QMainWindow, QStackedWidget, QWidget

from commission_app.ui import actions, appearance, notices, theme, window_size
from commission_app.ui.help.showing import show_topic
from commission_app.ui.help.topics import Side
from commission_app.ui.page import Page
from commission_app.ui.settings import WindowState
from commission_app.ui.shell import Shell
from commission_app.ui.tasks import Tasks
from commission_app.ui.tokens import Theme
from commission_app.ui.top_bar import Space, TopBar
from commission_app.ui.widgets.focus_ring import FocusRing
from commission_app.ui.widgets.layouts import Line, column
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.ui.widgets.save_status import SaveStatus
from commission_app.ui.widgets.sign import window_icon
from commission_app.ui.widgets.toast import Toast
from commission_app.ui.window_look import Choices
from commission_app.ui.window_menus import WindowMenus

SMALL = (1400, 780)  # under this width or this height, at the usual text size, pages tighten
SMALLEST = (800, 520)
UNDER_BAR = 2  # place in the window, after the bar and its line


class MainWindow(QMainWindow):
    """One person's space: its pages in tabs. Without `show_proofs`, their entry is not shown.

    A desk says in `make_pages` which pages it has; whoever opens it makes them by turns.

    Its signals are for whoever opened it: the window itself cannot take its own place.
    """

    side: Side = "membre"  # whose help it shows
    erasure_confirmed = Signal(object)  # the `Erasure` that a person confirmed
    campaigns_asked = Signal()  # another campaign is wanted, or a new one
    session_lost = Signal(object)  # the refusal after which nothing more can be asked of the session

    def __init__(
        self,
        space: Space,
        shell: Shell,
        *,
        show_proofs: Callable[[], object] | None = None,
        may_close: Callable[[QWidget], bool] = notices.ask_to_interrupt,
    ) -> None:
        super().__init__()
        self._tasks = shell.tasks
        self._settings = shell.settings
        self._may_close = may_close
        self._is_compact = False
        self._gives_way = False
        self._choices = Choices(self, self._dress)
        self.menus = WindowMenus(self, self._choices, self._slots(show_proofs))
        self._bar = TopBar(space, self.menus.person)
        self._bar.search.clicked.connect(self.menus.actions["go_to"].trigger)
        self._bar.help.clicked.connect(self.menus.actions["help"].trigger)
        self._pages = QStackedWidget()
        self._front = QStackedWidget()  # the pages in tabs, or one page before all of them
        self._front.addWidget(self._pages)
        self.notices = NoticeArea((20, 12, 20, 12))
        shell.unexpected.attach(self.notices, self._tasks.flush)
        body = QWidget()
        body.setLayout(column(self._bar, Line(), self.notices, self._front))
        self.setCentralWidget(body)
        self.setWindowTitle(" — ".join(part for part in (space.campaign, space.label) if part))
        self.setWindowIcon(window_icon())
        self.setMinimumSize(*SMALLEST)
        window_size.fit(self)
        self._ring = FocusRing(self)
        self._bar.tabs.currentChanged.connect(self._open)
        self._bar.tabs.tabBarClicked.connect(lambda _tab: self.show_pages())
        self._restore()

    @property
    def tasks(self) -> Tasks:
        """The lanes, for a window beside this one."""
        return self._tasks

    @property
    def status(self) -> SaveStatus:
        """The save status, at the right of the bar."""
        return self._bar.status

    @property
    def has_given_way(self) -> bool:
        """Whether another window took its place."""
        return self._gives_way

    def make_pages(self) -> Iterator[None]:
        """Make and add the pages, and yield wherever the event loop may turn: after 20 ms of work or so."""
        return iter(())

    def hold(self, page: Page) -> None:
        """Take a page that is still to be filled: Qt dresses a part again each time what it is in moves."""
        page.setParent(self._pages)

    def add_page(self, page: Page, title: str, counter: str = "") -> None:
        """Add a page as the last tab."""
        index = self._pages.addWidget(page)
        page.counter_changed.connect(lambda words, tab=index: self._bar.tabs.show_counter(tab, words))
        self._bar.tabs.addTab(title)  # the first one opens at once, and says its counter
        if counter:
            self._bar.tabs.show_counter(index, counter)
        shortcut = QAction(title, self)
        shortcut.setShortcuts(actions.page_shortcuts(index))
        shortcut.triggered.connect(lambda _checked=False, tab=index: self._choose_tab(tab))
        self.menus.add_page(shortcut)
        page.set_compact(is_compact=self._is_compact)
        for action in page.actions():
            action.triggered.connect(self.menus.forget_alt)

    def show_above(self, part: QWidget) -> None:
        """Put a part between the bar and the pages, for as long as the window lives."""
        body = self.centralWidget()
        layout = None if body is None else body.layout()
        if isinstance(layout, QBoxLayout):
            layout.insertWidget(UNDER_BAR, part)

    def take_focus(self) -> None:
        """Put the keyboard where work begins: the page in front, unless a desk knows better."""
        self._pages.setFocus()

    def open_page(self, page: Page) -> None:
        """Bring a page to the front."""
        self._choose_tab(self._pages.indexOf(page))

    def show_before(self, page: Page) -> None:
        """Put a page before all those in tabs, until one of them is chosen."""
        self.show_pages()
        self._front.addWidget(page)
        self._front.setCurrentWidget(page)
        self._bar.tabs.show_away(is_away=True)
        page.set_compact(is_compact=self._is_compact)

    def page_before(self) -> Page | None:
        """Return the page before all those in tabs, if there is one."""
        page = self._front.currentWidget()
        return page if isinstance(page, Page) else None

    def show_pages(self) -> None:
        """Show the pages in tabs again, in the place of the one before them."""
        before = self.page_before()
        if before is not None:
            self._front.setCurrentWidget(self._pages)
            self._front.removeWidget(before)
            before.deleteLater()
            self._bar.tabs.show_away(is_away=False)

    @property
    def tab(self) -> int:
        """The place of the page in front, from 0."""
        return self._bar.tabs.currentIndex()

    def has_tab(self, place: int) -> bool:
        """Tell whether the page at a place is made."""
        return place < self._pages.count()

    def open_tab(self, place: int) -> None:
        """Bring the page at a place to the front of those in tabs."""
        self._bar.tabs.setCurrentIndex(place)

    def pages(self) -> Sequence[tuple[Page, str]]:
        """Return the pages made so far, in the order of the tabs, with their titles."""
        made = (self._pages.widget(place) for place in range(self._pages.count()))
        return [
            (page, self._bar.tabs.tabText(place)) for place, page in enumerate(made) if isinstance(page, Page)
        ]

    def page(self) -> Page | None:
        """Return the page in front."""
        page = self._pages.currentWidget()
        return page if isinstance(page, Page) else None

    def toast(self, text: str, action: str = "", undo: Callable[[], object] | None = None) -> None:
        """Show a short message with its way back."""
        for earlier in self.findChildren(Toast):
            earlier.close()
        Toast(self, text, action, undo).show_briefly()
        notices.announce(self, text)

    def give_way(self) -> None:
        """Close without ending the lanes: another window goes on with them."""
        self._gives_way = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask only when long work would be lost; finish writing; remember the window."""
        if self._tasks.has_long_work() and not self._may_close(self):
            event.ignore()
            return
        state = WindowState(theme.current(), theme.text_percent(), bytes(self.saveGeometry().data()))
        self._settings.save(state)
        for beside in self.findChildren(QWidget):  # another window of this desk, on whatever screen
            if beside.isWindow() and beside.isVisible():
                beside.close()
        if not self._gives_way:
            self._tasks.close()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tighten the pages on a small window."""
        super().resizeEvent(event)
        self._tighten()

    def _slots(self, show_proofs: Callable[[], object] | None) -> dict[str, Callable[[], object]]:
        """Return what the actions of every window do."""
        slots: dict[str, Callable[[], object]] = {
            "already_saved": self._say_saved,
            "quit": self.close,
            "full_screen": self._toggle_full_screen,
            "larger_text": lambda: self._choices.resize_text(1),
            "smaller_text": lambda: self._choices.resize_text(-1),
            "go_to": self._go_to,
            "next_pane": lambda: self._step_pane(1),
            "previous_pane": lambda: self._step_pane(-1),
            "help": self._show_help,
        }
        return slots if show_proofs is None else {**slots, "proofs": show_proofs}

    def _restore(self) -> None:
        geometry = self._settings.load().geometry
        if geometry:
            self.restoreGeometry(QByteArray(geometry))

    def _dress(self, chosen: Theme, text_percent: int) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            appearance.change(application, chosen, text_percent)
        self._choices.show_current()
        self._tighten()
        for action in self.actions():
            actions.tint(action)

    def _tighten(self) -> None:
        """Tell the bar and the pages whether the window is small for its text."""
        is_compact = self.width() < theme.scaled(SMALL[0]) or self.height() < theme.scaled(SMALL[1])
        if is_compact == self._is_compact:
            return
        self._is_compact = is_compact
        self._bar.set_compact(is_compact=is_compact)
        for index in range(self._pages.count()):
            page = self._pages.widget(index)
            if isinstance(page, Page):
                page.set_compact(is_compact=is_compact)
        before = self.page_before()
        if before is not None:
            before.set_compact(is_compact=is_compact)

    def _choose_tab(self, place: int) -> None:
        """Show a page because a key or a link asked for it: the keyboard goes where its work begins."""
        self.show_pages()
        self._bar.tabs.setCurrentIndex(place)
        page = self.page()
        if page is not None:
            page.take_focus()

    def _open(self, index: int) -> None:
        self._pages.setCurrentIndex(index)
        page = self.page()
        if page is not None:
            page.refresh()
            if page.isAncestorOf(QApplication.focusWidget() or self):  # Qt took it out of the page before
                page.take_focus()

    def _go_to(self) -> None:
        from commission_app.ui.palette.gathering import show_palette  # not before somebody asks

        show_palette(self)

    def _show_help(self) -> None:
        page = self.page_before() or self.page()
        show_topic(self, page.help_topic if page is not None else "")

    def _step_pane(self, step: int) -> None:
        page = self.page_before() or self.page()
        if page is not None:
            page.step_pane(step)

    def _say_saved(self) -> None:
        if self._tasks.flush() and not self.status.is_alert():
            self.toast(self.tr("Tout est déjà enregistré."))
        else:
            self.status.explanation_asked.emit()

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
