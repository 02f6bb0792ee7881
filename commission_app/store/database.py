"""One encrypted database per desk and campaign, made, opened and closed here; it holds the stores."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from sqlalchemy import Engine

from commission_app.errors import AppError
from commission_app.store.campaign_store import CampaignStore
from commission_app.store.desk_store import ActStore, HandedStore, LotStore, SettingStore
from commission_app.store.draft_store import DraftStore
from commission_app.store.engine import PAGE_BYTES, is_plain, make_engine
from commission_app.store.failures import database_failures_explained, file_failures_explained
from commission_app.store.journal import Journal
from commission_app.store.migrations import migrate
from commission_app.store.network_share import refuse_network_share
from commission_app.store.rekeying import copy_under
from commission_app.store.sheet_store import SheetStore
from commission_app.store.transactions import Transactions
from commission_app.store.writer_lock import WriterLock

_LOGS: Final = ("-wal", "-shm")


class Database:
    """An open database. It may be used from several threads; another process is refused until `close`."""

    def __init__(self, engine: Engine, lock: WriterLock, file: str) -> None:
        self._engine = engine
        self._lock = lock
        self._transactions = Transactions(engine, file)
        self.settings = SettingStore(self._transactions)
        self.drafts = DraftStore(self._transactions)
        self.lots = LotStore(self._transactions)
        self.handed = HandedStore(self._transactions)
        self.acts = ActStore(self._transactions)
        self.journal = Journal(self._transactions)
        self.campaign = CampaignStore(self._transactions)
        self.sheets = SheetStore(self._transactions)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make one commit of several writes: all of them are kept, or none when an error leaves the block."""
        with self._transactions.writing():
            yield

    def refuse_writes(self, refusal: Callable[[], AppError] | None) -> None:
        """Answer every write with a refusal from now on; with None, take them again."""
        self._transactions.refusal = refusal

    def copy_to(self, path: Path, key: bytes) -> None:
        """Write all of it into a new file under another key. In a `transaction`, nothing changes meanwhile.

        Raises DSK-05 or DSK-06 when the file cannot be written; it is then not there.
        """
        copy_under(self._engine, path, key)

    def close(self) -> None:
        """Fold the write-ahead log into the file and let another window open it."""
        self._engine.dispose()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def create_database(path: Path, key: bytes) -> Database:
    """Make an empty database under a 32-byte key and open it.

    Raises DSK-21 when one is already there, DSK-02 when a window is making it, DSK-05, 06, 20 or 22 when the
    place does not suit, DSK-23 when the installation cannot encrypt. A failure leaves no file.
    """
    refuse_network_share(path)
    with file_failures_explained(path.name):
        lock = WriterLock(path)
    try:
        _refuse_existing(path)  # under the lock: another window may be making it at this moment
        _write_empty(path, key)
        return _open(path, key, lock)
    except BaseException:
        lock.release()
        if not path.exists():
            lock.path.unlink(missing_ok=True)
        raise


def open_database(path: Path, key: bytes) -> Database:
    """Open a database, bringing it to the present version.

    Raises DSK-02 when another window has it, DSK-03 when it comes from a newer program, DSK-04 when the key
    is another's or the file damaged, DSK-06 when it cannot be written, DSK-20 on a network share, DSK-22
    when it is missing.
    """
    refuse_network_share(path)
    if not path.exists():
        raise AppError("DSK-22", file=path.name)
    with file_failures_explained(path.name):
        lock = WriterLock(path)
    try:
        return _open(path, key, lock)
    except BaseException:
        lock.release()
        raise


def _open(path: Path, key: bytes, lock: WriterLock) -> Database:
    # SQLite takes a file shorter than a page for a new database: what was lost would go unsaid.
    with file_failures_explained(path.name):
        is_ours = path.stat().st_size >= PAGE_BYTES and not is_plain(path)
    if not is_ours:
        raise AppError("DSK-04", file=path.name)
    engine = make_engine(path, key)
    try:
        with database_failures_explained(path.name):
            _refuse_damage(engine, path.name)
            migrate(engine, path.name)
    except BaseException:
        engine.dispose()
        raise
    return Database(engine, lock, path.name)


def _refuse_damage(engine: Engine, file: str) -> None:
    """Check the seal of every page. DSK-04 when one does not hold.

    The log is folded in first: after a power cut it holds the good copy of a page half written in the file.
    """
    with closing(engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # refused inside a transaction: hence no SQLAlchemy
        cursor.execute("PRAGMA cipher_integrity_check")
        if cursor.fetchall():
            raise AppError("DSK-04", file=file)


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise AppError("DSK-21", file=path.name)


def _write_empty(path: Path, key: bytes) -> None:
    """Write a new database beside its place, then put it there whole."""
    temporary = path.with_name(f".{path.name}.new")
    try:
        with file_failures_explained(path.name), database_failures_explained(path.name):
            _remove(temporary, *_LOGS, "")
            engine = make_engine(temporary, key)
            try:
                migrate(engine, path.name)
            finally:
                engine.dispose()
            _refuse_clear_text(temporary)
            _remove(path, *_LOGS)  # of a database deleted by hand: they would be replayed into this one
            temporary.replace(path)
            _sync_folder(path.parent)
    except BaseException:
        _remove(temporary, *_LOGS, "")
        raise


def _refuse_clear_text(path: Path) -> None:
    """Make sure that what was just written is encrypted: a key given too late leaves no other trace."""
    if is_plain(path):
        raise AppError("DSK-23")


def _remove(database: Path, *suffixes: str) -> None:
    for suffix in suffixes:
        database.with_name(database.name + suffix).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no such call: its file system journals the renaming
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
