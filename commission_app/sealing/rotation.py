"""The secretariat's keys change: what is drawn anew, and the chain of acts that says so (SEALING.md §6.9).

A planned change is an act signed by the keys that leave. Lots carry the last of these acts, so that an
application that pinned an earlier key set follows them one by one. After a forced change there is no act:
whoever holds the former keys could sign one as well.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId
from commission_app.sealing import secretariat_documents as shape
from commission_app.sealing.documents import KeysDocument, read_document, write_document
from commission_app.sealing.identity import MAX_PAST, KeySet, Secrets
from commission_app.sealing.signed_act import claimed, sign, verify

MAX_ROTATIONS = 8  # that a lot carries: an application that pinned earlier keys needs a new letter
MAX_ROTATION_BYTES = 64 << 10  # some 14 KB are needed


@dataclass(frozen=True)
class Rotation:
    """One change of keys, as the keys that leave declared it."""

    campaign: CampaignId
    old: KeySet
    new: KeySet


def renewed(secrets: Secrets, random: Callable[[int], bytes]) -> Secrets:
    """Draw the secretariat's keys again; what the former ones opened stays readable.

    A chest with two keys stays the same: nothing at rest here opens it. KEY-05 when no more former keys can
    be kept.
    """
    past = (secrets.read, *([secrets.enc] if secrets.enc else []), *secrets.past)
    if len(past) > MAX_PAST:
        raise AppError("KEY-05")
    return replace(
        secrets,
        enc=random(32) if secrets.enc else b"",
        read=random(32),
        sig=random(32),
        pqsig=random(32),
        database=random(32),
        vault=random(32),
        past=past,
    )


def write_rotation(campaign: CampaignId, old: Secrets, new: KeySet) -> bytes:
    """Return `rotation`: the new keys, signed by the old ones."""
    document = shape.RotationDocument(
        type="rotation",
        v=1,
        campaign=campaign,
        old=KeysDocument(**old.key_set.document()),
        new=KeysDocument(**new.document()),
    )
    return sign(write_document(document), old.signing)


def read_rotation(act: bytes) -> Rotation:
    """Check an act of rotation against the keys it says leave: the caller knows whether they are trusted.

    SIG-01, ACT-01 to ACT-03 when it is not one.
    """
    claim = read_document(claimed(act), shape.RotationDocument)
    old = KeySet.from_document(write_document(claim.old))
    found = read_document(verify(act, "rotation", old), shape.RotationDocument)
    new = KeySet.from_document(write_document(found.new))
    return Rotation(CampaignId(found.campaign), old, new)


def last_rotations(acts: Iterable[bytes], keys: KeySet) -> tuple[bytes, ...]:
    """Return the acts that lead to the keys in force, the oldest first, at most MAX_ROTATIONS.

    Those before a forced change lead nowhere, and are left out.
    """
    known = {rotation.new: (rotation.old, act) for act in acts for rotation in [read_rotation(act)]}
    chain: list[bytes] = []
    while keys in known and len(chain) < MAX_ROTATIONS:
        keys, act = known.pop(keys)
        chain.insert(0, act)
    return tuple(chain)


def former_keys(acts: Sequence[bytes], campaign: CampaignId, keys: KeySet) -> tuple[KeySet, ...]:
    """Return the key sets that a lot's chain leads from, the oldest first, to those of its manifest.

    SIG-01 unless each act is of this campaign, signed by the keys that the one before brought, and the last
    brings the manifest's; ACT-01 to ACT-03 when one is no act of rotation.
    """
    rotations = [read_rotation(act) for act in acts]
    for rotation in reversed(rotations):
        if rotation.campaign != campaign or rotation.new != keys:
            raise AppError("SIG-01")
        keys = rotation.old
    return tuple(rotation.old for rotation in rotations)
