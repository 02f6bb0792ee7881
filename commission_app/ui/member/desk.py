"""The member's window over an open session: which verbs the pages use, which pages there are."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from commission_app.scoring.draft import Edit
from commission_app.ui import notices
from commission_app.ui.main_window import MainWindow
from commission_app.ui.member.hand_in_page import HandInPage
from commission_app.ui.member.marking_page import MarkingPage
from commission_app.ui.member.verbs import MemberVerbs
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.shell import Shell
from commission_app.ui.top_bar import Space
from commission_app.workflow import hand_in, mark, publish, read, review
from commission_app.workflow.member_session import MemberSession
from commission_app.workflow.views import BundleView


def member_verbs(session: MemberSession) -> MemberVerbs:
    """Bind the workflow's verbs to one session."""
    return MemberVerbs(
        bundle=partial(read.bundle_view, session),
        sheet=partial(mark.current_sheet, session),
        record=partial(mark.record, session),
        recent_edits=partial(mark.recent_edits, session),
        open_piece=partial(read.open_piece, session),
        place=partial(mark.place, session),
        remember_place=partial(mark.remember_place, session),
        review=partial(review.review, session),
        hand_in=partial(hand_in.hand_in, session),
        handed_in=partial(hand_in.handed_in, session),
        print_copy=partial(publish.print_copy, session),
    )


class MemberWindow(MainWindow):
    """« Lire et noter » and « Remettre ma fiche » over one session."""

    def __init__(
        self,
        session: MemberSession,
        bundle: BundleView,
        recent: tuple[Edit, ...],
        saved: datetime | None,
        shell: Shell,
        *,
        may_lose: Callable[[QWidget], bool] = notices.ask_to_lose,
    ) -> None:
        space = Space(bundle.campaign, bundle.member_name, bundle.institution)
        super().__init__(space, shell)
        self._lanes = shell.tasks
        self._may_lose = may_lose
        verbs = member_verbs(session)
        self.editor = SheetEditor(session.sheet, recent, verbs.record, shell.tasks.store, self)
        self.editor.saving.connect(self.status.show_writing)
        self.editor.saved.connect(lambda saved: self.status.show_saved(saved.at))
        self.editor.not_saved.connect(lambda _: self.status.show_unsaved(session.desk.now()))
        self.status.explanation_asked.connect(self.editor.retry)
        self.marking = MarkingPage(bundle, verbs, self.editor, shell.tasks)
        self.hand_in = HandInPage(verbs, self.editor, shell.tasks)
        self.hand_in.place_asked.connect(self._show_place)
        self.add_page(self.marking, self.tr("Lire et noter"))
        self.add_page(self.hand_in, self.tr("Remettre ma fiche"))
        if saved is not None:
            self.status.show_saved(saved)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Write what was just typed; what cannot be keeps the window open, unless the person insists."""
        self.editor.flush()
        is_written = self._lanes.flush() and not self.editor.unsaved
        if is_written or self._may_lose(self):
            super().closeEvent(event)
        else:
            event.ignore()

    def take_focus(self) -> None:
        """Let the keys 0 to 5 mark at once."""
        self.marking.grid.card.take_focus()

    def _show_place(self, dossier: str, criterion: str) -> None:
        self.open_page(self.marking)
        self.marking.show_place(dossier, criterion)
