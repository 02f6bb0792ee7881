"""The two text forms of age: strict base64 inside files, Bech32 for the keys that documents carry."""

import base64
from collections.abc import Iterable
from functools import reduce
from operator import xor

_DIGITS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUE = {digit: value for value, digit in enumerate(_DIGITS)}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
# What the generators of BIP 173 add for each of the 32 values of the digit that leaves the checksum.
_FOLDED = tuple(
    reduce(xor, (generator for place, generator in enumerate(_GENERATOR) if top >> place & 1), 0)
    for top in range(32)
)
_CHECKSUM_DIGITS = 6
_MAX_SIGNS = 4_096  # a hybrid recipient has 1,959: a text of megabytes must not be taken apart sign by sign


def base64_text(data: bytes) -> str:
    """Return base64 without padding (RFC 4648 §4), as age writes it."""
    return base64.b64encode(data).rstrip(b"=").decode("ascii")


def base64_bytes(text: str) -> bytes:
    """Return the bytes of an unpadded base64 text; ValueError unless it is their only spelling."""
    data = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    # Python takes padding, and ignores stray low bits in the last digit: other spellings of the same bytes.
    if base64_text(data) != text:
        raise ValueError("base64 is not canonical")
    return data


def bech32_text(prefix: str, data: bytes) -> str:
    """Return bytes as Bech32 (BIP 173, of any length): in capitals when the prefix is."""
    lower = prefix.lower()
    values = _regroup(data, 8, 5)
    checksum = _polymod([*_expand(lower), *values, *[0] * _CHECKSUM_DIGITS]) ^ 1
    values += [checksum >> 5 * place & 31 for place in reversed(range(_CHECKSUM_DIGITS))]
    text = lower + "1" + "".join(_DIGITS[value] for value in values)
    return text if prefix == lower else text.upper()


def bech32_bytes(text: str, prefix: str) -> bytes:
    """Return the bytes of a Bech32 text with exactly this prefix, capitals included; ValueError otherwise."""
    found, separator, digits = text.rpartition("1")
    if found != prefix or not separator or not _CHECKSUM_DIGITS <= len(digits) <= _MAX_SIGNS:
        raise ValueError("unexpected kind of text")
    if not text.isascii() or text not in (text.lower(), text.upper()):
        raise ValueError("not ASCII, or capitals and small letters are mixed")
    try:
        values = [_VALUE[digit] for digit in digits.lower()]
    except KeyError as error:
        raise ValueError("unknown sign") from error
    if _polymod([*_expand(prefix.lower()), *values]) != 1:
        raise ValueError("the check signs do not match")
    return _ungroup(values[:-_CHECKSUM_DIGITS])


def _expand(prefix: str) -> list[int]:
    codes = prefix.encode("ascii")
    return [code >> 5 for code in codes] + [0] + [code & 31 for code in codes]


def _polymod(values: Iterable[int]) -> int:
    checksum = 1
    for value in values:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value ^ _FOLDED[top]
    return checksum


def _regroup(values: Iterable[int], source: int, target: int) -> list[int]:
    """Cut a run of `source`-bit values into `target`-bit ones, the last filled up with zero bits."""
    held, bits, out = 0, 0, list[int]()
    for value in values:
        held = held << source | value
        bits += source
        while bits >= target:
            bits -= target
            out.append(held >> bits)
            held &= (1 << bits) - 1
    if bits:
        out.append(held << target - bits)
    return out


def _ungroup(values: list[int]) -> bytes:
    data = bytes(_regroup(values, 5, 8)[: len(values) * 5 // 8])
    # Spare bits must be the zeros that writing adds, fewer than one digit of them.
    if _regroup(data, 8, 5) != values:
        raise ValueError("spare bits are not zero")
    return data
