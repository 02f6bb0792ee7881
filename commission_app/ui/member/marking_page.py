"""« Lire et noter »: the dossiers, the reader and the grid, and what goes between them.

The page owns no data: the bundle is frozen, the sheet belongs to the editor, and the place is remembered by
the workflow each time the person moves.
"""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from commission_app.scoring.dossier import RecordedFact
from commission_app.scoring.draft import Edit, EntryEdit
from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.sheet import NOT_ASSESSABLE, Evidence, MarkValue
from commission_app.ui import actions, notices
from commission_app.ui.member.criterion_row import mark_words, points_fr
from commission_app.ui.member.dossier_list import DossierList
from commission_app.ui.member.grid_panel import GridPanel
from commission_app.ui.member.marking_keys import CONTROL, SHIFT, MarkingKeys, Slot, Stroke
from commission_app.ui.member.reading_pane import ReadingPane
from commission_app.ui.member.recusal_dialog import RecusalDialog
from commission_app.ui.member.save_notice import SaveNotice
from commission_app.ui.member.three_panes import ThreePanes
from commission_app.ui.member.verbs import MemberVerbs
from commission_app.ui.models.dossiers_model import ReadingState, dossier_row, dossier_rows
from commission_app.ui.models.grid_model import GridModel
from commission_app.ui.page import Page
from commission_app.ui.reading.page_layout import FITTED
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.layouts import column
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.ui.widgets.toast import Toast
from commission_app.workflow.member.views import BundleView, Place, ReadingDossier

PLACE_DELAY_MS = 800


