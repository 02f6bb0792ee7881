"""« Avant de lire »: ties are declared before any dossier is opened, and the reading order is explained.

A personal tie is a recusal, at once, with its reason; a tie of the institution is declared and keeps the
dossier. Everything is recorded by the editor as it is ticked: this page keeps nothing itself.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from commission_app.scoring.ids import DossierId
from commission_app.scoring.sheet import Recusal
from commission_app.texts import list_fr, typeset
from commission_app.ui import theme
from commission_app.ui.icons import IconName
from commission_app.ui.member.grid.recusal_reasons import ReasonChoice
from commission_app.ui.models.dossiers_model import place_of
from commission_app.ui.page import Page
from commission_app.ui.sheet_editor import IDLE_MS, SheetEditor
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.check_line import CheckLine
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, Line, Slot, column, row
from commission_app.workflow.member.views import BundleView, ReadingDossier

SIDE_WIDTH, NARROW = 360, 960  # at the usual text size
FIRST_ROWS, ROWS_A_TURN = 4, 3  # a screen at once; a lot of 300 dossiers would freeze the window for seconds


class TieRow(QWidget):
    """One dossier: who, where, and the two ties; the reason of a personal one is asked under it.

    `completed`: a reason was given, or none is asked any longer.
    """

    completed = Signal()

    def __init__(self, reading: ReadingDossier, editor: SheetEditor) -> None:
        super().__init__()
        self._editor = editor
        self.dossier = reading.dossier.id
        dossier, name = reading.dossier, reading.dossier.territory.name
        self.personal = CheckLine(self.tr("J’ai un lien personnel"))
        self.personal.setAccessibleName(self.tr("{name} : j’ai un lien personnel").format(name=name))
        self.institutional = CheckLine(self.tr("Mon organisme a un lien"))
        self.institutional.setAccessibleName(self.tr("{name} : mon organisme a un lien").format(name=name))
        self._reason: ReasonChoice | None = None  # most dossiers are asked none
        carrier = dossier.title if dossier.title != name else ""
        where = " · ".join(part for part in (place_of(dossier.territory), carrier) if part)
        who = column(Label(name, "strong", wrap=True), 1, Label(typeset(where), "mention", wrap=True))
        line = row(spacing=18)
        line.addLayout(who, 1)
        line.addWidget(self.personal, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.institutional, 0, Qt.AlignmentFlag.AlignVCenter)
        self._why = Slot()
        self.setLayout(column(line, self._why, margins=(0, 9, 0, 9)))
        self._show()
        self.personal.clicked.connect(self._on_personal)
        self.institutional.clicked.connect(lambda is_on: editor.set_tie(self.dossier, declared=is_on))
        self._delay = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._delay.timeout.connect(self.record)

    @property
    def reason(self) -> ReasonChoice:
        """The reason of a personal tie: made for the first tie that asks for one."""
        if self._reason is None:
            self._reason = ReasonChoice()
            words = self.tr("Choisissez un motif : le dossier ne vous sera pas présenté.")
            self._asked = Label(words, "mention", tint="warning")
            self._why.fill(column(self._asked, 2, self._reason, margins=(18, 6, 0, 4)))
            self._reason.changed.connect(self._on_reason)
            in_tab_order(self.stops()[1:])
        return self._reason

    def stops(self) -> list[QWidget]:
        """Return where Tab goes on the row, in order."""
        asked: list[QWidget] = [] if self._reason is None else [*self._reason.choices, self._reason.words]
        return [self.personal, self.institutional, *asked]

    @property
    def lacks_reason(self) -> bool:
        """True while a personal tie was ticked and its reason is not whole."""
        return self.personal.isChecked() and not self.reason.reason()

    def _show(self) -> None:
        recusal = self._editor.sheet.recused.get(self.dossier)
        self.personal.setChecked(recusal is not None)
        self.institutional.setChecked(self.dossier in self._editor.sheet.declared)
        if recusal is not None:
            self.reason.show_reason(recusal.reason)
        self._show_why()

    def _show_why(self) -> None:
        is_lacking = self.lacks_reason
        self._why.setVisible(self.personal.isChecked())
        if self._reason is not None:
            self._asked.setVisible(is_lacking)
        if not is_lacking:
            self.completed.emit()

    def _on_personal(self) -> None:
        self.record()
        if self.personal.isChecked():
            self.reason.choices[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_reason(self) -> None:
        self._show_why()
        self._delay.start()

    def record(self) -> None:
        """Record the tie as it is ticked; a personal one is a recusal once its reason is whole."""
        self._delay.stop()
        reason = self.reason.reason() if self.personal.isChecked() else ""
        self._editor.set_recusal(self.dossier, Recusal("personal", reason) if reason else None)
        self._show_why()


class TiesPage(Page):
    """`answered` carries the dossiers; `postponed`: the question comes back at the next start."""

    help_topic = "lire-et-noter"
    answered = Signal(object)  # tuple[DossierId, ...]
    postponed = Signal()

    def __init__(self, bundle: BundleView, asked: Sequence[DossierId], editor: SheetEditor) -> None:
        super().__init__()
        self._asked = tuple(asked)
        self._bundle = bundle
        self._editor = editor
        self._left = [reading for reading in bundle.dossiers if reading.dossier.id in set(asked)]
        self.rows: list[TieRow] = []
        self.go = Button(
            self.tr("Commencer la lecture"), "primary", icon="arrow-right", icon_after=True, size="large"
        )
        self.go.clicked.connect(self._on_go)
        self.later = Button(self.tr("Répondre plus tard"), "link")
        self.later.clicked.connect(self.postponed)
        self._missing = Label(self.tr("Il manque le motif d’un lien personnel."), "body", tint="warning")
        self._missing.hide()
        self._side_by_side = row(margins=(32, 24, 32, 20), spacing=24)
        self._area = FlowArea(self._side_by_side, self.tr("Avant de lire"))
        footer = row(self._missing, self.later, self.go, margins=(32, 10, 32, 12), spacing=16)
        footer.insertStretch(1, 1)
        whole = column(self._area, Line(), footer)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        # From the outside in: Qt dresses a part again each time what it is in moves.
        self._side_by_side.addWidget(self._make_list(), 1, Qt.AlignmentFlag.AlignTop)
        self._side = self._make_side()
        self._side_by_side.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)
        self._add_rows(FIRST_ROWS)

    def make(self) -> Iterator[None]:
        """Make the rows that are not on the first screen; only then can all the dossiers be answered."""
        while self._left:
            self._add_rows(ROWS_A_TURN)
            yield

    def _add_rows(self, count: int) -> None:
        for reading in self._left[:count]:
            if self.rows:
                self._list.addWidget(Line())
            found = TieRow(reading, self._editor)
            found.completed.connect(self._on_completed)
            self._list.addWidget(found)
            in_tab_order([*(self.rows[-1].stops()[-1:] if self.rows else ()), *found.stops()])
            self.rows.append(found)
        in_tab_order([*(self.rows[-1].stops()[-1:] if self.rows else ()), self.later, self.go])
        del self._left[:count]
        self.go.setEnabled(not self._left)

    def panes(self) -> Sequence[QWidget]:
        """Return where F6 goes: past all the ties in one stroke."""
        return self._area, self.go

    def take_focus(self) -> None:
        """Begin with the first tie: an Enter too many never says that there is none."""
        first = self.rows[0].personal if self.rows else self.go
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Record what was just typed; called before the window closes."""
        for found in self.rows:
            found.record()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the explanations under the list when both do not fit."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._fit()

    def _fit(self) -> None:
        is_narrow = self.width() < theme.scaled(NARROW)
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._side_by_side.setDirection(direction)
        room = self.width() - 64 - self._area.verticalScrollBar().sizeHint().width()
        self._side.setFixedWidth(room if is_narrow else theme.scaled(SIDE_WIDTH))

    def _on_go(self) -> None:
        self.flush()
        incomplete = [found for found in self.rows if found.lacks_reason]
        self._missing.setVisible(bool(incomplete))
        if incomplete:
            self._area.ensureWidgetVisible(incomplete[0])  # Qt scrolls to what Tab meets, not to this
            incomplete[0].reason.choices[0].setFocus(Qt.FocusReason.TabFocusReason)
            return
        self.answered.emit(self._asked)

    def _on_completed(self) -> None:
        if not any(found.lacks_reason for found in self.rows):
            self._missing.hide()

    def _make_list(self) -> QWidget:
        question = self.tr("Avez-vous un lien avec l’un de ces dossiers ?")
        meaning = self.tr(
            "Un lien personnel (mandat, famille, intérêt, part prise au dossier) vous écarte du dossier : "
            "vous ne le lisez pas, ne le notez pas et n’en délibérez pas. Sans lien, il n’y a rien à cocher. "
            "Vous pourrez aussi vous déporter plus tard, dossier par dossier."
        )
        layout = column(
            Label(typeset(question), "screen_title", wrap=True),
            6,
            Label(typeset(meaning), "body", wrap=True),
            10,
            margins=(24, 20, 24, 12),
        )
        self._list = column()
        layout.addLayout(self._list)
        return Card(layout)

    def _make_side(self) -> QWidget:
        side = QWidget()
        side.setLayout(
            column(self._make_institution(), self._make_order(), self._make_gestures(), spacing=14)
        )
        return side

    def _make_institution(self) -> QWidget:
        words = self.tr(
            "Si votre organisme soutient ou finance un territoire, dites-le : vous gardez le dossier, et le "
            "lien est inscrit sur votre fiche."
        )
        lines: list[QWidget | int] = [Label(typeset(words), "body", wrap=True)]
        if self._bundle.neutralised:
            neutral = self.tr("Critères que {institution} ne note pas : {criteria}.").format(
                institution=self._bundle.institution,
                criteria=list_fr(
                    [c.label for c in self._bundle.grid.criteria if c.id in self._bundle.neutralised]
                ),
            )
            lines += [8, Label(typeset(neutral), "body", wrap=True)]
        return _explained("users", self.tr("Lien de votre organisme"), *lines)

    def _make_order(self) -> QWidget:
        common = sum(reading.is_calibration for reading in self._bundle.dossiers)
        then = self.tr(
            "Puis un ordre tiré au sort, propre à chacun : la fatigue et les comparaisons ne pèsent pas "
            "toujours sur les mêmes dossiers. Il est inscrit dans le lot et ne change pas."
        )
        lines: list[QWidget | int] = [Label(typeset(then), "body", wrap=True)]
        if common:
            one = self.tr(
                "D’abord un dossier d’étalonnage, lu en premier par tous les membres : il donne un repère "
                "commun."
            )
            some = self.tr(
                "D’abord {count} dossiers d’étalonnage, lus en premier par tous les membres : ils donnent un "
                "repère commun."
            )
            first = one if common == 1 else some.format(count=common)
            lines = [Label(typeset(first), "body", wrap=True), 8, *lines]
        return _explained("scale", self.tr("Votre ordre de lecture"), *lines)

    def _make_gestures(self) -> QWidget:
        keys = self.tr("Tapez 0 à {maximum} pour noter, N pour « non évaluable ».")
        keys = keys.format(maximum=self._bundle.grid.scale.maximum)
        return _explained(
            "info",
            self.tr("Trois gestes"),
            Label(self.tr("Lisez les pièces au centre."), "body", wrap=True),
            4,
            Label(self.tr("Sélectionnez un passage, puis P pour le citer."), "body", wrap=True),
            4,
            Label(typeset(keys), "body", wrap=True),
        )


def _explained(icon: IconName, title: str, *parts: QWidget | int) -> QWidget:
    head = row(IconLabel(icon, "accent", 18), Label(title, "panel_title"), STRETCH, spacing=8)
    return Card(column(head, 8, *parts, margins=(18, 14, 18, 14)))


def in_tab_order(stops: Sequence[QWidget]) -> None:
    """Have Tab go through these in turn: left alone, what is made late comes after all the rest."""
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)
