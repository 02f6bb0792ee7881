"""A database written again under another key, beside its place, then put there in one move."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from commission_app.errors import AppError
from commission_app.store.engine import is_plain
from commission_app.store.failures import database_failures_explained, file_failures_explained
from commission_app.store.writer_lock import WriterLock

_LOGS: Final = ("-wal", "-shm")
_FULL: Final = ("database or disk is full", "disk I/O error")  # the export gives its words, and no code


def copy_under(engine: Engine, path: Path, key: bytes) -> None:
    """Write all that a database holds into a new file, under another 32-byte key.

    DSK-05 or DSK-06 when the file cannot be written, DSK-23 when it would be readable by anybody. A failure
    leaves no file.
    """
    discard(path)
    try:
        with file_failures_explained(path.name), database_failures_explained(path.name):
            _export(engine, path, key)
            _refuse_clear_text(path)
    except BaseException:
        discard(path)
        raise


@contextmanager
def others_kept_out(path: Path) -> Iterator[None]:
    """Keep a database that is not open here from being opened elsewhere. DSK-02 when a window has it open."""
    with file_failures_explained(path.name):
        lock = WriterLock(path)
    try:
        yield
    finally:
        lock.release()


def put_in_place(copy: Path, path: Path) -> None:
    """Let a closed copy take the place of a database that nobody has open.

    Interrupted at any moment, it may be done again: the copy is there until it has taken the place.
    """
    with file_failures_explained(path.name):
        for suffix in _LOGS:  # of the former database: they would be replayed into this one
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        copy.replace(path)
        discard(copy)


def discard(copy: Path) -> None:
    """Remove a copy that is not to be used, or what is left beside it."""
    for suffix in ("", *_LOGS, ".lock"):
        copy.with_name(copy.name + suffix).unlink(missing_ok=True)


def _export(engine: Engine, path: Path, key: bytes) -> None:
    with closing(engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute("ATTACH DATABASE ? AS copy KEY ?", (str(path), f"x'{key.hex()}'"))
        try:
            cursor.execute("SELECT sqlcipher_export('copy')")
            cursor.fetchall()
        except dbapi2.OperationalError as error:
            if str(error) in _FULL:
                raise AppError("DSK-05", file=path.name) from error
            raise
        else:
            (version,) = cursor.execute("PRAGMA main.user_version").fetchone()
            cursor.execute(f"PRAGMA copy.user_version = {version:d}")  # the export leaves it out
        finally:
            cursor.execute("DETACH DATABASE copy")


def _refuse_clear_text(path: Path) -> None:
    if is_plain(path):
        raise AppError("DSK-23")
