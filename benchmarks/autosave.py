"""One autosave: appending an edit to the encrypted draft, beside the same insertion in plain SQLite.

    python -m benchmarks.autosave --folder DIR

The two take turns in one run, with the same pragmas on the same disk, so that the ratio is fair.
"""

import argparse
import json
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks.figures import Line, show
from commission_app.scoring.draft import EntryEdit
from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.sheet import Entry
from commission_app.store.database import create_database
from commission_app.store.engine import PRAGMAS
from commission_app.store.records import moment_text

INSERTION = "INSERT INTO draft_edits (at, kind, content) VALUES (?, 'entry', ?)"


def typing(number: int) -> EntryEdit:
    """Return the edit of a remark that grows as a member types."""
    before = Entry(mark=3, remark="Un engagement daté et chiffré. " * (number % 12))
    after = Entry(mark=3, remark="Un engagement daté et chiffré. " * (number % 12 + 1))
    return EntryEdit(DossierId("D01"), CriterionId("A1.1"), before, after)


def plain_store(path: Path) -> sqlite3.Connection:
    """Return a plain SQLite database with the table of the drafts and the pragmas of the store."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(pragma)
    connection.execute(
        "CREATE TABLE draft_edits (sequence INTEGER PRIMARY KEY, at TEXT, kind TEXT, content TEXT) STRICT"
    )
    return connection


def duration_ms(work: Callable[[], object]) -> float:
    """Return how long one piece of work takes."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def main() -> None:
    """Measure both, one edit each in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=2000)
    parser.add_argument("--folder", type=Path, help="where the two databases are written, then removed")
    options = parser.parse_args()
    at = datetime(2021, 6, 3, 21, 42, tzinfo=UTC)
    saved_ms: list[float] = []
    plain_ms: list[float] = []
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        plain = plain_store(folder / "plain.db")
        with create_database(folder / "desk.db", bytes(range(32))) as database:
            for number in range(options.edits):
                edit = typing(number)
                row = (moment_text(at), json.dumps(asdict(edit)))
                saved_ms.append(duration_ms(partial(database.drafts.append, edit, at)))
                plain_ms.append(duration_ms(partial(plain.execute, INSERTION, row)))
        plain.close()
    saved, theirs = sorted(saved_ms), sorted(plain_ms)
    show(
        [
            Line(f"one edit kept, {name}", saved[place], "ms", "plain SQLite", theirs[place])
            for name, place in (("p50", len(saved) // 2), ("p99", len(saved) * 99 // 100), ("max", -1))
        ]
    )


if __name__ == "__main__":
    main()
