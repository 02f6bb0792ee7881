"""Kill a process that autosaves, again and again: nothing that it acknowledged may be lost.

    python -m tests.soak.kill_store --kills 200

It proves what happens when the program dies; a power cut also depends on the disk keeping its word on fsync.
"""

import argparse
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from commission_app.scoring.draft import EntryEdit
from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.sheet import Entry
from commission_app.store.database import create_database, open_database

KEY = bytes(range(32))
CHECKOUT = Path(__file__).resolve().parents[2]
START = datetime(2021, 6, 3, 21, 42, tzinfo=UTC)


def edit_number(sequence: int) -> EntryEdit:
    """Return the edit that the writer appends at a sequence, of any length so that pages and logs turn."""
    remark = f"{sequence} " + "é" * (sequence * 7919 % 6000)
    return EntryEdit(DossierId("D01"), CriterionId("A1.1"), Entry(mark=2), Entry(mark=3, remark=remark))


def write_until_killed(path: Path) -> None:
    """Append edits, each with a setting in one commit, and print each sequence once it is saved."""
    with open_database(path, KEY) as database:
        last = database.drafts.last()
        sequence = last.sequence if last else 0
        while True:
            sequence += 1
            with database.transaction():
                database.drafts.append(edit_number(sequence), START + timedelta(seconds=sequence))
                database.settings.put("latest", str(sequence))
            print(sequence, flush=True)  # noqa: T201 - the pipe is how the writer acknowledges


@contextmanager
def writer_on(path: Path) -> Iterator[tuple["subprocess.Popen[str]", Iterator[int]]]:
    """Run the writer in another process; give it with its acknowledgements. It is dead on leaving."""
    command = [sys.executable, "-m", "tests.soak.kill_store", "--write", str(path)]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        try:
            yield writer, (int(line) for line in writer.stdout if line.endswith("\n"))
        finally:
            writer.kill()


def kill_once(path: Path, acknowledgements: int) -> int:
    """Kill the writer after so many acknowledgements, in the middle of what follows; return the last one."""
    with writer_on(path) as (writer, sequences):
        seen = list(islice(sequences, acknowledgements))
        writer.kill()
        return [*seen, *sequences][-1]


def check(path: Path, acknowledged: int) -> int:
    """Make sure that the database is whole and holds all that was acknowledged; return the edits it holds."""
    with open_database(path, KEY) as database:
        with database._transactions.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        edits = database.drafts.edits()
        assert [stamped.sequence for stamped in edits] == list(range(1, len(edits) + 1))
        assert all(stamped.edit == edit_number(stamped.sequence) for stamped in edits)
        assert len(edits) >= acknowledged
        assert database.settings.get("latest") == str(len(edits))
        return len(edits)


def kill_again_and_again(path: Path, kills: int, seed: int) -> tuple[int, int]:
    """Make a database and kill its writer so many times; return the edits acknowledged and kept."""
    create_database(path, KEY).close()
    chance = random.Random(seed)  # noqa: S311 - repeatable, nothing secret
    acknowledged = kept = 0
    for _ in range(kills):
        last = kill_once(path, chance.randint(1, 60))
        acknowledged += last - kept
        kept = check(path, last)
    return acknowledged, kept


def main() -> None:
    """Run the campaign, or be the writer that it kills."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        write_until_killed(options.write)
    with tempfile.TemporaryDirectory() as folder:
        acknowledged, kept = kill_again_and_again(Path(folder) / "desk.db", options.kills, options.seed)
    print(f"{options.kills} kills: {acknowledged} edits acknowledged, {kept} kept, none lost")  # noqa: T201 - a command


if __name__ == "__main__":
    main()
