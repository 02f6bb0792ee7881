import hashlib
import json
from datetime import datetime

import pytest
from sqlalchemy.exc import IntegrityError

from commission_app.errors import AppError
from commission_app.store.database import Database
from commission_app.store.records import JournalCheck, JournalReading, UnreadableEntry


@pytest.fixture
def five_events(database: Database, now: datetime) -> Database:
    for number in range(1, 6):
        database.journal.append("sheet_received", "Agnès B.", {"member": f"m0{number}", "seq": number}, now)
    return database


def alter(database: Database, statement: str, *values: str) -> None:
    """Do what somebody with the key and a database tool could: take the triggers off and write."""
    with database._transactions.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER journal_is_never_changed")
        connection.exec_driver_sql("DROP TRIGGER journal_is_never_shortened")
        connection.exec_driver_sql(statement, values)


def test_an_empty_journal_is_intact_and_has_no_head(database: Database) -> None:
    assert database.journal.entries() == ()
    assert database.journal.head() == ""
    assert database.journal.verify() == JournalCheck(is_intact=True, entries=0, broken_at=None)


def test_each_entry_is_chained_to_the_one_before(five_events: Database) -> None:
    entries = five_events.journal.entries()
    assert [entry.sequence for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.previous for entry in entries] == ["", *(entry.digest for entry in entries[:-1])]
    assert five_events.journal.head() == entries[-1].digest
    assert five_events.journal.verify() == JournalCheck(is_intact=True, entries=5, broken_at=None)


def test_the_entry_returned_is_the_entry_kept(database: Database, now: datetime) -> None:
    entry = database.journal.append("campaign_frozen", "Agnès B.", {"grid": "Grille 2021", "seats": 10}, now)
    assert database.journal.entries() == (entry,)
    assert (entry.at, entry.kind, entry.author) == (now, "campaign_frozen", "Agnès B.")
    assert entry.facts == {"grid": "Grille 2021", "seats": 10}


def test_a_third_party_recomputes_a_digest_from_the_written_rule(database: Database, now: datetime) -> None:
    entry = database.journal.append("close", "Agnès B.", {"n": 3, "lieu": "Hôtel"}, now)
    text = (
        '{"at":"2021-06-03T21:42:07.123456+02:00","author":"Agnès B.","facts":{"lieu":"Hôtel","n":3},'
        '"kind":"close","prev":"","seq":1}'
    )
    assert json.loads(text) == entry.document()
    assert hashlib.sha512(text.encode()).hexdigest() == entry.digest


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET author = 'Autre' WHERE sequence = 3",
        "DELETE FROM journal WHERE sequence = 5",
        "INSERT OR REPLACE INTO journal VALUES (3, '', '', '', '{}', '', '')",
    ],
)
def test_an_entry_can_be_neither_changed_nor_taken_away(five_events: Database, statement: str) -> None:
    before = five_events.journal.entries()
    with (
        pytest.raises(IntegrityError, match="journal is append-only"),
        five_events._transactions.writing() as connection,
    ):
        connection.exec_driver_sql(statement)
    assert five_events.journal.entries() == before


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE journal SET author = 'Autre' WHERE sequence = 3", 3),
        ("UPDATE journal SET kind = 'sheet_refused' WHERE sequence = 1", 1),
        ("UPDATE journal SET at = '2021-06-03T21:43:07.123456+02:00' WHERE sequence = 4", 4),
        ("UPDATE journal SET at = 'hier' WHERE sequence = 4", 4),
        ("""UPDATE journal SET facts = '{"member":"m02","seq":9}' WHERE sequence = 2""", 2),
        ("UPDATE journal SET facts = '{' WHERE sequence = 2", 2),
        ("UPDATE journal SET facts = '3' WHERE sequence = 2", 2),
        ("""UPDATE journal SET facts = '{"seq":NaN}' WHERE sequence = 2""", 2),
        ("""UPDATE journal SET facts = '{"seq":"\\ud800"}' WHERE sequence = 2""", 2),
        ("UPDATE journal SET facts = CAST(x'ff' AS TEXT) WHERE sequence = 2", 2),
        ("UPDATE journal SET digest = CAST(x'ff' AS TEXT) WHERE sequence = 5", 5),
        ("UPDATE journal SET digest = previous WHERE sequence = 5", 5),
        ("UPDATE journal SET previous = '' WHERE sequence = 2", 2),
        ("DELETE FROM journal WHERE sequence = 2", 2),
        ("DELETE FROM journal WHERE sequence = 1", 1),
        ("UPDATE journal SET sequence = 9 WHERE sequence = 5", 5),
    ],
)
def test_an_altered_journal_is_named_at_its_first_false_entry(
    five_events: Database, statement: str, broken_at: int
) -> None:
    alter(five_events, statement)
    check = five_events.journal.verify()
    assert (check.is_intact, check.broken_at) == (False, broken_at)


def test_an_entry_rewritten_with_its_own_digest_breaks_the_next_one(five_events: Database) -> None:
    third = five_events.journal.entries()[2]
    forged = {**third.document(), "author": "Autre"}
    text = json.dumps(forged, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha512(text.encode()).hexdigest()
    alter(five_events, "UPDATE journal SET author = 'Autre', digest = ? WHERE sequence = 3", digest)
    assert five_events.journal.verify() == JournalCheck(is_intact=False, entries=5, broken_at=4)


def test_pages_that_need_every_event_say_which_kind_of_damage_stops_them(five_events: Database) -> None:
    alter(five_events, "UPDATE journal SET at = 'hier' WHERE sequence = 3")
    with pytest.raises(AppError) as refusal:
        five_events.journal.entries()
    assert refusal.value.code == "DSK-30"


def test_a_whole_reading_passes_over_an_event_that_no_longer_reads(five_events: Database) -> None:
    before = five_events.journal.entries()
    assert five_events.journal.read() == JournalReading(
        before, JournalCheck(is_intact=True, entries=5, broken_at=None), before[-1].digest
    )
    alter(five_events, "UPDATE journal SET at = 'hier' WHERE sequence = 4")
    reading = five_events.journal.read()
    assert reading.entries == (*before[:3], UnreadableEntry(4), before[4])
    assert reading.check == JournalCheck(is_intact=False, entries=5, broken_at=4)


def test_an_event_whose_transaction_fails_leaves_the_chain_as_it_was(
    five_events: Database, now: datetime
) -> None:
    head = five_events.journal.head()

    def interrupted() -> None:
        with five_events.transaction():
            five_events.journal.append("close", "Agnès B.", {}, now)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert five_events.journal.head() == head
    assert five_events.journal.append("close", "Agnès B.", {}, now).previous == head
    assert five_events.journal.verify().is_intact
