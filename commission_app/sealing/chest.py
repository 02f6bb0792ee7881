"""The chest with two keys: fiches are read with the secretariat's half and the chair's, or not at all.

The seed of the identity to which members seal is A ⊕ B: A lies in the secretariat's vault, B comes from a
code printed once for the chair. Either half alone says nothing about the seed (SEALING.md §6.12).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from commission_app.errors import AppError
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.printed_code import PrintedCode

SHARE_BYTES = 32

_CHAIR = PrintedCode(signs=40, checks=2, group=6)  # 200 bits in seven groups of six
_SALT = b"commission-app/chest/v1"


@dataclass(frozen=True)
class Chest:
    """A chest just made: the seed itself is kept nowhere."""

    share: bytes = field(repr=False)  # the secretariat's half
    recipient: str  # to which members seal
    chair_code: str = field(repr=False)  # gives the other half


def new_chest(random: Callable[[int], bytes]) -> Chest:
    """Draw both halves."""
    share, chair_code = random(SHARE_BYTES), _CHAIR.text(_CHAIR.draw(random))
    return Chest(share, _joined(share, chair_code).recipient.text, chair_code)


def open_chest(share: bytes, recipient: str, chair_code: str) -> HybridIdentity:
    """Bring both halves together. COD-01 to COD-03 for a mistyped code, CHE-01 for another chest's."""
    identity = _joined(share, chair_code)
    if identity.recipient.text != recipient:
        raise AppError("CHE-01")
    return identity


def _joined(share: bytes, chair_code: str) -> HybridIdentity:
    signs = _CHAIR.read(chair_code)
    other = HKDF(SHA512(), SHARE_BYTES, _SALT, b"share").derive(signs.encode("ascii"))
    return HybridIdentity.from_seed(bytes(a ^ b for a, b in zip(share, other, strict=True)))
