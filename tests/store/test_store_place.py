"""Where the database stands: already open elsewhere, read-only folder, full disk, network share."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path, PurePosixPath
from threading import Thread

import pytest

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.scoring.draft import ClosingEdit
from commission_app.scoring.ids import DossierId
from commission_app.store.database import Database, create_database, open_database
from commission_app.store.network_share import is_on_remote_mount
from tests.soak.kill_store import CHECKOUT, KEY, check, edit_number, writer_on

NOBODY = 65534

MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:45 / /mnt/share rw - cifs //server/share rw
31 30 8:2 / /mnt/share/local rw - ext4 /dev/sdb1 rw
32 22 0:46 / /mnt/Mes\040documents rw master:3 - nfs4 server:/home rw
33 22 0:47 / /mnt/covered rw - nfs server:/a rw
34 33 8:3 / /mnt/covered rw - ext4 /dev/sdc1 rw
""".strip()


@pytest.mark.parametrize(
    ("path", "is_remote"),
    [
        ("/home/agent/desk.db", False),
        ("/mnt/share/desk.db", True),
        ("/mnt/shared/desk.db", False),
        ("/mnt/share/local/desk.db", False),
        ("/mnt/Mes documents/campagne/desk.db", True),
        ("/mnt/covered/desk.db", False),
    ],
)
def test_a_network_share_is_told_by_the_nearest_mount(path: str, is_remote: bool) -> None:
    assert is_on_remote_mount(PurePosixPath(path), MOUNTS) is is_remote


def test_a_second_process_is_refused_until_the_first_one_is_gone(path: Path) -> None:
    create_database(path, KEY).close()
    with writer_on(path) as (_, sequences):
        assert len(list(islice(sequences, 3))) == 3
        with pytest.raises(AppError) as refusal:
            open_database(path, KEY)
        assert refusal.value.code == "DSK-02"
        assert "déjà ouverts dans une autre fenêtre" in sentences(refusal.value).what
    assert check(path, 3) >= 3, "the lock of a killed process is free"


def test_the_same_process_does_not_open_twice_either(path: Path, key: bytes) -> None:
    with create_database(path, key), pytest.raises(AppError) as refusal:
        open_database(path, key)
    assert refusal.value.code == "DSK-02"
    open_database(path, key).close()


def test_several_threads_write_and_read_without_losing_anything(database: Database, now: datetime) -> None:
    def work(thread: int) -> None:
        for number in range(25):
            edit = ClosingEdit(DossierId(f"D{thread}-{number}"), before=False, after=True)
            with database.transaction():
                database.drafts.append(edit, now)
                database.journal.append("closing", f"thread {thread}", {"number": number}, now)
            assert database.drafts.last() is not None

    threads = [Thread(target=work, args=(thread,)) for thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({stamped.edit.dossier for stamped in database.drafts.edits()}) == 100
    assert database.journal.verify().is_intact
    assert len(database.journal.entries()) == 100


def test_reading_does_not_wait_for_a_long_transaction(database: Database, now: datetime) -> None:
    seen: list[str | None] = []
    with database.transaction():
        database.settings.put("place", "D1")
        reader = Thread(target=lambda: seen.append(database.settings.get("place")))
        reader.start()
        reader.join()
    assert seen == [None], "another thread sees only what is committed"


def test_a_full_database_refuses_the_write_and_keeps_the_rest(database: Database, now: datetime) -> None:
    database.settings.put("place", "D1")
    with database._transactions.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # SQLite then answers « database is full »
    with pytest.raises(AppError) as refusal:
        database.settings.put("text", "x" * 100_000)
    assert refusal.value.code == "DSK-05"
    assert sentences(refusal.value).do.startswith("Libérez de la place")
    assert database.settings.get("place") == "D1"
    assert database.settings.get("text") is None


if sys.platform != "win32":  # POSIX alone limits the size of a file, and ignores permissions for root

    @contextmanager
    def read_only_folder() -> Iterator[Path]:
        """Give a folder where this process may not write, even when the tests run as root."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            is_root = os.geteuid() == 0
            create_database(folder / "desk.db", KEY).close()
            (folder / "desk.db.lock").unlink()
            folder.chmod(0o555)
            if is_root:
                os.seteuid(NOBODY)
            try:
                yield folder
            finally:
                if is_root:
                    os.seteuid(0)
                folder.chmod(0o755)

    def test_a_read_only_folder_is_refused_and_nothing_is_written() -> None:
        with read_only_folder() as folder:
            for work, name in ((create_database, "new.db"), (open_database, "desk.db")):
                with pytest.raises(AppError) as refusal:
                    work(folder / name, KEY)
                assert refusal.value.code == "DSK-06"
            assert [file.name for file in folder.iterdir()] == ["desk.db"]

    def test_a_disk_that_refuses_to_grow_loses_nothing_acknowledged(path: Path) -> None:
        create_database(path, KEY).close()
        command = [sys.executable, "-m", "tests.store.fill_disk", str(path)]
        child = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)
        *acknowledged, refusal, after = child.stdout.split()
        assert refusal == "DSK-05"
        assert [int(sequence) for sequence in acknowledged] == list(range(1, len(acknowledged) + 1))
        assert int(after) == len(acknowledged) + 1, "once there is room, saving goes on in the same window"
        with open_database(path, KEY) as database:
            edits = database.drafts.edits()
        assert [stamped.edit for stamped in edits] == [edit_number(n) for n in range(1, int(after) + 1)]

    def test_creating_on_a_full_disk_leaves_no_file(path: Path) -> None:
        code = (
            "import pathlib, resource, sys\n"
            "from commission_app.errors import AppError\n"
            "from commission_app.store.database import create_database\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))\n"
            "try:\n    create_database(pathlib.Path(sys.argv[1]), bytes(32))\n"
            "except AppError as refusal:\n    print(refusal.code)\n"
        )
        command = [sys.executable, "-c", code, str(path)]
        child = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)
        assert child.stdout.strip() == "DSK-05"
        assert list(path.parent.iterdir()) == []
