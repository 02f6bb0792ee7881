"""Reading and writing: threads read freely, one at a time writes, several writes may be one commit."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, Engine, Row, Select
from sqlalchemy.sql.dml import UpdateBase

from commission_app.errors import AppError
from commission_app.store.failures import database_failures_explained

Record = TypeVar("Record")
AnyRow: TypeAlias = Row[*tuple[Any, ...]]
Rows: TypeAlias = Select[*tuple[Any, ...]]


class Transactions:
    """The only way the stores reach the database. Every failure leaves as an AppError of `failures`."""

    def __init__(self, engine: Engine, file: str) -> None:
        self._engine = engine
        self._file = file
        self._writer = threading.Lock()
        self._thread = threading.local()
        self.refusal: Callable[[], AppError] | None = None  # of every write, while there is one

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose writes are committed together on leaving; a block inside joins the outer.

        An error must leave the outermost block: swallowed inside, part of the work could be lost.
        """
        if self.refusal is not None:
            raise self.refusal()
        joined = self._joined()
        if joined is not None:
            with database_failures_explained(self._file):
                yield joined
            return
        with database_failures_explained(self._file), self._writer, self._engine.begin() as connection:
            self._thread.connection = connection
            try:
                yield connection
            finally:
                self._thread.connection = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for reading; inside a write block, it sees what the block wrote."""
        joined = self._joined()
        with database_failures_explained(self._file):
            if joined is not None:
                yield joined
                return
            with self._engine.connect() as connection:
                yield connection

    def write(self, statement: UpdateBase) -> int:
        """Execute one statement and return how many rows it changed."""
        with self.writing() as connection:
            return connection.execute(statement).rowcount

    def records(self, kind: Callable[..., Record], statement: Rows) -> tuple[Record, ...]:
        """Return the rows of a selection as records, whose fields have the names of the columns."""
        with self.reading() as connection:
            return tuple(kind(**row) for row in connection.execute(statement).mappings())

    def first(self, kind: Callable[..., Record], statement: Rows) -> Record | None:
        """Return the first row of a selection as a record, None when there is none."""
        return next(iter(self.records(kind, statement.limit(1))), None)

    def _joined(self) -> Connection | None:
        connection: Connection | None = getattr(self._thread, "connection", None)
        return connection
