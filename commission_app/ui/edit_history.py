"""Undo and redo over the edits of a draft, without ever shortening its history.

Undoing appends the inverse edit to the journal and redoing appends the edit again (ARCHITECTURE.md §2.9), so
that the journal alone is enough to find both stacks back after a restart: an edit that puts back what the top
of the stack had changed is read as an undo, and one that repeats what was just undone as a redo.
"""

from collections.abc import Iterable
from dataclasses import replace

from commission_app.scoring.draft import Edit, EntryEdit, inverse
from commission_app.scoring.ids import DossierId

REPLAYED_EDITS = 200


class EditHistory:
    """Two stacks of edits: what can be undone, and what was undone and can come back."""

    def __init__(self, journal: Iterable[Edit] = ()) -> None:
        self._done: list[Edit] = []
        self._undone: list[Edit] = []
        for edit in journal:
            self._replay(edit)

    @property
    def next_undo(self) -> Edit | None:
        """The edit that `undo` would take back."""
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> Edit | None:
        """The edit that `redo` would make again."""
        return self._undone[-1] if self._undone else None

    def push(self, edit: Edit, *, merge: bool = False) -> None:
        """Note an edit just made; `merge` lengthens the previous one when both write the same remark."""
        self._undone.clear()
        top = self.next_undo
        if merge and top is not None and continues(top, edit):
            self._done[-1] = replace(top, after=edit.after)  # type: ignore[arg-type]  # same kind, see `continues`
            return
        self._done.append(edit)
        del self._done[:-REPLAYED_EDITS]

    def undo(self) -> Edit | None:
        """Move the last edit to the undone ones and return the inverse, which the caller applies."""
        if not self._done:
            return None
        edit = self._done.pop()
        self._undone.append(edit)
        return inverse(edit)

    def redo(self) -> Edit | None:
        """Move the last undone edit back and return it, for the caller to apply."""
        if not self._undone:
            return None
        edit = self._undone.pop()
        self._done.append(edit)
        return edit

    def _replay(self, edit: Edit) -> None:
        if self._undone and edit == self._undone[-1]:
            self.redo()
            return
        run = self._run_undone_by(edit)
        if run:
            del self._done[-run:]
            self._undone.append(inverse(edit))
        else:
            self.push(edit)

    def _run_undone_by(self, edit: Edit) -> int:
        """Return how many edits on top of the stack this one takes back (a remark is typed in bursts)."""
        if not self._done or inverse(edit) == self._done[-1]:
            return min(len(self._done), 1)
        if self._done[-1].after != edit.before:
            return 0
        for length, (older, newer) in enumerate(
            zip(reversed(self._done[:-1]), reversed(self._done), strict=False), 2
        ):
            if not continues(older, newer):
                return 0
            if older.before == edit.after and continues(older, edit):
                return length
        return 0


def histories(journal: Iterable[Edit]) -> dict[DossierId, EditHistory]:
    """Return the stacks of each dossier that a journal speaks of."""
    apart: dict[DossierId, list[Edit]] = {}
    for edit in journal:
        apart.setdefault(edit.dossier, []).append(edit)
    return {dossier: EditHistory(edits) for dossier, edits in apart.items()}


def continues(previous: Edit, edit: Edit) -> bool:
    """Tell whether an edit goes on writing the remark that the previous one was writing."""
    return (
        isinstance(previous, EntryEdit)
        and isinstance(edit, EntryEdit)
        and (previous.dossier, previous.criterion) == (edit.dossier, edit.criterion)
        and _only_remark(previous)
        and _only_remark(edit)
    )


def _only_remark(edit: EntryEdit) -> bool:
    return replace(edit.before, remark="") == replace(edit.after, remark="")
