"""Who is there: one line a member, with the gestures that are possible now."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commission_app.scoring.meeting.acts import Arrived, Fact, Left, Presence
from commission_app.scoring.meeting.state import Phase
from commission_app.ui.widgets.avatar import Avatar
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Slot, column, row
from commission_app.workflow.meeting.views import MeetingView, Person


class AttendanceList(QWidget):
    """Arrivals, exits and proxies; each is an act at once."""

    recorded = Signal(object)  # Fact
    proxy_asked = Signal(str)  # the member who gives their voice

    def __init__(self) -> None:
        super().__init__()
        self._slot = Slot()
        self.setLayout(column(self._slot))

    def show_view(self, view: MeetingView) -> None:
        """Show everybody of the commission."""
        lines = column(spacing=6)
        for person in view.people:
            lines.addLayout(self._line(person, is_closed=view.phase is Phase.CLOSED))
        self._slot.fill(lines)

    def _line(self, person: Person, *, is_closed: bool) -> QHBoxLayout:
        name = Label(person.name, "strong")
        suffix = self.tr("{institution}, suppléance").format(institution=person.institution)
        where = Label(suffix if person.is_alternate else person.institution, "mention")
        state = Label(self._state(person), "mention", tint="success" if person.is_there else "mention")
        avatar = Avatar(person.name, person.institution, 28, is_absent=not person.is_there)
        line = row(avatar, 10, column(name, 0, where), STRETCH, state, 10, spacing=6)
        if is_closed:
            return line
        if person.is_there:
            self._add(line, self.tr("Départ"), person, Left(person.member))
        else:
            self._add(line, self.tr("Arrivée"), person, Arrived(person.member, Presence.ROOM))
            self._add(line, self.tr("À distance"), person, Arrived(person.member, Presence.REMOTE))
            if not person.represented_by:
                proxy = Button(self.tr("Mandat…"), size="small")
                proxy.setAccessibleName(self.tr("Mandat de {name}").format(name=person.name))
                proxy.clicked.connect(lambda: self.proxy_asked.emit(person.member))
                line.addWidget(proxy)
        return line

    def _add(self, line: QHBoxLayout, words: str, person: Person, fact: Fact) -> None:
        button = Button(words, size="small")
        button.setAccessibleName(f"{words} : {person.name}")
        button.clicked.connect(lambda: self.recorded.emit(fact))
        line.addWidget(button)

    def _state(self, person: Person) -> str:
        if person.represented_by:
            return self.tr("représenté par {name}").format(name=person.represented_by)
        if not person.is_there:
            return self.tr("absent")
        return self.tr("à distance") if person.is_remote else self.tr("sur place")
