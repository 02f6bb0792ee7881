"""What a mutant is, and what may become of one: refused in words, or proven to say nothing new."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from random import Random


class Outcome(Enum):
    """What a reader made of a mutant that it did not refuse; only the first is a fault."""

    ACCEPTED = "accepted"
    SAME = "same value"  # exactly the original, under the same digest: what was changed carries nothing
    OWN = "as signed"  # signed again with the right keys: the value is exactly what its author now says


Read = Callable[[bytes], Outcome]


@dataclass(frozen=True)
class Mutant:
    """Changed bytes, and the reader they are given to."""

    data: bytes
    read: Read


@dataclass(frozen=True)
class Target:
    """One kind of file at one depth; `mutant` returns None when what was drawn changes nothing."""

    kind: str
    depth: str  # "sealed" bytes, or "under" the encryption
    weight: int  # mutants in each round of the campaign
    mutant: Callable[[Random], Mutant | None]

    @property
    def name(self) -> str:
        """Name the target in counts and on the command line."""
        return f"{self.kind}/{self.depth}"


def strict(read: Callable[[bytes], object]) -> Read:
    """Return a reader for which any value is a fault: each byte of the format is bound."""

    def attempt(data: bytes) -> Outcome:
        read(data)
        return Outcome.ACCEPTED

    return attempt


def from_file(path: Path, read: Callable[[Path], object]) -> Callable[[bytes], object]:
    """Return a reader of bytes from one that takes a path; the same file is written over each time."""

    def reading(data: bytes) -> object:
        path.write_bytes(data)
        return read(path)

    return reading


def changed(data: bytes, originals: tuple[bytes, ...], read: Read) -> Mutant | None:
    """Return a mutant, unless it is one of the valid files that it comes from."""
    return None if data in originals else Mutant(data, read)
