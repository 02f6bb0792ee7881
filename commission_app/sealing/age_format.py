"""The age v1 container: stanzas, header, its authentication, and the keys and nonces of the payload.

Source: the age specification (age-encryption.org/v1, C2SP). A file is a header of text lines, one stanza for
each recipient, which all wrap the same 16-byte file key; then a 16-byte nonce; then the payload in chunks of
64 KiB, each with its own tag. How a recipient wraps is in `age_recipients`, the payload in `age_stream`.
"""

import hmac
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Literal, Protocol

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from commission_app.sealing.age_text import base64_bytes, base64_text

RandomBytes = Callable[[int], bytes]
FailureKind = Literal["header", "hmac", "no match", "payload"]

CHUNK_BYTES = 64 * 1024
TAG_BYTES = 16
SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES
FILE_KEY_BYTES = 16
NONCE_BYTES = 16
MAC_BYTES = 32

# Twenty hybrid recipients take 31 kB; a hostile header must not fill the memory.
MAX_HEADER_BYTES = 1024 * 1024
MAX_STANZAS = 1_000  # more hybrid ones would not fit; others can be of six bytes
# The one kind of stanza that a lot or a fiche may hold: ML-KEM-768 with X25519.
HYBRID_KIND = "mlkem768x25519"
SCRYPT_KIND = "scrypt"

_VERSION_LINE = b"age-encryption.org/v1"
_LINE_DIGITS = 64
_VISIBLE = re.compile(rb"[\x21-\x7e]+")


class AgeFailure(Exception):  # noqa: N818 - inside sealing only: each reader turns it into its coded refusal
    """An age file was refused: which part of it, and whether only because its protection is too weak."""

    def __init__(self, kind: FailureKind, detail: str, *, is_weaker: bool = False) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind: FailureKind = kind
        self.is_weaker = is_weaker


@dataclass(frozen=True)
class Stanza:
    """The file key wrapped for one recipient."""

    kind: str
    arguments: tuple[str, ...]
    body: bytes

    def encoded(self) -> bytes:
        """Return the stanza's lines; the last is always shorter than 64 digits, and may be empty."""
        digits = base64_text(self.body)
        body = (digits[start : start + _LINE_DIGITS] for start in range(0, len(digits) + 1, _LINE_DIGITS))
        return "\n".join([" ".join(["->", self.kind, *self.arguments]), *body, ""]).encode("ascii")


class Recipient(Protocol):
    """Somebody a file is sealed to."""

    def wrap(self, file_key: bytes, random: RandomBytes) -> Stanza:
        """Return the stanza from which only this recipient finds the file key."""


