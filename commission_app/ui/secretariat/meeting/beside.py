"""What stands beside the page: attendance, acts, agenda, a page in large, the projection."""

from typing import TYPE_CHECKING

from commission_app.scoring.ids import DossierId
from commission_app.scoring.sheet import Evidence
from commission_app.ui.secretariat.meeting.agenda_window import AgendaWindow
from commission_app.ui.secretariat.meeting.decision_window import DecisionWindow
from commission_app.ui.secretariat.meeting.projection import Projection
from commission_app.ui.secretariat.meeting.side_windows import (
    ActsWindow,
    AttendanceWindow,
    EvidenceWindow,
    RulesWindow,
)
from commission_app.ui.secretariat.meeting.verbs import MeetingVerbs
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.side_window import SideWindow
from commission_app.workflow.meeting.views import Divergence, MeetingView

if TYPE_CHECKING:
    from commission_app.ui.secretariat.meeting.meeting_page import MeetingPage


class Beside:
    """Each window is made when it is first asked for, then follows every act."""

    def __init__(self, page: "MeetingPage", verbs: MeetingVerbs, tasks: Tasks) -> None:
        self._page, self._verbs, self._tasks = page, verbs, tasks
        self._attendance: AttendanceWindow | None = None
        self._acts: ActsWindow | None = None
        self._agenda: AgendaWindow | None = None
        self._rules: RulesWindow | None = None
        self._evidence: EvidenceWindow | None = None
        self._projection: Projection | None = None
        self._decision: DecisionWindow | None = None
        self._divergence: Divergence | None = None

    @property
    def is_projected(self) -> bool:
        """Whether the room sees the dossier."""
        return self._projection is not None and self._projection.isVisible()

    @property
    def projection(self) -> Projection | None:
        """The window of the room, once it was asked for."""
        return self._projection

    def windows(self) -> tuple[SideWindow, ...]:
        """Return the windows that were asked for."""
        every = (
            self._attendance,
            self._acts,
            self._agenda,
            self._rules,
            self._evidence,
            self._decision,
        )
        return tuple(window for window in every if window is not None)

    def show_view(self, view: MeetingView, *, names_hidden: bool) -> None:
        """Let every window follow."""
        if self._attendance is not None:
            self._attendance.show_view(view)
        if self._acts is not None:
            self._acts.show_view(view)
        if self._agenda is not None:
            self._agenda.show_view(view, is_open=view.phase.value == "ouverte")
        if self._rules is not None:
            self._rules.show_view(view)
        page = view.dossier
        if self._divergence is not None and (page is None or self._divergence not in page.divergences):
            self._divergence = None  # of another dossier
        if self._projection is not None:
            self._projection.show_view(view, self._divergence, names_hidden=names_hidden)

    def show_attendance(self) -> None:
        """Show who is there."""
        if self._attendance is None:
            self._attendance = AttendanceWindow(self._page.window())
            self._attendance.list.recorded.connect(self._page.record)
            self._attendance.list.proxy_asked.connect(self._page.asking.ask_proxy)
        self._follow()
        self._attendance.show_in_front()

    def show_acts(self) -> None:
        """Show every act."""
        if self._acts is None:
            self._acts = ActsWindow(self._page.window())
            self._acts.undo_asked.connect(lambda number: self._page.do(lambda: self._verbs.undo(number)))
            self._acts.round_asked.connect(self._page.asking.ask_round)
        self._follow()
        self._acts.show_in_front()

    def show_agenda(self) -> None:
        """Show the agenda."""
        if self._agenda is None:
            self._agenda = AgendaWindow(self._page.window())
            self._agenda.chosen.connect(lambda dossier: self._page.go_to(DossierId(dossier)))
            self._agenda.together_asked.connect(self._page.asking.ask_together)
            self._agenda.debate_asked.connect(self._page.asking.ask_debate)
        self._follow()
        self._agenda.show_in_front()

    def show_rules(self) -> None:
        """Show the rules in force."""
        if self._rules is None:
            self._rules = RulesWindow(self._page.window())
            self._rules.form.adopted.connect(self._page.record)
        self._follow()
        self._rules.show_in_front()

    def show_decision(self) -> None:
        """Show the decision of the authorities."""
        if self._decision is None:
            self._decision = DecisionWindow(self._page.window(), self._verbs.decision, self._tasks)
        self._decision.refresh()
        self._decision.show_in_front()

    def show_evidence(self, evidence: Evidence) -> None:
        """Open the page that a mark rests on."""
        view = self._page.view
        if view is None or view.dossier is None:
            return
        if self._evidence is None:
            window, lane = self._page.window(), self._tasks.pdf
            self._evidence = EvidenceWindow(window, self._verbs.open_piece, lane)
        self._evidence.show_evidence(view.dossier.dossier, view.dossier.territory, evidence)

    def toggle_projection(self) -> None:
        """Open the window of the room, or close it."""
        if self.is_projected:
            self.leave()
            return
        if self._projection is None:
            self._projection = Projection()
            self._projection.left.connect(self.leave)
            self._page.window().destroyed.connect(self._projection.deleteLater)
        self._follow()
        self._projection.show_in_room(self._page.window())
        self._follow()

    def show_divergence(self, divergence: Divergence | None) -> None:
        """Show the room the divergence that is discussed, or the marks again."""
        self._divergence = divergence
        if self._projection is not None:
            self._follow()

    def leave(self) -> None:
        """Close the window of the room."""
        if self._projection is not None:
            self._projection.hide()
            self._follow()

    def _follow(self) -> None:
        if self._page.view is not None:
            self._page.show_view(self._page.view)
