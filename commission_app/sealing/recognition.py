"""Who is who: seals that prove the secretariat to a member, cards that prove a member to the secretariat.

Both rest on the opening code, which only the two of them have (OPENING.md): a seal is an HMAC of the lot's
manifest and of the member it is for, a card is a member's self-signed key set with an HMAC of its own.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import CampaignId, MemberId
from commission_app.sealing.documents import KeysDocument, SealDocument, read_document, write_document
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.sheet_documents import CardDocument
from commission_app.sealing.signed_act import claimed, sign, verify

MAX_SEALS_BYTES = 64 << 10  # some three hundred members; a lot has at most twenty
MAX_CARD_BYTES = 64 << 10  # 10 KB are needed: anybody can seal one, and it is read before its author is known


def write_seals(manifest: bytes, mac_keys: Mapping[MemberId, bytes]) -> bytes:
    """Return `sceaux`: one seal per member of the group."""
    act = hashlib.sha512(manifest).digest()
    return canonical_json(
        [{"member": member, "mac": _seal(key, act, member)} for member, key in sorted(mac_keys.items())]
    )


def find_seal(seals: bytes, manifest: bytes, mac_key: bytes) -> MemberId:
    """Return the member whose seal verifies under a mac key. LOT-03 if none, LOT-05 if unreadable."""
    try:
        lines = msgspec.json.decode(seals, type=list[SealDocument], strict=True)
    except ValueError as error:
        raise AppError("LOT-05") from error
    act = hashlib.sha512(manifest).digest()  # once: there may be thousands of lines, and a large manifest
    for line in lines:
        member = MemberId(line.member)
        if hmac.compare_digest(line.mac.encode(), _seal(mac_key, act, member).encode()):
            return member
    raise AppError("LOT-03")


@dataclass(frozen=True)
class Card:
    """A member's keys as they arrive with a fiche."""

    campaign: CampaignId
    member: MemberId
    keys: KeySet


def write_card(campaign: CampaignId, member: MemberId, secrets: Secrets) -> bytes:
    """Return `carte`: a member's key set signed by its own keys."""
    keys = KeysDocument(**secrets.key_set.document())
    document = CardDocument(type="carte", v=1, campaign=campaign, member=member, keys=keys)
    return sign(write_document(document), secrets.signing)


def read_card(card: bytes) -> Card:
    """Check a card against its own keys. SIG-01, ACT-01 to ACT-03 when it is not one."""
    if len(card) > MAX_CARD_BYTES:
        raise AppError("ACT-01")
    claim = read_document(claimed(card), CardDocument)
    keys = KeySet.from_document(write_document(claim.keys))
    verify(card, "carte", keys)
    return Card(CampaignId(claim.campaign), MemberId(claim.member), keys)


def card_mac(mac_key: bytes, card: bytes) -> bytes:
    """Return `carte.mac`: HMAC-SHA512(mac key, SHA-512(carte)), in hexadecimal."""
    return _mac(mac_key, hashlib.sha512(card).digest()).encode()


def card_is_from(card: bytes, mac: bytes, mac_key: bytes) -> bool:
    """Tell whether a card was made by the holder of an opening code."""
    return hmac.compare_digest(mac, card_mac(mac_key, card))


def _seal(mac_key: bytes, act: bytes, member: MemberId) -> str:
    """Return HMAC-SHA512(mac key, SHA-512(manifeste) ‖ member), in hexadecimal.

    The member is under the HMAC: another member of the group, who can seal the lot again, must not make
    somebody's application greet them under another name.
    """
    return _mac(mac_key, act + member.encode())


def _mac(mac_key: bytes, message: bytes) -> str:
    return hmac.digest(mac_key, message, "sha512").hex()
