"""What the reading process may no longer do once it has started, since it is about to parse strangers' files.

Linux: no core dump (it would be a clear copy of a dossier on the disk), no byte written to any file, 2 GB of
addresses, 16 open files, no new process, no new privilege, no debugger of the same user. Other Unix systems:
those of these limits that the system accepts. Windows: none of them; the separate process still bounds what a
crash or an endless loop can do, and the application ends it at its deadline. PDF.md §2.
"""

import ctypes
import signal
import sys
from contextlib import suppress

ADDRESSES_BYTES = 2 << 30
OPEN_FILES = 16
ORPHAN_SECONDS = 60  # beyond every deadline of the application: only a child left alone lives to see it

_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38


def apply() -> None:
    """Give up everything the reading of a document does not need."""
    sys.dont_write_bytecode = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the application, which then ends its child
    if sys.platform != "win32":
        _limit_resources()
    if sys.platform == "linux":
        _give_up_privileges()


def _limit_resources() -> None:
    import resource

    wanted = {
        "RLIMIT_CORE": 0,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_AS": ADDRESSES_BYTES,
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_NPROC": 0,
    }
    for name, most in wanted.items():
        # A system that knows no such limit, or a parent that set a lower one, leaves things as they are.
        with suppress(AttributeError, OSError, ValueError):
            resource.setrlimit(getattr(resource, name), (most, most))


def _give_up_privileges() -> None:
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def live_at_most(seconds: int) -> None:
    """End this process by itself after `seconds`, even inside a C loop; 0 means no such end.

    The application ends a late child; this is for the child whose application died in the meantime.
    """
    if sys.platform != "win32":
        signal.alarm(seconds)
