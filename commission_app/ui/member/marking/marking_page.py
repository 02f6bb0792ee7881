"""« Lire et noter »: the dossiers, the reader and the grid, and what goes between them.

The page owns no data: the bundle is frozen, the sheet belongs to the editor, and the place is remembered by
the workflow each time the person moves.
"""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication

from commission_app.scoring.draft import Edit, EntryEdit
from commission_app.scoring.ids import CriterionId, DossierId, PiecePath
from commission_app.ui.destinations import Destination
from commission_app.ui.member.grid.grid_panel import GridPanel
from commission_app.ui.member.marking.criterion_round import CriterionRound
from commission_app.ui.member.marking.dossier_list import DossierList
from commission_app.ui.member.marking.marking_choices import MarkingChoices
from commission_app.ui.member.marking.marking_gestures import MarkingGestures
from commission_app.ui.member.marking.marking_keys import MarkingKeys
from commission_app.ui.member.marking.marking_places import marking_places
from commission_app.ui.member.marking.marking_shortcuts import add_shortcuts, single_keys
from commission_app.ui.member.marking.marking_words import MarkingWords
from commission_app.ui.member.marking.pane_links import KEYBOARD, PaneLinks
from commission_app.ui.member.marking.place_keeping import PlaceKeeping
from commission_app.ui.member.marking.reading_advice import ReadingAdvice
from commission_app.ui.member.marking.reading_gestures import ReadingGestures
from commission_app.ui.member.marking.reading_pane import ReadingPane
from commission_app.ui.member.marking.save_notice import SaveNotice
from commission_app.ui.member.marking.three_panes import ThreePanes
from commission_app.ui.member.options import MemberOptions
from commission_app.ui.member.verbs import MemberVerbs
from commission_app.ui.models.by_criterion import next_open
from commission_app.ui.models.dossiers_model import ReadingState, dossier_row, dossier_rows
from commission_app.ui.models.grid_model import GridModel
from commission_app.ui.page import Page
from commission_app.ui.reading.dossier_words import DossierWords
from commission_app.ui.reading.piece_report import PieceReport
from commission_app.ui.reading.reader_pane import ReaderPane
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.layouts import column
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.workflow.member.views import BundleView, Place, ReadingDossier