class Identity(Protocol):
    """The secret that opens what was sealed to a recipient."""

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Return the file key, None when no stanza is ours; AgeFailure when one of our kind is malformed."""


@dataclass(frozen=True)
class Header:
    """The header of a file as read: nothing in it is proven before its MAC is checked."""

    stanzas: tuple[Stanza, ...]
    authenticated: bytes  # the received bytes that the MAC covers, never a text written again
    mac: bytes


def encode_header(stanzas: Sequence[Stanza], file_key: bytes) -> bytes:
    """Return the whole header of a new file."""
    authenticated = _VERSION_LINE + b"\n" + b"".join(stanza.encoded() for stanza in stanzas) + b"---"
    return authenticated + b" " + base64_text(_mac(file_key, authenticated)).encode("ascii") + b"\n"


def read_header(source: BinaryIO) -> Header:
    """Read a header and leave the source just after it; AgeFailure "header" unless it is well formed."""
    lines = _HeaderLines(source)
    if lines.read() != _VERSION_LINE:
        raise AgeFailure("header", "not an age v1 file")
    stanzas = list[Stanza]()
    while not (line := lines.read()).startswith(b"---"):
        if len(stanzas) == MAX_STANZAS:
            raise AgeFailure("header", "too many stanzas")
        stanzas.append(_read_stanza(line, lines))
    if not stanzas:
        raise AgeFailure("header", "no stanza")
    if len(stanzas) > 1 and any(stanza.kind == SCRYPT_KIND for stanza in stanzas):
        raise AgeFailure("header", "a passphrase beside another recipient")
    mac = _decoded(line[4:])
    if line[3:4] != b" " or len(mac) != MAC_BYTES:
        raise AgeFailure("header", "malformed last line")
    return Header(tuple(stanzas), bytes(lines.seen[: -len(line) - 1] + b"---"), mac)


def open_header(source: BinaryIO, identities: Sequence[Identity], *, hybrid_only: bool) -> bytes:
    """Read a header and return the file key that it proves; the source is left at the payload's nonce.

    age tells readers to ignore stanzas they do not know. With `hybrid_only` any other stanza refuses the file
    (SEALING.md §1.7): whoever can open that stanza can read what should stay under post-quantum protection.
    """
    header = read_header(source)
    if hybrid_only and any(stanza.kind != HYBRID_KIND for stanza in header.stanzas):
        raise AgeFailure("header", "a stanza is not post-quantum", is_weaker=True)
    unwrapped = (identity.unwrap(header.stanzas) for identity in identities)
    file_key = next((key for key in unwrapped if key is not None), None)
    if file_key is None:
        raise AgeFailure("no match", "sealed to others")
    if not hmac.compare_digest(_mac(file_key, header.authenticated), header.mac):
        raise AgeFailure("hmac", "the header was altered")
    return file_key


def open_payload(source: BinaryIO, file_key: bytes) -> ChaCha20Poly1305:
    """Read the payload's nonce and return its cipher; the source is left at the first chunk."""
    nonce = source.read(NONCE_BYTES)
    if len(nonce) != NONCE_BYTES:
        raise AgeFailure("header", "the file ends before its payload")
    return payload_cipher(file_key, nonce)


def payload_cipher(file_key: bytes, nonce: bytes) -> ChaCha20Poly1305:
    """Return the cipher of every chunk."""
    return ChaCha20Poly1305(derive(file_key, salt=nonce, info=b"payload"))


def chunk_nonce(index: int, *, is_last: bool) -> bytes:
    """Return the nonce of one chunk: its rank, and whether the payload ends there."""
    return index.to_bytes(11, "big") + (b"\1" if is_last else b"\0")


def derive(secret: bytes, *, salt: bytes | None, info: bytes) -> bytes:
    """Return a 32-byte key by HKDF-SHA256 (RFC 5869), the only derivation that age uses."""
    return HKDF(SHA256(), 32, salt, info).derive(secret)


def _mac(file_key: bytes, authenticated: bytes) -> bytes:
    return hmac.digest(derive(file_key, salt=None, info=b"header"), authenticated, "sha256")


class _HeaderLines:
    """The lines of a header, with every byte read so far, within the allowed size."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self.seen = bytearray()

    def read(self) -> bytes:
        line = self._source.readline(MAX_HEADER_BYTES - len(self.seen))
        if not line.endswith(b"\n"):
            raise AgeFailure("header", "truncated or oversized")
        self.seen += line
        return line[:-1]


def _read_stanza(first: bytes, lines: _HeaderLines) -> Stanza:
    mark, *words = first.split(b" ")
    if mark != b"->" or not words or not all(map(_VISIBLE.fullmatch, words)):
        raise AgeFailure("header", "malformed stanza")
    body = bytearray()
    full = True
    while full:
        line = lines.read()
        if len(line) > _LINE_DIGITS:
            raise AgeFailure("header", "stanza line too long")
        body += _decoded(line)
        full = len(line) == _LINE_DIGITS
    kind, *arguments = (word.decode("ascii") for word in words)
    return Stanza(kind, tuple(arguments), bytes(body))


def _decoded(digits: bytes) -> bytes:
    try:
        return base64_bytes(digits.decode("ascii"))
    except ValueError as error:
        raise AgeFailure("header", str(error)) from error
