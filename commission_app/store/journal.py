"""The journal: events chained by their digests, so that a changed or missing entry shows."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import LargeBinary, cast, insert, select

from commission_app.errors import AppError, Fact
from commission_app.scoring.grid import canonical_json
from commission_app.store.records import (
    JournalCheck,
    JournalEntry,
    JournalReading,
    UnreadableEntry,
    moment_text,
)
from commission_app.store.tables import JOURNAL
from commission_app.store.transactions import AnyRow, Transactions

# Texts are read as bytes: one that is no longer UTF-8 must spoil its own entry, not the whole reading.
_TEXTS = ("at", "kind", "author", "facts", "previous", "digest")
_FORWARD = select(
    JOURNAL.c.sequence, *(cast(JOURNAL.c[name], LargeBinary).label(name) for name in _TEXTS)
).order_by(JOURNAL.c.sequence)
_LATEST = select(JOURNAL.c.sequence, JOURNAL.c.digest).order_by(JOURNAL.c.sequence.desc()).limit(1)
# An altered entry may no longer be readable at all, or be of a form that no digest is computed of.
_ILLEGIBLE = (ValueError, TypeError, RecursionError)


class Journal:
    """Append-only. Entries cut off at the end leave no gap: the head sent in receipts is what shows them."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def append(self, kind: str, author: str, facts: Mapping[str, Fact], at: datetime) -> JournalEntry:
        """Add an event after the last one and return it with its digest."""
        with self._transactions.writing() as connection:
            latest = connection.execute(_LATEST).one_or_none()
            sequence, previous = (1, "") if latest is None else (latest.sequence + 1, latest.digest)
            event = JournalEntry(sequence, at, kind, author, MappingProxyType(dict(facts)), previous, "")
            entry = replace(event, digest=_digest(event))
            connection.execute(insert(JOURNAL).values(_row(entry)))
            return entry

    def entries(self) -> tuple[JournalEntry, ...]:
        """Return every event, oldest first. DSK-30 when one was altered so that it cannot be read."""
        try:
            return tuple(_entry(row) for row in self._rows())
        except (ValueError, TypeError) as error:
            raise AppError("DSK-30") from error

    def head(self) -> str:
        """Return the digest of the last entry, empty on an empty journal: it commits to the whole journal."""
        with self._transactions.reading() as connection:
            latest = connection.execute(_LATEST).one_or_none()
            return "" if latest is None else latest.digest

    def verify(self) -> JournalCheck:
        """Recompute the chain and name the first entry that does not hold."""
        return _check(self._rows())

    def read(self) -> JournalReading:
        """Return every event and the check of them all, as one reading; no alteration makes it fail."""
        rows = self._rows()
        head = rows[-1].digest.decode(errors="replace") if rows else ""
        return JournalReading(tuple(_legible(row) for row in rows), _check(rows), head)

    def _rows(self) -> list[AnyRow]:
        with self._transactions.reading() as connection:
            return list(connection.execute(_FORWARD))


def _digest(entry: JournalEntry) -> str:
    return hashlib.sha512(canonical_json(entry.document())).hexdigest()


def _row(entry: JournalEntry) -> dict[str, object]:
    return {
        "sequence": entry.sequence,
        "at": moment_text(entry.at),
        "kind": entry.kind,
        "author": entry.author,
        "facts": canonical_json(dict(entry.facts)).decode(),
        "previous": entry.previous,
        "digest": entry.digest,
    }


def _entry(row: AnyRow) -> JournalEntry:
    at, kind, author, facts, previous, digest = (getattr(row, name).decode() for name in _TEXTS)
    return JournalEntry(
        sequence=row.sequence,
        at=datetime.fromisoformat(at),
        kind=kind,
        author=author,
        facts=MappingProxyType(json.loads(facts)),
        previous=previous,
        digest=digest,
    )


def _legible(row: AnyRow) -> JournalEntry | UnreadableEntry:
    try:
        return _entry(row)
    except _ILLEGIBLE:
        return UnreadableEntry(row.sequence)


def _check(rows: Sequence[AnyRow]) -> JournalCheck:
    previous = ""
    for sequence, row in enumerate(rows, start=1):
        if not _holds(row, sequence, previous):
            return JournalCheck(is_intact=False, entries=len(rows), broken_at=sequence)
        previous = row.digest.decode()
    return JournalCheck(is_intact=True, entries=len(rows), broken_at=None)


def _holds(row: AnyRow, sequence: int, previous: str) -> bool:
    try:
        entry = _entry(row)
        return (entry.sequence, entry.previous, entry.digest) == (sequence, previous, _digest(entry))
    except _ILLEGIBLE:
        return False
