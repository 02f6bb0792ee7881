"""Lots that anybody draws again."""

import hashlib

from commission_app.scoring.ids import DossierId
from commission_app.scoring.lots_drawn import drawn_order

TIED = [DossierId(name) for name in ("D007", "D012", "D040")]


def test_the_order_is_that_of_the_digests_of_the_announced_text_and_the_dossier() -> None:
    expected = sorted(TIED, key=lambda name: hashlib.sha256(f"tirage du 12|{name}".encode()).hexdigest())
    assert drawn_order(TIED, "tirage du 12") == tuple(expected)


def test_the_order_in_which_dossiers_are_given_changes_nothing_and_the_text_does() -> None:
    assert drawn_order(TIED[::-1], "a") == drawn_order(TIED, "a")
    assert len({drawn_order(TIED, text) for text in "abcdefgh"}) > 1
