"""What the window expects of a page, and how a page shows long work and refusals inside itself."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from commission_app.errors import AppError
from commission_app.texts import typeset
from commission_app.ui import notices
from commission_app.ui.destinations import Destination
from commission_app.ui.job import Task
from commission_app.ui.tasks import Report, Tasks
from commission_app.ui.widgets.banners import NoticeBanner, ProgressBanner
from commission_app.ui.widgets.drop_zone import few_names
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.ui.widgets.two_panes import TwoPanes

Answer = TypeVar("Answer")


class Page(QWidget):
    """One tab of the window. `counter_changed` carries the words beside its title: « 6/8 »."""

    counter_changed = Signal(str)
    help_topic = ""  # name of its page in the help

    def __init__(self) -> None:
        super().__init__()
        self.notices = NoticeArea((20, 0, 20, 12))
        self.ways_on: dict[str, notices.WayOn] = {}  # by code of refusal
        self._provisional: NoticeBanner | None = None

    def refresh(self) -> None:
        """Read again what the page shows; called each time its tab is opened."""

    def destinations(self) -> Iterable[Destination]:
        """Return the places of the page that « Aller à… » offers."""
        return ()

    def panes(self) -> Sequence[QWidget]:
        """Return the panes that F6 goes through, in order: each takes the keyboard, or holds what does."""
        two = self.findChild(TwoPanes)
        return () if two is None else two.panes()

    def take_focus(self) -> None:
        """Put the keyboard where work begins on the page: in the first of its panes."""
        panes = [pane for pane in self.panes() if pane.isVisible() and pane.isEnabled()]
        if panes:
            take_keyboard(panes[0])

    def step_pane(self, step: int) -> None:
        """Go to the next pane, or to the one before."""
        panes = [pane for pane in self.panes() if pane.isVisible()]
        if panes:
            focused = QApplication.focusWidget() or self
            inside = [n for n, pane in enumerate(panes) if pane is focused or pane.isAncestorOf(focused)]
            take_keyboard(panes[(inside[0] + step if inside else 0) % len(panes)])

    def set_compact(self, *, is_compact: bool) -> None:
        """Tighten the page on a small window, or give it back its room."""

    def show_failure(self, error: Exception) -> None:
        """Show a refusal in the page. Anything else is raised on: nobody foresaw it."""
        if not isinstance(error, AppError):
            raise error
        notices.show(error, self.notices, way_on=self.ways_on.get(error.code))

    def say_provisional(self, what: str, reasons: Sequence[str]) -> None:
        """Say that what the page shows can still change, and why; without reasons, say so no longer."""
        if self._provisional is not None:
            self._provisional.dismiss()
            self._provisional = None
        if reasons:
            self._provisional = NoticeBanner(what, " ".join(reasons), "warning", is_closable=False)
            self.notices.add(self._provisional)

    def say_strange(self, what: str, files: Sequence[Path], do: str) -> None:
        """Answer a drop of files that the page has no use for: nothing was read of them."""
        said = what.format(names=few_names(files))
        self.notices.add(NoticeBanner(typeset(said), typeset(do), "warning"))
        notices.announce(self, said)

    def run_long(
        self,
        tasks: Tasks,
        title: str,
        work: Callable[[Report], Answer],
        done: Callable[[Answer], None],
        ended: Callable[[], None] = lambda: None,
        *,
        failed: Callable[[Exception], None] | None = None,
        is_alone: bool = False,
    ) -> Task:
        """Run long work under a banner with its progress and « Interrompre »; `ended` comes last.

        Refusals are shown in the page, unless it has more to say of them in `failed`.
        """
        banner = ProgressBanner(title)

        def finish() -> None:
            self.notices.remove(banner)
            ended()

        lane = tasks.alone if is_alone else tasks.long
        task = lane(work, done, failed or self.show_failure, progress=banner.show_progress, ended=finish)
        banner.interrupted.connect(task.cancel)
        self.notices.add(banner)
        notices.announce(self, title)
        return task


def take_keyboard(pane: QWidget) -> None:
    """Give the keyboard to a pane, or to the first of its parts that takes it."""
    reason = Qt.FocusReason.ShortcutFocusReason
    if pane.focusPolicy() != Qt.FocusPolicy.NoFocus:
        pane.setFocus(reason)
        return
    takes = (part for part in pane.findChildren(QWidget) if part.isVisible() and part.isEnabled())
    first = next((part for part in takes if part.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
    if first is not None:
        first.setFocus(reason)
