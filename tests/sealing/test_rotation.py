"""The chain of acts by which the secretariat's keys declare the next ones, in a lot or outside."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId
from commission_app.sealing.bundle import ROTATIONS, write_bundle
from commission_app.sealing.identity import MAX_PAST, KeySet, Secrets, SigningKeys
from commission_app.sealing.rotation import (
    MAX_ROTATION_BYTES,
    MAX_ROTATIONS,
    former_keys,
    last_rotations,
    read_rotation,
    renewed,
    write_rotation,
)
from commission_app.sealing.signed_act import sign
from tests.sealing.drawn_bytes import DrawnBytes
from tests.sealing.exchange import (
    CAMPAIGN,
    CONTENTS,
    FALSE_SECRETARIAT,
    M07,
    M08,
    MANIFEST,
    MEMBERS,
    RANDOM,
    RECIPIENTS,
    SECRETARIAT,
    entries_of,
    heads_of,
    mac_keys_of,
    no_progress,
    open_as,
    pieces_from,
    refusal,
    reseal,
)

# The secretariat's successive secrets; those of `exchange` are the last, so that its lots are signed by them.
FIRST, SECOND, THIRD = (Secrets.new(DrawnBytes(name)) for name in ("first", "second", "third"))
SUCCESSIVE = (FIRST, SECOND, THIRD, SECRETARIAT)
CHAIN = tuple(write_rotation(CAMPAIGN, old, new.key_set) for old, new in pairwise(SUCCESSIVE))
FORMER = tuple(secrets.key_set for secrets in SUCCESSIVE[:-1])
PIECES = {str(path): content for path, content in CONTENTS.items()}


def with_chain(lot: Path, acts: Sequence[bytes], names: Sequence[str] = ROTATIONS) -> None:
    """Seal the lot again with these acts between the seals and the pieces."""
    chain = dict(zip(names, acts, strict=False))
    reseal(lot, {**heads_of(MANIFEST), **chain, **PIECES})


def declared(document: dict[str, object], secrets: Secrets) -> bytes:
    return sign({"type": "rotation", "v": 1, "campaign": CAMPAIGN, **document}, secrets.signing)


def link(old: KeySet, new: KeySet, signer: Secrets) -> bytes:
    """Return an act that says anything, signed by anybody."""
    return declared({"old": old.document(), "new": new.document()}, signer)


# ------------------------------------------------------------------------------------------------- the keys


def test_renewed_keys_are_all_others_and_the_former_ones_still_read() -> None:
    after = renewed(SECRETARIAT, DrawnBytes("renewed"))
    for name in ("enc", "read", "sig", "pqsig", "database", "vault"):
        assert getattr(after, name) != getattr(SECRETARIAT, name)
    assert after.past == (SECRETARIAT.read, SECRETARIAT.enc)
    held = {identity.text for identity in renewed(after, DrawnBytes("again")).identities}
    assert {identity.text for identity in SECRETARIAT.identities} < held


def test_former_keys_are_never_dropped_in_silence() -> None:
    full = replace(SECRETARIAT, past=(bytes(32),) * (MAX_PAST - 2))
    assert len(renewed(full, RANDOM).past) == MAX_PAST
    with pytest.raises(AppError) as refused:
        renewed(renewed(full, RANDOM), RANDOM)
    assert refused.value.code == "KEY-05"


def test_the_chain_leads_from_every_former_key_set_to_the_present_one() -> None:
    assert former_keys(CHAIN, CAMPAIGN, SECRETARIAT.key_set) == FORMER
    assert former_keys((), CAMPAIGN, SECRETARIAT.key_set) == ()


def test_the_acts_to_carry_are_found_among_all_whatever_their_order() -> None:
    broken = write_rotation(CAMPAIGN, FALSE_SECRETARIAT, FIRST.key_set)  # before a forced change
    assert last_rotations(reversed(CHAIN), SECRETARIAT.key_set) == CHAIN
    assert last_rotations([*CHAIN[2:], broken], SECRETARIAT.key_set) == CHAIN[2:]
    assert last_rotations([broken], SECRETARIAT.key_set) == ()


def test_no_more_acts_are_carried_than_a_lot_holds() -> None:
    long = [Secrets.new(DrawnBytes(f"key set {number}")) for number in range(MAX_ROTATIONS + 2)]
    acts = [write_rotation(CAMPAIGN, old, new.key_set) for old, new in pairwise(long)]
    assert last_rotations(acts, long[-1].key_set) == tuple(acts[1:])


def test_keys_that_declare_one_another_in_a_circle_end_somewhere() -> None:
    circle = [
        write_rotation(CAMPAIGN, FIRST, SECOND.key_set),
        write_rotation(CAMPAIGN, SECOND, FIRST.key_set),
    ]
    assert len(last_rotations(circle, FIRST.key_set)) == 2


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (link(FIRST.key_set, SECOND.key_set, FALSE_SECRETARIAT), "SIG-01"),
        (CHAIN[0].replace(CAMPAIGN.encode(), b"x" * len(CAMPAIGN)), "SIG-01"),
        (declared({"old": FIRST.key_set.document()}, FIRST), "ACT-02"),
        (declared({"old": FIRST.key_set.document(), "new": {}}, FIRST), "ACT-02"),
        (declared({"old": {}, "new": SECOND.key_set.document()}, FIRST), "ACT-02"),
        (heads_of(MANIFEST)["manifeste"], "ACT-02"),
        (CHAIN[0][:-40], "SIG-01"),
        (b"", "ACT-01"),
    ],
    ids=["signer", "changed", "no new keys", "empty new", "empty old", "a lot", "cut", "nothing"],
)
def test_an_act_that_its_old_keys_did_not_sign_is_refused(act: bytes, code: str) -> None:
    with pytest.raises(AppError) as refused:
        read_rotation(act)
    assert refused.value.code == code


def test_an_act_signed_by_half_of_the_old_keys_is_refused() -> None:
    document = {
        "type": "rotation", "v": 1, "campaign": CAMPAIGN,
        "old": FIRST.key_set.document(), "new": SECOND.key_set.document(),
    }  # fmt: skip
    for keys in (
        SigningKeys(FIRST.signing.ed25519, SECOND.signing.mldsa),
        SigningKeys(SECOND.signing.ed25519, FIRST.signing.mldsa),
    ):
        with pytest.raises(AppError) as refused:
            read_rotation(sign(document, keys))
        assert refused.value.code == "SIG-01"


# ----------------------------------------------------------------------------------------------- in a lot


def seal_with(acts: Sequence[bytes], lot: Path) -> None:
    write_bundle(
        lot,
        MANIFEST,
        pieces=pieces_from(),
        mac_keys=mac_keys_of(MANIFEST),
        recipients=RECIPIENTS,
        secrets=SECRETARIAT,
        random=RANDOM,
        progress=no_progress,
        rotations=acts,
    )


def test_a_lot_carries_its_chain_between_the_seals_and_the_pieces(tmp_path: Path) -> None:
    lot = tmp_path / "a.lot"
    seal_with(CHAIN, lot)
    assert list(entries_of(lot))[:5] == ["manifeste", "sceaux", "rotation/1", "rotation/2", "rotation/3"]
    with open_as(lot) as bundle:
        assert bundle.former == FORMER
        assert {path: bundle.read_piece(path) for path in CONTENTS} == CONTENTS


@pytest.mark.parametrize("acts", [CHAIN[:1], CHAIN[::-1], CHAIN * MAX_ROTATIONS])
def test_a_chain_that_nobody_could_follow_is_not_sealed(tmp_path: Path, acts: Sequence[bytes]) -> None:
    with pytest.raises((AppError, ValueError)):
        seal_with(acts, tmp_path / "a.lot")
    assert not list(tmp_path.iterdir())


def test_a_lot_without_its_chain_says_nothing_of_former_keys(lot: Path) -> None:
    with_chain(lot, ())
    with open_as(lot) as bundle:
        assert bundle.former == ()


OTHER = Secrets.new(DrawnBytes("other"))
FOREIGN = CampaignId("autre-campagne")
FALSE_CHAINS = {
    "reordered": (CHAIN[1], CHAIN[0], CHAIN[2]),
    "its last act missing": CHAIN[:-1],
    "an act missing in the middle": (CHAIN[0], CHAIN[2]),
    "an act repeated": (CHAIN[0], CHAIN[0], CHAIN[1], CHAIN[2]),
    "leading elsewhere": (link(FIRST.key_set, OTHER.key_set, FIRST),),
    "signed by the new keys": (link(THIRD.key_set, SECRETARIAT.key_set, SECRETARIAT),),
    "signed by a member": (link(THIRD.key_set, SECRETARIAT.key_set, MEMBERS[M08]),),
    "signed by a false secretariat": (link(THIRD.key_set, SECRETARIAT.key_set, FALSE_SECRETARIAT),),
    "of another campaign": (write_rotation(FOREIGN, THIRD, SECRETARIAT.key_set),),
    "begun in another campaign": (write_rotation(FOREIGN, SECOND, THIRD.key_set), CHAIN[2]),
    "cut": (CHAIN[2][: len(CHAIN[2]) // 2],),
    "altered": (CHAIN[2].replace(b"age1pq1", b"age1pq2", 1),),
    "empty": (b"",),
    "another act": (heads_of(MANIFEST)["manifeste"],),
}


@pytest.mark.parametrize("acts", FALSE_CHAINS.values(), ids=FALSE_CHAINS)
@pytest.mark.parametrize("pinned", [None, SECRETARIAT.key_set], ids=["first lot", "known keys"])
def test_a_false_chain_refuses_the_lot_even_when_nobody_needs_it(
    lot: Path, tmp_path: Path, acts: Sequence[bytes], pinned: KeySet | None
) -> None:
    with_chain(lot, acts)
    with refusal("SIG-02", tmp_path):
        open_as(lot, M07, pinned)


@pytest.mark.parametrize(
    ("acts", "names"),
    [
        (CHAIN, ("rotation/1", "rotation/3", "rotation/2")),
        (CHAIN, ("rotation/2", "rotation/3", "rotation/4")),
        (CHAIN, ("rotation/0", "rotation/1", "rotation/2")),
        (CHAIN, ("rotation/01", "rotation/02", "rotation/03")),
        (CHAIN, ("rotation-1", "rotation-2", "rotation-3")),
        ([*CHAIN, *CHAIN, *CHAIN], [f"rotation/{number}" for number in range(1, 10)]),
    ],
)
def test_acts_that_are_not_numbered_in_their_order_are_no_chain(
    lot: Path, tmp_path: Path, acts: Sequence[bytes], names: Sequence[str]
) -> None:
    """A lot that holds something else than what is signed."""
    with_chain(lot, acts, names)
    with pytest.raises(AppError) as refused:
        open_as(lot)
    assert refused.value.code in {"LOT-10", "SIG-02"}


def test_acts_after_the_pieces_or_before_the_seals_are_refused(lot: Path, tmp_path: Path) -> None:
    heads, chain = heads_of(MANIFEST), {"rotation/1": CHAIN[2]}
    reseal(lot, {**heads, **PIECES, **chain})
    with refusal("LOT-10", tmp_path):
        open_as(lot)
    reseal(lot, {"manifeste": heads["manifeste"], **chain, "sceaux": heads["sceaux"], **PIECES})
    with refusal("LOT-06", tmp_path):
        open_as(lot)


def test_an_oversized_act_is_refused_before_it_is_read(lot: Path, tmp_path: Path) -> None:
    with_chain(lot, (bytes(MAX_ROTATION_BYTES + 1),))
    with refusal("LOT-06", tmp_path):
        open_as(lot)
    assert max(map(len, CHAIN)) < MAX_ROTATION_BYTES // 4
