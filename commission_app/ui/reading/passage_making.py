"""From a selection to an evidence, or to a mark for oneself: made on the PDF lane, once each."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Signal

from commission_app.scoring.ids import CriterionId
from commission_app.scoring.sheet import Evidence
from commission_app.ui.reading.page_menus import page_menu
from commission_app.ui.reading.page_paint import PageMark
from commission_app.ui.reading.page_view import PageView
from commission_app.ui.reading.selection import Passage
from commission_app.ui.reading.selection_bar import SelectionBar


class PassageMaking(QObject):
    """Follows the selection of a page view and drives the bar under it."""

    evidence_made = Signal(str, object)  # criterion, Evidence
    highlight_made = Signal(object)  # Evidence, for oneself
    highlight_removed = Signal(object)
    failed = Signal(object)

    def __init__(self, view: PageView, bar: SelectionBar) -> None:
        super().__init__(view)
        self._view = view
        self._bar = bar
        self._criterion: CriterionId | None = None
        self._marks: tuple[PageMark, ...] = ()
        view.selector.changed.connect(self._show_bar)
        view.mark_clicked.connect(self._select_mark)
        view.menu_asked.connect(self._show_menu)
        bar.cited.connect(lambda criterion: self.cite(CriterionId(criterion)))
        bar.highlighted.connect(self.highlight)

    def show_criterion(self, criterion: CriterionId | None) -> None:
        """Name the criterion in which a selection would be cited; None when nothing can be."""
        self._criterion = criterion
        self._bar.show_criterion(criterion)

    def show_marks(self, marks: Sequence[PageMark]) -> None:
        """Take the passages of the piece: one that is marked already is marked no more the second time."""
        self._marks = tuple(marks)
        self._show_bar()

    def cite(self, criterion: CriterionId) -> bool:
        """Make the evidence of the selection. False when nothing is selected."""
        passage = self._view.selector.passage
        if passage is None:
            return False
        self._view.session.ask(
            passage.anchor, lambda evidence: self._on_evidence(criterion, evidence), self.failed.emit
        )
        return True

    def highlight(self) -> bool:
        """Mark the selection for oneself, or take its mark away. False when nothing is selected."""
        passage = self._view.selector.passage
        if passage is None:
            return False
        mark = self._private_mark(passage)
        if mark is not None:
            self._view.selector.clear()
            self.highlight_removed.emit(mark.evidence)
        else:
            self._view.session.ask(passage.anchor, self._on_highlight, self.failed.emit)
        return True

    def place_bar(self) -> None:
        """Put the bar under the selection, wherever it went."""
        self._bar.place(self._view.selection_box())

    def _on_evidence(self, criterion: CriterionId, evidence: Evidence) -> None:
        self._view.selector.clear()
        self.evidence_made.emit(criterion, evidence)

    def _on_highlight(self, evidence: Evidence) -> None:
        self._view.selector.clear()
        self.highlight_made.emit(evidence)

    def _select_mark(self, mark: PageMark) -> None:
        self._view.selector.show_passage(Passage(mark.page, mark.start, mark.count, mark.rects))

    def _private_mark(self, passage: Passage) -> PageMark | None:
        """Return the mark that the member put on this very passage, None when there is none."""
        for mark in self._marks:
            is_there = (mark.page, mark.start, mark.count) == (passage.page, passage.start, passage.count)
            if mark.criterion is None and is_there and (passage.count or mark.rects == passage.rects):
                return mark
        return None

    def _show_bar(self) -> None:
        passage = self._view.selector.passage
        mark = self._private_mark(passage) if passage else None
        self._bar.show_highlighted(is_highlighted=mark is not None)
        self.place_bar()

    def _show_menu(self, point: QPoint) -> None:
        cite = lambda: self._criterion is not None and self.cite(self._criterion)  # noqa: E731 - a slot
        may_cite = self._criterion is not None
        menu = page_menu(self._view, self._bar, may_cite=may_cite, cite=cite, highlight=self.highlight)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(point)