class MarkingPage(Page):
    """The page where a member spends nine tenths of their time."""

    def __init__(self, bundle: BundleView, verbs: MemberVerbs, editor: SheetEditor, tasks: Tasks) -> None:
        super().__init__()
        self.notices = NoticeArea((20, 12, 20, 12))
        self._bundle = bundle
        self._verbs = verbs
        self._editor = editor
        self._tasks = tasks
        self._readings = {reading.dossier.id: reading for reading in bundle.dossiers}
        self._reading = bundle.dossiers[0]
        self._rows = {row.dossier: row for row in dossier_rows(bundle, editor.sheet)}
        self._place_delay = QTimer(self, singleShot=True, interval=PLACE_DELAY_MS)
        self._place_delay.timeout.connect(self._remember_place)
        self.list = DossierList()
        self.reading = ReadingPane(verbs.open_piece, tasks.pdf, bundle.grid.criteria)
        self.grid = GridPanel(self._grid_model(), editor)
        self._save_notice = SaveNotice(editor, self.notices)
        self._keys = MarkingKeys(bundle.grid.scale.maximum, self._put_mark, self._key_table())
        self._lay_out()
        self._connect()
        self._add_actions()
        self._resume(verbs.place())

    # ------------------------------------------------------------------------------------- showing

    def show_place(self, dossier: str, criterion: str = "") -> None:
        """Go to a dossier, and to a criterion of it when one is named."""
        self._open_dossier(DossierId(dossier), CriterionId(criterion) if criterion else None)

    def refresh(self) -> None:
        """Show what the sheet says now."""
        self._show_sheet()

    def set_compact(self, *, is_compact: bool) -> None:
        """Tighten the three panes in a small window."""
        for pane in (self.list, self.reading, self.grid):
            pane.set_compact(is_compact=is_compact)
        self._panes.fit(is_compact=is_compact)

    def flush(self) -> None:
        """Record all that is typed and where the person is; called before the window closes."""
        self._editor.flush()
        self._place_delay.stop()
        self._remember_place()

    # -------------------------------------------------------------------------------------- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark and move with single keys, outside the fields of text."""
        if not self._keys.take(event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Watch the window, to record everything before it closes."""
        super().showEvent(event)
        self.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Record everything when the window is about to close."""
        if event.type() == QEvent.Type.Close and watched is self.window():
            self.flush()
        return super().eventFilter(watched, event)

    # -------------------------------------------------------------------------------------- set-up

    def _lay_out(self) -> None:
        self._panes = ThreePanes(self.list, self.reading, self.grid)
        layout = column(self.notices, self._panes)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self._editor.changed.connect(self._on_changed)
        self._editor.moved.connect(self._on_moved)
        self.list.chosen.connect(lambda dossier: self._open_dossier(DossierId(dossier)))
        self.reading.stepped.connect(self._step_dossier)
        self.reading.cited.connect(self._on_cited)
        self.reading.criterion_clicked.connect(lambda chosen: self.grid.open_criterion(CriterionId(chosen)))
        self.reading.reader.failed.connect(self.show_failure)
        self.reading.reader.view.view_moved.connect(self._place_delay.start)
        self.reading.header.focus_mode_toggled.connect(self.list.setHidden)
        self._panes.list_crowded.connect(lambda: self.reading.header.focus_mode.setChecked(True))
        self.grid.criterion_opened.connect(self._on_criterion_opened)
        self.grid.recusal_asked.connect(self._ask_recusal)
        self.grid.recused.withdrawn.connect(lambda: self._editor.set_recusal(self._dossier, None))
        self.grid.closing.closed.connect(self._close_reading)
        self.grid.closing.reopened.connect(lambda: self._editor.set_closed(self._dossier, closed=False))
        card = self.grid.card
        card.cite_asked.connect(self._cite)
        card.left_remark.connect(card.take_focus)
        card.undo_asked.connect(self._editor.undo)
        card.redo_asked.connect(self._editor.redo)
        card.evidence.opened.connect(self.reading.show_evidence)
        card.evidence.removed.connect(lambda: self._toast(self.tr("Preuve retirée")))
        card.facts.opened.connect(self._show_fact)

    def _add_actions(self) -> None:
        slots: dict[str, Slot] = {
            "undo": self._editor.undo,
            "redo": self._editor.redo,
            "next_dossier": lambda: self._step_dossier(1),
            "previous_dossier": lambda: self._step_dossier(-1),
            "next_piece": lambda: self.reading.tabs.step(forward=True),
            "find": self.reading.reader.go_to_find,
            "next_pane": lambda: self._step_pane(1),
            "previous_pane": lambda: self._step_pane(-1),
        }
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        self.addActions([actions.make(name, self, slot, context=context) for name, slot in slots.items()])

    def _key_table(self) -> dict[Stroke, Slot]:
        none = Qt.KeyboardModifier.NoModifier
        view, toolbar = self.reading.reader.view, self.reading.reader.toolbar
        return {
            (Qt.Key.Key_Return, none): lambda: self.grid.step(1),
            (Qt.Key.Key_Enter, none): lambda: self.grid.step(1),
            (Qt.Key.Key_Return, SHIFT): lambda: self.grid.step(-1),
            (Qt.Key.Key_Enter, SHIFT): lambda: self.grid.step(-1),
            (Qt.Key.Key_C, none): self.grid.card.write_remark,
            (Qt.Key.Key_P, none): self._cite,
            (Qt.Key.Key_Space, none): lambda: view.scroll_page(forward=True),
            (Qt.Key.Key_Space, SHIFT): lambda: view.scroll_page(forward=False),
            (Qt.Key.Key_F4, none): toolbar.thumbnails.toggle,
            (Qt.Key.Key_Plus, CONTROL): lambda: view.zoom_by(1),
            (Qt.Key.Key_Equal, CONTROL): lambda: view.zoom_by(1),
            (Qt.Key.Key_Minus, CONTROL): lambda: view.zoom_by(-1),
            (Qt.Key.Key_0, CONTROL): lambda: view.set_zoom(FITTED),
        }

    # -------------------------------------------------------------------------------------- moving

    @property
    def _dossier(self) -> DossierId:
        return self._reading.dossier.id

    def _grid_model(self) -> GridModel:
        return GridModel(self._bundle, self._editor, self._reading.dossier)

    def _resume(self, place: Place) -> None:
        """Come back to where the person was, or begin with the first dossier."""
        found = self._readings.get(place.dossier) if place.dossier else None
        if found is None:
            self._show_dossier(self._reading, None)
            return
        self.reading.restore(place)
        criterion = place.criterion if place.criterion in self._bundle.grid.by_id else None
        self._show_dossier(found, criterion, place)

    def _open_dossier(self, dossier: DossierId, criterion: CriterionId | None = None) -> None:
        found = self._readings.get(dossier)  # None when a later lot no longer holds the dossier
        if found is not None and found is not self._reading:
            self._editor.finish_typing()
            self._show_dossier(found, criterion)
        elif found is not None and criterion is not None:
            self.grid.open_criterion(criterion)

    def _show_dossier(
        self, reading: ReadingDossier, criterion: CriterionId | None, place: Place | None = None
    ) -> None:
        self._reading = reading
        self.reading.show_dossier(reading, len(self._bundle.dossiers), place.piece if place else None)
        self.grid.show_model(self._grid_model(), criterion)
        self._show_sheet()
        self.list.show_current(self._dossier)

    def _step_dossier(self, step: int) -> None:
        index = self._bundle.dossiers.index(self._reading) + step
        if 0 <= index < len(self._bundle.dossiers):
            self._open_dossier(self._bundle.dossiers[index].dossier.id)

    def _step_pane(self, step: int) -> None:
        """Go from pane to pane: list, pages, grid."""
        panes: list[QWidget] = [self.list, self.reading, self.grid]
        targets = [self.list.focus_target(), self.reading.reader.focus_target(), self.grid.card.mark]
        focused = QApplication.focusWidget()
        inside = [index for index, pane in enumerate(panes) if focused and pane.isAncestorOf(focused)]
        index = (inside[0] + step if inside else 0) % len(panes)
        if targets[index] is self.grid.card.mark:
            self.grid.card.take_focus()
        else:
            targets[index].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_fact(self, fact: RecordedFact) -> None:
        if fact.piece is not None:
            self.reading.open_piece(fact.piece, (fact.page or 1, ()))

    def _remember_place(self) -> None:
        place = replace(self.reading.place(), dossier=self._dossier, criterion=self.grid.criterion)
        self._tasks.store(lambda: self._verbs.remember_place(place), lambda _: None, lambda _: None)

    # ------------------------------------------------------------------------------------- marking

    def _put_mark(self, mark: MarkValue) -> None:
        model = self._grid_model()
        if not model.is_editable:
            if model.recusal is None:
                self._toast_closed()
            return
        before = model.view(self.grid.criterion).entry.mark
        self.grid.card.put_mark(mark)
        if mark is None and before is not None:
            self._toast(self.tr("Note du critère {criterion} effacée").format(criterion=self.grid.criterion))

    def _cite(self) -> None:
        if self._grid_model().is_editable and not self.reading.reader.cite(self.grid.criterion):
            Toast(self, self.tr("Sélectionnez d’abord un passage de la pièce.")).show_briefly()

    def _on_cited(self, criterion: str, evidence: Evidence) -> None:
        self._editor.add_evidence(self._dossier, CriterionId(criterion), evidence)
        notices.announce(self, self.tr("Passage cité dans {criterion}.").format(criterion=criterion))

    def _close_reading(self) -> None:
        self._editor.set_closed(self._dossier, closed=True)
        self._toast(self.tr("Dossier clos : il comptera à la remise"))

    def _ask_recusal(self) -> None:
        dialog = RecusalDialog(self, self._reading.dossier.territory.name)
        if dialog.exec():
            self._editor.set_recusal(self._dossier, dialog.recusal())
            self._toast(self.tr("Déport enregistré"))
        dialog.deleteLater()

    def _on_changed(self, dossier: str, criterion: str) -> None:
        changed = self._readings.get(DossierId(dossier))
        if changed is not None:
            self._rows[changed.dossier.id] = dossier_row(self._bundle, self._editor.sheet, changed)
        self._show_sheet()
        if dossier == self._dossier and criterion:
            self._announce_mark(CriterionId(criterion))

    def _on_moved(self, edit: Edit) -> None:
        """Show what an undo or a redo touched."""
        self._open_dossier(edit.dossier, edit.criterion if isinstance(edit, EntryEdit) else None)

    def _on_criterion_opened(self) -> None:
        self._show_cited()
        self._place_delay.start()

    def _show_sheet(self) -> None:
        rows = tuple(self._rows.values())
        self.list.show_rows(rows)
        self.grid.refresh()
        self._show_cited()
        due = [row for row in rows if row.state is not ReadingState.RECUSED]
        closed = sum(row.state is ReadingState.CLOSED for row in due)
        self.counter_changed.emit(f"{closed}/{len(due)}")

    def _show_cited(self) -> None:
        model = self._grid_model()
        self.reading.show_recused(is_recused=model.recusal is not None)
        self.reading.show_sheet(model.reading, self.grid.criterion, is_editable=model.is_editable)

    def _announce_mark(self, criterion: CriterionId) -> None:
        model = self._grid_model()
        mark = model.view(criterion).entry.mark
        if QApplication.focusWidget() is self.grid.card.remark:
            return
        words = mark_words(mark, self._bundle.grid.scale.maximum)
        if mark is not None and mark != NOT_ASSESSABLE:
            words = f"{words}, {self._bundle.grid.scale.labels[mark]}"
        sentence = self.tr("Critère {criterion}, {words}. Total provisoire {points}.")
        total = points_fr(model.points.total)
        notices.announce(self, sentence.format(criterion=criterion, words=words, points=total))

    def _toast(self, text: str) -> None:
        Toast(self, text, self.tr("Annuler"), self._editor.undo).show_briefly()

    def _toast_closed(self) -> None:
        reopen = lambda: self._editor.set_closed(self._dossier, closed=False)  # noqa: E731 - a slot
        Toast(self, self.tr("Ce dossier est clos."), self.tr("Rouvrir"), reopen).show_briefly()