class MarkingPage(Page):
    """The page where a member spends nine tenths of their time. It is empty until it is made."""

    help_topic = "lire-et-noter"
    grid: GridPanel  # once it is made
    hand_in_asked = Signal()
    elsewhere_asked = Signal()  # nothing is recorded any more: keep the drafts on another disk

    def __init__(
        self,
        bundle: BundleView,
        verbs: MemberVerbs,
        editor: SheetEditor,
        tasks: Tasks,
        options: MemberOptions | None = None,
    ) -> None:
        super().__init__()
        self.notices = NoticeArea((20, 12, 20, 12))
        self._bundle = bundle
        self._verbs = verbs
        self._editor = editor
        self._tasks = tasks
        self._options = options or MemberOptions(parent=self)
        self._readings = {reading.dossier.id: reading for reading in bundle.dossiers}
        self._reading = bundle.dossiers[0]
        self._rows = {row.dossier: row for row in dossier_rows(bundle, editor.sheet)}
        self._place = PlaceKeeping(self._present_place, verbs, tasks, self)
        self._save_notice = SaveNotice(editor, self.notices)
        self._save_notice.elsewhere_asked.connect(self.elsewhere_asked)
        self._words = MarkingWords(self, editor)
        # After the keyboard is there: what takes the focus would cut it short.
        self._read_soon = QTimer(self, singleShot=True, interval=0)
        self._round = CriterionRound(bundle, editor, self._words, self._open_dossier)
        self.advice = ReadingAdvice(bundle, editor, self._options, self.notices)
        self._panes = ThreePanes()
        layout = column(self.notices, self._panes)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def make(self) -> Iterator[None]:
        """Make the panes one by one: together, they would hold the event loop for a fifth of a second."""
        self.list = DossierList()
        self._panes.take(self.list)
        yield
        criteria = self._bundle.grid.criteria
        reader = ReaderPane(self._verbs.open_piece, self._tasks.pdf, criteria, is_made=False)
        yield from reader.make(criteria)
        reader.offer_report(PieceReport(self._bundle))
        yield
        words = DossierWords(self._verbs.read_words, self._tasks.words)
        self.reading = ReadingPane(reader, criteria, words, self._verbs.places())
        self._reading_gestures = ReadingGestures(
            self.reading, self._editor, self._words, lambda: self.dossier
        )
        self._panes.take(self.reading)
        yield
        self.grid = GridPanel(self._grid_model(), self._editor)
        self._panes.take(self.grid)
        yield from self.grid.make()
        yield
        self._gestures = MarkingGestures(
            self.grid, self.reading, self._editor, self._words, self._grid_model, phone=self._bundle.phone
        )
        self._choices = MarkingChoices(self._options, self._panes, self.list, self.grid, self._round)
        keys = single_keys(self.grid, self._gestures, self._reading_gestures, self._step_criterion)
        self._keys = MarkingKeys(self._bundle.grid.scale.maximum, self._gestures.put_mark, keys)
        self._links = PaneLinks(self._panes, self.list, self.reading, self.grid)
        self._connect()
        add_shortcuts(self, self._gestures, self.reading, self._step_dossier)
        yield
        left = self._verbs.place().dossier  # None at the first start, unknown when a later lot left it out
        self._show_dossier(self._readings.get(left, self._reading) if left else self._reading, None)

    # ------------------------------------------------------------------------------------- showing

    def destinations(self) -> Iterator[Destination]:
        """Yield the dossiers, the criteria, the pieces, and what the keys do to the pages."""
        show = lambda criterion: self._open_dossier(self.dossier, criterion)  # noqa: E731 - of the open dossier
        yield from marking_places(
            self._bundle, self._editor.sheet, self._open_dossier, show, self._open_piece
        )
        yield from self._reading_gestures.destinations()

    def show_place(self, dossier: str, criterion: str = "") -> None:
        """Go to a dossier, and to a criterion of it when one is named."""
        self._open_dossier(DossierId(dossier))
        if criterion:
            self.grid.complete(CriterionId(criterion))
        self.take_focus()

    def refresh(self) -> None:
        """Show what the sheet says now, and what the last fiche handed in already says."""
        self._tasks.store(self._verbs.handed_recusals, self.grid.show_handed, lambda _: None)
        self._show_sheet()

    def set_compact(self, *, is_compact: bool) -> None:
        """Tighten the three panes in a small window."""
        for pane in (self.list, self.reading, self.grid):
            pane.set_compact(is_compact=is_compact)
        self._panes.fit(is_compact=is_compact)

    def flush(self) -> None:
        """Record all that is typed and where the person is; called before the window closes."""
        self._editor.flush()
        self._place.flush()

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

    def _connect(self) -> None:
        self._editor.changed.connect(self._on_changed)
        self._editor.moved.connect(self._on_moved)
        self.list.chosen.connect(lambda dossier: self._open_dossier(DossierId(dossier)))
        self.reading.stepped.connect(self._step_dossier)
        self.reading.place_left.connect(self._place.keep)
        self.reading.reader.failed.connect(self.show_failure)
        self.reading.reader.view.view_moved.connect(self._place.moved)
        self.grid.criterion_opened.connect(self._on_criterion_opened)
        read = self._words.read_criterion
        self._read_soon.timeout.connect(lambda: read(self._grid_model(), self.grid.criterion))
        self.grid.stepped.connect(self._step_criterion)
        self.grid.closing.next_asked.connect(self._go_to_next)
        self.advice.dossier_asked.connect(self.show_place)
        self._choices.changed.connect(self._show_sheet)
        self.grid.card.left_remark.connect(self.take_focus)
        self.grid.card.mark_given.connect(lambda: self._choices.go_on(self._grid_model()))

    # -------------------------------------------------------------------------------------- moving

    @property
    def dossier(self) -> DossierId:
        """The dossier shown."""
        return self._reading.dossier.id

    def _grid_model(self) -> GridModel:
        return GridModel(self._bundle, self._editor, self._reading.dossier)

    def _open_dossier(self, dossier: DossierId, criterion: CriterionId | None = None) -> None:
        found = self._readings.get(dossier)  # None when a later lot no longer holds the dossier
        if found is not None and found is not self._reading:
            self._editor.finish_typing()
            self._show_dossier(found, criterion)
        elif found is not None and criterion is not None:
            self.grid.open_criterion(criterion)

    def _show_dossier(self, reading: ReadingDossier, criterion: CriterionId | None) -> None:
        """Show a dossier where it was left, or at a criterion."""
        self._reading = reading
        left = self.reading.memory.of_dossier(reading.dossier.id).criterion
        self.reading.show_dossier(reading, len(self._bundle.dossiers))
        known = left if left in self._bundle.grid.by_id else None
        self.grid.show_model(self._grid_model(), criterion or known)
        self._show_sheet()
        self.list.show_current(self.dossier)

    def _step_dossier(self, step: int) -> None:
        index = self._bundle.dossiers.index(self._reading) + step
        if 0 <= index < len(self._bundle.dossiers):
            self._open_dossier(self._bundle.dossiers[index].dossier.id)

    def take_focus(self) -> None:
        """Let the keys 0 to 5 mark at once; where nothing can be marked, those of the page work still."""
        if self._grid_model().is_editable or self.grid.card.awaits_remark:
            self.grid.card.take_focus()
            self._read_soon.start()
        else:
            (self if self.list.isHidden() else self.list.focus_target()).setFocus(KEYBOARD)

    def step_pane(self, step: int) -> None:
        """Go from pane to pane."""
        self._links.step(step)

    def _open_piece(self, dossier: DossierId, piece: PiecePath) -> None:
        self._open_dossier(dossier)
        self.reading.open_piece(piece)

    def _present_place(self) -> Place:
        place = replace(self.reading.place(), dossier=self.dossier, criterion=self.grid.criterion)
        self.reading.memory.note(place)
        return place

    def _go_to_next(self) -> None:
        """Go from a closed dossier to the next one to read, at its first blank criterion; or hand in."""
        following = next_open(self._bundle, self._editor.sheet, self.dossier)
        if following is None:
            self.hand_in_asked.emit()
            return
        self._open_dossier(following)
        self.take_focus()

    # ------------------------------------------------------------------------------------- marking

    def _on_changed(self, dossier: str, criterion: str) -> None:
        changed = self._readings.get(DossierId(dossier))
        if changed is not None:
            self._rows[changed.dossier.id] = dossier_row(self._bundle, self._editor.sheet, changed)
        self._show_sheet()
        if dossier == self.dossier and criterion and QApplication.focusWidget() is not self.grid.card.remark:
            has_total = self.grid.header.shows_totals
            self._words.read_mark(self._grid_model(), CriterionId(criterion), has_total=has_total)

    def _on_moved(self, edit: Edit) -> None:
        """Show what an undo or a redo touched."""
        self._open_dossier(edit.dossier, edit.criterion if isinstance(edit, EntryEdit) else None)

    def _step_criterion(self, step: int) -> None:
        self._choices.step(self._grid_model(), step)

    def _on_criterion_opened(self) -> None:
        self._show_cited()
        self._place.moved()
        self._read_soon.start()

    def _show_sheet(self) -> None:
        rows = tuple(self._rows.values())
        self.list.show_rows(rows)
        following = next_open(self._bundle, self._editor.sheet, self.dossier)
        self.grid.closing.show_next("" if following is None else self._rows[following].title)
        self.grid.refresh()
        self._show_cited()
        focused = QApplication.focusWidget()
        if self._grid_model().recusal is not None and (focused is None or self.grid.isAncestorOf(focused)):
            self.take_focus()  # the grid that hid had it: the keys of the page would do nothing
        due = [row for row in rows if row.state is not ReadingState.RECUSED]
        closed = sum(row.state is ReadingState.CLOSED for row in due)
        self.counter_changed.emit(f"{closed}/{len(due)}")

    def _show_cited(self) -> None:
        model = self._grid_model()
        self.reading.show_recused(is_recused=model.recusal is not None)
        self.reading.show_sheet(
            model.reading,
            self.grid.criterion,
            is_editable=model.is_editable,
            highlights=self._editor.sheet.highlighted(self.dossier),
        )
