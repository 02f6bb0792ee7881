"""The paper grid of one dossier as it is typed: criteria down, the signature and a recusal at the foot."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from commission_app.scoring.dossier import Dossier
from commission_app.scoring.ids import CriterionId
from commission_app.scoring.sheet import MarkValue, Recusal
from commission_app.texts import count_fr, typeset
from commission_app.ui.secretariat.paper.entry_row import EntryRow
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.check_line import CheckLine
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Line, Panel, column, row
from commission_app.ui.widgets.question import Question
from commission_app.workflow.receiving.paper_views import PaperView

ROWS_A_TURN = 3
LONGEST_REASON = 300


class ReasonQuestion(Question):
    """The recusal that the member wrote on the paper; accepted only with its reason."""

    def __init__(self, parent: QWidget, place: str) -> None:
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        super().__init__(
            parent,
            self.tr("Déport écrit sur la grille de {place}").format(place=place),
            self.tr("Le membre n’a pas noté ce dossier. Le motif reste au registre."),
            self.tr("Inscrire le déport"),
            icon="user-x",
            fields=((self.tr("Motif, tel qu’il est écrit"), self.reason),),
        )
        self.confirm.setEnabled(False)
        self.reason.textChanged.connect(lambda text: self.confirm.setEnabled(bool(text.strip())))


def ask_reason(parent: QWidget, place: str) -> str:
    """Ask for the reason of a recusal; empty when the person gives up."""
    question = ReasonQuestion(parent, place)
    return question.reason.text().strip() if question.exec() == QDialog.DialogCode.Accepted else ""


class EntryTable(Panel):
    """Made once for a grid, a few rows at a time, then shown for one dossier after the other."""

    dossier_done = Signal()  # Enter after the last criterion: the next paper

    def __init__(self, view: PaperView) -> None:
        super().__init__()
        self._view = view
        self._editor: SheetEditor | None = None
        self.dossier: Dossier | None = None
        self.rows: dict[CriterionId, EntryRow] = {}
        self.title = Label("", "panel_title", wrap=True)
        self._count = Label("", "mention")
        self.signed = CheckLine(self.tr("La grille porte la signature du membre"))
        self.signed.clicked.connect(self._sign)
        self.recusal = Button("", size="small", icon="user-x")
        self.recusal.clicked.connect(self._recuse)
        self._recused = Label("", "strong", wrap=True, tint="warning")
        self._column = column()

    def make(self) -> Iterator[None]:
        """Make the rows, some each turn of the event loop."""
        head = column(self.title, 2, self._count, margins=(18, 12, 18, 10))
        scroll = FlowArea(self._column, self.tr("Critères de la grille papier"))
        foot = row(self.signed, STRETCH, self.recusal, margins=(18, 10, 18, 10))
        recused = column(self._recused, margins=(18, 0, 18, 8))
        whole = column(head, recused, Line(), scroll, Line(), foot)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        yield
        grid = self._view.grid
        for section in grid.sections:
            title = Label(typeset(section.label), "strong")
            held = Panel(column(title, margins=(18, 9, 18, 9)), "sunken")
            self._column.addWidget(held)
            for criterion in section.criteria:
                line = self._row(criterion.id)
                self._column.addWidget(line)
                if len(self.rows) % ROWS_A_TURN == 0:
                    yield
        self._column.addStretch(1)

    def _row(self, criterion: CriterionId) -> EntryRow:
        line = EntryRow(self._view.grid, self._view.grid.by_id[criterion])
        line.marked.connect(lambda mark, motive: self._mark(criterion, mark, motive))
        line.typed.connect(lambda text: self._type(criterion, text))
        line.left.connect(self._finish)
        line.stepped.connect(lambda step: self.step(criterion, step))
        self.rows[criterion] = line
        return line

    def show_dossier(self, editor: SheetEditor, dossier: Dossier) -> None:
        """Show what was read of a dossier, the keyboard on the first criterion still blank."""
        self._editor, self.dossier = editor, dossier
        territory = dossier.territory
        self.title.setText(typeset(f"{territory.name} ({territory.departement}) · {dossier.title}"))
        self.refresh()
        blank = (c for c in self._marked() if editor.sheet.reading(dossier.id).entry(c).is_blank)
        self.rows[next(blank, self._marked()[0])].take_focus()

    def refresh(self) -> None:
        """Show what the entry says now."""
        if self._editor is None or self.dossier is None:
            return
        sheet, dossier = self._editor.sheet, self.dossier.id
        reading, recusal = sheet.reading(dossier), sheet.recused.get(dossier)
        for criterion, line in self.rows.items():
            line.show_entry(
                reading.entry(criterion),
                is_enabled=recusal is None,
                is_neutralised=criterion in self._view.neutralised,
            )
        missing = len(reading.missing(self._view.grid, self._view.neutralised))
        left = self.tr("{count} en blanc").format(count=count_fr(missing, self.tr("critère")))
        self._count.setText(left if missing else self.tr("Tous les critères sont saisis"))
        self._count.setVisible(recusal is None)
        self.signed.setChecked(reading.is_closed)
        self.signed.setEnabled(recusal is None)
        self._recused.setVisible(recusal is not None)
        if recusal is not None:
            self._recused.setText(typeset(self.tr("Déport : {reason}").format(reason=recusal.reason)))
        take_back, written = self.tr("Retirer le déport"), self.tr("Déport écrit sur la grille…")
        self.recusal.setText(written if recusal is None else take_back)

    def step(self, criterion: CriterionId, step: int) -> None:
        """Put the keyboard on the next criterion; after the last one, on the signature."""
        self._finish()
        marked = self._marked()
        place = marked.index(criterion) + step
        if place >= len(marked):
            self.signed.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.rows[marked[max(0, place)]].take_focus()

    def _marked(self) -> list[CriterionId]:
        return [c.id for c in self._view.grid.criteria if c.id not in self._view.neutralised]

    def _mark(self, criterion: CriterionId, mark: MarkValue, motive: str) -> None:
        if self._editor is not None and self.dossier is not None:
            self._editor.put_mark(self.dossier.id, criterion, mark, motive)
            if motive:
                self.rows[criterion].take_focus()

    def _type(self, criterion: CriterionId, text: str) -> None:
        if self._editor is not None and self.dossier is not None:
            self._editor.type_remark(self.dossier.id, criterion, text)

    def _finish(self) -> None:
        if self._editor is not None:
            self._editor.finish_typing()

    def _sign(self, is_signed: bool) -> None:  # noqa: FBT001 - a signal
        if self._editor is not None and self.dossier is not None:
            self._editor.set_closed(self.dossier.id, closed=is_signed)
            if is_signed:
                self.dossier_done.emit()

    def _recuse(self) -> None:
        if self._editor is None or self.dossier is None:
            return
        if self.dossier.id in self._editor.sheet.recused:
            self._editor.set_recusal(self.dossier.id, None)
            return
        reason = ask_reason(self, self.dossier.territory.name)
        if reason:
            self._editor.set_recusal(self.dossier.id, Recusal("personal", reason))
