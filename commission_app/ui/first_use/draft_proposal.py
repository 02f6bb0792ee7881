"""Drafts that a newly opened desk does not hold: looked for, proposed once in the page, taken up or left."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from commission_app.errors import AppError
from commission_app.ui import notices
from commission_app.ui.first_use.drafts_panel import DraftsPanel
from commission_app.ui.first_use.verbs import OpeningVerbs
from commission_app.ui.page import Page
from commission_app.ui.tasks import Tasks

if TYPE_CHECKING:  # heavy: not before the first image
    from commission_app.workflow.member.draft_offers import DraftOffer


class DraftProposal(QObject):
    """`entered` carries the session once nothing more is to be asked. `show` puts a panel in the page."""

    entered = Signal(object)

    def __init__(
        self, page: Page, verbs: OpeningVerbs, tasks: Tasks, show: Callable[[QWidget], object]
    ) -> None:
        super().__init__(page)
        self._page = page
        self._verbs = verbs
        self._tasks = tasks
        self._show = show
        self.panel: DraftsPanel | None = None

    def look(self, session: object) -> None:
        """Look for drafts before the lot is shown."""
        self._tasks.long(
            lambda _: self._verbs.find_drafts(session),
            partial(self._propose, session),
            partial(self._go_without, session),
        )

    def _propose(self, session: object, offers: "tuple[DraftOffer, ...]") -> None:
        wanted = [offer for offer in offers if offer.is_wanted]
        if not wanted:
            self.entered.emit(session)
            return
        self._page.notices.clear()
        self.panel = DraftsPanel(wanted)
        self.panel.taken.connect(partial(self._take_up, session))
        self.panel.left.connect(partial(self.entered.emit, session))
        self._show(self.panel)
        (self.panel.take if wanted[0].own_work is None else self.panel.leave).setFocus()
        notices.announce(self._page, self.panel.accessibleName())

    def _go_without(self, session: object, error: Exception) -> None:
        """Show the lot even when looking beside it failed: opening it again proposes them."""
        self.entered.emit(session)
        if not isinstance(error, AppError):
            raise error

    def _take_up(self, session: object, offer: "DraftOffer") -> None:
        if self.panel is not None:
            self.panel.setEnabled(False)
        self._tasks.long(
            lambda _: self._verbs.take_up(session, offer),
            lambda _: self.entered.emit(session),
            self._show_refusal,
        )

    def _show_refusal(self, error: Exception) -> None:
        if self.panel is not None:
            self.panel.setEnabled(True)
            self.panel.take.setFocus()
        self._page.show_failure(error)
