"""The keyring of the person's session, used only when it is one we know and it gives back what it was given.

The `keyring` package lets an environment variable or a file choose a backend, some of which store nothing or
store in clear. So we never ask it to choose: we make the one backend that each system has (SEALING.md §5).
"""

import base64
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol, TypeVar

from commission_app.errors import AppError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "commission-app"
PATIENCE_SECONDS = 20.0  # a session may ask the person to unlock its keyring
T = TypeVar("T")


class KeyringSlot(Protocol):
    """A place that keeps one secret per account for the person whose session is open."""

    def store(self, account: str, secret: bytes) -> None:
        """Keep a secret and make sure that it is kept. KEY-01 when it is not."""

    def load(self, account: str) -> bytes | None:
        """Return a secret, or None when the place has none or does not answer."""

    def forget(self, account: str) -> None:
        """Erase a secret, if the place has it and answers."""


def system_keyring(patience_seconds: float = PATIENCE_SECONDS) -> KeyringSlot | None:
    """Return the keyring of this session, or None where there is none that we trust.

    Whether it is unlocked is only known when it is used.
    """
    try:
        return _SystemKeyring(_within(patience_seconds, _trusted_backend), patience_seconds)
    except Exception:  # noqa: BLE001 - each backend has its own exceptions; all mean that it is not usable
        return None


class _SystemKeyring:
    """A trusted backend, asked in a thread because a locked keyring may never answer."""

    def __init__(self, backend: "KeyringBackend", patience_seconds: float) -> None:
        self._backend = backend
        self._patience_seconds = patience_seconds

    def store(self, account: str, secret: bytes) -> None:
        text = base64.b64encode(secret).decode()
        with suppress(Exception):  # the reading below tells
            self._ask(lambda: self._backend.set_password(SERVICE, account, text))
        if self.load(account) != secret:
            raise AppError("KEY-01")

    def load(self, account: str) -> bytes | None:
        with suppress(Exception):  # each backend has its own; a keyring without an answer has nothing for us
            text = self._ask(lambda: self._backend.get_password(SERVICE, account))
            return None if text is None else base64.b64decode(text, validate=True)
        return None

    def forget(self, account: str) -> None:
        with suppress(Exception):  # nothing to erase, or no answer: the caller can do no more
            self._ask(lambda: self._backend.delete_password(SERVICE, account))

    def _ask(self, question: Callable[[], T]) -> T:
        return _within(self._patience_seconds, question)


def _trusted_backend() -> "KeyringBackend":
    """Return this system's own backend. Any exception means that it has none that works."""
    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring

        backend = WinVaultKeyring()
        backend.persist = "local machine"  # the default follows the person to other computers of a domain
    elif sys.platform == "darwin":
        from keyring.backends.macOS import Keyring as Keychain

        backend = Keychain()
    else:
        from keyring.backends.SecretService import Keyring

        backend = Keyring()  # type: ignore[no-untyped-call]  # the package leaves this class untyped
        vars(backend).clear()  # the package takes attributes from KEYRING_PROPERTY_… variables
    _ = backend.priority  # raises when the system's service is absent
    return backend


def _within(seconds: float, question: Callable[[], T]) -> T:
    """Return the answer, or raise TimeoutError. The thread is a daemon: it never holds the program back."""
    answer: Future[T] = Future()

    def ask() -> None:
        try:
            answer.set_result(question())
        except BaseException as error:  # noqa: BLE001 - raised again in the asking thread
            answer.set_exception(error)

    threading.Thread(target=ask, name="keyring", daemon=True).start()
    return answer.result(timeout=seconds)
