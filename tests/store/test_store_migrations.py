import hashlib
import itertools
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import pytest
from sqlalchemy import inspect

from commission_app.errors import AppError
from commission_app.scoring.draft import ClosingEdit, Edit, EntryEdit, RecusalEdit, TagsEdit, TieEdit
from commission_app.scoring.ids import CriterionId, DossierId, PiecePath, Sha512
from commission_app.scoring.sheet import Entry, Evidence, Rect, Recusal
from commission_app.store.database import Database, create_database, open_database
from commission_app.store.engine import make_engine
from commission_app.store.migrations import STEPS
from commission_app.store.records import DossierRecord, FrozenGrid, HandedRecord, LotRecord, StampedEdit
from commission_app.store.tables import METADATA

KEY = bytes(range(32))
VERSION_1 = Path(__file__).parent / "data" / "version-1.db"
VERSION_3 = Path(__file__).parent / "data" / "version-3.db"
AT = datetime(2021, 6, 3, 21, 42, tzinfo=UTC)
EVIDENCE = Evidence(
    PiecePath("d/0001/02.pdf"),
    Sha512("b" * 128),
    3,
    quote="engagement",
    start=120,
    count=10,
    rects=(Rect(1, 2, 3, 4),),
)
D01, D02, D03 = DossierId("D01"), DossierId("D02"), DossierId("D03")
EDITS: tuple[Edit, ...] = (
    EntryEdit(D01, CriterionId("A1.1"), Entry(), Entry(mark=4, remark="Étayé.", evidence=(EVIDENCE,))),
    RecusalEdit(D02, None, Recusal("personal", "proche du porteur")),
    TagsEdit(D03, (), ("ruralité",)),
    TieEdit(D03, before=False, after=True),
    ClosingEdit(D03, before=False, after=True),
)
DRAFT = tuple(StampedEdit(number, AT, edit) for number, edit in enumerate(EDITS, start=1))
LOT = LotRecord("A", 2, Sha512("a" * 128), "A-v2.lot", AT)
HANDED = HandedRecord(1, Sha512("c" * 128), AT, "m07.fiche", b"act", b"texts", 7300, 2, "reçue")

AT_TEXT = "2021-06-03T21:42:00.000000+00:00"
EVENT = f'{{"at":"{AT_TEXT}","author":"m07","facts":{{"seq":1}},"kind":"handed_in","prev":"","seq":1}}'
ENTRY = (
    '{"dossier":"D01","criterion":"A1.1","before":{"mark":null,"motive":"","remark":"","evidence":[]},'
    '"after":{"mark":4,"motive":"","remark":"\\u00c9tay\\u00e9.","evidence":[{"piece":"d/0001/02.pdf",'
    f'"original_sha512":"{"b" * 128}","page":3,"quote":"engagement","prefix":"","suffix":"",'
    '"start":120,"count":10,"rects":[{"left":1,"top":2,"right":3,"bottom":4}],"engine":""}]}}'
)
VERSION_1_ROWS: dict[str, list[tuple[object, ...]]] = {
    "settings": [("member", "m07")],
    "draft_edits": [
        (
            1,
            AT_TEXT,
            "entry",
            ENTRY,
        ),
        (
            2,
            AT_TEXT,
            "recusal",
            '{"dossier":"D02","before":null,"after":{"kind":"personal","reason":"proche du porteur"}}',
        ),
        (3, AT_TEXT, "tags", '{"dossier":"D03","before":[],"after":["ruralit\\u00e9"]}'),
        (4, AT_TEXT, "tie", '{"dossier":"D03","before":false,"after":true}'),
        (5, AT_TEXT, "closing", '{"dossier":"D03","before":false,"after":true}'),
    ],
    "lots": [("A", 2, "a" * 128, "A-v2.lot", AT_TEXT)],
    "handed": [("c" * 128, 1, AT_TEXT, "m07.fiche", b"act", b"texts", 7300, 2, "reçue")],
    "journal": [
        (1, AT_TEXT, "handed_in", "m07", '{"seq":1}', "", hashlib.sha512(EVENT.encode()).hexdigest())
    ],
}
VERSION_3_ROWS: dict[str, list[tuple[object, ...]]] = {
    "campaign": [(1, b"grid A")],
    "frozen_grid": [(1, "e" * 128, AT_TEXT)],
}


def write_version_1_database(path: Path) -> None:
    """Write what is kept as data/version-1.db: a member's desk as version 1 of the database left it.

    Rows are spelled out, so that neither the tables nor the encoding of the present program come into it.
    What it made stands in the repository: a new step of the migrations brings its own function and file.
    """
    write_database(path, 1, VERSION_1_ROWS)


