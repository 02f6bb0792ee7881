"""Before and between the entries: who entered, what comes next, whose name it is done under."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from commission_app.texts import count_fr, list_fr, typeset
from commission_app.ui import theme
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, Panel, Slot, column, row
from commission_app.workflow.receiving.paper_views import AgentLine, PaperView, Stage

FIELD, CARDS = 300, 640


class StartPanel(Panel):
    """The two entries as two cards; a name begins the next one, or takes one up."""

    begun = Signal(str)
    reopened = Signal(str)
    abandon_asked = Signal()
    print_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.name.setFixedWidth(theme.scaled(FIELD))
        self.begin = Button("", "primary", icon="arrow-right", icon_after=True)
        self.begin.clicked.connect(self._begin)
        self.name.returnPressed.connect(self._begin)
        self.abandon = Button(self.tr("Abandonner ces saisies…"), "quiet", icon="trash-2")
        self.abandon.clicked.connect(self.abandon_asked)
        self.print = Button(self.tr("Imprimer les grilles vierges…"), icon="printer")
        self.print.clicked.connect(self.print_asked)
        self._slot, self._asked = Slot(), Label("", "field")
        self._asking = QWidget()
        self._asking.setLayout(
            column(self._asked, 4, row(self.name, 10, self.begin, STRETCH), margins=(0, 16, 0, 0))
        )
        body = column(
            self._slot,
            self._asking,
            22,
            row(self.print, 8, self.abandon, STRETCH),
            STRETCH,
            margins=(24, 18, 24, 18),
        )
        self.setLayout(column(FlowArea(body, self.tr("Saisies d’une grille papier"))))

    def show_view(self, view: PaperView) -> None:
        """Show where both entries stand."""
        parts = column(spacing=12)
        if view.warning:
            parts.addWidget(NoticeBanner(typeset(view.warning), "", "warning", is_closable=False))
        if view.stage is Stage.UNEVEN:
            what = self.tr("Les deux saisies ne portent pas sur les mêmes dossiers.")
            do = self.tr("À reprendre par l’un des deux agents : {places}.")
            words = typeset(do.format(places=list_fr(view.uneven)))
            parts.addWidget(NoticeBanner(what, words, "warning", is_closable=False))
        lines = [*view.agents, None, None][:2]
        parts.addWidget(self._card(self.tr("Première saisie"), lines[0], view))
        parts.addWidget(self._card(self.tr("Seconde saisie, sans voir la première"), lines[1], view))
        self._slot.fill(parts)
        self._ask(view)
        self.abandon.setVisible(bool(view.agents))

    def _ask(self, view: PaperView) -> None:
        current = next((line for line in view.agents if not line.is_ended), None)
        second = view.stage is Stage.SECOND and current is None
        self._asking.setVisible(view.stage is not Stage.UNEVEN)
        if current is not None:
            asked = self.tr("Nom de l’agent qui a commencé cette saisie")
            action = self.tr("Reprendre la saisie")
        else:
            asked = self.tr("Nom de l’agent qui fait cette saisie")
            action = self.tr("Commencer la seconde saisie") if second else self.tr("Commencer la saisie")
        self._asked.setText(asked)
        self.name.setAccessibleName(asked)
        self.begin.setText(action)

    def _card(self, title: str, line: AgentLine | None, view: PaperView) -> Card:
        if line is None:
            icon, said = IconLabel("circle", "faint", 18), self.tr("À faire")
        elif line.is_ended:
            icon = IconLabel("circle-check", "success", 18)
            said = self.tr("Terminée par {agent} : {count}").format(
                agent=line.agent, count=count_fr(line.dossiers, self.tr("dossier"))
            )
        else:
            icon = IconLabel("clock", "warning", 18)
            said = self.tr("Commencée par {agent} : {count}").format(
                agent=line.agent, count=count_fr(line.dossiers, self.tr("dossier"))
            )
        words = column(Label(title, "strong"), 2, Label(typeset(said), "body", wrap=True))
        layout = row(icon, 12, words, STRETCH, margins=(16, 12, 16, 12))
        layout.setStretch(2, 1)
        if line is not None and line.is_ended and view.stage is not Stage.COMPARED:
            again = Button(self.tr("Rouvrir"), size="small", icon="lock-open")
            again.setAccessibleName(self.tr("Rouvrir la saisie de {agent}").format(agent=line.agent))
            again.clicked.connect(lambda: self.reopened.emit(line.agent))
            layout.addWidget(again)
        card = Card(layout)
        card.setMaximumWidth(theme.scaled(CARDS))
        return card

    def _begin(self) -> None:
        self.begun.emit(self.name.text())
