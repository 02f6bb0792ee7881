"""The member's window over an open session: which verbs the pages use, which pages there are."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from commission_app.errors import AppError
from commission_app.scoring.draft import Edit
from commission_app.ui import actions, notices
from commission_app.ui.erasure.asking import ErasureAsking
from commission_app.ui.erasure.reminder import remind_to_erase
from commission_app.ui.first_use.lot_choice import ask_for_lot
from commission_app.ui.main_window import MainWindow
from commission_app.ui.member.change_notice import tell_change
from commission_app.ui.member.draft_backups import DraftBackups
from commission_app.ui.member.hand_in_page import HandInPage
from commission_app.ui.member.lot_checking import LotChecking, tell_damage
from commission_app.ui.member.marking_page import MarkingPage
from commission_app.ui.member.verbs import MemberVerbs
from commission_app.ui.proofs import windows as proofs
from commission_app.ui.proofs.proofs_window import ProofsWindow
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.shell import Shell
from commission_app.ui.top_bar import Space
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.workflow.deliberation import publish
from commission_app.workflow.end_of_campaign import end_of_campaign, put_reminder_aside, should_remind
from commission_app.workflow.member import hand_in, lot_checks, mark, read, review, trust
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.member.views import BundleView
from commission_app.workflow.receiving import receipts


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
        take_receipt=partial(receipts.take_receipt, session),
        closing_lines=partial(receipts.closing_lines, session),
        receipt_warning=partial(receipts.receipt_warning, session),
        print_copy=partial(publish.print_copy, session),
    )


class MemberWindow(MainWindow):
    """« Lire et noter » and « Remettre ma fiche » over one session."""

    lot_chosen = Signal(object)  # the file of another lot, once all is written: this window may go

    def __init__(
        self,
        session: MemberSession,
        bundle: BundleView,
        recent: tuple[Edit, ...],
        saved: datetime | None,
        shell: Shell,
        *,
        may_lose: Callable[[QWidget], bool] = notices.ask_to_lose,
        choose_lot: Callable[[QWidget], Path | None] = ask_for_lot,
    ) -> None:
        space = Space(bundle.campaign, bundle.member_name, bundle.institution)
        super().__init__(space, shell, show_proofs=self._show_proofs)
        self._lanes = shell.tasks
        self._session = session
        self._proofs: ProofsWindow | None = None
        self._may_lose = may_lose
        self._choose_lot = choose_lot
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
        if bundle.secretariat_change is not None:
            tell_change(self.notices, bundle.secretariat_change, self._put_change_aside)
        self.checking = LotChecking(
            partial(lot_checks.check_new_lots, session),
            partial(lot_checks.check_lots, session),
            shell.tasks,
            self,
        )
        self.checking.found.connect(partial(tell_damage, self.notices))
        self.checking.failed.connect(self._tell_failure)
        self.checking.check_new()
        self.add_file_action(actions.make("open_lot", self, self._ask_for_lot))
        self.backup = DraftBackups(session, shell.tasks, self.status, self)
        self._reminder: NoticeBanner | None = None
        self.erasure = self._make_erasure()
        self.hand_in.receipts.read.connect(self._look_at_end)
        self._look_at_end()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Write what was just typed; what cannot be keeps the window open, unless the person insists."""
        if self.erasure.is_confirmed:  # nothing more is written, and nothing copied beside the lot
            super().closeEvent(event)
        elif self._is_written() or self._may_lose(self):
            self.backup.write_last()
            super().closeEvent(event)
        else:
            event.ignore()

    def give_way(self) -> None:
        """Let the piece go and the check end: what they read may change."""
        self.checking.interrupt()
        self.marking.reading.reader.close_piece()
        super().give_way()

    def take_focus(self) -> None:
        """Let the keys 0 to 5 mark at once."""
        self.marking.grid.card.take_focus()

    def _is_written(self) -> bool:
        self.editor.flush()
        return self._lanes.flush() and not self.editor.unsaved

    def _ask_for_lot(self) -> None:
        """Choose another lot; the window stays while work is under way, or cannot be written."""
        if self._lanes.has_long_work():
            self.toast(self.tr("Un travail est en cours : ouvrez l’autre lot quand il sera fini."))
            return
        file = self._choose_lot(self)
        if file is None:
            return
        if self._is_written():
            self.lot_chosen.emit(file)
        else:
            self.toast(self.tr("Vos derniers changements ne sont pas enregistrés : le lot n’a pas changé."))

    def _show_place(self, dossier: str, criterion: str) -> None:
        self.open_page(self.marking)
        self.marking.show_place(dossier, criterion)

    def _show_proofs(self) -> None:
        if self._proofs is None:
            campaign = self._session.campaign.name
            self._proofs = proofs.member_window(self, campaign, self._session, self.checking, self._lanes)
        self._proofs.show_pages()

    def _put_change_aside(self) -> None:
        self._lanes.store(
            partial(trust.put_change_aside, self._session.database), lambda _none: None, self._tell_failure
        )

    def _make_erasure(self) -> ErasureAsking:
        read = partial(end_of_campaign, self._session.desk, self._session.campaign)
        erasure = ErasureAsking(self, self._session.campaign, read, self._lanes)
        erasure.refused.connect(self._tell_failure)
        self.add_campaign_action(actions.make("erase", self, erasure.ask))
        return erasure

    def _look_at_end(self) -> None:
        self._lanes.store(partial(should_remind, self._session), self._remind, self._tell_failure)

    def _remind(self, is_over: bool) -> None:  # noqa: FBT001 - an answer
        if is_over and self._reminder is None:
            self._reminder = remind_to_erase(self.notices, self.erasure.ask, self._put_reminder_aside)

    def _put_reminder_aside(self) -> None:
        self._lanes.store(partial(put_reminder_aside, self._session), lambda _none: None, self._tell_failure)

    def _tell_failure(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        notices.show(error, self.notices)
