"""What goes wrong on disk, turned into a refusal a person can read: the one place that knows the codes."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from commission_app.errors import AppError

# Primary result codes of SQLite (sqlite.org/rescode.html). A disk over its quota answers IOERR, not FULL.
_OF_DATABASE = {
    dbapi2.SQLITE_BUSY: "DSK-02",
    dbapi2.SQLITE_LOCKED: "DSK-02",
    dbapi2.SQLITE_NOTADB: "DSK-04",
    dbapi2.SQLITE_CORRUPT: "DSK-04",
    dbapi2.SQLITE_FULL: "DSK-05",
    dbapi2.SQLITE_IOERR: "DSK-05",
    dbapi2.SQLITE_READONLY: "DSK-06",
    dbapi2.SQLITE_CANTOPEN: "DSK-06",
    dbapi2.SQLITE_PERM: "DSK-06",
}
_OF_FILE = {
    errno.ENOSPC: "DSK-05",
    errno.EDQUOT: "DSK-05",
    errno.EFBIG: "DSK-05",
    errno.EACCES: "DSK-06",
    errno.EPERM: "DSK-06",
    errno.EROFS: "DSK-06",
    errno.ENOENT: "DSK-22",
}


@contextmanager
def database_failures_explained(file: str) -> Iterator[None]:
    """Turn a failure of the database into DSK-02, 04, 05 or 06; what is a bug passes unchanged."""
    try:
        yield
    except (DBAPIError, dbapi2.Error) as error:
        origin = error.orig if isinstance(error, DBAPIError) else error
        primary = getattr(origin, "sqlite_errorcode", 0) & 0xFF
        if primary not in _OF_DATABASE:
            raise
        raise AppError(_OF_DATABASE[primary], file=file) from error


@contextmanager
def file_failures_explained(file: str) -> Iterator[None]:
    """Turn a refusal of the file system into DSK-05, 06 or 22; anything else passes unchanged."""
    try:
        yield
    except OSError as error:
        if error.errno not in _OF_FILE:
            raise
        raise AppError(_OF_FILE[error.errno], file=file) from error
