"""The member's window over an open session: which verbs the pages use, which pages there are."""

from collections.abc import Callable, Iterator, Sequence
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
from commission_app.ui.first_use.lot_choice import SUFFIX, ask_for_lot
from commission_app.ui.main_window import MainWindow
from commission_app.ui.member.before.before_pages import BeforePages
from commission_app.ui.member.change_notice import tell_change, tell_new_grid
from commission_app.ui.member.draft_backups import DraftBackups
from commission_app.ui.member.hand_in.hand_in_page import HandInPage
from commission_app.ui.member.lot_checking import LotChecking, tell_damage
from commission_app.ui.member.marking.marking_page import MarkingPage
from commission_app.ui.member.options import MemberOptions
from commission_app.ui.member.paper.paper_page import PaperPage, PaperWindow
from commission_app.ui.member.summary.summary_page import SummaryPage
from commission_app.ui.member.summary.summary_panel import SummaryPanel
from commission_app.ui.member.verbs import MemberVerbs
from commission_app.ui.proofs import windows as proofs
from commission_app.ui.proofs.proofs_window import ProofsWindow
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.shell import Shell
from commission_app.ui.top_bar import Space
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.drop_veil import DropVeil
from commission_app.workflow.end_of_campaign import end_of_campaign, put_reminder_aside, should_remind
from commission_app.workflow.member import (
    grid_carry,
    hand_in,
    lot_checks,
    mark,
    on_paper,
    read,
    review,
    search,
    ties,
    trust,
)
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.member.views import BeforeReading, BundleView
from commission_app.workflow.receiving import receipts


