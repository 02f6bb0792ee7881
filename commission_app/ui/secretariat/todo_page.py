"""« À faire »: the first page of the secretariat: what waits today, each with the button that leads there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_app.texts import day_fr, typeset
from commission_app.ui.page import Page
from commission_app.ui.tasks import Tasks
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.badge import Badge
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.flow_row import FlowRow
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, Line, Panel, Slot, column, row
from commission_app.workflow.secretariat.todo_views import Milestone, Place, Subject, TodoLine, TodoView

WIDEST: Final = 860  # of a line: its button stays near its words
NAMED: Final = 3  # subjects named in a line before « et 4 autres »


@dataclass(frozen=True)
class TodoVerbs:
    """What the page asks of the workflow."""

    view: Callable[[], TodoView]
    convoked: Callable[[], None]


class TodoPage(Page):
    """`place_asked` carries where a line leads: a `Place`, and the dossier or the member, if any."""

    place_asked = Signal(object, str)

    def __init__(self, verbs: TodoVerbs, tasks: Tasks) -> None:
        super().__init__()
        self._verbs, self._tasks = verbs, tasks
        self._view: TodoView | None = None
        self._subtitle = Label("", "mention", wrap=True)
        self._slot = Slot()
        head = column(Label(self.tr("À faire"), "screen_title"), 2, self._subtitle, margins=(20, 14, 20, 12))
        content = column(self.notices, self._slot, STRETCH)
        self._area = FlowArea(content, self.tr("À faire"))
        whole = column(Panel(head), Line(), self._area)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def refresh(self) -> None:
        """Read what is to be done."""
        self._tasks.store(self._verbs.view, self.show_view, self.show_failure)

    def show_view(self, view: TodoView) -> None:
        """Show the lines and the calendar."""
        self.counter_changed.emit(str(len(view.lines)) if view.lines else "")
        if view == self._view:
            return
        self._view = view
        self._subtitle.setText(view.when)
        lines = Card(self._lines(view))
        lines.setMaximumWidth(WIDEST)
        calendar = Card(self._calendar(view))
        both = row(lines, calendar, STRETCH, margins=(20, 16, 20, 16), spacing=16)
        both.setStretch(0, 5)
        both.setStretch(1, 2)
        whole = column()
        whole.addLayout(both)
        self._slot.fill(whole)

    def _lines(self, view: TodoView) -> QVBoxLayout:
        parts = column(margins=(18, 8, 18, 8))
        if not view.lines:
            words = self.tr("Rien n’attend aujourd’hui.")
            parts.addLayout(row(IconLabel("circle-check", "success", 20), 10, Label(words), STRETCH))
        for number, line in enumerate(view.lines):
            if number:
                parts.addWidget(Line())
            parts.addWidget(self._line(line))
        return parts

    def _line(self, line: TodoLine) -> QWidget:
        icon = (
            IconLabel("triangle-alert", "warning", 20) if line.is_late else IconLabel("circle", "mention", 20)
        )
        title = row(Label(line.title, "strong"), 8, STRETCH)
        if line.due is not None:
            state = self.tr("depuis le {day}") if line.is_late else self.tr("avant le {day}")
            badge = Badge(state.format(day=_day(line.due)), "warning" if line.is_late else "neutral")
            title.insertWidget(2, badge)
        words = column(title, self._detail(line), spacing=2)
        button = Button(line.button, size="small")
        button.setAccessibleName(f"{line.title} : {line.button}")
        button.clicked.connect(lambda: self._follow(line))
        shown = row(icon, 12, words, 16, button, margins=(0, 12, 0, 12))
        shown.setStretch(2, 1)
        whole = QWidget()
        whole.setLayout(shown)
        return whole

    def _detail(self, line: TodoLine) -> QWidget:
        """Return the words under a title, then the first of those they are about, each a way to it."""
        if not line.subjects:
            return Label(line.detail, "body", wrap=True)
        others = len(line.subjects) - NAMED
        named = line.subjects if others <= 1 else line.subjects[:NAMED]
        count = self.tr("{detail} :").format(detail=line.detail)
        parts: list[QWidget] = [Label(typeset(count), "body")]
        parts += [self._way(line, subject) for subject in named]
        if others > 1:
            words = self.tr("et {count} autres").format(count=others)
            parts.append(Label(words, "body"))
        shown = QWidget()
        shown.setLayout(FlowRow(parts))
        return shown

    def _way(self, line: TodoLine, subject: Subject) -> Button:
        way = Button(subject.name, "link", size="small")
        way.setAccessibleName(f"{line.title} : {subject.name}")
        way.clicked.connect(lambda: self.place_asked.emit(line.place, subject.id))
        return way

    def _follow(self, line: TodoLine) -> None:
        if line.place is Place.HERE:
            self._tasks.store(self._verbs.convoked, lambda _: self.refresh(), self.show_failure)
        else:
            self.place_asked.emit(line.place, line.subject)

    def _calendar(self, view: TodoView) -> QVBoxLayout:
        parts = column(Label(self.tr("Calendrier"), "panel_title"), 6, margins=(18, 14, 18, 14))
        for one in view.calendar:
            parts.addLayout(self._milestone(one))
        parts.addStretch(1)
        return parts

    @staticmethod
    def _milestone(one: Milestone) -> QVBoxLayout:
        tint: Token = "mention" if one.is_past else "title"
        return column(
            Label(one.title, "mention", wrap=True),
            Label(f"{_day(one.day)}, {one.when}", "strong", tint=tint),
            margins=(0, 6, 0, 6),
        )


def _day(day: date) -> str:
    return day_fr(datetime.combine(day, time()))
