"""The help pages as they are shipped: Markdown files whose first line is their title.

They are ordered by their names: `membre/2-lire-et-noter.md` is the topic `lire-et-noter`.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from commission_app import resources
from commission_app.texts import typeset

Side = Literal["membre", "secretariat"]


@dataclass(frozen=True)
class Topic:
    """One page: its name in the code, its title, and the whole page in Markdown."""

    name: str
    title: str
    text: str


@cache
def topics(side: Side) -> tuple[Topic, ...]:
    """Return the pages of one space, in order."""
    files = sorted(resources.path(f"help/{side}").glob("*.md"))
    return tuple(_topic(file.stem, file.read_text(encoding="utf-8")) for file in files)


def _topic(stem: str, text: str) -> Topic:
    title, _, body = text.partition("\n")
    return Topic(stem.partition("-")[2], title.removeprefix("# ").strip(), typeset(body.strip()))
