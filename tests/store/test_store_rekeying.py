"""A database written again under another key, then put in the place of the first."""

import hashlib
from datetime import datetime
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.scoring.ids import Sha512
from commission_app.store.database import Database, open_database
from commission_app.store.migrations import STEPS
from commission_app.store.records import ActRecord
from commission_app.store.rekeying import discard, others_kept_out, put_in_place

OTHER_KEY = bytes(range(1, 33))


def fill(database: Database, now: datetime) -> None:
    for number in range(40):
        text = f"acte {number}".encode()
        database.acts.add(ActRecord(Sha512(hashlib.sha512(text).hexdigest()), "rotation", now, text))
        database.journal.append("event", "m07", {"number": number}, now)


def content(database: Database) -> list[object]:
    with database._transactions.reading() as connection:
        schema = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master ORDER BY name").all()
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    return [schema, version, database.acts.of_kind("rotation"), database.journal.entries()]


@pytest.fixture
def copy(path: Path) -> Path:
    return path.with_name("copy.db")


def test_a_copy_holds_everything_under_the_other_key_alone(
    database: Database, copy: Path, key: bytes, now: datetime
) -> None:
    fill(database, now)
    database.copy_to(copy, OTHER_KEY)
    with open_database(copy, OTHER_KEY) as copied:
        assert content(copied) == content(database)
        assert content(copied)[1] == len(STEPS)
        assert copied.journal.verify().is_intact
    with pytest.raises(AppError) as refusal:
        open_database(copy, key)
    assert refusal.value.code == "DSK-04"
    assert b"acte" not in copy.read_bytes()


def test_a_copy_made_in_a_transaction_leaves_nobody_time_to_write(
    database: Database, copy: Path, now: datetime
) -> None:
    fill(database, now)
    with database.transaction():
        database.copy_to(copy, OTHER_KEY)
        before = content(database)
    with open_database(copy, OTHER_KEY) as copied:
        assert content(copied) == before


def test_what_stood_where_a_copy_goes_is_replaced(database: Database, copy: Path, now: datetime) -> None:
    copy.write_bytes(b"half a copy")
    database.copy_to(copy, OTHER_KEY)
    open_database(copy, OTHER_KEY).close()


def test_a_copy_that_cannot_be_written_leaves_no_file(database: Database, tmp_path: Path) -> None:
    with pytest.raises(AppError) as refusal:
        database.copy_to(tmp_path / "absent" / "copy.db", OTHER_KEY)
    assert refusal.value.code == "DSK-06"
    assert not (tmp_path / "absent").exists()
    database.settings.put("still", "open")


@pytest.mark.parametrize("room", [0, 8_192, 32_768, 65_536])
def test_a_copy_on_a_disk_that_fills_is_refused_in_words_and_leaves_no_file(
    database: Database, copy: Path, now: datetime, room: int
) -> None:
    resource = pytest.importorskip("resource", reason="this system puts no limit on the size of a file")
    fill(database, now)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        with pytest.raises(AppError) as refusal:
            database.copy_to(copy, OTHER_KEY)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refusal.value.code == "DSK-05"
    assert list(copy.parent.glob("copy.db*")) == []
    database.settings.put("still", "open")


def test_a_copy_takes_the_place_of_the_database_and_of_its_logs(
    database: Database, path: Path, copy: Path, key: bytes, now: datetime
) -> None:
    fill(database, now)
    database.copy_to(copy, OTHER_KEY)
    expected = content(database)
    log = path.with_name(f"{path.name}-wal")
    left = log.read_bytes()  # as a window that was killed leaves it
    database.close()
    log.write_bytes(left)
    with others_kept_out(path):
        put_in_place(copy, path)
    assert {file.name for file in path.parent.iterdir()} == {path.name, f"{path.name}.lock"}
    with open_database(path, OTHER_KEY) as replaced:
        assert content(replaced) == expected


def test_a_database_open_elsewhere_is_not_replaced(database: Database, path: Path) -> None:
    with pytest.raises(AppError) as refusal, others_kept_out(path):
        pytest.fail("the lock was taken twice")
    assert refusal.value.code == "DSK-02"


def test_a_copy_that_is_not_wanted_goes_with_all_that_is_beside_it(
    database: Database, path: Path, copy: Path
) -> None:
    database.copy_to(copy, OTHER_KEY)
    open_database(copy, OTHER_KEY).close()
    discard(copy)
    assert not list(path.parent.glob("copy*"))
