"""The page « Délibération »: the secretariat conducts the meeting here, and the room sees the projection."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId
from commission_app.scoring.meeting.acts import Advised, Called, Closed, Fact, Opinion, Paused, Resumed
from commission_app.scoring.meeting.state import Phase
from commission_app.texts import list_fr
from commission_app.ui.folder_choice import ask_folder
from commission_app.ui.page import Page
from commission_app.ui.secretariat.meeting.asking import Asking
from commission_app.ui.secretariat.meeting.avis_bar import AvisBar
from commission_app.ui.secretariat.meeting.beside import Beside
from commission_app.ui.secretariat.meeting.dossier_panel import DossierPanel
from commission_app.ui.secretariat.meeting.late_effect import LateEffect
from commission_app.ui.secretariat.meeting.people_strip import PeopleStrip
from commission_app.ui.secretariat.meeting.preparation_panel import PreparationPanel
from commission_app.ui.secretariat.meeting.seats_panel import SeatsPanel
from commission_app.ui.secretariat.meeting.verbs import MeetingVerbs
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.banners import NoticeBanner, Tone
from commission_app.ui.widgets.layouts import Line, column
from commission_app.ui.widgets.two_panes import TwoPanes
from commission_app.workflow.meeting.views import MeetingView

SIDE, COMPACT_SIDE = 330, 300
WHOLE_PAGE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class MeetingPage(Page):
    """Every gesture is an act, kept at once; the page then shows the meeting as it stands."""

    help_topic = "deliberation"

    def __init__(
        self,
        verbs: MeetingVerbs,
        tasks: Tasks,
        choose_folder: Callable[[QWidget, str], Path | None] = ask_folder,
    ) -> None:
        super().__init__()
        self.verbs, self._tasks = verbs, tasks
        self._choose_folder = choose_folder
        self.view: MeetingView | None = None
        self.names_hidden = True
        self._chosen: DossierId | None = None
        self._standing: list[NoticeBanner] = []
        self.strip, self.preparation = PeopleStrip(), PreparationPanel()
        self.dossier, self.seats, self.bar = DossierPanel(), SeatsPanel(), AvisBar()
        self.beside = Beside(self, verbs, tasks)
        self.asking = Asking(self)
        self._late_effect = LateEffect(verbs, tasks, self._show_late)
        main = QWidget()
        layout = column(self.dossier, Line(), self.bar)
        layout.setStretch(0, 1)
        main.setLayout(layout)
        titles = (self.tr("Dossier"), self.tr("Places"))
        self._panes = TwoPanes(main, self.seats, self.tr("Volet montré"), titles)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.preparation)
        self._stack.addWidget(self._panes)
        whole = column(self.strip, Line(), self.notices, self._stack)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self._keys: list[QAction] = []
        self._connect()
        self._bind_keys()
        self.set_compact(is_compact=False)

    # ----------------------------------------------------------------------------------------- showing

    def refresh(self) -> None:
        """Read the meeting again, and compute the ranking: a fiche may have arrived."""
        self._tasks.store(lambda: self.verbs.view(self._chosen, True), self.show_view, self.show_failure)

    def show_view(self, view: MeetingView) -> None:
        """Show the meeting as it stands."""
        before = self.view.dossier.dossier if self.view is not None and self.view.dossier else None
        self.view = view
        self._chosen = view.dossier.dossier if view.dossier is not None else None
        is_open = view.phase is Phase.OPEN
        is_prepared = view.phase is Phase.PREPARED
        self._stack.setCurrentIndex(0 if is_prepared else 1)
        for key in self._keys:
            key.setEnabled(not is_prepared)
        self.strip.show_view(view, names_hidden=self.names_hidden, is_projected=self.beside.is_projected)
        if is_prepared:
            self.preparation.show_view(view)
        else:
            self._show_meeting(view, is_open=is_open)
        if view.dossier is not None and view.dossier.dossier != before:
            self.strip.timer.restart()
        self._show_standing(view)
        self._rest()
        self.beside.show_view(view, names_hidden=self.names_hidden)

    def _rest(self) -> None:
        """Put the keyboard back in the page when what had it is gone; Enter then goes forward."""
        focus = QApplication.focusWidget()
        is_lost = focus is None or not (focus is self or self.isAncestorOf(focus))
        if is_lost and self._stack.currentIndex() == 1 and self.window().isActiveWindow():
            self.bar.forward.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_compact(self, *, is_compact: bool) -> None:
        """Tighten everything in a small window."""
        self._panes.set_side_width(COMPACT_SIDE if is_compact else SIDE)
        self.dossier.set_compact(is_compact=is_compact)
        self.seats.set_compact(is_compact=is_compact)

    def _show_meeting(self, view: MeetingView, *, is_open: bool) -> None:
        self.seats.show_view(view)
        self.bar.show_page(view.dossier, is_open=is_open)
        if view.dossier is not None:
            self.dossier.show_page(
                view.dossier, view.maximum, names_hidden=self.names_hidden, is_open=is_open
            )

    def _show_standing(self, view: MeetingView) -> None:
        """Show what lasts as long as its cause: a ranking that changed, a quorum lost."""
        for banner in self._standing:
            self.notices.remove(banner)
        self._standing = []
        if view.ranking_change and view.phase is not Phase.CLOSED:
            do = self.tr(
                "Présentez le nouveau classement et son motif, "
                "ou écartez la lecture par un acte de la présidence."
            )
            if view.late is not None:
                do = f"{self._late_effect.words(view.late)} {do}"
            banner = self._add_standing(view.ranking_change, do, "warning")
            banner.add_action(self.tr("Présenter le nouveau classement…")).clicked.connect(
                self.asking.ask_ranking
            )
        if view.phase is Phase.OPEN and not view.has_quorum:
            do = self.tr("Aucun avis ne peut être donné. Les avis déjà donnés restent acquis.")
            self._add_standing(self.tr("Le quorum est perdu."), do, "warning")

    def _show_late(self) -> None:
        """Show what a late fiche would move, now that it is known."""
        if self.view is not None:
            self._show_standing(self.view)

    def _add_standing(self, what: str, do: str, tone: Tone) -> NoticeBanner:
        banner = NoticeBanner(what, do, tone, is_closable=False)
        self._standing.append(banner)
        self.notices.add(banner)
        return banner

    # ------------------------------------------------------------------------------------------- acts

    def do(self, verb: Callable[[], object], *, is_anew: bool = False) -> None:
        """Run a verb, then show the meeting; a refusal is shown and changes nothing."""
        chosen = self._chosen

        def run() -> MeetingView:
            verb()
            return self.verbs.view(chosen, is_anew)

        self._tasks.store(run, self.show_view, self._show_refusal)

    def record(self, fact: Fact) -> None:
        """Record one act."""
        self.do(lambda: self.verbs.record(fact))

    def go_to(self, dossier: DossierId) -> None:
        """Come to a dossier: an act while the meeting is open, a look otherwise."""
        self._chosen = dossier
        if self.view is not None and self.view.phase is Phase.OPEN:
            self.record(Called(dossier))
        else:
            self._tasks.store(lambda: self.verbs.view(dossier, False), self.show_view, self.show_failure)

    def step(self, by: int) -> None:
        """Go to the next or the previous dossier of the agenda."""
        view = self.view
        if view is None or view.dossier is None or not view.agenda:
            return
        order = [line.dossier for line in view.agenda]
        place = order.index(view.dossier.dossier) if view.dossier.dossier in order else -by
        self.go_to(order[(place + by) % len(order)])

    def undo_avis(self) -> None:
        """Take back the avis of the dossier: both acts stay visible."""
        if self.view is not None and self.view.dossier is not None and self.view.dossier.opinion_act:
            number = self.view.dossier.opinion_act
            self.do(lambda: self.verbs.undo(number))

    def show_names(self) -> None:
        """Show names, or institutions alone."""
        self.names_hidden = not self.names_hidden
        if self.view is not None:
            self.show_view(self.view)

    def _advise(self, opinion: Opinion) -> None:
        if self.view is not None and self.view.dossier is not None:
            self.record(Advised(self.view.dossier.dossier, opinion))

    def _show_refusal(self, error: Exception) -> None:
        self.show_failure(error)
        if isinstance(error, AppError) and self.view is not None:
            self.bar.give_up()

    # ----------------------------------------------------------------------------------------- details

    def _connect(self) -> None:
        strip, bar, dossier = self.strip, self.bar, self.dossier
        strip.attendance_asked.connect(self.beside.show_attendance)
        strip.acts_asked.connect(self.beside.show_acts)
        strip.agenda_asked.connect(self.beside.show_agenda)
        strip.close_asked.connect(self.asking.ask_close)
        strip.decision_asked.connect(self.beside.show_decision)
        self.seats.rules_asked.connect(self.beside.show_rules)
        strip.documents_asked.connect(self._print_documents)
        strip.projection_asked.connect(self.beside.toggle_projection)
        strip.names_asked.connect(self.show_names)
        strip.paused.connect(lambda: self.record(Paused()))
        strip.resumed.connect(lambda: self.record(Resumed()))
        self.preparation.rules.adopted.connect(self.record)
        self.preparation.attendance.recorded.connect(self.record)
        self.preparation.attendance.proxy_asked.connect(self.asking.ask_proxy)
        self.preparation.opened.connect(lambda second: self.do(lambda: self.verbs.open_meeting(second)))
        bar.confirmed.connect(self._advise)
        bar.vote_asked.connect(self.asking.ask_vote)
        bar.undo_asked.connect(self.undo_avis)
        bar.stepped.connect(self.step)
        dossier.recusal_asked.connect(self.asking.ask_recusal)
        dossier.mark_asked.connect(self.asking.ask_mark)
        dossier.recommendation_asked.connect(self.asking.ask_recommendation)
        dossier.dissent_asked.connect(self.asking.ask_dissent)
        dossier.departure_asked.connect(self.asking.ask_departure)
        dossier.chair_asked.connect(self.asking.ask_chair)
        dossier.opposition.evidence_asked.connect(self.beside.show_evidence)

    def _bind_keys(self) -> None:
        """Bind the keys of the meeting. The page has no text field while it is open: letters are free."""
        gestures: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("Left", self.tr("Dossier précédent"), lambda: self.step(-1)),
            ("Right", self.tr("Dossier suivant"), lambda: self.step(1)),
            ("R", self.tr("Retenir"), lambda: self.bar.propose(Opinion.RETAIN)),
            ("L", self.tr("Liste complémentaire"), lambda: self.bar.propose(Opinion.RESERVE)),
            ("N", self.tr("Ne pas retenir"), lambda: self.bar.propose(Opinion.DECLINE)),
            ("D", self.tr("Divergence"), self._show_divergence),
            ("V", self.tr("Vote"), lambda: self.asking.ask_vote(None)),
            ("P", self.tr("Présences"), self.beside.show_attendance),
            ("Esc", self.tr("Quitter la projection"), self._leave),
        )
        for key, words, slot in gestures:
            action = QAction(words, self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(WHOLE_PAGE)
            action.triggered.connect(lambda _checked=False, then=slot: then())
            self.addAction(action)
            self._keys.append(action)

    def _show_divergence(self) -> None:
        self.dossier.opposition.toggle()
        self.beside.show_divergence(self.dossier.opposition.shown)

    def _leave(self) -> None:
        if self.bar.give_up():
            return
        if self.dossier.opposition.fold():
            self.beside.show_divergence(None)
        else:
            self.beside.leave()

    def _print_documents(self) -> None:
        folder = self._choose_folder(self, self.tr("Dossier des documents de séance"))
        if folder is not None:
            title = self.tr("Préparation des documents")
            write = self.verbs.print_documents
            self.run_long(self._tasks, title, lambda report: write(folder, report), self._say_written)

    def _say_written(self, files: tuple[Path, ...]) -> None:
        names = list_fr(
            [f"«\N{NARROW NO-BREAK SPACE}{file.name}\N{NARROW NO-BREAK SPACE}»" for file in files]
        )
        what = self.tr("Enregistré : {names}.").format(names=names)
        where = self.tr("Dans le dossier {folder}.").format(folder=files[0].parent)
        self.notices.add(NoticeBanner(what, where, "success"))

    def close_meeting(self) -> None:
        """Close the meeting: its list becomes the avis."""
        self.record(Closed())
