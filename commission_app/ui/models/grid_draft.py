"""The grid being written: what the screen holds, undo and redo over it, and when it is to be kept.

Every gesture gives a whole grid. Letters typed one after the other in the same field are one gesture, kept
a moment after the last one; anything else is kept at once.
"""

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CriterionId, SectionId

IDLE_MS: Final = 400  # after the last letter, as a member's sheet
MOST_UNDONE: Final = 200


class GridDraft(QObject):
    """`changed` follows the grid on the screen, `written` carries it when it is to be kept."""

    changed = Signal()
    chosen = Signal()  # another part of the grid is shown
    written = Signal(object)  # Grid

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid: Grid | None = None
        self.is_editable = False
        self.taken: Collection[str] = ()  # identifiers that no new criterion takes
        self.criterion: CriterionId | None = None  # chosen; None for a section, or for the grid as a whole
        self.section: SectionId | None = None  # that of the criterion, or the one chosen
        self._done: list[Grid] = []
        self._undone: list[Grid] = []
        self._typing = ""  # the field of the last letters
        self._waits = False  # what is on the screen is still to be kept
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self.finish)

    @property
    def grid(self) -> Grid:
        """The grid on the screen. RuntimeError before the first one is shown."""
        if self._grid is None:
            raise RuntimeError("no grid is shown yet")
        return self._grid

    @property
    def is_shown(self) -> bool:
        """Whether there is a grid to write."""
        return self._grid is not None

    @property
    def can_undo(self) -> bool:
        """Whether a gesture can be taken back."""
        return self.is_editable and bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether a gesture taken back can be made again."""
        return self.is_editable and bool(self._undone)

    def show(self, grid: Grid, *, is_editable: bool, taken: Collection[str] = ()) -> None:
        """Show the grid that is kept; what was being typed since stays and will be kept after it."""
        was_editable, self.is_editable, self.taken = self.is_editable, is_editable, taken
        if self._waits and is_editable and was_editable:
            return
        if grid != self._grid or is_editable != was_editable:
            if is_editable != was_editable:
                self._done.clear()
                self._undone.clear()
            elif self._grid is not None:
                self._push(self._grid)
            self._set(grid)

    def put(self, grid: Grid, typed_in: str = "") -> None:
        """Put another grid on the screen; `typed_in` names the field in which letters follow one another."""
        if not self.is_editable or grid == self._grid:
            return
        if not typed_in or typed_in != self._typing:
            self.finish()
            self._push(self.grid)
        self._typing = typed_in
        self._undone.clear()
        self._waits = True
        self._set(grid)
        self._idle.start()
        if not typed_in:
            self.finish()

    def finish(self) -> None:
        """Have what was just typed kept now."""
        self._typing = ""
        self._idle.stop()
        if self._waits:
            self._waits = False
            self.written.emit(self.grid)

    def undo(self) -> None:
        """Take the last gesture back."""
        if self.can_undo:
            self.finish()
            self._undone.append(self.grid)
            self._set(self._done.pop())
            self.written.emit(self.grid)

    def redo(self) -> None:
        """Make the last gesture taken back again."""
        if self.can_redo:
            self._done.append(self.grid)
            self._set(self._undone.pop())
            self.written.emit(self.grid)

    def take_back(self, kept: Grid) -> None:
        """Show what is kept again, after a refusal: the gesture refused leaves no trace."""
        self._idle.stop()
        self._typing, self._waits = "", False
        if self._done and self._done[-1] == kept:
            self._done.pop()
        self._set(kept)

    def choose(self, section: SectionId | None, criterion: CriterionId | None = None) -> None:
        """Show a section, one of its criteria, or the grid as a whole."""
        if (section, criterion) != (self.section, self.criterion):
            self.finish()
            self.section, self.criterion = section, criterion
            self.chosen.emit()

    def _set(self, grid: Grid) -> None:
        self._grid = grid
        before, self.section, self.criterion = (self.section, self.criterion), *self._still_there(grid)
        self.changed.emit()
        if before != (self.section, self.criterion):
            self.chosen.emit()

    def _still_there(self, grid: Grid) -> tuple[SectionId | None, CriterionId | None]:
        """Return what is chosen, or what is nearest to it in another grid."""
        if self.criterion is not None and self.criterion in grid.by_id:
            return grid.section_of[self.criterion].id, self.criterion
        if self.section is not None and any(self.section == section.id for section in grid.sections):
            return self.section, None
        return None, None

    def _push(self, grid: Grid) -> None:
        self._done.append(grid)
        del self._done[:-MOST_UNDONE]
