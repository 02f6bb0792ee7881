"""The vault: what a person must keep, in `trousseau.json`, opened by their session or by a printed code.

The keyring of the session opens it silently; a code opens it when there is no keyring, or a new one. Both are
full-strength keys, so nothing is stretched and a stolen file cannot be searched (OPENING.md, « Vault »).
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from commission_app.errors import AppError
from commission_app.sealing.identity import Secrets
from commission_app.sealing.keyring_slot import KeyringSlot
from commission_app.sealing.printed_code import PrintedCode
from commission_app.sealing.vault_file import (
    KEY_BYTES,
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
) -> None:
    """Write a new vault, opened by each code's vault key and by the keyring if it keeps what it is given.

    Never replaces a vault: FileExistsError. ValueError without a code, because a keyring is lost with its
    session. DSK-05 or DSK-06 when the file cannot be written; the keyring then keeps nothing of it.
    """
    if path.exists():
        raise FileExistsError(path)
    if not codes:
        raise ValueError("a vault needs a code slot")
    vault_id = random(8).hex()
    code_slots = [wrap(CodeSlot(), code, secrets.vault, random) for code in codes]
    if keyring is None:
        write_vault(path, vault_id, code_slots, secrets, random)
        return
    session_slots = _session_slots(keyring, vault_id, secrets, random)
    try:
        write_vault(path, vault_id, [*session_slots, *code_slots], secrets, random)
    except BaseException:
        keyring.forget(vault_id)
        raise


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


def new_recovery_code(random: Callable[[int], bytes]) -> str:
    """Draw the secretariat's recovery code, as it is printed: seven groups of six signs, check signs last."""
    return _RECOVERY.text(_RECOVERY.draw(random))


def recovery_vault_key(text: str) -> bytes:
    """Return the vault key of a typed recovery code. COD-01 to COD-03 as for an opening code."""
    signs = _RECOVERY.read(text)
    return HKDF(SHA512(), KEY_BYTES, _RECOVERY_SALT, b"vault").derive(signs.encode("ascii"))


def _session_slots(
    keyring: KeyringSlot, vault_id: str, secrets: Secrets, random: Callable[[int], bytes]
) -> list[SessionSlot]:
    """Return the keyring's slot, or none when it does not keep: the code is then asked at each start."""
    wrapping_key = random(KEY_BYTES)
    try:
        keyring.store(vault_id, wrapping_key)
    except AppError:
        return []
    return [wrap(SessionSlot(vault_id), wrapping_key, secrets.vault, random)]
