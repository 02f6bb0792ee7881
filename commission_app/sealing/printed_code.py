"""Codes that a person copies from paper: their signs, their check signs, and a forgiving reading.

The alphabet is Crockford's base 32: no I, L, O or U, so that nothing is mistaken for 1, 0 or V.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from commission_app.errors import AppError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = {"I": "1", "L": "1", "O": "0"}
_BITS_PER_SIGN = 5
# What people or text editors put between signs: spaces, dashes, invisible formatting signs.
_SEPARATORS = {"Zs", "Pd", "Cf", "Cc"}


@dataclass(frozen=True)
class PrintedCode:
    """How one kind of code is printed."""

    signs: int  # drawn at random, 5 bits each
    checks: int  # first bits of SHA-256 of the signs
    group: int  # signs and check signs per printed group

    def draw(self, random: Callable[[int], bytes]) -> str:
        """Draw the signs of a new code."""
        return "".join(ALPHABET[byte % len(ALPHABET)] for byte in random(self.signs))

    def text(self, signs: str) -> str:
        """Return a code as it is printed: its signs and check signs in groups joined by dashes."""
        whole = signs + self._checks_of(signs)
        return "-".join(whole[start : start + self.group] for start in range(0, len(whole), self.group))

    def read(self, text: str) -> str:
        """Return the signs of a typed code, without its check signs.

        COD-02 a sign the alphabet does not have, COD-01 not the right number of signs, COD-03 the check signs
        do not match.
        """
        typed = "".join(self._typed_signs(text))
        if len(typed) != self.signs + self.checks:
            raise AppError("COD-01", expected=self.signs + self.checks, count=len(typed))
        signs, checks = typed[: self.signs], typed[self.signs :]
        if checks != self._checks_of(signs):
            raise AppError("COD-03")
        return signs

    def _typed_signs(self, text: str) -> Iterator[str]:
        typed = (character for character in text if unicodedata.category(character) not in _SEPARATORS)
        for index, character in enumerate(typed):
            capital = character.upper() if character.isascii() else character
            sign = _READ_AS.get(capital, capital)
            if sign not in ALPHABET:
                group, place = divmod(index, self.group)
                raise AppError("COD-02", sign=character, position=index + 1, group=group + 1, place=place + 1)
            yield sign

    def _checks_of(self, signs: str) -> str:
        bits = int.from_bytes(hashlib.sha256(signs.encode("ascii")).digest(), "big")
        bits >>= 256 - _BITS_PER_SIGN * self.checks
        return "".join(
            ALPHABET[bits >> (_BITS_PER_SIGN * place) & 31] for place in reversed(range(self.checks))
        )
