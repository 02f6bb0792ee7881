"""Backups that nobody asks for: at the start when the last one is old, and before the window closes.

Closing waits for a backup only when something changed and its folder is there; a second « close » leaves at
once, and the backup before stays good.
"""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.texts import typeset
from commission_app.ui import notices
from commission_app.ui.safekeeping.holder_notice import HolderNotice
from commission_app.ui.safekeeping.workspace_verbs import WorkspaceVerbs
from commission_app.ui.tasks import Report, Tasks
from commission_app.ui.widgets.banners import NoticeBanner, Tone
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.workflow.secretariat.workspace_view import WorkspaceView

TELL_MS: Final = 150  # a backup that is shorter is not told


class KeepingSafe(QObject):
    """`closed`: the window may go."""

    closed = Signal()

    def __init__(self, verbs: WorkspaceVerbs, tasks: Tasks, area: NoticeArea, parent: QObject) -> None:
        super().__init__(parent)
        self._verbs, self._tasks, self._area = verbs, tasks, area
        self._holder = HolderNotice(area, self)
        self._view: WorkspaceView | None = None
        self._is_leaving = False
        self._may_leave = False

    def begin(self) -> None:
        """Look at the workspace once the desk is open: say what it is, and back it up if that is due."""

        def look(view: WorkspaceView) -> None:
            self.take(view)
            if self.can_save and view.backup.is_old:
                self._tasks.words(self._verbs.back_up, lambda _file: None, self._say_failed)

        self._tasks.store(self._verbs.view, look, self._ignore)

    def take(self, view: WorkspaceView) -> None:
        """Take what was read of the workspace since, and say who holds the campaign."""
        self._view = view
        self._holder.show_view(view)

    def holds_back(self) -> bool:
        """Begin the backup of a closing; tell whether the window stays open for it."""
        if self._may_leave or self._is_leaving or not self.can_save:
            return False
        self._is_leaving = True
        # The lane that closing interrupts without asking, and that nothing else fills at a secretariat's.
        self._tasks.words(self._save_if_changed, self._leave, self._stay)
        QTimer.singleShot(TELL_MS, self, self._tell_leaving)
        return True

    @property
    def can_save(self) -> bool:
        """Whether this computer holds the campaign, and the folder of its backups is there."""
        return self._view is not None and self._view.backup.is_possible and self._view.backup.is_there

    def _save_if_changed(self, report: Report) -> Path | None:
        state = self._verbs.view().backup
        return self._verbs.back_up(report) if state.is_there and state.has_changed else None

    def _tell_leaving(self) -> None:
        if not self._may_leave:
            what = self.tr("Sauvegarde avant de fermer.")
            banner = self._show(what, self.tr("La fenêtre se ferme d’elle-même ensuite."), "info")
            banner.add_action(self.tr("Fermer maintenant")).clicked.connect(self.closed)

    def _leave(self, _file: Path | None) -> None:
        self._may_leave = True
        self.closed.emit()

    def _stay(self, error: Exception) -> None:
        """Say why the backup could not be made; closing again leaves."""
        self._may_leave = True
        self._say_failed(error)

    def _say_failed(self, error: Exception) -> None:
        if isinstance(error, AppError) and error.code != "DSK-25":  # closed meanwhile: nothing to say
            what = self.tr("La sauvegarde n’a pas pu se faire.")
            words = sentences(error)
            self._show(f"{what} {words.what}", words.do, "warning")

    def _show(self, what: str, do: str, tone: Tone) -> NoticeBanner:
        banner = NoticeBanner(typeset(what), typeset(do), tone)
        self._area.add(banner)
        notices.announce(self._area, what)
        return banner

    @staticmethod
    def _ignore(error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
