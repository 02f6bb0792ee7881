"""Ed25519 signatures in the format of OpenSSH, so that `ssh-keygen -Y verify` checks them on any machine.

Source: PROTOCOL.sshsig of OpenSSH. One profile only: Ed25519, SHA-512, nothing in the reserved field. In this
profile the bytes around a signature follow from the key and the namespace, so the reader parses nothing: it
takes the last 64 bytes, writes the whole signature again and compares.
"""

import base64
import hashlib
import struct

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

BEGIN = b"-----BEGIN SSH SIGNATURE-----"
END = b"-----END SSH SIGNATURE-----"
_MAGIC = b"SSHSIG"
_VERSION = struct.pack(">I", 1)
_ALGORITHM = b"ssh-ed25519"
_HASH = b"sha512"
_SIGNATURE_BYTES = 64
_LINE_WIDTH = 70  # as ssh-keygen wraps
_MAX_ARMOR_BYTES = 1 << 10  # some 320 are needed: nothing longer is cut in lines


def sign(key: Ed25519PrivateKey, namespace: str, message: bytes) -> bytes:
    """Return the armored signature of a message, byte for byte what `ssh-keygen -Y sign` writes."""
    signature = key.sign(_signed_bytes(namespace, message))
    return _armor(key.public_key(), namespace, signature)


def verify(armor: bytes, key: Ed25519PublicKey, namespace: str, message: bytes) -> None:
    """Check a signature against the key it is expected from, never the one it carries.

    InvalidSignature when it is not exactly this key's signature of this message for this namespace.
    """
    if len(armor) > _MAX_ARMOR_BYTES:
        raise InvalidSignature
    try:
        signature = base64.b64decode(b"".join(armor.splitlines()[1:-1]))[-_SIGNATURE_BYTES:]
    except ValueError as error:
        raise InvalidSignature from error
    if armor != _armor(key, namespace, signature):
        raise InvalidSignature
    key.verify(signature, _signed_bytes(namespace, message))


def public_key_text(key: Ed25519PublicKey) -> str:
    """Return `ssh-ed25519 AAAA…`, without comment."""
    return f"{_ALGORITHM.decode()} {base64.b64encode(_key_blob(key)).decode()}"


def public_key(text: str) -> Ed25519PublicKey:
    """Return the key written as `ssh-ed25519 AAAA…`. ValueError when it is written in any other way."""
    _, _, encoded = text.partition(" ")
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(encoded, validate=True)[-32:])
    if public_key_text(key) != text:
        raise ValueError("not an ssh-ed25519 public key")
    return key


def _armor(key: Ed25519PublicKey, namespace: str, signature: bytes) -> bytes:
    fields = (_key_blob(key), namespace.encode(), b"", _HASH, _string(_ALGORITHM) + _string(signature))
    blob = _MAGIC + _VERSION + b"".join(map(_string, fields))
    text = base64.b64encode(blob)
    lines = [text[start : start + _LINE_WIDTH] for start in range(0, len(text), _LINE_WIDTH)]
    return b"\n".join([BEGIN, *lines, END, b""])


def _signed_bytes(namespace: str, message: bytes) -> bytes:
    fields = (namespace.encode(), b"", _HASH, hashlib.sha512(message).digest())
    return _MAGIC + b"".join(map(_string, fields))


def _key_blob(key: Ed25519PublicKey) -> bytes:
    return _string(_ALGORITHM) + _string(key.public_bytes_raw())


def _string(value: bytes) -> bytes:
    """Return an SSH string (RFC 4251 §5): its length on four bytes, then its bytes."""
    return struct.pack(">I", len(value)) + value
