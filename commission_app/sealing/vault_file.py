"""The bytes of a vault file: slots that wrap its key, and a body sealed under that key (SEALING.md §6.8).

Reading is strict and bounded, because the file lies where anybody with the disk may have changed it.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from commission_app.errors import AppError
from commission_app.sealing import canonical
from commission_app.sealing.atomic_file import PRIVATE, write_atomically
from commission_app.sealing.identity import MAX_PAST, Secrets

MAX_VAULT_BYTES = 64 << 10
MAX_SLOTS = 20
KEY_BYTES = 32
_NONCE_BYTES = 12
_WRAPPED_BYTES = _NONCE_BYTES + KEY_BYTES + 16  # with the tag of AES-GCM

_Wrapped = Annotated[bytes, msgspec.Meta(min_length=_WRAPPED_BYTES, max_length=_WRAPPED_BYTES)]
_Key = Annotated[bytes, msgspec.Meta(min_length=KEY_BYTES, max_length=KEY_BYTES)]


class CodeSlot(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="code"):
    """The vault's key wrapped under the vault key of a printed code."""

    wrapped: _Wrapped = b""


class SessionSlot(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="keyring"):
    """The vault's key wrapped under a key that the session's keyring holds for an account."""

    account: str
    service: Literal["commission-app"] = "commission-app"
    wrapped: _Wrapped = b""


Slot = CodeSlot | SessionSlot
S = TypeVar("S", CodeSlot, SessionSlot)


class VaultFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A vault as it is on the disk."""

    id: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}\Z")]
    slots: Annotated[list[Slot], msgspec.Meta(max_length=MAX_SLOTS)]
    body: bytes = b""
    format: Literal["trousseau/1"] = "trousseau/1"


class _Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    enc: bytes
    sig: _Key
    pqsig: _Key
    database: _Key
    read: _Key
    mac: bytes
    draft: bytes
    past: Annotated[list[_Key], msgspec.Meta(max_length=MAX_PAST)]
    past_macs: Annotated[list[bytes], msgspec.Meta(max_length=MAX_PAST)]
    share: bytes
    chest: str


def read_vault(path: Path) -> VaultFile:
    """Read a vault file without opening it. KEY-03 when it is not one, byte for byte."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_VAULT_BYTES)  # a larger file is cut, hence refused
        document = canonical.decode(data)
        vault = msgspec.convert(document, VaultFile)
    except (OSError, msgspec.ValidationError, AppError) as error:
        raise AppError("KEY-03") from error
    if msgspec.to_builtins(vault) != document:  # base64 written otherwise than we do
        raise AppError("KEY-03")
    return vault


def write_vault(
    path: Path, vault_id: str, slots: Sequence[Slot], secrets: Secrets, random: Callable[[int], bytes]
) -> None:
    """Write a vault file that only this account may read. DSK-05 or DSK-06 when it cannot be written."""
    body = _Body(
        secrets.enc, secrets.sig, secrets.pqsig, secrets.database, secrets.read, secrets.mac, secrets.draft,
        list(secrets.past), list(secrets.past_macs), secrets.share, secrets.chest,
    )  # fmt: skip
    plain = canonical.encode(msgspec.to_builtins(body))
    vault = VaultFile(vault_id, list(slots))
    sealed = msgspec.structs.replace(
        vault, body=_seal(secrets.vault, plain, _head(vault, "body", "slots"), random)
    )
    write_atomically(path, canonical.encode(msgspec.to_builtins(sealed)), PRIVATE)


def open_body(vault: VaultFile, key: bytes) -> Secrets:
    """Return the secrets sealed under the vault's key. KEY-03 when the body is not sealed under it."""
    plain = _unseal(key, vault.body, _head(vault, "body", "slots"))
    if plain is None:
        raise AppError("KEY-03")
    try:
        document = canonical.decode(plain)
        body = msgspec.convert(document, _Body)
    except (msgspec.ValidationError, AppError) as error:
        raise AppError("KEY-03") from error
    if msgspec.to_builtins(body) != document:  # as for the slots
        raise AppError("KEY-03")
    held = msgspec.structs.asdict(body)
    return Secrets(vault=key, **{**held, "past": tuple(body.past), "past_macs": tuple(body.past_macs)})


def wrap(slot: S, wrapping_key: bytes, key: bytes, random: Callable[[int], bytes]) -> S:
    """Return a slot with the vault's key wrapped in it."""
    return msgspec.structs.replace(slot, wrapped=_seal(wrapping_key, key, _head(slot, "wrapped"), random))


def unwrap(slot: Slot, wrapping_key: bytes) -> bytes | None:
    """Return the vault's key, or None when this is not what wrapped it."""
    return _unseal(wrapping_key, slot.wrapped, _head(slot, "wrapped"))


def _head(part: VaultFile | Slot, *left_out: str) -> bytes:
    """Return what is said around a sealed part, bound to it so that it cannot be changed or moved."""
    document = msgspec.to_builtins(part)
    return canonical.encode({name: value for name, value in document.items() if name not in left_out})


def _seal(key: bytes, plain: bytes, head: bytes, random: Callable[[int], bytes]) -> bytes:
    nonce = random(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, head)


def _unseal(key: bytes, sealed: bytes, head: bytes) -> bytes | None:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], head)
    except (InvalidTag, ValueError):  # ValueError: a length that no key or sealed part has
        return None
