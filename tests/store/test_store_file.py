import os
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from commission_app.errors import AppError
from commission_app.scoring.draft import EntryEdit
from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.scoring.sheet import Entry
from commission_app.store import engine
from commission_app.store.database import Database, create_database, open_database
from commission_app.store.records import CodeRecord

MARKER = "MARQUEUR-QUE-PERSONNE-NE-LIT"


def refusal_of(work: Callable[[], object]) -> AppError:
    with pytest.raises(AppError) as refusal:
        work()
    return refusal.value


def with_text(path: Path, key: bytes, now: datetime, edits: int = 1) -> None:
    with create_database(path, key) as database:
        write_text(database, now, edits)


def write_text(database: Database, now: datetime, edits: int) -> None:
    for _ in range(edits):
        after = Entry(mark=4, remark=MARKER * 20)
        database.drafts.append(EntryEdit(DossierId("D01"), CriterionId("A1"), Entry(), after), now)


def test_no_clear_text_is_in_the_file_nor_in_its_logs(path: Path, key: bytes, now: datetime) -> None:
    with create_database(path, key) as database:
        write_text(database, now, 50)
        database.campaign.put_code(CodeRecord(MemberId("m07"), 1, MARKER, "r", MARKER.encode(), "d", now))
        files = sorted(path.parent.iterdir())
        assert [file.name for file in files] == ["desk.db", "desk.db-shm", "desk.db-wal", "desk.db.lock"]
        assert path.with_name("desk.db-wal").stat().st_size > 50_000
        for file in files:
            assert MARKER.encode() not in file.read_bytes(), file.name
    for file in path.parent.iterdir():
        assert MARKER.encode() not in file.read_bytes(), file.name
        assert b"draft_edits" not in file.read_bytes(), "not even the names of the tables"
        assert not file.read_bytes().startswith(engine.PLAIN_HEADER)


def test_closing_leaves_one_file_and_an_empty_lock(path: Path, key: bytes, now: datetime) -> None:
    with_text(path, key, now)
    assert sorted(file.name for file in path.parent.iterdir()) == ["desk.db", "desk.db.lock"]
    assert path.with_name("desk.db.lock").stat().st_size == 0


def test_the_key_of_another_desk_is_refused_in_silence(
    path: Path, key: bytes, now: datetime, capfd: pytest.CaptureFixture[str]
) -> None:
    with_text(path, key, now)
    before = path.read_bytes()
    assert refusal_of(lambda: open_database(path, bytes(32))).code == "DSK-04"
    assert capfd.readouterr() == ("", "")
    assert path.read_bytes() == before
    with open_database(path, key) as database:
        assert database.drafts.last() is not None


