"""The windows beside the page: attendance, acts, and a page of a dossier in large."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commission_app.scoring.ids import DossierId
from commission_app.scoring.meeting.state import Phase
from commission_app.scoring.sheet import Evidence
from commission_app.texts import count_fr
from commission_app.ui import theme
from commission_app.ui.lane import Lane
from commission_app.ui.reading.page_paint import PageMark
from commission_app.ui.reading.piece_reader import OpenPiece
from commission_app.ui.reading.reader_pane import ReaderPane
from commission_app.ui.secretariat.meeting.attendance_list import AttendanceList
from commission_app.ui.secretariat.meeting.rules_form import RulesForm
from commission_app.ui.widgets.badge import Badge
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Line, Panel, Slot, column, row
from commission_app.ui.widgets.side_window import SideWindow, heading
from commission_app.workflow.meeting.views import ActLine, MeetingView


class AttendanceWindow(SideWindow):
    """Arrivals, exits and proxies during the meeting."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Présences"))
        self.list = AttendanceList()
        self._quorum = Label("", "strong")
        head = heading(
            self.tr("Présences"), self.tr("Chaque arrivée, départ ou mandat est inscrit à l’heure."), under=12
        )
        body = column(self._quorum, 10, self.list, STRETCH, margins=(24, 14, 24, 16))
        self.fill(head, Panel(column(FlowArea(body, self.tr("Présences")))), (720, 560))

    def show_view(self, view: MeetingView) -> None:
        """Show who is there."""
        self._quorum.setText(view.quorum)
        self._quorum.set_tint("success" if view.has_quorum else "warning")
        self.list.show_view(view)


class ActsWindow(SideWindow):
    """Every act in its order, the latest first; what is undone stays, struck out in words."""

    undo_asked = Signal(int)
    round_asked = Signal(bool)  # whether the marks changed in the debate become official

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Actes de la séance"))
        self._slot = Slot()
        head = heading(
            self.tr("Actes de la séance"),
            self.tr("Rien n’est effacé : un acte annulé reste écrit, avec celui qui l’annule."),
            under=12,
        )
        body = column(self._slot, STRETCH, margins=(24, 12, 24, 16))
        self.fill(head, Panel(column(FlowArea(body, self.tr("Actes de la séance")))), (860, 620))

    def show_view(self, view: MeetingView) -> None:
        """Show the acts."""
        lines = column(spacing=8)
        if view.changed_marks and view.phase is Phase.OPEN:
            lines.addLayout(self._round(view))
        for act in view.acts:
            lines.addLayout(self._line(act))
            lines.addWidget(Line())
        self._slot.fill(lines)

    def _round(self, view: MeetingView) -> QHBoxLayout:
        changed = count_fr(view.changed_marks, self.tr("note changée"), self.tr("notes changées"))
        if view.is_second_round:
            said = self.tr("{changed} en séance, officielles").format(changed=changed)
            button = Button(self.tr("Revenir au premier tour…"), size="small")
        else:
            said = self.tr("{changed} en séance, sans effet sur le classement").format(changed=changed)
            button = Button(self.tr("Les déclarer officielles…"), size="small")
        button.clicked.connect(lambda: self.round_asked.emit(not view.is_second_round))
        return row(Label(said, "strong"), STRETCH, button)

    def _line(self, act: ActLine) -> QHBoxLayout:
        number = Label(f"{act.number}", "mention")
        number.setFixedWidth(theme.scaled(34))
        moment = Label(act.moment, "mention")
        moment.setFixedWidth(theme.scaled(64))
        sentence = Label(act.sentence, "body", wrap=True)
        line = row(number, moment, column(sentence, 0, Label(act.author, "mention")), spacing=8)
        line.setStretch(2, 1)
        if act.is_undone:
            line.addWidget(Badge(self.tr("annulé"), "neutral", icon="undo-2"))
        elif act.can_be_undone:
            undo = Button(self.tr("Annuler"), size="small")
            undo.setAccessibleName(self.tr("Annuler l’acte n° {number}").format(number=act.number))
            undo.clicked.connect(lambda: self.undo_asked.emit(act.number))
            line.addWidget(undo)
        return line


class RulesWindow(SideWindow):
    """The rules that the commission adopted; once the ranking is known, changing them asks for a reason."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Règles de la séance"))
        self.form = RulesForm()
        head = heading(
            self.tr("Règles de la séance"),
            self.tr("Un changement est un acte de plus : il reste écrit, avec son heure et son motif."),
            under=12,
        )
        body = column(self.form, STRETCH, margins=(24, 12, 24, 16))
        self.fill(head, Panel(column(FlowArea(body, self.tr("Règles de la séance"))), tint="app"), (640, 680))

    def show_view(self, view: MeetingView) -> None:
        """Show the rules in force; they may be changed until the meeting is closed."""
        self.form.show_view(view)
        self.form.setEnabled(view.phase is not Phase.CLOSED)


class EvidenceWindow(SideWindow):
    """The page that a mark rests on, in large."""

    def __init__(self, parent: QWidget, open_piece: OpenPiece, run: Lane) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Pièce du dossier"))
        self._reader = ReaderPane(open_piece, run, ())
        self._reader.opened.connect(self._show_passage)
        self._evidence: Evidence | None = None
        self._title = Label("", "section_title")
        self.fill(column(self._title, margins=(24, 12, 24, 10)), self._reader, (1000, 760))

    def show_evidence(self, dossier: DossierId, title: str, evidence: Evidence) -> None:
        """Open the piece at the passage."""
        self._evidence = evidence
        self._title.setText(title)
        self.show_in_front()
        self._reader.open_piece(dossier, evidence.piece)

    def _show_passage(self) -> None:
        if self._evidence is not None:
            mark = PageMark(self._evidence.page, self._evidence.rects, None, True)
            self._reader.show_marks([mark])
            self._reader.show_passage(self._evidence.page, self._evidence.rects)
