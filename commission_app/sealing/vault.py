"""The vault: what a person must keep, in `trousseau.json`, opened by their session or by a printed code.

The keyring of the session opens it silently; a code opens it when there is no keyring, or a new one. Both are
full-strength keys, so nothing is stretched and a stolen file cannot be searched (OPENING.md, « Vault »).
"""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from commission_app.errors import AppError
from commission_app.sealing.identity import Secrets
from commission_app.sealing.keyring_slot import KeyringSlot
from commission_app.sealing.printed_code import PrintedCode
from commission_app.sealing.vault_file import (
    KEY_BYTES,
    MAX_VAULT_BYTES,
    CodeSlot,
    SessionSlot,
    open_body,
    read_vault,
    unwrap,
    wrap,
    write_vault,
)

MAX_CODE_SLOTS = 16

_RECOVERY = PrintedCode(signs=40, checks=2, group=6)  # 200 bits in seven groups of six
_RECOVERY_SALT = b"commission-app/recovery/v1"


def create_vault(
    path: Path,
    secrets: Secrets,
    *,
    codes: Sequence[bytes],
    keyring: KeyringSlot | None,
    random: Callable[[int], bytes],
    name: str = "",
) -> None:
    """Write a new vault, opened by each code's vault key and by the keyring if it keeps what it is given.

    `name` is that of a vault written again, drawn otherwise. Never replaces a vault: FileExistsError.
    ValueError without a code, because a keyring is lost with its session. DSK-05 or DSK-06 when the file
    cannot be written; the keyring then keeps nothing new.
    """
    if path.exists():
        raise FileExistsError(path)
    _write(path, name or new_vault_id(random), secrets, codes=codes, keyring=keyring, random=random)


def new_vault_id(random: Callable[[int], bytes]) -> str:
    """Draw the name of a vault file, which is also its account in the keyring."""
    return random(8).hex()


def vault_id(path: Path) -> str:
    """Return the name of a vault file without opening it. KEY-03 when it is not one."""
    return read_vault(path).id


def replace_vault(
    path: Path,
    new_id: str,
    secrets: Secrets,
    *,
    codes: Sequence[bytes],
    keyring: KeyringSlot | None,
    random: Callable[[int], bytes],
) -> None:
    """Write a vault again whole, in one move, under another name and another key.

    What opened the former file opens nothing of this one. The caller then has the keyring forget the account
    of the former name. KEY-03 when there is no vault there, and the refusals of `create_vault`.
    """
    read_vault(path)
    _write(path, new_id, secrets, codes=codes, keyring=keyring, random=random)


def open_with_key(path: Path, vault_key: bytes) -> Secrets:
    """Open a vault with a code's vault key. KEY-02 when it opens no slot, KEY-03 when the file is damaged."""
    vault = read_vault(path)
    for slot in vault.slots:
        if isinstance(slot, CodeSlot) and (key := unwrap(slot, vault_key)):
            return open_body(vault, key)
    raise AppError("KEY-02")


def open_with_keyring(path: Path, keyring: KeyringSlot) -> Secrets:
    """Open a vault silently. KEY-01 when the keyring gives nothing that opens it, KEY-03 as above."""
    vault = read_vault(path)
    for slot in vault.slots:
        if isinstance(slot, SessionSlot):
            kept = keyring.load(slot.account)
            if kept and (key := unwrap(slot, kept)):
                return open_body(vault, key)
    raise AppError("KEY-01")


def add_code_slot(path: Path, secrets: Secrets, vault_key: bytes, random: Callable[[int], bytes]) -> None:
    """Let one more code open a vault, and write its secrets again, since a new code changes some of them.

    A code that already opens it gets no second slot; beyond MAX_CODE_SLOTS the oldest gives way. KEY-03 when
    the file is damaged or is not the vault of these secrets.
    """
    vault = read_vault(path)
    open_body(vault, secrets.vault)
    codes = [slot for slot in vault.slots if isinstance(slot, CodeSlot)]
    sessions = [slot for slot in vault.slots if isinstance(slot, SessionSlot)]
    if not any(unwrap(slot, vault_key) for slot in codes):
        codes.append(wrap(CodeSlot(), vault_key, secrets.vault, random))
    write_vault(path, vault.id, [*sessions, *codes[-MAX_CODE_SLOTS:]], secrets, random)


