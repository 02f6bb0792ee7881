"""The opening code printed on a member's letter, and the secrets that it gives (OPENING.md)."""

from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from commission_app.sealing.printed_code import PrintedCode

_PRINTED = PrintedCode(signs=28, checks=2, group=5)  # 140 bits in six groups of five
_SALT = b"commission-app/opening/v1"


@dataclass(frozen=True)
class OpeningCode:
    """A code of 28 signs; `repr` does not show it."""

    signs: str = field(repr=False)

    @property
    def text(self) -> str:
        """Return the code as it is printed: `XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX`, check signs last."""
        return _PRINTED.text(self.signs)


@dataclass(frozen=True)
class CodeSecrets:
    """What an opening code gives to the two persons who have it; `repr` shows none of it."""

    read_seed: bytes = field(repr=False)  # 32: age identity that reads the lots
    mac_key: bytes = field(repr=False)  # 64: HMAC-SHA512 of seals and cards
    vault_key: bytes = field(repr=False)  # 32: opens the vault's code slot
    draft_seed: bytes = field(repr=False)  # 32: age identity that reads the draft backups


def new_code(random: Callable[[int], bytes]) -> OpeningCode:
    """Draw a code from a source of random bytes."""
    return OpeningCode(_PRINTED.draw(random))


def parse_code(text: str) -> OpeningCode:
    """Return the code that a person typed; small letters, spaces and dashes are free, I and L are 1, O is 0.

    COD-01 not 30 signs, COD-02 a sign that no code has (fact `position`, from 1), COD-03 check signs do not
    match.
    """
    return OpeningCode(_PRINTED.read(text))


def derive(code: OpeningCode) -> CodeSecrets:
    """Return the secrets of a code by HKDF-SHA512; the code is drawn at random, so it needs no stretching."""

    def secret(info: bytes, length: int) -> bytes:
        return HKDF(SHA512(), length, _SALT, info).derive(code.signs.encode("ascii"))

    return CodeSecrets(secret(b"read", 32), secret(b"mac", 64), secret(b"vault", 32), secret(b"draft", 32))
