"""One file of a kind of documents."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One file of a kind: its name in a list, and the name of its file."""

    key: str
    title: str
    file: str
