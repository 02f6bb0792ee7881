"""The agenda: what is debated, and what is proposed together above and below it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commission_app.scoring.meeting.acts import Opinion
from commission_app.texts import count_fr
from commission_app.ui import theme
from commission_app.ui.widgets.badge import Badge
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, SidePanel, Slot, column, row
from commission_app.ui.widgets.side_window import SideWindow, heading
from commission_app.workflow.meeting.views import AgendaLine, MeetingView
from commission_app.workflow.meeting.words import OUTCOMES


class AgendaWindow(SideWindow):
    """Each line goes to its dossier; two buttons settle what is not debated."""

    chosen = Signal(str)  # dossier
    together_asked = Signal(object, object)  # Opinion, dossiers
    debate_asked = Signal(str)  # dossier proposed with others

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Ordre du jour"))
        self._slot = Slot()
        head = heading(
            self.tr("Ordre du jour"),
            self.tr("On débat des dossiers indécis, groupés pour limiter les sorties de salle."),
            under=12,
        )
        body = column(self._slot, STRETCH, margins=(24, 12, 24, 16))
        self.fill(head, SidePanel(body, self.tr("Ordre du jour")), (700, 620))

    def show_view(self, view: MeetingView, *, is_open: bool) -> None:
        """Show the agenda."""
        whole = column()
        titles = {
            "debated": self.tr("À débattre"),
            "above": self.tr("Nettement en tête"),
            "below": self.tr("Nettement en deçà"),
        }
        together = {"above": Opinion.RETAIN, "below": Opinion.DECLINE}
        words = {
            "above": self.tr("Retenir ensemble…"),
            "below": self.tr("Ne pas retenir, ensemble…"),
        }
        for part, title in titles.items():
            lines = [line for line in view.agenda if line.part == part]
            if not lines:
                continue
            how_many = count_fr(len(lines), self.tr("dossier"))
            head = row(Label(title, "section_title"), 10, Label(how_many, "mention"), STRETCH)
            left = tuple(line.dossier for line in lines if line.opinion is None)
            if part in together and left and is_open:
                button = Button(words[part], size="small")
                button.clicked.connect(
                    lambda _checked=False, opinion=together[part], some=left: self.together_asked.emit(
                        opinion, some
                    )
                )
                head.addWidget(button)
            whole.addLayout(head)
            whole.addLayout(self._lines(lines, can_ask=is_open and part in together))
        self._slot.fill(whole)

    def _lines(self, lines: list[AgendaLine], *, can_ask: bool) -> QVBoxLayout:
        found = column(spacing=2, margins=(0, 4, 0, 14))
        for line in lines:
            found.addLayout(self._line(line, can_ask=can_ask))
            if line.reasons:
                why = Label(" · ".join(line.reasons), "mention", wrap=True)
                found.addLayout(column(why, margins=(theme.scaled(30), 0, 0, 6)))
        return found

    def _line(self, line: AgendaLine, *, can_ask: bool) -> QHBoxLayout:
        rank = Label("—" if line.rank is None else str(line.rank), "mention")
        rank.setFixedWidth(theme.scaled(30))
        name = Button(f"{line.territory} ({line.departement})", "link")
        name.clicked.connect(lambda: self.chosen.emit(line.dossier))
        shown = row(rank, name, STRETCH, Label(line.note, "mention"), 10)
        if can_ask and line.opinion is None:
            ask = Button(self.tr("Débattre…"), "link")
            ask.setAccessibleName(self.tr("Débattre de {territory}…").format(territory=line.territory))
            ask.clicked.connect(lambda: self.debate_asked.emit(line.dossier))
            shown.addWidget(ask)
        if line.opinion is not None:
            shown.addWidget(Badge(OUTCOMES[line.opinion], "accent"))
        return shown
