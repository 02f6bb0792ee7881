"""What a test asks of the keyring of a session; run inside that session, it prints one JSON line."""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from jeepney import DBusAddress, new_method_call  # type: ignore[import-untyped]  # shipped without types
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]  # same

from commission_app.errors import AppError
from commission_app.sealing.identity import Secrets
from commission_app.sealing.keyring_slot import KeyringSlot, system_keyring
from commission_app.sealing.vault import create_vault, open_with_key, open_with_keyring
from tests.sealing.drawn_bytes import DrawnBytes

SECRET = bytes(range(32))
SECRETS = Secrets.new(DrawnBytes("session"))


def round_trip(keyring: KeyringSlot, _: Path) -> object:
    """Store, read, replace, erase, and erase what is no longer there."""
    seen = [keyring.load("account")]
    keyring.store("account", SECRET)
    keyring.store("other", SECRET[::-1])
    seen.append(keyring.load("account"))
    keyring.store("account", b"\0" + SECRET)
    seen.append(keyring.load("account"))
    keyring.forget("account")
    keyring.forget("account")
    seen.append(keyring.load("account"))
    seen.append(keyring.load("other"))
    return [None if secret is None else secret.hex() for secret in seen]


def make_vault(keyring: KeyringSlot, vault: Path) -> object:
    """Make a vault and tell whether the keyring opens it."""
    create_vault(vault, SECRETS, codes=[bytes(32)], keyring=keyring, random=DrawnBytes("vault"))
    return open_vault(keyring, vault)


def open_vault(keyring: KeyringSlot, vault: Path) -> object:
    """Open a vault with the keyring, or tell the code of the refusal; the opening code always opens it."""
    assert open_with_key(vault, bytes(32)) == SECRETS
    try:
        return open_with_keyring(vault, keyring) == SECRETS
    except AppError as error:
        return error.code


def open_vault_with_a_silent_service(keyring: KeyringSlot, vault: Path) -> object:
    """Freeze the service so that it takes questions and never answers, as an unanswered prompt does."""
    service = _service_process()
    os.kill(service, signal.SIGSTOP)
    try:
        return open_vault(keyring, vault)
    finally:
        os.kill(service, signal.SIGCONT)


def _service_process() -> int:
    bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    with open_dbus_connection() as connection:
        question = new_method_call(bus, "GetConnectionUnixProcessID", "s", ("org.freedesktop.secrets",))
        return int(connection.send_and_get_reply(question).body[0])


ACTIONS: dict[str, Callable[[KeyringSlot, Path], object]] = {
    action.__name__: action
    for action in (round_trip, make_vault, open_vault, open_vault_with_a_silent_service)
}


def main(action: str, vault: Path) -> None:
    """Print the answer to one action, or `no keyring`."""
    keyring = system_keyring(patience_seconds=1.0)
    print(json.dumps("no keyring" if keyring is None else ACTIONS[action](keyring, vault)))  # noqa: T201 - read by the test


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
