"""The SQLCipher engine: raw key, pragmas in their order, and the proof that the file is not readable text."""

from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from commission_app.errors import AppError

KEY_BYTES: Final = 32
PAGE_BYTES: Final = 4096  # of SQLCipher 4
PLAIN_HEADER: Final = b"SQLite format 3\0"
PRAGMAS: Final = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # an acknowledged mark survives a power cut
    "PRAGMA recursive_triggers = ON",  # else INSERT OR REPLACE goes round the append-only triggers
)


def make_engine(path: Path, key: bytes) -> Engine:
    """Return an engine on one encrypted file (SEALING.md §4.2). The key never enters a URL, nor a message."""
    if len(key) != KEY_BYTES:
        raise ValueError("key")

    def connect() -> Any:
        # Transactions are begun by _begin alone, never by the driver's guess; threads are the pool's affair.
        connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
        try:
            unlock(connection, key)
            for pragma in PRAGMAS:
                connection.execute(pragma)
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=connect,
        poolclass=QueuePool,
        hide_parameters=True,  # remarks must not reach a log through the text of an exception
    )
    event.listen(engine, "begin", _begin)
    return engine


def unlock(connection: Any, key: bytes) -> None:
    """Give its raw key to a new connection. DSK-23 when the library underneath does not encrypt.

    An ordinary SQLite ignores `PRAGMA key` without a word and would write everything in clear.
    """
    connection.execute("PRAGMA cipher_log_level = NONE")  # before the key, or failures go to stderr
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    if connection.execute("PRAGMA cipher_version").fetchone() is None:
        raise AppError("DSK-23")


def is_plain(path: Path) -> bool:
    """Tell whether a file is an SQLite database anybody could read."""
    with path.open("rb") as file:
        return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
