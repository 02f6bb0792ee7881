"""The decision of the authorities beside the avis: two objects, and what each authority chose."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId
from commission_app.scoring.meeting.acts import Opinion
from commission_app.texts import count_fr
from commission_app.ui import notices
from commission_app.ui.secretariat.meeting.choice_field import ChoiceField
from commission_app.ui.secretariat.meeting.questions import ActQuestion, ask, line_field, text_field
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets import question
from commission_app.ui.widgets.badge import Badge
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Line, Panel, Slot, column, row
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.ui.widgets.side_window import SideWindow, heading
from commission_app.workflow.meeting.deciding import DecisionLine, DecisionView
from commission_app.workflow.meeting.words import OPINIONS, OUTCOMES


@dataclass(frozen=True)
class DecisionVerbs:
    """What the window asks of the workflow, on the store lane."""

    view: Callable[[], DecisionView]
    begin: Callable[[tuple[str, ...]], object]
    follow_avis: Callable[[], object]
    choose: Callable[[str, DossierId, Opinion, str], object]
    reserve: Callable[[str, DossierId, str], object]
    close: Callable[[], object]


class DecisionWindow(SideWindow):
    """One line a dossier; nothing is final while authorities disagree."""

    changed = Signal()

    def __init__(self, parent: QWidget, verbs: DecisionVerbs, tasks: Tasks) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Décision"))
        self._verbs, self._tasks = verbs, tasks
        self._view: DecisionView | None = None
        self._slot, self.notices = Slot(), NoticeArea((24, 10, 24, 0))
        head = heading(
            self.tr("Décision"),
            self.tr("La commission donne un avis ; les autorités décident, et peuvent décider autrement."),
            under=12,
        )
        body = column(self._slot, STRETCH, margins=(24, 12, 24, 16))
        content = column(self.notices, FlowArea(body, self.tr("Décision")))
        self.fill(head, Panel(content), (900, 640))

    def refresh(self) -> None:
        """Read the decision again."""
        self._tasks.store(self._verbs.view, self.show_view, self._show_refusal)

    def show_view(self, view: DecisionView) -> None:
        """Show the decision as it stands."""
        self._view = view
        whole = column(spacing=8)
        self._add_head(whole, view)
        for line in view.lines if view.authorities else ():
            whole.addLayout(self._line(line, is_final=view.is_final))
            whole.addWidget(Line())
        self._slot.fill(whole)

    def _add_head(self, whole: QVBoxLayout, view: DecisionView) -> None:
        if not view.is_avis_closed:
            whole.addWidget(Label(self.tr("La séance n’est pas close : il n’y a pas encore d’avis."), "body"))
            return
        if not view.authorities:
            begin = Button(self.tr("Transmettre l’avis aux autorités…"), "primary")
            begin.clicked.connect(self._ask_begin)
            whole.addLayout(row(begin, STRETCH))
            return
        if view.is_final:
            words = self.tr("Décision prise. {differences}").format(differences=self._differences(view))
            whole.addLayout(row(Badge(words, "success"), STRETCH))
            return
        follow = Button(self.tr("Suivre l’avis partout ailleurs"))
        follow.clicked.connect(lambda: self._do(self._verbs.follow_avis))
        close = Button(self.tr("Prendre la décision…"), "primary")
        close.setEnabled(not view.pending)
        close.clicked.connect(self._ask_close)
        left = count_fr(
            view.pending, self.tr("dossier sans décision commune"), self.tr("dossiers sans décision commune")
        )
        whole.addLayout(row(Label(left, "strong"), STRETCH, follow, close, spacing=8))

    def _differences(self, view: DecisionView) -> str:
        if not view.differences:
            return self.tr("Elle suit l’avis.")
        return self.tr("Elle s’écarte de l’avis sur {count}.").format(
            count=count_fr(view.differences, self.tr("dossier"))
        )

    def _line(self, line: DecisionLine, *, is_final: bool) -> QVBoxLayout:
        avis = self.tr("Avis : {outcome}").format(outcome=OUTCOMES[line.avis])
        head = row(Label(line.territory, "strong"), 10, Label(avis, "mention"), STRETCH, spacing=6)
        if line.is_disputed:
            head.addWidget(Badge(self.tr("désaccord"), "warning"))
        elif line.decided is not None:
            state = self.tr("Décision : {outcome}").format(outcome=OUTCOMES[line.decided])
            head.addWidget(Badge(state, "accent" if line.decided is line.avis else "info"))
        whole = column(head, spacing=3)
        for authority, choice, reason in line.choices:
            chosen = OUTCOMES[choice] if choice else self.tr("ne s’est pas encore prononcé")
            words = f"{authority} : {chosen}"
            words = f"{words}. {reason}" if reason else words
            whole.addWidget(Label(words, "body", wrap=True))
        for authority, text in line.reservations:
            reserved = self.tr("Désaccord inscrit, {authority} : {text}").format(
                authority=authority, text=text
            )
            whole.addWidget(Label(reserved, "body", wrap=True))
        if not is_final:
            choose = Button(self.tr("Décider…"), size="small")
            reserve = Button(self.tr("Inscrire un désaccord…"), size="small")
            choose.setAccessibleName(self.tr("Décider de {territory}").format(territory=line.territory))
            choose.clicked.connect(lambda: self._ask_choice(line))
            reserve.clicked.connect(lambda: self._ask_reservation(line))
            whole.addLayout(row(choose, reserve, STRETCH, spacing=8))
        return whole

    def _ask_begin(self) -> None:
        first, second = line_field(), line_field()
        asked = ActQuestion(
            self,
            self.tr("Transmettre l’avis"),
            self.tr("L’avis ne change plus. Chaque autorité se prononce sur chaque dossier, sous son nom."),
            self.tr("Transmettre"),
            [(self.tr("Première autorité"), first), (self.tr("Seconde autorité"), second)],
        )
        ask(asked, lambda *names: self._do(lambda: self._verbs.begin(names)))

    def _ask_choice(self, line: DecisionLine) -> None:
        view = self._view
        if view is None:
            return
        reason = text_field()
        asked = ActQuestion(
            self,
            self.tr("Décision sur {territory}").format(territory=line.territory),
            self.tr("Un choix qui s’écarte de l’avis porte son motif."),
            self.tr("Inscrire"),
            [
                (self.tr("Autorité"), ChoiceField([(name, name) for name in view.authorities])),
                (self.tr("Choix"), ChoiceField([(one.value, OPINIONS[one]) for one in Opinion])),
                (self.tr("Motif"), reason),
            ],
            optional=(reason,),
        )
        ask(
            asked,
            lambda who, choice, why: self._do(
                lambda: self._verbs.choose(who, line.dossier, Opinion(choice), why)
            ),
        )

    def _ask_reservation(self, line: DecisionLine) -> None:
        view = self._view
        if view is None:
            return
        asked = ActQuestion(
            self,
            self.tr("Désaccord sur {territory}").format(territory=line.territory),
            self.tr("Il est inscrit à côté de la décision commune, sans la changer."),
            self.tr("Inscrire"),
            [
                (self.tr("Autorité"), ChoiceField([(name, name) for name in view.authorities])),
                (self.tr("Désaccord"), text_field()),
            ],
        )
        ask(asked, lambda who, text: self._do(lambda: self._verbs.reserve(who, line.dossier, text)))

    def _ask_close(self) -> None:
        view = self._view
        if view is None:
            return
        meaning = self.tr("{differences} Elle ne changera plus.").format(differences=self._differences(view))
        if question.ask(self, self.tr("Prendre la décision ?"), meaning, self.tr("Prendre la décision")):
            self._do(self._verbs.close)

    def _do(self, verb: Callable[[], object]) -> None:
        def run() -> DecisionView:
            verb()
            return self._verbs.view()

        self._tasks.store(run, self.show_view, self._show_refusal)

    def _show_refusal(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        notices.show(error, self.notices)
