"""Two workspaces of one campaign beside each other: which one continues the other, or where they parted.

The journal says it: its events are chained, so two workspaces that share a beginning share its digests.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from commission_app.store.database import Database


class Kin(Enum):
    """What another workspace is to this one."""

    SAME = "same"
    OLDER = "older"  # this one continues it
    NEWER = "newer"  # it continues this one
    FORK = "fork"  # both were written in since they parted


@dataclass(frozen=True)
class Lineage:
    """How two workspaces stand to each other."""

    kin: Kin
    shared: int  # events that both hold


def journal_of(database: Database) -> tuple[str, ...]:
    """Return the digest of every event, the oldest first. DSK-30 when one cannot be read."""
    return tuple(entry.digest for entry in database.journal.entries())


def compare(own: Sequence[str], other: Sequence[str]) -> Lineage:
    """Compare two journals."""
    pairs = zip(own, other, strict=False)
    shared = next((place for place, (one, two) in enumerate(pairs) if one != two), min(len(own), len(other)))
    if shared == len(own) == len(other):
        return Lineage(Kin.SAME, shared)
    if shared == len(other):
        return Lineage(Kin.OLDER, shared)
    return Lineage(Kin.NEWER if shared == len(own) else Kin.FORK, shared)
