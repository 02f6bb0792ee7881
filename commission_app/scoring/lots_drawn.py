"""Drawing of lots that anybody can make again, when the règlement provides for it (SCORING.md §8.6)."""

import hashlib
from collections.abc import Collection

from commission_app.scoring.ids import DossierId


def drawn_order(tied: Collection[DossierId], announced: str) -> tuple[DossierId, ...]:
    """Return tied dossiers in the order drawn by a text announced in public before it could be known."""

    def lot(dossier: DossierId) -> bytes:
        return hashlib.sha256(f"{announced}|{dossier}".encode()).digest()

    return tuple(sorted(set(tied), key=lot))
