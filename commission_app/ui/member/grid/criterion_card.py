"""The open criterion: its question, the mark with its written levels, the remark, the evidence.

The card reads the sheet through the grid model and writes it through the editor; it keeps nothing itself.
"""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget

from commission_app.scoring.dossier import RecordedFact
from commission_app.scoring.draft import EntryEdit
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CriterionId
from commission_app.scoring.sheet import NOT_ASSESSABLE, Entry, Evidence, MarkValue
from commission_app.texts import decimal_fr, typeset
from commission_app.ui.member.grid.evidence_panel import EvidencePanel
from commission_app.ui.member.grid.facts_panel import FactsPanel
from commission_app.ui.member.grid.level_anchors import LevelAnchors
from commission_app.ui.member.grid.motives import Motives
from commission_app.ui.member.grid.remark_edit import RemarkEdit
from commission_app.ui.models.grid_model import CriterionView, GridModel
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, column, row
from commission_app.ui.widgets.mark_field import MarkField
from commission_app.workflow.contestation import contestation


class CriterionCard(Card):
    """Shows one criterion at a time."""

    cite_asked = Signal()
    left_remark = Signal()  # Escape: the keyboard goes back to the mark
    undo_asked = Signal()
    redo_asked = Signal()
    mark_given = Signal()  # by the person, with the motive that it may take
    erased = Signal(object)  # EntryEdit: a mark or a passage that the person took away

    def __init__(self, grid: Grid, editor: SheetEditor) -> None:
        super().__init__(line="accent")
        self._editor = editor
        self._model: GridModel | None = None
        self._criterion: CriterionId | None = None
        self._justifies = False  # a closed dossier still takes the remark that its mark asks for
        self._asks_motive = False  # « non évaluable » was asked for; it is said once its motive is chosen
        self._code = Label("", "strong", tint="accent")
        self._name = Label("", "panel_title", wrap=True)
        self._weight = Label("", "mention")
        self._question = Label("", "body", wrap=True)
        self.facts = FactsPanel()
        self.facts.contested.connect(self._on_contested)
        self.mark = MarkField(grid.scale.labels)
        self.mark.committed.connect(self._on_mark)
        self.mark.aimed.connect(self._on_aimed)
        self._motives = Motives(grid.not_assessable_reasons)
        self._motives.chosen.connect(self._on_motive)
        self._justify = self._make_justify_line()
        self.levels = LevelAnchors(grid.scale)
        self.levels.chosen.connect(self._on_mark)
        self._visible_to = Label(self.tr("visible de la commission"), "mention")
        self.remark = self._make_remark()
        self._communicable = Label(
            self.tr("Vos commentaires sont communicables après la décision."), "mention", wrap=True
        )
        self.evidence = EvidencePanel()
        self.evidence.cite_asked.connect(self.cite_asked)
        self.evidence.removed.connect(self._on_evidence_removed)
        self._lay_out()

    def show_criterion(self, model: GridModel, criterion: CriterionId) -> None:
        """Open a criterion; what was being typed elsewhere is recorded first."""
        self._editor.finish_typing()
        self._model, self._criterion, self._asks_motive = model, criterion, False
        view = model.view(criterion)
        self._justifies = model.reading.is_closed and model.recusal is None and view.lacks_justification
        self._code.setText(criterion)
        self._name.setText(typeset(view.criterion.label))
        points = model.grid.points[criterion]
        weight = decimal_fr(points, 0 if points.denominator == 1 else 1)
        self._weight.setText(self.tr("poids {weight}").format(weight=weight))
        self._question.setText(typeset(view.criterion.question))
        self.facts.show_facts(view.facts)
        self.evidence.show_titles({piece.path: piece.title for piece in model.dossier.pieces})
        self.levels.show_criterion(view.criterion, view.entry.mark, is_enabled=model.is_editable)
        self._describe_levels(view)
        self.refresh()

    def refresh(self) -> None:
        """Show what the sheet says now of the open criterion."""
        if self._model is None or self._criterion is None:
            return
        view, is_editable = self._model.view(self._criterion), self._model.is_editable
        entry = view.entry
        shown = NOT_ASSESSABLE if self._asks_motive else entry.mark
        self.mark.set_mark(shown)
        self.mark.setEnabled(is_editable)
        self.levels.show_mark(shown)
        if shown != NOT_ASSESSABLE and self._motives.isAncestorOf(QApplication.focusWidget() or self):
            self.take_focus()  # Qt would pass the keyboard of what hides to the remark
        self.facts.show_contested(entry.remark, is_enabled=is_editable)
        self._motives.setVisible(shown == NOT_ASSESSABLE)
        self._motives.setEnabled(is_editable)
        self._motives.show_motive(entry.motive)
        self._justify.setVisible(view.lacks_justification)
        self.remark.show_text(entry.remark)
        self.remark.set_editable(is_editable=is_editable or self._justifies)
        self.evidence.show_evidence(entry.evidence, is_enabled=is_editable)

    def put_mark(self, mark: MarkValue) -> None:
        """Give a mark, as the keys of the page do."""
        self._on_mark(mark)

    @property
    def awaits_remark(self) -> bool:
        """Whether a remark is all that a closed dossier lacks here: it takes it while it stays closed."""
        if self._model is None or self._criterion is None:
            return False
        return self._justifies and self._model.view(self._criterion).lacks_justification

    def take_focus(self) -> None:
        """Put the keyboard on the mark, with no level lit: nothing is chosen or proposed."""
        if self.awaits_remark:
            self.write_remark()
            return
        self.mark.take_focus()
        self.levels.aim(None)

    def write_remark(self) -> None:
        """Put the keyboard in the remark."""
        self.remark.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self) -> None:
        head = row(spacing=10)
        head.addWidget(self._code, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._name, 1)
        head.addWidget(self._weight, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(
            column(
                head,
                6,
                self._question,
                10,
                self.facts,
                self.mark,
                6,
                self._motives,
                self._justify,
                self.levels,
                12,
                row(Label(self.tr("Remarque"), "field"), STRETCH, self._visible_to),
                4,
                self.remark,
                3,
                self._communicable,
                10,
                self.evidence,
                margins=(15, 13, 15, 15),
            )
        )

    def _make_remark(self) -> RemarkEdit:
        remark = RemarkEdit(self.tr("Remarque, visible de la commission"))
        remark.typed.connect(self._on_typed)
        remark.left.connect(self._editor.finish_typing)
        remark.escaped.connect(self.left_remark)
        remark.undo_asked.connect(self.undo_asked)
        remark.redo_asked.connect(self.redo_asked)
        return remark

    def _make_justify_line(self) -> QWidget:
        words = Label(
            self.tr("Ce choix demande une remarque ou une preuve."), "body", tint="warning", wrap=True
        )
        line = QWidget()
        layout = row(IconLabel("triangle-alert", "warning", 14), words, margins=(2, 0, 0, 8), spacing=7)
        layout.setStretch(1, 1)
        line.setLayout(layout)
        return line

    def _describe_levels(self, view: CriterionView) -> None:
        """Give each level its written anchor for screen readers."""
        for level, anchor in zip(self.mark.findChildren(QRadioButton), view.criterion.anchors, strict=True):
            level.setAccessibleDescription(anchor)

    def _on_mark(self, mark: MarkValue) -> None:
        if self._model is None or self._criterion is None or not self._model.is_editable:
            return
        before = self._model.view(self._criterion).entry
        was_asking = self._asks_motive
        self._asks_motive = mark == NOT_ASSESSABLE and before.mark != NOT_ASSESSABLE
        if self._asks_motive:
            self.refresh()
            self._motives.take_focus()
            return
        if mark == before.mark or (was_asking and mark is None):  # « non évaluable » is taken back
            self.refresh()
        else:
            self._give(before, mark)
            self.levels.unfold()
        self.mark.follow_mark()
        self.levels.aim(None)

    def _give(self, before: Entry, mark: MarkValue, motive: str = "") -> None:
        if self._model is None or self._criterion is None:
            return
        dossier, criterion = self._model.dossier.id, self._criterion
        self._editor.put_mark(dossier, criterion, mark, motive)
        if mark is None:
            self.erased.emit(EntryEdit(dossier, criterion, before, replace(before, mark=None, motive="")))
        else:
            self.mark_given.emit()

    def _on_aimed(self, level: int | None) -> None:
        # Folding or unfolding moves what stands under the levels, never the field itself.
        if level is not None and self.mark.isEnabled():
            self.levels.unfold()
        self.levels.aim(level)

    def _on_motive(self, motive: str) -> None:
        if self._model is not None and self._criterion is not None:
            self._asks_motive = False
            self._give(self._model.view(self._criterion).entry, NOT_ASSESSABLE, motive)

    def _on_contested(self, fact: RecordedFact) -> None:
        """Begin the contestation in the remark, which the fiche takes to the secretariat."""
        if self._model is None or self._criterion is None or not self._model.is_editable:
            return
        remark = self._model.view(self._criterion).entry.remark.rstrip()
        text = f"{remark}\n{contestation(fact)} " if remark else f"{contestation(fact)} "
        self._editor.type_remark(self._model.dossier.id, self._criterion, text)
        self.refresh()
        self.write_remark()

    def _on_typed(self, text: str) -> None:
        if self._model is None or self._criterion is None:
            return
        if self._model.is_editable or self._justifies:
            self._editor.type_remark(self._model.dossier.id, self._criterion, text)

    def _on_evidence_removed(self, evidence: Evidence) -> None:
        if self._model is not None and self._criterion is not None:
            dossier, criterion = self._model.dossier.id, self._criterion
            before = self._model.view(criterion).entry
            self._editor.remove_evidence(dossier, criterion, evidence)
            self.erased.emit(EntryEdit(dossier, criterion, before, self._model.view(criterion).entry))
