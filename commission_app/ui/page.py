"""What the window expects of a page, and how a page shows long work and refusals inside itself."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commission_app.errors import AppError
from commission_app.texts import typeset
from commission_app.ui import notices
from commission_app.ui.tasks import Report, Task, Tasks
from commission_app.ui.widgets.banners import NoticeBanner, ProgressBanner
from commission_app.ui.widgets.drop_zone import few_names
from commission_app.ui.widgets.notice_area import NoticeArea

Answer = TypeVar("Answer")


class Page(QWidget):
    """One tab of the window. `counter_changed` carries the words beside its title: « 6/8 »."""

    counter_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.notices = NoticeArea((20, 0, 20, 12))

    def refresh(self) -> None:
        """Read again what the page shows; called each time its tab is opened."""

    def set_compact(self, *, is_compact: bool) -> None:
        """Tighten the page on a small window, or give it back its room."""

    def show_failure(self, error: Exception) -> None:
        """Show a refusal in the page. Anything else is raised on: nobody foresaw it."""
        if not isinstance(error, AppError):
            raise error
        notices.show(error, self.notices)

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