def write_version_3_database(path: Path) -> None:
    """Write what is kept as data/version-3.db: a secretariat's desk whose grid is frozen."""
    write_database(path, 3, VERSION_3_ROWS)


def write_database(path: Path, version: int, tables: Mapping[str, list[tuple[object, ...]]]) -> None:
    engine = make_engine(path, KEY)
    with engine.begin() as connection:
        for statement in itertools.chain(*STEPS[:version]):
            connection.exec_driver_sql(statement)
        for table, rows in tables.items():
            places = ", ".join("?" for _ in rows[0])
            connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608 - our names
        connection.exec_driver_sql(f"PRAGMA user_version = {version}")
    engine.dispose()


def version_of(database: Database) -> int:
    with database._transactions.reading() as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def set_version(path: Path, version: int) -> None:
    with open_database(path, KEY) as database, database._transactions.writing() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {version}")


def assert_holds_everything(database: Database) -> None:
    assert database.settings.get("member") == "m07"
    assert database.drafts.edits() == DRAFT
    assert database.lots.all() == (LOT,)
    assert database.handed.all() == (HANDED,)
    assert database.journal.verify().is_intact
    assert len(database.journal.entries()) == 1


def test_a_database_kept_since_version_1_opens_with_all_it_held(path: Path) -> None:
    copyfile(VERSION_1, path)
    with open_database(path, KEY) as database:
        assert version_of(database) == len(STEPS)
        assert_holds_everything(database)
        database.campaign.put_dossier(DossierRecord(DossierId("D01"), 1, b"one", Sha512("d" * 128)))
    with open_database(path, KEY) as database:
        assert_holds_everything(database)
        assert len(database.campaign.dossiers()) == 1


def test_the_kept_file_is_what_its_function_writes(path: Path) -> None:
    write_version_1_database(path)
    with open_database(path, KEY) as database:
        assert version_of(database) == len(STEPS)
        assert_holds_everything(database)


def test_a_grid_frozen_before_versions_existed_is_their_first(path: Path) -> None:
    copyfile(VERSION_3, path)
    with open_database(path, KEY) as database:
        first = FrozenGrid(Sha512("e" * 128), AT)
        assert database.campaign.frozen() == first
        second = FrozenGrid(Sha512("f" * 128), AT, 2, "Hélène Lacombe", "une question ambiguë", b"grid A")
        database.campaign.replace_grid(b"grid B", second)
        assert database.campaign.grid_versions() == (first, second)
        assert database.campaign.campaign() == b"grid B"


def test_the_tables_of_the_program_are_those_of_the_last_step(database: Database) -> None:
    with database._transactions.reading() as connection:
        inspector = inspect(connection)
        assert sorted(inspector.get_table_names()) == sorted(METADATA.tables)
        for name, table in METADATA.tables.items():
            found = {
                column["name"]: (str(column["type"]), column["nullable"])
                for column in inspector.get_columns(name)
            }
            expected = {
                column.name: (str(column.type.compile(connection.dialect)), column.nullable)
                for column in table.columns
            }
            assert found == expected, name
            keys = [column.name for column in table.primary_key]
            assert inspector.get_pk_constraint(name)["constrained_columns"] == keys


def test_a_new_database_is_at_the_last_version(database: Database) -> None:
    assert version_of(database) == len(STEPS)


def test_a_database_of_a_newer_program_is_refused_and_left_as_it_is(path: Path) -> None:
    create_database(path, KEY).close()
    set_version(path, len(STEPS) + 1)
    before = path.read_bytes()
    with pytest.raises(AppError) as refusal:
        open_database(path, KEY)
    assert refusal.value.code == "DSK-03"
    assert path.read_bytes() == before
    assert sorted(file.name for file in path.parent.iterdir()) == ["desk.db", "desk.db.lock"]


def test_a_step_that_fails_leaves_the_version_before_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copyfile(VERSION_1, path)
    failing = (STEPS[0], ("CREATE TABLE extra (id TEXT) STRICT", "CREATE TABLE journal (id TEXT) STRICT"))
    with monkeypatch.context() as patch:
        patch.setattr("commission_app.store.migrations.STEPS", failing)
        with pytest.raises(Exception, match="already exists"):
            open_database(path, KEY)
    with open_database(path, KEY) as database:
        assert_holds_everything(database)
        with database._transactions.reading() as connection:
            assert "extra" not in inspect(connection).get_table_names()
