"""A source of bytes that look random and are the same in every run."""

import hashlib
from itertools import count


class DrawnBytes:
    """Called as a random source: `DrawnBytes("name")(32)`; another name gives other bytes."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._calls = count()

    def __call__(self, length: int) -> bytes:
        return hashlib.shake_256(f"{self._name} {next(self._calls)}".encode()).digest(length)
