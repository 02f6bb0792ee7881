"""The chest with two keys: both halves open it, one half says nothing."""

from dataclasses import replace

import pytest

from commission_app.errors import AppError
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.chest import SHARE_BYTES, new_chest, open_chest
from commission_app.sealing.identity import Secrets
from commission_app.sealing.rotation import renewed
from commission_app.sealing.vault import new_recovery_code
from tests.sealing.drawn_bytes import DrawnBytes

CHEST = new_chest(DrawnBytes("chest"))
OTHER = new_chest(DrawnBytes("another chest"))
GROUPS = CHEST.chair_code.split("-")


def refused(share: bytes, chair_code: str) -> str:
    with pytest.raises(AppError) as refusal:
        open_chest(share, CHEST.recipient, chair_code)
    return refusal.value.code


def test_both_halves_open_the_chest() -> None:
    assert open_chest(CHEST.share, CHEST.recipient, CHEST.chair_code).recipient.text == CHEST.recipient


def test_the_code_is_printed_in_seven_groups_of_six_and_read_as_it_is_typed() -> None:
    assert [len(group) for group in GROUPS] == [6] * 7
    typed = " ".join(GROUPS).lower().replace("0", "o").replace("1", "l")
    assert open_chest(CHEST.share, CHEST.recipient, typed).recipient.text == CHEST.recipient


def test_another_chests_code_or_half_is_told() -> None:
    assert refused(CHEST.share, OTHER.chair_code) == "CHE-01"
    assert refused(OTHER.share, CHEST.chair_code) == "CHE-01"
    assert refused(CHEST.share, new_recovery_code(DrawnBytes("recovery"))) == "CHE-01"


def test_a_mistyped_code_is_told_before_the_chest_is_tried() -> None:
    sign = "2" if CHEST.chair_code[0] != "2" else "3"
    assert refused(CHEST.share, sign + CHEST.chair_code[1:]) == "COD-03"
    assert refused(CHEST.share, CHEST.chair_code[:-1]) == "COD-01"
    assert refused(CHEST.share, "U" + CHEST.chair_code[1:]) == "COD-02"


def test_one_half_is_not_the_seed() -> None:
    """Not even the half with nothing in the place of the other."""
    chair_half = HybridIdentity.from_seed(open_chest(bytes(SHARE_BYTES), *_alone()).seed)
    for seed in (CHEST.share, chair_half.seed):
        assert HybridIdentity.from_seed(seed).recipient.text != CHEST.recipient


def _alone() -> tuple[str, str]:
    """Return the recipient that the chair's half would have alone, and its code."""
    alone = new_chest(lambda length: bytes(length) if length == SHARE_BYTES else _signs())
    return alone.recipient, alone.chair_code


def _signs() -> bytes:
    from commission_app.sealing.printed_code import ALPHABET

    return bytes(ALPHABET.index(sign) for sign in CHEST.chair_code.replace("-", "")[:40])


def test_the_chest_is_the_key_to_which_members_seal_and_outlives_a_change_of_keys() -> None:
    drawn = Secrets.new(DrawnBytes("secretariat"))
    secrets = replace(drawn, enc=b"", share=CHEST.share, chest=CHEST.recipient)
    assert secrets.key_set.enc == CHEST.recipient
    after = renewed(secrets, DrawnBytes("renewed"))
    assert (after.enc, after.share, after.chest) == (b"", CHEST.share, CHEST.recipient)
    assert after.past == (secrets.read,)
    assert after.key_set.enc == CHEST.recipient
    assert after.key_set != secrets.key_set
    texts = {identity.recipient.text for identity in after.identities}
    assert CHEST.recipient not in texts


def test_neither_half_is_shown_by_a_program() -> None:
    assert CHEST.chair_code not in repr(CHEST)
    assert repr(CHEST.share) not in repr(CHEST)