def member_verbs(session: MemberSession) -> MemberVerbs:
    """Bind the workflow's verbs to one session."""
    return MemberVerbs(
        bundle=partial(read.bundle_view, session),
        sheet=partial(mark.current_sheet, session),
        record=partial(mark.record, session),
        recent_edits=partial(mark.recent_edits, session),
        open_piece=partial(read.open_piece, session),
        read_words=partial(search.read_words, session),
        place=partial(mark.place, session),
        places=partial(mark.places, session),
        remember_place=partial(mark.remember_place, session),
        review=partial(review.review, session),
        hand_in=partial(hand_in.hand_in, session),
        handed_in=partial(hand_in.handed_in, session),
        take_receipt=partial(receipts.take_receipt, session),
        closing_lines=partial(receipts.closing_lines, session),
        receipt_warning=partial(receipts.receipt_warning, session),
        print_copy=partial(on_paper.print_copy, session),
        write_on_paper=partial(on_paper.write_on_paper, session),
        ties_answered=partial(ties.ties_answered, session),
        handed_recusals=partial(ties.handed_recusals, session),
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
        before: BeforeReading | None = None,
        may_lose: Callable[[QWidget], bool] = notices.ask_to_lose,
        choose_lot: Callable[[QWidget], Path | None] = ask_for_lot,
    ) -> None:
        space = Space(bundle.campaign, bundle.member_name, bundle.institution, self.label)
        super().__init__(space, shell, show_proofs=self._show_proofs)
        self._lanes = shell.tasks
        self._session = session
        self._bundle = bundle
        self._proofs: ProofsWindow | None = None
        self._paper: PaperWindow | None = None
        self._may_lose = may_lose
        self._choose_lot = choose_lot
        self._verbs = member_verbs(session)
        self._before = before or BeforeReading()
        self.options = MemberOptions(shell.settings, self)
        self.editor = SheetEditor(session.sheet, recent, self._verbs.record, shell.tasks.store, self)
        self.editor.saving.connect(self.status.show_writing)
        self.editor.saved.connect(lambda saved: self.status.show_saved(saved.at))
        self.editor.not_saved.connect(lambda _: self.status.show_unsaved(session.desk.now()))
        self.status.explanation_asked.connect(self.editor.retry)
        if saved is not None:
            self.status.show_saved(saved)
        if bundle.secretariat_change is not None:
            tell_change(self.notices, bundle.secretariat_change, self._put_change_aside)
        if bundle.grid_notice is not None:
            tell_new_grid(self.notices, bundle.grid_notice, self._put_grid_notice_aside)
        self.checking = LotChecking(
            partial(lot_checks.check_new_lots, session),
            partial(lot_checks.check_lots, session),
            shell.tasks,
            self,
        )
        self.checking.found.connect(partial(tell_damage, self.notices))
        self.checking.failed.connect(self._tell_failure)
        self.menus.add_file(actions.make("open_lot", self, self._ask_for_lot))
        self.menus.add_file(actions.make("print_paper", self, self._print))
        self.menus.add_help(actions.make("practice", self, self._practise))
        self.menus.add_choices(self.options.all())
        self.backup = DraftBackups(session, shell.tasks, self.status, self)
        self._reminder: NoticeBanner | None = None
        self.erasure = self._make_erasure()

    @property
    def label(self) -> str:
        """What the bar says of this window, beside the campaign's name."""
        return ""

    def make_pages(self) -> Iterator[None]:
        """Make the page of every day, then the others."""
        self.marking = MarkingPage(self._bundle, self._verbs, self.editor, self._lanes, self.options)
        self.marking.hand_in_asked.connect(self._go_to_hand_in)
        self.marking.elsewhere_asked.connect(
            lambda: self.backup.save_elsewhere(self.editor.unsaved_edits, self.marking)
        )
        self.hold(self.marking)
        yield from self.marking.make()
        self.add_page(self.marking, self.tr("Lire et noter"))
        self._show_before()
        self._veil = DropVeil(self.marking, self.tr("Déposez ici le lot à ouvrir"), [SUFFIX])
        self._veil.dropped.connect(self._take_dropped)
        yield
        panel = SummaryPanel(self._bundle)
        yield
        self.summary = SummaryPage(self._bundle, self.editor, panel)
        yield
        self.summary.place_asked.connect(self._show_place)
        self.summary.print_asked.connect(self._print)
        self.summary.hand_in_asked.connect(self._go_to_hand_in)
        self.add_page(self.summary, self.tr("Ma synthèse"))
        yield
        yield from self.summary.prepare()
        self.hand_in = self.make_hand_in()
        yield
        self.hand_in.place_asked.connect(self._show_place)
        self.hand_in.receipts.read.connect(self._look_at_end)
        self.add_page(self.hand_in, self.tr("Remettre ma fiche"))
        yield
        self._look_at_end()
        self.checking.check_new()

    def make_hand_in(self) -> HandInPage:
        """Make the page that hands in; where it writes is settled before anybody can use it."""
        return HandInPage(self._verbs, self.editor, self._lanes)

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
        self.marking.reading.let_go()
        super().give_way()

    def take_focus(self) -> None:
        """Let the keys 0 to 5 mark at once, once what comes before reading is answered."""
        before = self.page_before()
        if before is None:
            self.marking.take_focus()
        else:
            before.take_focus()

    def _show_before(self) -> None:
        self.before = BeforePages(
            self, self._bundle, self._before, self._verbs, self.editor, tasks=self._lanes
        )
        self.before.left.connect(self.take_focus)
        self.before.list_asked.connect(lambda: self.marking.list.focus_target().setFocus())
        self.before.place_asked.connect(self._show_place)
        self.before.show()

    def _is_written(self) -> bool:
        self.before.flush()
        self.editor.flush()
        return self._lanes.flush() and not self.editor.unsaved

    def _ask_for_lot(self) -> None:
        """Choose another lot."""
        if self._may_leave():
            self._take_lot(self._choose_lot(self))

    def _may_leave(self) -> bool:
        """Tell whether no work is under way, and say so otherwise."""
        if self._lanes.has_long_work():
            self.toast(self.tr("Un travail est en cours : ouvrez l’autre lot quand il sera fini."))
            return False
        return True

    def _take_dropped(self, files: Sequence[Path]) -> None:
        if self._may_leave():
            self._take_lot(files[0])

    def _take_lot(self, file: Path | None) -> None:
        """Go to another lot, once all is written; the window stays when it cannot be."""
        if file is None:
            return
        if self._is_written():
            self.lot_chosen.emit(file)
        else:
            self.toast(self.tr("Vos derniers changements ne sont pas enregistrés : le lot n’a pas changé."))

    def _show_place(self, dossier: str, criterion: str) -> None:
        self.open_page(self.marking)
        self.marking.show_place(dossier, criterion)

    def _go_to_hand_in(self) -> None:
        self.open_page(self.hand_in)

    def _practise(self) -> None:
        from commission_app.ui.practice.practising import practise  # not before somebody asks

        page = self.page()
        if page is not None:
            practise(page, self._lanes)

    def _print(self) -> None:
        """Show « Imprimer… » beside the work, with the dossier in front."""
        if self._paper is None:
            page = PaperPage(self._bundle, self._verbs, self.editor, self._lanes)
            self._paper = PaperWindow(self, page)
        self._paper.show_choice(self.marking.dossier)

    def _show_proofs(self) -> None:
        if self._proofs is None:
            campaign = self._session.campaign.name
            self._proofs = proofs.member_window(self, campaign, self._session, self.checking, self._lanes)
        self._proofs.show_pages()

    def _put_grid_notice_aside(self) -> None:
        aside = partial(grid_carry.put_grid_notice_aside, self._session)
        self._lanes.store(aside, lambda _none: None, self._tell_failure)

    def _put_change_aside(self) -> None:
        self._lanes.store(
            partial(trust.put_change_aside, self._session.database), lambda _none: None, self._tell_failure
        )

    def _make_erasure(self) -> ErasureAsking:
        read = partial(end_of_campaign, self._session.desk, self._session.campaign)
        erasure = ErasureAsking(self, self._session.campaign, read, self._lanes)
        erasure.refused.connect(self._tell_failure)
        self.menus.add_campaign(actions.make("erase", self, erasure.ask))
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
