"""Who an age file is sealed to: hybrid keys for everything that travels, X25519 and passphrases for exports.

Sources: the age specification (C2SP) for the stanzas, draft-ietf-hpke-pq-03 for `mlkem768x25519`, RFC 7748
for X25519, RFC 7914 for scrypt. A malformed key text raises ValueError; a malformed stanza raises AgeFailure.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import ClassVar, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from commission_app.sealing.age_format import (
    FILE_KEY_BYTES,
    HYBRID_KIND,
    SCRYPT_KIND,
    TAG_BYTES,
    AgeFailure,
    RandomBytes,
    Stanza,
    derive,
)
from commission_app.sealing.age_text import base64_bytes, base64_text, bech32_bytes, bech32_text

SEED_BYTES = 32
_POINT_BYTES = 32
_MLKEM_PUBLIC_BYTES = 1184
_MLKEM_CIPHERTEXT_BYTES = 1088
_MLKEM_SEED_BYTES = 64
_HYBRID_SHARE_BYTES = _MLKEM_CIPHERTEXT_BYTES + _POINT_BYTES

_HYBRID_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_HYBRID_INFO = b"age-encryption.org/mlkem768x25519"
_X25519_KIND = "X25519"
_X25519_INFO = b"age-encryption.org/v1/X25519"
_SCRYPT_SALT_LABEL = b"age-encryption.org/v1/scrypt"
_SCRYPT_SALT_BYTES = 16
_SCRYPT_WORK_FACTOR = 18  # 2^18: 256 MiB and about 0.7 s, the choice of the age command
_SCRYPT_MAX_WORK_FACTOR = 20  # 1 GiB: a hostile file must not exhaust the memory
_DECIMAL = re.compile(r"[1-9][0-9]*", re.ASCII)

# Each wrapping key serves once, so age fixes its nonce.
_WRAP_NONCE = bytes(12)


@dataclass(frozen=True)
class HybridRecipient:
    """A public key of ML-KEM-768 and X25519 together: breaking one of the two opens nothing."""

    _PREFIX: ClassVar = "age1pq"

    public: bytes

    def __post_init__(self) -> None:
        """Refuse with ValueError bytes that are not two sound public keys, before anything is sealed."""
        _refuse_low_order(self.public[_MLKEM_PUBLIC_BYTES:])
        _ = self._key

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the recipient of an `age1pq1…` text; ValueError when it is not one."""
        return cls(_hybrid_public(text))

    @cached_property
    def text(self) -> str:
        """The `age1pq1…` text, 1,959 signs, that every age tool with hybrid keys accepts."""
        return bech32_text(self._PREFIX, self.public)

    @cached_property
    def _key(self) -> MLKEM768X25519PublicKey:
        return MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(self.public[:_MLKEM_PUBLIC_BYTES]),
            X25519PublicKey.from_public_bytes(self.public[_MLKEM_PUBLIC_BYTES:]),
        )

    def wrap(self, file_key: bytes, random: RandomBytes) -> Stanza:  # noqa: ARG002 - HPKE draws its own
        """Return the stanza of this recipient."""
        sealed = _HYBRID_SUITE.encrypt(file_key, self._key, _HYBRID_INFO)
        share, body = sealed[:_HYBRID_SHARE_BYTES], sealed[_HYBRID_SHARE_BYTES:]
        return Stanza(HYBRID_KIND, (base64_text(share),), body)


@dataclass(frozen=True, eq=False, repr=False)
class HybridIdentity:
    """The secret half of a hybrid recipient, expanded from a 32-byte seed."""

    _PREFIX: ClassVar = "AGE-SECRET-KEY-PQ-"

    _seed: bytes
    _mlkem: MLKEM768PrivateKey
    _x25519: X25519PrivateKey

    @classmethod
    def from_seed(cls, seed: bytes) -> Self:
        """Return the identity of a seed; ValueError unless it has 32 bytes."""
        if len(seed) != SEED_BYTES:
            raise ValueError("a seed has 32 bytes")
        secret = hashlib.shake_256(seed).digest(_MLKEM_SEED_BYTES + _POINT_BYTES)
        return cls(
            seed,
            MLKEM768PrivateKey.from_seed_bytes(secret[:_MLKEM_SEED_BYTES]),
            X25519PrivateKey.from_private_bytes(secret[_MLKEM_SEED_BYTES:]),
        )

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return the identity of an `AGE-SECRET-KEY-PQ-1…` text; ValueError when it is not one."""
        return cls.from_seed(bech32_bytes(text, cls._PREFIX))

    @property
    def text(self) -> str:
        """The `AGE-SECRET-KEY-PQ-1…` text, for an emergency opening with a public tool."""
        return bech32_text(self._PREFIX, self._seed)

    @property
    def seed(self) -> bytes:
        """The 32 bytes that give the whole identity again."""
        return self._seed

    @cached_property
    def recipient(self) -> HybridRecipient:
        """The public half."""
        return HybridRecipient(
            self._mlkem.public_key().public_bytes_raw() + self._x25519.public_key().public_bytes_raw()
        )

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Return the file key from the first stanza that is ours."""
        key = MLKEM768X25519PrivateKey(self._mlkem, self._x25519)
        for stanza in _of_kind(stanzas, HYBRID_KIND, arguments=1):
            share = _argument(stanza, 0, _HYBRID_SHARE_BYTES)
            # HPKE reports a low-order point as a wrong tag, "not for me": such a header is malformed.
            _stanza_exchange(self._x25519, share[_MLKEM_CIPHERTEXT_BYTES:])
            try:
                return _HYBRID_SUITE.decrypt(share + stanza.body, key, _HYBRID_INFO)
            except InvalidTag:
                continue
        return None


