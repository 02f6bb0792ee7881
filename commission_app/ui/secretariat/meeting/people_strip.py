"""The head of the page: the meeting, who is there, the quorum, a timer that can be hidden."""

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from commission_app.scoring.meeting.state import Phase
from commission_app.texts import initials
from commission_app.ui import fonts, theme
from commission_app.ui.secretariat.meeting.marks_paint import paint_token
from commission_app.ui.widgets.badge import Badge
from commission_app.ui.widgets.buttons import Button, IconButton
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Panel, Slot, column, row
from commission_app.ui.widgets.painted import Painted
from commission_app.workflow.meeting.views import MeetingView, Person

TOKEN = 26


class PersonToken(Painted, QWidget):
    """One member: tinted when there, dashed when out of the room for this dossier."""

    def __init__(self, person: Person, pixels: int = 10, side: int = TOKEN) -> None:
        super().__init__()
        self._person, self._pixels, self._side = person, pixels, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        where = self.tr("présent")
        if person.is_outside:
            where = self.tr("hors de la salle pour ce dossier")
        elif person.represented_by:
            where = self.tr("représenté par {name}").format(name=person.represented_by)
        elif person.is_remote:
            where = self.tr("présent à distance")
        words = f"{person.name} ({person.institution}), {where}"
        self.setAccessibleName(words)
        self.setToolTip(words)

    def sizeHint(self) -> QSize:
        """Take a square."""
        return QSize(theme.scaled(self._side), theme.scaled(self._side))

    def paint(self, painter: QPainter) -> None:
        """Paint the token."""
        is_absent = self._person.is_outside or not self._person.is_there
        place = QRectF(self.rect())
        text = initials(self._person.name)
        paint_token(painter, place, text, self._person.institution, self._pixels, is_absent=is_absent)


class Timer(QWidget):
    """The minutes spent on a dossier; hidden, it goes on."""

    def __init__(self) -> None:
        super().__init__()
        self._seconds = 0
        self._label = Label("", "strong")
        self._label.setFont(fonts.font(13, fonts.SEMIBOLD, tabular=True))
        self._toggle = IconButton("clock", self.tr("Masquer ou montrer le temps passé sur ce dossier"))
        self._toggle.clicked.connect(lambda: self._label.setVisible(not self._label.isVisible()))
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._count)
        self.setLayout(row(self._label, 2, self._toggle))
        self._show()

    def restart(self) -> None:
        """Begin again at zero, for another dossier."""
        self._seconds = 0
        self._tick.start()
        self._show()

    def _count(self) -> None:
        self._seconds += 1
        self._show()

    def _show(self) -> None:
        words = f"{self._seconds // 60} min {self._seconds % 60:02d}"
        self._label.setText(words)


class PeopleStrip(Panel):
    """Made again at each act; its buttons open the windows of the meeting."""

    attendance_asked = Signal()
    acts_asked = Signal()
    agenda_asked = Signal()
    close_asked = Signal()
    decision_asked = Signal()
    documents_asked = Signal()
    projection_asked = Signal()
    paused = Signal()
    resumed = Signal()
    names_asked = Signal()

    def __init__(self) -> None:
        self._title, self._phase = Label("", "panel_title"), Label("", "mention")
        self._tokens = Slot()
        self.timer = Timer()
        self._pause = Button(self.tr("Suspendre"), size="small")
        self._resume = Button(self.tr("Reprendre"), "primary", size="small")
        self._people = Button(self.tr("Présences (P)"), size="small")
        self._close = Button(self.tr("Clore la séance…"), "primary", size="small")
        self._decision = Button(self.tr("Décision…"), "primary", size="small")
        self._documents = Button(self.tr("Documents…"), icon="printer", size="small")
        self._agenda = Button(self.tr("Ordre du jour"), size="small")
        self._acts = Button(self.tr("Actes"), icon="scroll-text", size="small")
        self._names = Button(self.tr("Montrer les noms"), size="small")
        self._project = Button(self.tr("Projeter"), icon="maximize-2", size="small")
        super().__init__(self._row())
        self._close.clicked.connect(self.close_asked)
        self._decision.clicked.connect(self.decision_asked)
        self._documents.clicked.connect(self.documents_asked)
        self._agenda.clicked.connect(self.agenda_asked)
        self._people.clicked.connect(self.attendance_asked)
        self._acts.clicked.connect(self.acts_asked)
        self._project.clicked.connect(self.projection_asked)
        self._pause.clicked.connect(self.paused)
        self._resume.clicked.connect(self.resumed)
        self._names.clicked.connect(self.names_asked)

    def show_view(self, view: MeetingView, *, names_hidden: bool, is_projected: bool) -> None:
        """Show who is there and what the quorum is."""
        self._title.setText(view.title)
        phases = {
            Phase.PREPARED: self.tr("en préparation"),
            Phase.OPEN: self.tr("ouverte"),
            Phase.PAUSED: self.tr("suspendue"),
            Phase.CLOSED: self.tr("close"),
        }
        self._phase.setText(phases[view.phase])
        self._resume.setVisible(view.phase is Phase.PAUSED)
        self._project.setVisible(view.phase is not Phase.PREPARED)
        self._project.setText(self.tr("Quitter la projection") if is_projected else self.tr("Projeter"))
        self._names.setText(self.tr("Montrer les noms") if names_hidden else self.tr("Masquer les noms"))
        can_close = view.phase is Phase.OPEN and bool(view.agenda) and not view.undecided
        self._close.setVisible(can_close)
        self._pause.setVisible(view.phase is Phase.OPEN and not can_close)
        self._decision.setVisible(view.phase is Phase.CLOSED)
        self._documents.setVisible(view.phase in (Phase.PAUSED, Phase.CLOSED))
        for button in (self._names, self._agenda, self._people):
            button.setVisible(view.phase is not Phase.PREPARED)
        self.timer.setVisible(view.phase in (Phase.OPEN, Phase.PAUSED))
        there = [person for person in view.people if person.is_there or person.represented_by]
        badge = Badge(view.quorum, "success" if view.has_quorum else "warning")
        self._tokens.fill(column(row(*(PersonToken(one) for one in there), 8, badge, spacing=4)))

    def _row(self) -> QHBoxLayout:
        words = column(self._title, 0, self._phase)
        whole = row(words, 8, self._tokens, STRETCH, self.timer, margins=(18, 6, 14, 6), spacing=6)
        for button in (
            self._pause,
            self._resume,
            self._close,
            self._decision,
            self._documents,
            self._people,
            self._agenda,
            self._acts,
            self._names,
            self._project,
        ):
            whole.addWidget(button)
        return whole
