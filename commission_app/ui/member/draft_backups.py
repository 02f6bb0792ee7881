"""The drafts copied beside the lot every ten minutes and at each closing, without a word.

When the desk takes nothing more (disk full, read-only), the person may keep them on another disk.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from commission_app.errors import AppError
from commission_app.scoring.draft import Edit
from commission_app.texts import time_fr, typeset
from commission_app.ui import notices
from commission_app.ui.folder_choice import ask_folder
from commission_app.ui.page import Page
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.save_status import SaveStatus
from commission_app.workflow.member.draft_backup import (
    Snapshot,
    save_backup,
    save_elsewhere,
    snapshot,
    write_backup,
)
from commission_app.workflow.member.session import MemberSession

INTERVAL_MS: Final = 600_000


class DraftBackups(QObject):
    """Takes the draft on the lane that writes it, and copies it on the one that nobody waits for.

    What became of the last copy is in the tool tip of the save status; a failure says nothing louder.
    """

    def __init__(
        self,
        session: MemberSession,
        tasks: Tasks,
        status: SaveStatus,
        parent: QObject,
        choose: Callable[[QWidget, str], Path | None] = ask_folder,
    ) -> None:
        super().__init__(parent)
        self.choose = choose
        self._session = session
        self._tasks = tasks
        self._status = status
        self._timer = QTimer(self, interval=INTERVAL_MS, timerType=Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.write)
        self._timer.start()

    def write(self) -> None:
        """Copy the draft as it stands."""
        self._tasks.store(partial(snapshot, self._session), self._write_aside, self._on_failed)

    def write_last(self) -> None:
        """Copy the draft before the window goes: closing waits for this lane, a few seconds at most."""
        self._timer.stop()
        self._tasks.store(partial(save_backup, self._session), lambda _file: None, _ignore)

    def save_elsewhere(self, unsaved: Callable[[], Sequence[Edit]], page: Page) -> None:
        """Keep the drafts, with what could not be recorded, in a folder that the person chooses."""
        folder = self.choose(page, self.tr("Où garder vos notes"))
        if folder is not None:
            self._tasks.store(
                lambda: save_elsewhere(self._session, unsaved(), folder),
                partial(self._say_kept, page),
                page.show_failure,
            )

    def _say_kept(self, page: Page, file: Path) -> None:
        if not shiboken6.isValid(page):
            return
        what = typeset(self.tr("Vos notes sont gardées dans « {folder} ».")).format(folder=file.parent)
        do = typeset(
            self.tr(
                "Posé à côté de votre lot, ce fichier vous rendra vos notes quand vous rouvrirez le lot. "
                "Pour continuer sur cet ordinateur, libérez de la place, puis réessayez."
            )
        )
        page.notices.add(NoticeBanner(what, do, "success"))
        notices.announce(page, what)

    def _write_aside(self, taken: Snapshot | None) -> None:
        if taken is not None and shiboken6.isValid(self):
            self._tasks.quiet(
                lambda _report: write_backup(self._session, taken), self._on_written, self._on_failed
            )

    def _on_written(self, file: Path) -> None:
        if not shiboken6.isValid(self):  # the window may be gone before the lane answers
            return
        words = (
            self.tr("Brouillons copiés sur cet ordinateur à {time} : la place du lot ne les prend pas.")
            if file.parent == self._session.campaign.drafts
            else self.tr("Brouillons copiés à côté du lot à {time}.")
        )
        self._status.setToolTip(words.format(time=self._now()))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        if shiboken6.isValid(self):
            words = self.tr("La copie de vos brouillons n’a pas pu se faire à {time}.")
            self._status.setToolTip(words.format(time=self._now()))

    def _now(self) -> str:
        return time_fr(self._session.desk.now())


def _ignore(error: Exception) -> None:
    """Say nothing of a copy that could not be made: the work itself is written."""
    if not isinstance(error, AppError):
        raise error
