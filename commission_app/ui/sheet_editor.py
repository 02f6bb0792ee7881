"""The one writer of a member's current sheet: changes it, records every change, undoes and redoes.

Each dossier has its own stack of changes: going back on one never moves another (UX.md §8).

A mark is recorded at once. A remark is on the sheet with every key, and recorded 400 ms after the last one,
at least every second while the person types, and whenever another change is made. Edits wait in one queue
until they are recorded, in order: a failed save keeps them there, on the screen and in memory, and tries
again.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from commission_app.scoring.draft import (
    ClosingEdit,
    Edit,
    EntryEdit,
    HighlightEdit,
    RecusalEdit,
    TagsEdit,
    TieEdit,
    apply,
)
from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.sheet import Entry, Evidence, MarkValue, Recusal, Sheet
from commission_app.ui.edit_history import EditHistory, histories
from commission_app.ui.lane import Lane
from commission_app.workflow.member.views import SavedAt

IDLE_MS: Final = 400  # after the last key
TYPING_MS: Final = 1000  # at most, while keys keep coming
BURST_MS: Final = 2000  # one undo step
RETRY_MS: Final = 3000


class SheetEditor(QObject):
    """Holds the sheet of the draft, replaces it edit by edit, and sees that each edit is recorded."""

    changed = Signal(str, str)  # dossier, criterion ("" when the whole reading changed)
    moved = Signal(object)  # the edit just undone or redone, for the page to show it
    saving = Signal()
    saved = Signal(object)  # SavedAt
    not_saved = Signal(object)  # the error of the last attempt

    def __init__(
        self,
        sheet: Sheet,
        recent: Sequence[Edit],
        record: Callable[[Edit], SavedAt],
        run: Lane,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._histories = histories(recent)
        self._record = record
        self._run = run
        self._waiting: deque[Edit] = deque()  # filled by the window, emptied by the lane
        self._typing: EntryEdit | None = None  # on the sheet, not yet in the queue
        self._idle = self._timer(IDLE_MS, self.finish_typing)
        self._ceiling = self._timer(TYPING_MS, self.finish_typing)
        self._burst = self._timer(BURST_MS, lambda: None)
        self._retry = self._timer(RETRY_MS, self.retry)

    # ------------------------------------------------------------------------------------- reading

    @property
    def sheet(self) -> Sheet:
        """The sheet as it stands on the screen, with what is being typed."""
        return self._sheet

    @property
    def unsaved(self) -> int:
        """Number of edits that are not recorded yet."""
        return len(self.unsaved_edits())

    def unsaved_edits(self) -> tuple[Edit, ...]:
        """Return the edits that are not recorded yet, oldest first, with what is being typed."""
        return (*self._waiting.copy(), *([self._typing] if self._typing else []))

    def next_undo(self, dossier: DossierId) -> Edit | None:
        """Return what « Annuler » would take back on a dossier."""
        return self._typing_on(dossier) or self._history(dossier).next_undo

    def next_redo(self, dossier: DossierId) -> Edit | None:
        """Return what « Rétablir » would bring back on a dossier."""
        return None if self._typing_on(dossier) else self._history(dossier).next_redo

    # ------------------------------------------------------------------------------------ changing

    def put_mark(self, dossier: DossierId, criterion: CriterionId, mark: MarkValue, motive: str = "") -> None:
        """Give a mark, declare « non évaluable » with its motive, or blank the criterion (None)."""
        entry = self._entry(dossier, criterion)
        self._put_entry(dossier, criterion, replace(entry, mark=mark, motive=motive))

    def type_remark(self, dossier: DossierId, criterion: CriterionId, text: str) -> None:
        """Put the text of a remark on the sheet at once; it is recorded a moment later."""
        if self._typing and (self._typing.dossier, self._typing.criterion) != (dossier, criterion):
            self.finish_typing()
        entry = self._entry(dossier, criterion)
        if entry.remark == text:
            return
        before = self._typing.before if self._typing else entry
        self._typing = EntryEdit(dossier, criterion, before, replace(entry, remark=text))
        self._sheet = apply(self._sheet, self._typing)
        self._idle.start()
        if not self._ceiling.isActive():
            self._ceiling.start()
        self.changed.emit(dossier, criterion)

    def finish_typing(self) -> None:
        """Record what was typed so far: called by the timers, and when the field loses the focus."""
        self._idle.stop()
        self._ceiling.stop()
        edit, self._typing = self._typing, None
        if edit is None or edit.before == edit.after:
            return
        self._history(edit.dossier).push(edit, merge=self._burst.isActive())
        self._burst.start()
        self._submit(edit)

    def add_evidence(self, dossier: DossierId, criterion: CriterionId, evidence: Evidence) -> None:
        """Cite a passage in a criterion; the same passage is not cited twice."""
        entry = self._entry(dossier, criterion)
        if evidence not in entry.evidence:
            self._put_entry(dossier, criterion, replace(entry, evidence=(*entry.evidence, evidence)))

    def remove_evidence(self, dossier: DossierId, criterion: CriterionId, evidence: Evidence) -> None:
        """Take a passage away from a criterion."""
        entry = self._entry(dossier, criterion)
        kept = tuple(passage for passage in entry.evidence if passage != evidence)
        self._put_entry(dossier, criterion, replace(entry, evidence=kept))

    def put_back(self, edit: EntryEdit) -> None:
        """Bring back what an edit took away: its passages, and its mark unless another was given since."""
        reading, entry = self._sheet.reading(edit.dossier), self._entry(edit.dossier, edit.criterion)
        if reading.is_closed or edit.dossier in self._sheet.recused:
            return
        lost = [passage for passage in edit.before.evidence if passage not in edit.after.evidence]
        back = [passage for passage in lost if passage not in entry.evidence]
        after = replace(entry, evidence=(*entry.evidence, *back))
        if entry.mark == edit.after.mark:
            after = replace(after, mark=edit.before.mark, motive=edit.before.motive)
        self._put_entry(edit.dossier, edit.criterion, after)

    def add_highlight(self, dossier: DossierId, passage: Evidence) -> None:
        """Mark a passage for oneself, under no criterion; the same passage is not marked twice."""
        if passage not in self._sheet.highlighted(dossier):
            self._commit(HighlightEdit(dossier, None, passage))

    def remove_highlight(self, dossier: DossierId, passage: Evidence) -> None:
        """Take such a mark away."""
        if passage in self._sheet.highlighted(dossier):
            self._commit(HighlightEdit(dossier, passage, None))

    def set_closed(self, dossier: DossierId, *, closed: bool) -> None:
        """Close a reading, so that it counts, or open it again."""
        self.finish_typing()
        before = self._sheet.reading(dossier).is_closed
        if before != closed:
            self._commit(ClosingEdit(dossier, before, closed))

    def set_recusal(self, dossier: DossierId, recusal: Recusal | None) -> None:
        """Leave a dossier aside, or come back to it; the marks already given are kept, hidden."""
        self.finish_typing()
        before = self._sheet.recused.get(dossier)
        if before != recusal:
            self._commit(RecusalEdit(dossier, before, recusal))

    def set_tie(self, dossier: DossierId, *, declared: bool) -> None:
        """Declare an institutional tie on a dossier that is kept, or withdraw it."""
        before = dossier in self._sheet.declared
        if before != declared:
            self._commit(TieEdit(dossier, before, declared))

    def set_tags(self, dossier: DossierId, tags: tuple[str, ...]) -> None:
        """Put the labels of a dossier."""
        self.finish_typing()
        before = self._sheet.reading(dossier).tags
        if before != tags:
            self._commit(TagsEdit(dossier, before, tags))

    def undo(self, dossier: DossierId) -> None:
        """Take the last edit of a dossier back, by recording its inverse."""
        self.finish_typing()
        self._move(self._history(dossier).undo())

    def redo(self, dossier: DossierId) -> None:
        """Make the last undone edit of a dossier again."""
        self.finish_typing()
        self._move(self._history(dossier).redo())

    # ----------------------------------------------------------------------------------- recording

    def retry(self) -> None:
        """Try again to record what waits."""
        self._retry.stop()
        if self._waiting:
            self._drain_on_lane()

    def flush(self) -> None:
        """Hand everything to the store lane; called before the window waits for it and closes."""
        self.finish_typing()
        self.retry()

    def _history(self, dossier: DossierId) -> EditHistory:
        return self._histories.setdefault(dossier, EditHistory())

    def _typing_on(self, dossier: DossierId) -> Edit | None:
        return self._typing if self._typing and self._typing.dossier == dossier else None

    def _entry(self, dossier: DossierId, criterion: CriterionId) -> Entry:
        return self._sheet.reading(dossier).entry(criterion)

    def _put_entry(self, dossier: DossierId, criterion: CriterionId, after: Entry) -> None:
        self.finish_typing()
        before = self._entry(dossier, criterion)
        if before != after:
            self._commit(EntryEdit(dossier, criterion, before, after))

    def _commit(self, edit: Edit) -> None:
        self._history(edit.dossier).push(edit)
        self._take(edit)

    def _move(self, edit: Edit | None) -> None:
        if edit is not None:
            self._take(edit)
            self.moved.emit(edit)

    def _take(self, edit: Edit) -> None:
        self._burst.stop()
        self._sheet = apply(self._sheet, edit)
        self._submit(edit)
        self.changed.emit(edit.dossier, edit.criterion if isinstance(edit, EntryEdit) else "")

    def _submit(self, edit: Edit) -> None:
        self._waiting.append(edit)
        self._drain_on_lane()

    def _drain_on_lane(self) -> None:
        self.saving.emit()
        self._run(self._drain, self._on_saved, self._on_not_saved)

    def _drain(self) -> SavedAt | None:
        """Record all that waits, oldest first; an edit leaves the queue only once it is recorded."""
        saved: SavedAt | None = None
        while self._waiting:
            saved = self._record(self._waiting[0])
            self._waiting.popleft()
        return saved

    def _on_saved(self, saved: SavedAt | None) -> None:
        if saved is not None and shiboken6.isValid(self):  # the window may be gone before the lane answers
            self._retry.stop()
            self.saved.emit(saved)

    def _on_not_saved(self, error: Exception) -> None:
        if shiboken6.isValid(self):
            self._retry.start()
            self.not_saved.emit(error)

    def _timer(self, milliseconds: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer
