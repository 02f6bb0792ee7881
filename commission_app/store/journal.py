"""The journal: events chained by their digests, so that a changed or missing entry shows."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import insert, select

from commission_app.errors import Fact
from commission_app.scoring.grid import canonical_json
from commission_app.store.records import JournalCheck, JournalEntry, moment_text
from commission_app.store.tables import JOURNAL
from commission_app.store.transactions import AnyRow, Transactions

_FORWARD = select(JOURNAL).order_by(JOURNAL.c.sequence)
_LATEST = select(JOURNAL.c.sequence, JOURNAL.c.digest).order_by(JOURNAL.c.sequence.desc()).limit(1)


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
        """Return every event, oldest first."""
        return tuple(_entry(row) for row in self._rows())

    def head(self) -> str:
        """Return the digest of the last entry, empty on an empty journal: it commits to the whole journal."""
        with self._transactions.reading() as connection:
            latest = connection.execute(_LATEST).one_or_none()
            return "" if latest is None else latest.digest

    def verify(self) -> JournalCheck:
        """Recompute the chain and name the first entry that does not hold."""
        rows = self._rows()
        previous = ""
        for sequence, row in enumerate(rows, start=1):
            if not _holds(row, sequence, previous):
                return JournalCheck(is_intact=False, entries=len(rows), broken_at=sequence)
            previous = row.digest
        return JournalCheck(is_intact=True, entries=len(rows), broken_at=None)

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
    facts = MappingProxyType(json.loads(row.facts))
    at = datetime.fromisoformat(row.at)
    return JournalEntry(row.sequence, at, row.kind, row.author, facts, row.previous, row.digest)


def _holds(row: AnyRow, sequence: int, previous: str) -> bool:
    try:
        entry = _entry(row)
    except (ValueError, TypeError):  # an altered entry may no longer be readable at all
        return False
    return (entry.sequence, entry.previous, entry.digest) == (sequence, previous, _digest(entry))