def has_session_slot(path: Path) -> bool:
    """Tell whether a session's keyring holds something for a vault; False when the file is damaged."""
    return bool(_session_accounts(path))


def destroy_vault(path: Path, keyring: KeyringSlot | None) -> None:
    """Make the keyring forget a vault, then destroy the file; nothing is said of what is no longer there.

    In that order: without the file, nobody would know any more which account to forget.
    """
    if keyring is not None:
        for account in _session_accounts(path):
            keyring.forget(account)
    destroy(path)


def destroy(path: Path) -> None:
    """Overwrite a small file that holds keys, then remove it. OSError when it cannot be removed.

    A disk may keep the former bytes elsewhere (flash, journals, snapshots): it is for them that the disk
    itself is encrypted.
    """
    with suppress(OSError):  # absent, or held by another program: what counts is that it goes
        if not path.is_symlink():
            with path.open("r+b", buffering=0) as file:
                file.write(os.urandom(min(os.fstat(file.fileno()).st_size, MAX_VAULT_BYTES)))
                os.fsync(file.fileno())
    path.unlink(missing_ok=True)


def new_recovery_code(random: Callable[[int], bytes]) -> str:
    """Draw the secretariat's recovery code, as it is printed: seven groups of six signs, check signs last."""
    return _RECOVERY.text(_RECOVERY.draw(random))


def printed_recovery_code(text: str) -> str:
    """Return a typed recovery code as it is printed: the passphrase of `secours.age`. COD-01 to COD-03."""
    return _RECOVERY.text(_RECOVERY.read(text))


def recovery_vault_key(text: str) -> bytes:
    """Return the vault key of a typed recovery code. COD-01 to COD-03 as for an opening code."""
    signs = _RECOVERY.read(text)
    return HKDF(SHA512(), KEY_BYTES, _RECOVERY_SALT, b"vault").derive(signs.encode("ascii"))


def _write(
    path: Path,
    name: str,
    secrets: Secrets,
    *,
    codes: Sequence[bytes],
    keyring: KeyringSlot | None,
    random: Callable[[int], bytes],
) -> None:
    if not codes:
        raise ValueError("a vault needs a code slot")
    code_slots = [wrap(CodeSlot(), code, secrets.vault, random) for code in codes]
    if keyring is None:
        write_vault(path, name, code_slots, secrets, random)
        return
    known = keyring.load(name)
    session_slots = _session_slots(keyring, name, known, secrets, random)
    try:
        write_vault(path, name, [*session_slots, *code_slots], secrets, random)
    except BaseException:
        if known is None:
            keyring.forget(name)
        raise


def _session_accounts(path: Path) -> list[str]:
    try:
        return [slot.account for slot in read_vault(path).slots if isinstance(slot, SessionSlot)]
    except AppError:
        return []


def _session_slots(
    keyring: KeyringSlot,
    vault_id: str,
    known: bytes | None,
    secrets: Secrets,
    random: Callable[[int], bytes],
) -> list[SessionSlot]:
    """Return the keyring's slot, or none when it does not keep: the code is then asked at each start.

    What the keyring knows already under this name opens another copy of the vault: it serves again.
    """
    wrapping_key = known if known is not None and len(known) == KEY_BYTES else random(KEY_BYTES)
    try:
        keyring.store(vault_id, wrapping_key)
    except AppError:
        return []
    return [wrap(SessionSlot(vault_id), wrapping_key, secrets.vault, random)]
