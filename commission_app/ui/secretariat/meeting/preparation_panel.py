"""Before the meeting opens: its rules, who is there, and the button that opens it."""

from PySide6.QtCore import Signal

from commission_app.ui.secretariat.meeting.attendance_list import AttendanceList
from commission_app.ui.secretariat.meeting.rules_form import RulesForm
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Card, Panel, column, row
from commission_app.workflow.meeting.views import MeetingView


class PreparationPanel(Panel):
    """Two cards side by side."""

    opened = Signal(bool)  # True on a second convocation

    def __init__(self) -> None:
        super().__init__(tint="app")
        self.rules, self.attendance = RulesForm(), AttendanceList()
        self._quorum = Label("", "strong")
        self._why = Label("", "mention", wrap=True)
        self._open = Button(self.tr("Ouvrir la séance"), "primary", size="large")
        self._second = Button(self.tr("Ouvrir sur deuxième convocation"))
        self._open.clicked.connect(lambda: self.opened.emit(False))
        self._second.clicked.connect(lambda: self.opened.emit(True))
        people = Card(
            column(
                Label(self.tr("Présences"), "section_title"),
                8,
                self.attendance,
                12,
                row(self._quorum, STRETCH, self._second, 8, self._open),
                4,
                self._why,
                STRETCH,
                margins=(20, 16, 20, 16),
            )
        )
        cards = row(self.rules, people, margins=(20, 16, 20, 16), spacing=16)
        cards.setStretch(0, 2)
        cards.setStretch(1, 3)
        self.setLayout(column(FlowArea(cards, self.tr("Préparation de la séance"))))

    def show_view(self, view: MeetingView) -> None:
        """Show the rules and who is there."""
        self.rules.show_view(view)
        self.attendance.show_view(view)
        self._quorum.setText(view.quorum)
        self._quorum.set_tint("success" if view.has_quorum else "warning")
        self._open.setEnabled(view.has_quorum)
        self._second.setVisible(view.rules is not None and not view.has_quorum)
        self._why.setText(
            self.tr(
                "À l’ouverture, le classement est présenté et l’ordre du jour garde les dossiers à débattre."
            )
        )
