from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from commission_app.scoring.draft import (
    ClosingEdit,
    Edit,
    EntryEdit,
    HighlightEdit,
    RecusalEdit,
    TagsEdit,
    TieEdit,
    inverse,
)
from commission_app.scoring.ids import DossierId
from commission_app.scoring.sheet import Entry, Evidence, Recusal
from commission_app.store.database import Database, create_database, open_database
from commission_app.store.records import StampedEdit

# Any text, even half a surrogate pair, which a clipboard may hold.
anything = st.text(st.characters(exclude_categories=()), max_size=40)
passages = st.builds(Evidence, piece=anything, original_sha512=anything, quote=anything, engine=anything)
entries = st.builds(
    Entry,
    mark=st.one_of(st.integers(0, 5), st.just("NE"), st.none()),
    motive=anything,
    remark=anything,
    evidence=st.lists(passages, max_size=2).map(tuple),
)
recusals = st.none() | st.builds(
    Recusal, kind=st.sampled_from(["personal", "institutional"]), reason=anything
)
tags = st.lists(anything, max_size=3).map(tuple)
edits = st.one_of(
    st.builds(EntryEdit, dossier=anything, criterion=anything, before=entries, after=entries),
    st.builds(ClosingEdit, dossier=anything),
    st.builds(TagsEdit, dossier=anything, before=tags, after=tags),
    st.builds(RecusalEdit, dossier=anything, before=recusals, after=recusals),
    st.builds(TieEdit, dossier=anything),
    st.builds(HighlightEdit, dossier=anything, before=st.none() | passages, after=st.none() | passages),
)
zones = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(timezones=st.none() | zones)


def closing(number: int) -> Edit:
    return ClosingEdit(DossierId(f"D{number}"), before=False, after=True)


@given(st.lists(st.tuples(edits, moments), max_size=8))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_every_edit_comes_back_after_a_restart_exactly_as_it_was_made(
    history: list[tuple[Edit, datetime]],
) -> None:
    key = bytes(32)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        with create_database(path, key) as database, database.transaction():
            sequences = [database.drafts.append(edit, at) for edit, at in history]
        with open_database(path, key) as database:
            read = database.drafts.edits()
    assert sequences == list(range(1, len(history) + 1))
    assert read == tuple(StampedEdit(number, at, edit) for number, (edit, at) in enumerate(history, start=1))
    assert [stamped.at.utcoffset() for stamped in read] == [at.utcoffset() for _, at in history]


def test_an_empty_draft_has_no_last_edit(database: Database) -> None:
    assert database.drafts.last() is None
    assert database.drafts.edits() == database.drafts.recent(200) == ()


def test_recent_edits_are_the_last_ones_in_the_order_they_were_made(
    database: Database, now: datetime
) -> None:
    for number in range(1, 8):
        database.drafts.append(closing(number), now)
    assert [stamped.sequence for stamped in database.drafts.recent(3)] == [5, 6, 7]
    assert [stamped.edit for stamped in database.drafts.recent(2)] == [closing(6), closing(7)]
    assert len(database.drafts.recent(200)) == 7
    assert database.drafts.last() == StampedEdit(7, now, closing(7))


def test_undoing_lengthens_the_history(database: Database, now: datetime) -> None:
    database.drafts.append(closing(1), now)
    database.drafts.append(inverse(closing(1)), now)
    assert [stamped.edit for stamped in database.drafts.edits()] == [closing(1), inverse(closing(1))]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE draft_edits SET content = '{}' WHERE sequence = 1",
        "DELETE FROM draft_edits WHERE sequence = 1",
        "INSERT OR REPLACE INTO draft_edits VALUES (1, '', 'closing', '{}')",
    ],
)
def test_an_edit_kept_can_be_neither_changed_nor_taken_away(
    database: Database, now: datetime, statement: str
) -> None:
    database.drafts.append(closing(1), now)
    with (
        pytest.raises(IntegrityError, match="draft_edits is append-only"),
        database._transactions.writing() as connection,
    ):
        connection.exec_driver_sql(statement)
    assert database.drafts.edits() == (StampedEdit(1, now, closing(1)),)


def test_several_writes_are_one_commit(database: Database, now: datetime) -> None:
    with database.transaction():
        database.settings.put("place", "D1")
        assert database.settings.get("place") == "D1", "a transaction reads what it wrote"
        with database.transaction():
            database.drafts.append(closing(1), now)
    assert database.settings.get("place") == "D1"
    assert database.drafts.last() == StampedEdit(1, now, closing(1))


def test_an_interrupted_transaction_keeps_nothing(database: Database, now: datetime) -> None:
    def interrupted() -> None:
        with database.transaction():
            database.settings.put("place", "D1")
            database.drafts.append(closing(1), now)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert database.settings.get("place") is None
    assert database.drafts.last() is None
    assert database.drafts.append(closing(2), now) == 1


def test_an_edit_made_late_in_utc_keeps_its_microseconds_and_its_zone(database: Database) -> None:
    at = datetime(2021, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
    database.drafts.append(closing(1), at)
    last = database.drafts.last()
    assert last is not None
    assert (last.at, last.at.utcoffset()) == (at, timedelta(0))
