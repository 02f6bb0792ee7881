"""HPKE with ML-KEM-768 and X25519 written from primitives, to judge the library's against the same draft.

RFC 9180 Base mode; KEM 0x647a of draft-ietf-hpke-pq-03, HKDF-SHA256, ChaCha20Poly1305; no associated data.
"""

import hashlib
import hmac

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

SUITE_ID = b"HPKE" + bytes.fromhex("647a 0001 0003")
COMBINER_LABEL = b"\\.//^\\"
MLKEM_CIPHERTEXT_BYTES = 1088
SHARE_BYTES = MLKEM_CIPHERTEXT_BYTES + 32
BASE_MODE = b"\0"


def seal(mlkem: MLKEM768PublicKey, x25519: X25519PublicKey, info: bytes, clear: bytes) -> bytes:
    mlkem_secret, mlkem_ciphertext = mlkem.encapsulate()
    ephemeral = X25519PrivateKey.generate()
    point = ephemeral.public_key().public_bytes_raw()
    secret = combined(mlkem_secret, ephemeral.exchange(x25519), point, x25519.public_bytes_raw())
    key, nonce = schedule(secret, info)
    return mlkem_ciphertext + point + ChaCha20Poly1305(key).encrypt(nonce, clear, b"")


def unseal(mlkem: MLKEM768PrivateKey, x25519: X25519PrivateKey, info: bytes, sealed: bytes) -> bytes:
    mlkem_ciphertext, point = sealed[:MLKEM_CIPHERTEXT_BYTES], sealed[MLKEM_CIPHERTEXT_BYTES:SHARE_BYTES]
    secret = combined(
        mlkem.decapsulate(mlkem_ciphertext),
        x25519.exchange(X25519PublicKey.from_public_bytes(point)),
        point,
        x25519.public_key().public_bytes_raw(),
    )
    key, nonce = schedule(secret, info)
    return ChaCha20Poly1305(key).decrypt(nonce, sealed[SHARE_BYTES:], b"")


def combined(mlkem_secret: bytes, x25519_secret: bytes, point: bytes, public: bytes) -> bytes:
    return hashlib.sha3_256(mlkem_secret + x25519_secret + point + public + COMBINER_LABEL).digest()


def schedule(secret: bytes, info: bytes) -> tuple[bytes, bytes]:
    context = BASE_MODE + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    root = extract(secret, b"secret", b"")
    return expand(root, b"key", context, 32), expand(root, b"base_nonce", context, 12)


def extract(salt: bytes, label: bytes, secret: bytes) -> bytes:
    return hmac.digest(salt, b"HPKE-v1" + SUITE_ID + label + secret, "sha256")


def expand(root: bytes, label: bytes, context: bytes, size: int) -> bytes:
    info = size.to_bytes(2, "big") + b"HPKE-v1" + SUITE_ID + label + context
    return HKDFExpand(SHA256(), size, info).derive(root)
