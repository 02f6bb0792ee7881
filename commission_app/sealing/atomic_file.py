"""Files that appear whole or not at all: written beside their place, then put there in one move.

Whatever interrupts the writing (cancelling, a full disk, a crash of the machine), the file that stood there
before is untouched, and no temporary file is left as long as the program itself is alive. What a program that
was killed left is removed by the next one that writes something big there.
"""

import errno
import os
import re
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from commission_app.errors import AppError

if sys.platform != "win32":
    import fcntl

PRIVATE = 0o600
_TOO_BIG = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}  # Windows has no quota error
_GONE = {errno.EIO, errno.ENODEV, errno.ENXIO}  # a stick pulled out while it was written
_TEMPORARY = re.compile(r"\.[0-9a-f]{32}\.tmp")
# On Windows an antivirus holds a file that was just written; it lets go within a second.
_PAUSES_SECONDS = (0.05, 0.1, 0.2, 0.4) if os.name == "nt" else ()


Ready = Callable[[], object]


def write_atomically(target: Path, data: bytes, mode: int = 0o666, ready: Ready | None = None) -> None:
    """Write a whole file. DSK-05 when it does not fit, DSK-06 read-only, DSK-24 when the folder is gone."""
    with atomic_writer(target, mode, ready) as file:
        file.write(data)


@contextmanager
def atomic_writer(target: Path, mode: int = 0o666, ready: Ready | None = None) -> Iterator[BinaryIO]:
    """Give a file to write into, which takes its place when the block ends without an exception.

    `ready` is called once the file is whole on the disk, just before it takes its place: to write down what
    must be known of it before anybody can hold it. `mode` is lowered by the umask as for any new file;
    PRIVATE keeps it from other accounts. DSK-05 when it does not fit, DSK-06 when nothing can be written
    there, DSK-24 when the folder is not there, DSK-26 when the file to replace is open in another program.
    What is no file is never replaced, DSK-06: an administrator could put an archive in the place of a device.
    """
    if _is_no_file(target):
        raise AppError("DSK-06", folder=str(target.parent))
    temporary = target.with_name(f".{uuid.uuid4().hex}.tmp")  # drawn here: it outlives no writing
    descriptor = _create(temporary, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _hold(descriptor)
            yield file
            file.flush()
            os.fsync(file.fileno())
        if ready is not None:
            ready()
        _move(temporary, target)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in _TOO_BIG | _GONE:
            raise AppError("DSK-05") from error
        raise
    _sync_folder(target.parent)


def remove_abandoned(folder: Path) -> None:
    """Remove the temporary files of programs that were killed while they wrote: half a lot weighs 250 MB.

    A file that a living program writes stays: it is held, and Windows removes no file that is open.
    """
    with suppress(OSError):
        for file in folder.iterdir():
            if _TEMPORARY.fullmatch(file.name):
                _remove_unless_held(file)


def open_file(file: Path) -> BinaryIO:
    """Open a file to be read. OSError when it cannot be.

    What is no file is not opened: behind a name on a stick may stand a pipe or a device that never ends.
    """
    if not file.is_file():
        raise FileNotFoundError(file)
    return file.open("rb")


def read_bounded(file: Path, most: int) -> bytes | None:
    """Return the bytes of a file, None when it has more than `most`. OSError when it cannot be read."""
    with open_file(file) as source:
        size = os.fstat(source.fileno()).st_size
        data = source.read(min(size, most) + 1)  # as much memory is set aside as is asked for
    return data if len(data) <= most else None


def _is_no_file(target: Path) -> bool:
    with suppress(OSError):  # said in words when it is written
        return target.exists() and not target.is_file()
    return False


def _create(temporary: Path, mode: int) -> int:
    binary: int = getattr(os, "O_BINARY", 0)  # on Windows, or line feeds would be changed
    try:
        return os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | binary, mode)
    except OSError as error:
        if error.errno in _TOO_BIG:
            raise AppError("DSK-05") from error
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            raise AppError("DSK-24", folder=str(temporary.parent)) from error
        raise AppError("DSK-06", folder=str(temporary.parent)) from error


def _hold(descriptor: int) -> None:
    if sys.platform != "win32":
        with suppress(OSError):  # a disk without locks: nothing is ever removed there
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove_unless_held(file: Path) -> None:
    with suppress(OSError):
        if sys.platform == "win32":
            file.unlink()
            return
        with file.open("rb") as found:
            fcntl.flock(found, fcntl.LOCK_EX | fcntl.LOCK_NB)
            file.unlink()


def _move(temporary: Path, target: Path) -> None:
    for pause in _PAUSES_SECONDS:
        with suppress(PermissionError):
            temporary.replace(target)
            return
        time.sleep(pause)
    try:
        temporary.replace(target)
    except OSError as error:
        if isinstance(error, PermissionError) and target.is_file():  # Windows: another program has it open
            raise AppError("DSK-26", file=target.name) from error
        raise AppError("DSK-06", folder=str(target.parent)) from error


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut; Windows and some disks cannot, and the file is there anyway."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
