"""The draft of a member: an append-only list of edits, at once autosave, undo and history."""

import json
from datetime import datetime

import msgspec
from sqlalchemy import insert, select

from commission_app.scoring.draft import (
    ClosingEdit,
    Edit,
    EntryEdit,
    HighlightEdit,
    RecusalEdit,
    TagsEdit,
    TieEdit,
)
from commission_app.store.records import StampedEdit
from commission_app.store.tables import DRAFT_EDITS
from commission_app.store.transactions import AnyRow, Rows, Transactions

# These names are in every stored draft: they never change.
_KINDS: dict[str, type[Edit]] = {
    "entry": EntryEdit,
    "closing": ClosingEdit,
    "tags": TagsEdit,
    "recusal": RecusalEdit,
    "tie": TieEdit,
    "highlight": HighlightEdit,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_HISTORY = select(DRAFT_EDITS).order_by(DRAFT_EDITS.c.sequence)
_BACKWARD = select(DRAFT_EDITS).order_by(DRAFT_EDITS.c.sequence.desc())


class DraftStore:
    """Every edit ever made, in order. Nothing is taken back: undoing appends the inverse edit."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def append(self, edit: Edit, at: datetime) -> int:
        """Keep one edit for good and return its sequence: one insertion, one commit."""
        kind, content = _encode(edit)
        with self._transactions.writing() as connection:
            result = connection.execute(insert(DRAFT_EDITS).values(at=at, kind=kind, content=content))
            return int(result.lastrowid)

    def edits(self) -> tuple[StampedEdit, ...]:
        """Return the whole history, oldest first."""
        return self._read(_HISTORY)

    def recent(self, limit: int) -> tuple[StampedEdit, ...]:
        """Return the last edits, at most `limit`, oldest first: what undo can reach after a restart."""
        return self._read(_BACKWARD.limit(limit))[::-1]

    def last(self) -> StampedEdit | None:
        """Return the latest edit, None on an empty draft."""
        return next(iter(self.recent(1)), None)

    def _read(self, statement: Rows) -> tuple[StampedEdit, ...]:
        with self._transactions.reading() as connection:
            return tuple(_stamped(row) for row in connection.execute(statement))


def _encode(edit: Edit) -> tuple[str, str]:
    # JSON in ASCII keeps any text exactly, even half a surrogate pair pasted from elsewhere: what was typed
    # never makes an autosave fail.
    return _NAMES[type(edit)], json.dumps(msgspec.to_builtins(edit), separators=(",", ":"))


def _stamped(row: AnyRow) -> StampedEdit:
    edit: Edit = msgspec.convert(json.loads(row.content), type=_KINDS[row.kind])
    return StampedEdit(row.sequence, row.at, edit)
