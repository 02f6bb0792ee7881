"""A desk's database in a folder of its own, under an invented key."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from commission_app.store.database import Database, create_database


@pytest.fixture
def key() -> bytes:
    return bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


@pytest.fixture
def database(path: Path, key: bytes) -> Iterator[Database]:
    with create_database(path, key) as created:
        yield created


@pytest.fixture
def now() -> datetime:
    return datetime(2021, 6, 3, 21, 42, 7, 123456, tzinfo=timezone(timedelta(hours=2)))
