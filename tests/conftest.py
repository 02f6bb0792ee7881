"""What holds for every test: no network, no display needed, one locale, the same examples every time."""

import os
import socket
import sys
from typing import Any

from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"


def refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse any connection but those between processes of this machine (keyring, X server)."""
    if event == "socket.connect" and arguments[0].family != getattr(socket, "AF_UNIX", None):
        raise PermissionError(f"connection refused by the tests: {arguments[1]}")


sys.addaudithook(refuse_network)
settings.load_profile("ci")  # the same examples on every run, and no deadline on a busy machine