@pytest.mark.parametrize("place", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_one_altered_byte_is_refused_at_opening(path: Path, key: bytes, now: datetime, place: float) -> None:
    with_text(path, key, now, edits=60)
    content = bytearray(path.read_bytes())
    content[int(len(content) * place)] ^= 1
    path.write_bytes(content)
    assert refusal_of(lambda: open_database(path, key)).code == "DSK-04"


@pytest.mark.parametrize("kept", [0, 1, 5000, 4096 * 12])
def test_a_truncated_database_is_refused(path: Path, key: bytes, now: datetime, kept: int) -> None:
    with_text(path, key, now, edits=60)
    os.truncate(path, kept)
    assert refusal_of(lambda: open_database(path, key)).code == "DSK-04"


def test_a_page_half_written_at_a_power_cut_comes_back_from_the_log(
    tmp_path: Path, key: bytes, now: datetime
) -> None:
    path, cut = tmp_path / "desk.db", tmp_path / "cut.db"
    with create_database(path, key) as database:
        write_text(database, now, 5)
        with database._transactions.reading() as rows:
            page = rows.exec_driver_sql(
                "SELECT rootpage FROM sqlite_schema WHERE name = 'draft_edits'"
            ).scalar_one()
        file, log = path.read_bytes(), path.with_name("desk.db-wal").read_bytes()
    torn = bytearray(file)
    torn[page * engine.PAGE_BYTES - 2000 : page * engine.PAGE_BYTES] = bytes(2000)  # the log holds it whole
    cut.write_bytes(torn)
    cut.with_name("cut.db-wal").write_bytes(log)
    with open_database(cut, key) as database:
        assert len(database.drafts.edits()) == 5


def test_a_database_in_clear_is_refused(path: Path, key: bytes) -> None:
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE settings (name TEXT, value TEXT)")
    plain.close()
    assert refusal_of(lambda: open_database(path, key)).code == "DSK-04"


def test_a_forgotten_key_is_noticed_and_leaves_no_file(
    path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "unlock", lambda _connection, _key: None)
    assert refusal_of(lambda: create_database(path, key)).code == "DSK-23"
    assert list(path.parent.iterdir()) == []


def test_a_library_that_does_not_encrypt_is_noticed(key: bytes) -> None:
    ordinary = sqlite3.connect(":memory:")
    assert refusal_of(lambda: engine.unlock(ordinary, key)).code == "DSK-23"
    ordinary.close()


def test_a_key_of_another_length_is_a_mistake_of_the_program(path: Path) -> None:
    with pytest.raises(ValueError, match="key"):
        create_database(path, b"short")
    assert list(path.parent.iterdir()) == []


def test_the_pragmas_of_the_design_are_in_force(database: Database) -> None:
    expected = {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2, "recursive_triggers": 1}
    with database._transactions.reading() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in expected}
    assert found == expected


def test_an_existing_database_is_never_replaced(path: Path, key: bytes, now: datetime) -> None:
    with_text(path, key, now)
    before = path.read_bytes()
    assert refusal_of(lambda: create_database(path, bytes(32))).code == "DSK-21"
    assert path.read_bytes() == before
    with open_database(path, key) as database:
        assert refusal_of(lambda: create_database(path, key)).code == "DSK-02"
        write_text(database, now, 3)
    with open_database(path, key) as database:
        assert len(database.drafts.edits()) == 4


def test_a_missing_database_is_not_made_by_opening_it(path: Path, key: bytes) -> None:
    assert refusal_of(lambda: open_database(path, key)).code == "DSK-22"
    assert list(path.parent.iterdir()) == []


def test_a_missing_folder_is_said(path: Path, key: bytes) -> None:
    assert refusal_of(lambda: create_database(path.parent / "absent" / "desk.db", key)).code == "DSK-22"


def test_the_remains_of_a_database_deleted_by_hand_do_not_spoil_the_new_one(
    path: Path, key: bytes, now: datetime
) -> None:
    with create_database(path, key) as database:
        write_text(database, now, 5)
        log = path.with_name("desk.db-wal").read_bytes()
    path.unlink()
    path.with_name("desk.db-wal").write_bytes(log)
    path.with_name(".desk.db.new").write_bytes(b"left by a power cut")
    with create_database(path, key) as database:
        assert database.drafts.edits() == ()
    assert sorted(file.name for file in path.parent.iterdir()) == ["desk.db", "desk.db.lock"]


def test_an_error_of_the_database_does_not_repeat_what_was_written(database: Database, now: datetime) -> None:
    code = CodeRecord(MemberId("m07"), 1, MARKER, "r", b"", "d", now)
    database.campaign.put_code(code)
    with pytest.raises(Exception, match="UNIQUE") as mistake:
        database.campaign.put_code(code)
    assert MARKER not in str(mistake.value)


def test_a_driver_error_is_a_refusal_only_when_a_person_can_act(database: Database) -> None:
    with pytest.raises(Exception, match="no such table") as mistake, database._transactions.reading() as rows:
        rows.exec_driver_sql("SELECT * FROM absent")
    assert isinstance(mistake.value.__cause__, dbapi2.OperationalError)
