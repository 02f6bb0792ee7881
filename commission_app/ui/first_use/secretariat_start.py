"""The secretariat's way in: its campaigns, a new one, its envelope; then the desk opens on it.

One page at a time in the first window. Nothing exists before « Créer la campagne »; after it, leaving at any
moment leaves a campaign that opens.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from commission_app.errors import AppError
from commission_app.ui.first_use.campaigns_page import CampaignsPage, KnownCampaign
from commission_app.ui.first_use.creation_verbs import CreationVerbs
from commission_app.ui.first_use.envelope_page import EnvelopePage
from commission_app.ui.first_use.new_campaign_page import NewCampaignPage
from commission_app.ui.first_use.restoring_page import RestoringPage
from commission_app.ui.first_use.start_window import StartWindow
from commission_app.ui.first_use.unlock_page import CODE_NEEDED, UnlockPage
from commission_app.ui.tasks import Tasks

if TYPE_CHECKING:
    from commission_app.workflow.preparation.campaign import NewCampaign
    from commission_app.workflow.preparation.settings.creation import Start


class SecretariatStart(QObject):
    """`opened` carries a session and the folder of its desk; `left` says that somebody changed their mind."""

    opened = Signal(object, object, bool)  # session, Path, whether its code was typed
    made = Signal(object)  # the session of a campaign just created: it closes with the application
    left = Signal()

    def __init__(
        self, window: StartWindow, verbs: CreationVerbs, tasks: Tasks, place: Path, back: str = ""
    ) -> None:
        """Take the folder of the desk, and the words of the way back."""
        super().__init__(window)
        self._window, self._verbs, self._tasks = window, verbs, tasks
        self._place = place
        self._back = back or self.tr("Je suis membre : ouvrir mon lot")

    def show_campaigns(self, place: Path | None = None) -> CampaignsPage:
        """Show the campaigns of a desk, by default the one that was there."""
        self._place = place or self._place
        page = CampaignsPage(self._back)
        page.show_campaigns([KnownCampaign(self._place, one) for one in self._verbs.known(self._place)])
        page.opened.connect(partial(self._open, page, self._enter))
        page.duplicated.connect(partial(self._open, page, self._duplicate))
        page.new_asked.connect(self.show_new)
        page.restore_asked.connect(self.show_restoring)
        page.place_chosen.connect(partial(self._look, page))
        page.left.connect(self.left)
        self._window.show_page(page)
        return page

    def show_new(self, copied: "Start | None" = None) -> NewCampaignPage:
        """Show the form of a new campaign, from scratch or as a copy."""
        page = NewCampaignPage(self._verbs, self._tasks, self._place, copied)
        page.created.connect(self._show_envelope)
        page.left.connect(self.show_campaigns)
        self._window.show_page(page)
        return page

    def show_restoring(self) -> RestoringPage:
        """Show what brings a campaign back from a backup, or from another agent."""
        place = self._place
        page = RestoringPage(partial(self._verbs.restore, place), self._tasks)
        page.restored.connect(lambda session: self.opened.emit(session, place, True))
        page.left.connect(self.show_campaigns)
        self._window.show_page(page)
        return page

    def _look(self, page: CampaignsPage, folder: Path) -> None:
        """Show what another folder holds: a desk, or the folder of one of its campaigns."""
        for place in (folder, folder.parent):
            if self._verbs.known(place):
                self.show_campaigns(place)
                return
        page.show_failure(AppError("DSK-11"))

    def _open(
        self, page: CampaignsPage, then: Callable[[KnownCampaign, object, bool], None], one: KnownCampaign
    ) -> None:
        """Open a campaign with the keyring; its code is asked only when it must be."""
        page.set_busy(is_busy=True)

        def refuse(error: Exception) -> None:
            page.set_busy(is_busy=False)
            if isinstance(error, AppError) and error.code in CODE_NEEDED:
                self._ask_code(then, one)
            else:
                page.show_failure(error)

        self._tasks.long(
            lambda _: self._verbs.open(one.place, one.campaign, None),
            lambda session: then(one, session, False),
            refuse,
        )

    def _ask_code(self, then: Callable[[KnownCampaign, object, bool], None], one: KnownCampaign) -> None:
        page = UnlockPage(
            one.campaign.name,
            lambda code: self._verbs.open(one.place, one.campaign, code),
            self._tasks,
            is_secretariat=True,
        )
        page.opened.connect(lambda session: then(one, session, True))
        self._window.show_page(page)

    def _enter(self, one: KnownCampaign, session: object, is_typed: bool) -> None:  # noqa: FBT001 - a signal
        self.opened.emit(session, one.place, is_typed)

    def _duplicate(self, one: KnownCampaign, session: object, is_typed: bool) -> None:  # noqa: FBT001 - a signal
        """Read the settings of a campaign, close it, and propose a new one."""
        del one, is_typed

        def read() -> "Start":
            try:
                return self._verbs.of_session(session)
            finally:
                close = getattr(session, "close", None)
                if callable(close):
                    close()

        self._tasks.store(read, self._show_copy, self._window.show_failure)

    def _show_copy(self, copied: "Start") -> None:
        self.show_new(copied)

    def _show_envelope(self, created: "NewCampaign", place: Path, envelope: Path) -> None:
        self.made.emit(created.session)
        page = EnvelopePage(self._verbs, self._tasks, created, envelope)
        page.ended.connect(lambda session: self.opened.emit(session, place, False))
        self._window.show_page(page)
