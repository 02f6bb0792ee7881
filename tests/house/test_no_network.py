"""The application never opens a connection: no library for it, and a guard over the whole run of tests."""

import socket
from collections.abc import Iterator

import pytest

from tests.house.sources import Module, application, imports, snippet

NETWORK = (
    *(
        "socket",
        "ssl",
        "http",
        "urllib.request",
        "urllib3",
        "ftplib",
        "smtplib",
        "imaplib",
        "poplib",
        "telnetlib",
    ),
    *("xmlrpc", "socketserver", "asyncio", "requests", "httpx", "aiohttp", "websockets", "webbrowser"),
    *("PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore", "PySide6.QtNetworkAuth"),
)


def connections(module: Module) -> Iterator[str]:
    """Yield the imports that could open a connection."""
    for found in imports(module):
        if found.target.startswith(tuple(f"{name}." for name in NETWORK)) or found.target in NETWORK:
            yield f"{module.at(found.node)} imports {found.target}"


def test_no_module_imports_what_opens_a_connection() -> None:
    assert [fault for module in application() for fault in connections(module)] == []


@pytest.mark.parametrize(
    "text",
    [
        "import socket",
        "import urllib.request",
        "from urllib import request",
        "from http.client import HTTPSConnection",
        "from PySide6 import QtNetwork",
        "from PySide6.QtNetwork import QTcpSocket",
        "def later():\n    import requests",
    ],
)
def test_the_rule_sees_an_import_that_opens_a_connection(text: str) -> None:
    assert list(connections(snippet(text)))


def test_the_rule_lets_through_what_only_handles_addresses() -> None:
    assert list(connections(snippet("from urllib.parse import quote\nfrom PySide6.QtCore import QUrl"))) == []


@pytest.mark.parametrize(
    ("family", "address"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")], ids=["IPv4", "IPv6"]
)
def test_a_connection_is_refused_before_it_leaves(family: socket.AddressFamily, address: str) -> None:
    with socket.socket(family, socket.SOCK_STREAM) as outward, pytest.raises(PermissionError):
        outward.connect((address, 9))


def test_two_ends_on_this_machine_may_still_speak() -> None:
    left, right = socket.socketpair()
    with left, right:
        left.sendall(b"ok")
        assert right.recv(2) == b"ok"
