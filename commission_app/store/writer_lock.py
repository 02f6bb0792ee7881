"""One window at a time: an advisory lock held on a small file beside the database while it is open."""

import sys
from pathlib import Path

from commission_app.errors import AppError

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterLock:
    """Held by the one process that has the database open; the system lets it go if the process dies."""

    def __init__(self, database: Path) -> None:
        """Take the lock, without waiting. DSK-02 when another window holds it."""
        self.path = database.with_name(f"{database.name}.lock")
        self._file = self.path.open("ab")
        try:
            _lock(self._file.fileno())
        except (BlockingIOError, PermissionError) as error:
            self._file.close()
            raise AppError("DSK-02", file=database.name) from error

    def release(self) -> None:
        """Let another window open the database. The empty file stays: removing it could free a lock taken."""
        self._file.close()
