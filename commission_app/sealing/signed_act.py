"""Signed acts: one line of canonical JSON, one line of ML-DSA-65 signature, one Ed25519 signature over both.

Both signatures must verify (SEALING.md §§3 and 6.1): the classical half is checked on any machine by
`ssh-keygen -Y verify`, the other half outlives quantum computers.

    {"campaign":"…","type":"fiche","v":1, …}
    mldsa65 <base64>
    -----BEGIN SSH SIGNATURE----- …
"""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature

from commission_app.errors import AppError
from commission_app.scoring.ids import Sha512
from commission_app.sealing import canonical, sshsig
from commission_app.sealing.identity import KeySet, SigningKeys

MAX_ACT_BYTES = 8 << 20
VERSION = 1
_KIND = re.compile(r"[a-z]{1,20}")
_MLDSA_MARK = b"mldsa65 "


def sign(document: Mapping[str, Any], keys: SigningKeys) -> bytes:
    """Return a document signed by both keys; its `type` says what it may be used for.

    ValueError when the document has no type, is outside the canonical profile or is larger than any reader
    accepts.
    """
    kind = document.get("type")
    if not isinstance(kind, str) or not _KIND.fullmatch(kind):
        raise ValueError("a signed document needs a type")
    line = canonical.encode(document) + b"\n"
    signature = keys.mldsa.sign(line, _namespace(kind).encode())
    signed = line + _MLDSA_MARK + base64.b64encode(signature) + b"\n"
    act = signed + sshsig.sign(keys.ed25519, _namespace(kind), signed)
    if len(act) > MAX_ACT_BYTES:
        raise ValueError("an act is at most 8 MiB")
    return act


def verify(data: bytes, kind: str, keys: KeySet) -> dict[str, Any]:
    """Return the document of an act that these keys signed as this kind of act.

    ACT-01 not an act, SIG-01 not signed by both keys for this kind, ACT-02 not in canonical form, ACT-03
    another type or version inside. `keys` come from a pin or a register, never from the act itself, except
    where the caller then proves them otherwise.
    """
    act = _split(data)
    _check_signatures(act, kind, keys)
    return _of_kind(canonical.decode(act.line[:-1]), kind)


def verify_named(data: bytes, kind: str, keys_of: Callable[[dict[str, Any]], KeySet]) -> dict[str, Any]:
    """Return the document of an act signed by the keys that it names itself, which the caller proves.

    `keys_of` is given the document before anything is verified, and may refuse it. Raises as `verify`; a
    long act is read once only.
    """
    act = _split(data)
    document = canonical.decode(act.line[:-1])
    _check_signatures(act, kind, keys_of(document))
    return _of_kind(document, kind)


def verify_with_any(data: bytes, kind: str, key_sets: Iterable[KeySet]) -> dict[str, Any]:
    """Return the document of an act that one of these key sets signed: a secretariat's successive keys.

    SIG-01 when none did, ACT-01 to ACT-03 as for `verify`.
    """
    for keys in key_sets:
        try:
            return verify(data, kind, keys)
        except AppError as error:
            if error.code != "SIG-01":
                raise
    raise AppError("SIG-01")


def claimed(data: bytes) -> dict[str, Any]:
    """Return what an act says before anything is verified, only to learn whose keys to verify it with.

    ACT-01 not an act, ACT-02 not in canonical form.
    """
    return canonical.decode(_split(data).line[:-1])


def digest(data: bytes) -> Sha512:
    """Return the SHA-512 of a whole act, signatures included."""
    return Sha512(hashlib.sha512(data).hexdigest())


def _check_signatures(act: "_Parts", kind: str, keys: KeySet) -> None:
    try:
        sshsig.verify(act.armor, keys.ed25519, _namespace(kind), act.signed)
        signature = base64.b64decode(act.mldsa, validate=True)
        keys.mldsa.verify(signature, act.line, _namespace(kind).encode())
    except (InvalidSignature, ValueError) as error:
        raise AppError("SIG-01") from error


def _of_kind(document: dict[str, Any], kind: str) -> dict[str, Any]:
    if document.get("type") != kind or document.get("v") != VERSION or document.get("v") is True:
        raise AppError("ACT-03")
    return document


@dataclass(frozen=True)
class _Parts:
    line: bytes  # with its line feed
    mldsa: bytes  # in base64, without its mark
    armor: bytes

    @property
    def signed(self) -> bytes:
        return self.line + _MLDSA_MARK + self.mldsa + b"\n"


def _split(data: bytes) -> _Parts:
    lines = data.split(b"\n", 2) if len(data) <= MAX_ACT_BYTES else []
    if len(lines) != 3 or not lines[1].startswith(_MLDSA_MARK) or not lines[2].startswith(sshsig.BEGIN):
        raise AppError("ACT-01")
    return _Parts(lines[0] + b"\n", lines[1].removeprefix(_MLDSA_MARK), lines[2])


def _namespace(kind: str) -> str:
    return f"{kind}-v1@commission-app"
