"""Who is who: seals that prove the secretariat to a member, cards that prove a member to the secretariat.

Both rest on the opening code, which only the two of them have (OPENING.md): a seal is an HMAC of the lot's
manifest, a card is a member's self-signed key set with an HMAC under the same key.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import CampaignId, MemberId
from commission_app.sealing import documents as shape
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.signed_act import claimed, sign, verify

MAX_SEALS = 200


def code_mac(mac_key: bytes, act: bytes) -> str:
    """Return HMAC-SHA512(mac key, SHA-512(act)) in hexadecimal (OPENING.md, « Lot » and « Fiche »)."""
    return hmac.digest(mac_key, hashlib.sha512(act).digest(), "sha512").hex()


def write_seals(manifest: bytes, mac_keys: Mapping[MemberId, bytes]) -> bytes:
    """Return `sceaux`: one seal per member of the group."""
    return canonical_json(
        [{"member": member, "mac": code_mac(key, manifest)} for member, key in sorted(mac_keys.items())]
    )


def find_seal(seals: bytes, manifest: bytes, mac_key: bytes) -> MemberId:
    """Return the member whose seal verifies under a mac key. LOT-03 when none does."""
    try:
        lines = msgspec.json.decode(seals, type=list[shape.SealDocument])
    except msgspec.MsgspecError as error:
        raise AppError("LOT-05") from error
    expected = code_mac(mac_key, manifest)
    for line in lines[:MAX_SEALS]:
        if hmac.compare_digest(line.mac.encode(), expected.encode()):
            return MemberId(line.member)
    raise AppError("LOT-03")


@dataclass(frozen=True)
class Card:
    """A member's keys as they arrive with a fiche."""

    campaign: CampaignId
    member: MemberId
    keys: KeySet


def write_card(campaign: CampaignId, member: MemberId, secrets: Secrets) -> bytes:
    """Return `carte`: a member's key set signed by its own keys."""
    document = shape.CardDocument(
        type="carte", v=1, campaign=campaign, member=member,
        keys=shape.KeysDocument(**secrets.key_set.document()),
    )  # fmt: skip
    return sign(shape.write_document(document), secrets.signing)


def read_card(card: bytes) -> Card:
    """Check a card against its own keys. SIG-01, ACT-01 to ACT-03 when it is not one."""
    claim = shape.read_document(claimed(card), shape.CardDocument)
    keys = KeySet.from_document(shape.write_document(claim.keys))
    verify(card, "carte", keys)
    return Card(CampaignId(claim.campaign), MemberId(claim.member), keys)


def card_is_from(card: bytes, mac: bytes, mac_key: bytes) -> bool:
    """Tell whether a card was made by the holder of an opening code."""
    return hmac.compare_digest(mac.strip(), code_mac(mac_key, card).encode())
