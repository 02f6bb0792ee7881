"""The order in which each member is offered the dossiers (SCORING.md §8.14).

A cyclic Latin square: each dossier is read early by some, late by others, so that fatigue and contrast do
not fall on the same ones. The dossiers of calibration come first, in the same order for all.
"""

import hashlib
from collections.abc import Collection, Sequence

from commission_app.scoring.ids import DossierId, MemberId

TURN = 2**64


def reading_order(
    dossiers: Collection[DossierId],
    reader: MemberId,
    readers: Collection[MemberId],
    seed: str,
    calibration: Sequence[DossierId] = (),
) -> tuple[DossierId, ...]:
    """Return one reader's order over the dossiers of their lots. `readers` are all those of the campaign."""
    everybody = sorted(set(readers))
    shift = everybody.index(reader)
    common = [dossier for dossier in calibration if dossier in dossiers]

    def place(dossier: DossierId) -> tuple[int, DossierId]:
        turn = len(everybody) * TURN  # one turn, in units that make every shift an integer
        return (_draw(seed, dossier) * len(everybody) + shift * TURN) % turn, dossier

    return (*common, *sorted(set(dossiers) - set(common), key=place))


def _draw(seed: str, dossier: DossierId) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}|{dossier}".encode()).digest()[:8])