@dataclass(frozen=True)
class X25519Recipient:
    """A classical age public key: for public test files and older tools, never for a lot or a fiche."""

    _PREFIX: ClassVar = "age"

    public: bytes

    def __post_init__(self) -> None:
        """Refuse with ValueError bytes that are not a sound public key."""
        _refuse_low_order(self.public)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the recipient of an `age1…` text; ValueError when it is not one."""
        return cls(bech32_bytes(text, cls._PREFIX))

    @property
    def text(self) -> str:
        """The `age1…` text."""
        return bech32_text(self._PREFIX, self.public)

    def wrap(self, file_key: bytes, random: RandomBytes) -> Stanza:
        """Return the stanza of this recipient."""
        ephemeral = X25519PrivateKey.from_private_bytes(random(_POINT_BYTES))
        share = ephemeral.public_key().public_bytes_raw()
        wrap_key = _x25519_wrap_key(_exchange(ephemeral, self.public), share, self.public)
        return Stanza(_X25519_KIND, (base64_text(share),), _wrapped(wrap_key, file_key))


@dataclass(frozen=True, eq=False, repr=False)
class X25519Identity:
    """The secret half of an X25519 recipient."""

    _PREFIX: ClassVar = "AGE-SECRET-KEY-"

    _key: X25519PrivateKey

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return the identity of an `AGE-SECRET-KEY-1…` text; ValueError when it is not one."""
        return cls(X25519PrivateKey.from_private_bytes(bech32_bytes(text, cls._PREFIX)))

    @cached_property
    def recipient(self) -> X25519Recipient:
        """The public half."""
        return X25519Recipient(self._key.public_key().public_bytes_raw())

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Return the file key from the first stanza that is ours."""
        for stanza in _of_kind(stanzas, _X25519_KIND, arguments=1):
            share = _argument(stanza, 0, _POINT_BYTES)
            shared = _stanza_exchange(self._key, share)
            file_key = _unwrapped(_x25519_wrap_key(shared, share, self.recipient.public), stanza.body)
            if file_key is not None:
                return file_key
        return None


@dataclass(frozen=True, repr=False)
class ScryptPassphrase:
    """A passphrase, at once recipient and identity: for the recovery export alone, sealed to nobody else."""

    passphrase: str
    work_factor: int = _SCRYPT_WORK_FACTOR

    def wrap(self, file_key: bytes, random: RandomBytes) -> Stanza:
        """Return the stanza of this passphrase."""
        salt = random(_SCRYPT_SALT_BYTES)
        body = _wrapped(self._wrap_key(salt, self.work_factor), file_key)
        return Stanza(SCRYPT_KIND, (base64_text(salt), str(self.work_factor)), body)

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Return the file key, None when the passphrase is another."""
        for stanza in _of_kind(stanzas, SCRYPT_KIND, arguments=2):
            salt, factor = _argument(stanza, 0, _SCRYPT_SALT_BYTES), stanza.arguments[1]
            if not _DECIMAL.fullmatch(factor) or len(factor) > 2 or int(factor) > _SCRYPT_MAX_WORK_FACTOR:
                raise AgeFailure("header", "work factor malformed or too large")
            return _unwrapped(self._wrap_key(salt, int(factor)), stanza.body)
        return None

    def _wrap_key(self, salt: bytes, work_factor: int) -> bytes:
        kdf = Scrypt(salt=_SCRYPT_SALT_LABEL + salt, length=32, n=1 << work_factor, r=8, p=1)
        return kdf.derive(self.passphrase.encode())


@lru_cache(maxsize=256)  # a campaign has some forty, read again with every act; nothing here is secret
def _hybrid_public(text: str) -> bytes:
    return bech32_bytes(text, HybridRecipient._PREFIX)  # noqa: SLF001 - the class above


def _of_kind(stanzas: Sequence[Stanza], kind: str, *, arguments: int) -> Iterator[Stanza]:
    for stanza in stanzas:
        if stanza.kind == kind:
            # A longer body would be a longer file key: age refuses it, since it could open to two contents.
            if len(stanza.arguments) != arguments or len(stanza.body) != FILE_KEY_BYTES + TAG_BYTES:
                raise AgeFailure("header", f"malformed {kind} stanza")
            yield stanza


def _argument(stanza: Stanza, place: int, size: int) -> bytes:
    try:
        value = base64_bytes(stanza.arguments[place])
    except ValueError as error:
        raise AgeFailure("header", str(error)) from error
    if len(value) != size:
        raise AgeFailure("header", f"malformed {stanza.kind} stanza")
    return value


def _exchange(secret: X25519PrivateKey, public: bytes) -> bytes:
    """Return the shared secret; ValueError for a low-order point, whose secret everybody knows."""
    return secret.exchange(X25519PublicKey.from_public_bytes(public))


def _refuse_low_order(public: bytes) -> None:
    any_secret = X25519PrivateKey.from_private_bytes(bytes(_POINT_BYTES))
    _exchange(any_secret, public)


def _stanza_exchange(secret: X25519PrivateKey, share: bytes) -> bytes:
    try:
        return _exchange(secret, share)
    except ValueError as error:
        raise AgeFailure("header", "low-order point") from error


def _x25519_wrap_key(shared: bytes, share: bytes, public: bytes) -> bytes:
    return derive(shared, salt=share + public, info=_X25519_INFO)


def _wrapped(wrap_key: bytes, file_key: bytes) -> bytes:
    return ChaCha20Poly1305(wrap_key).encrypt(_WRAP_NONCE, file_key, None)


def _unwrapped(wrap_key: bytes, body: bytes) -> bytes | None:
    try:
        return ChaCha20Poly1305(wrap_key).decrypt(_WRAP_NONCE, body, None)
    except InvalidTag:
        return None
