"""What an attacker, a courier or a faulty disk makes of lots and fiches of a real campaign.

The forger holds what the attack supposes: a member of the group has the content of the lot and everybody's
recipients; a false secretariat has keys of its own; for the rest, `Forge` borrows the true secrets.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from commission_app.scoring.ids import CampaignId, MemberId
from commission_app.sealing.age_format import encode_header, open_header, read_header
from commission_app.sealing.age_recipients import HybridIdentity, HybridRecipient, X25519Recipient
from commission_app.sealing.age_stream import decrypt, encrypt
from commission_app.sealing.identity import Secrets
from commission_app.sealing.opening_code import CodeSecrets, derive, parse_code
from commission_app.sealing.recognition import card_mac, write_card, write_seals
from commission_app.sealing.sheet_file import SheetParts, open_sheet, write_sheet
from commission_app.sealing.signed_act import claimed, sign
from commission_app.sealing.stored_zip import pack, unpack
from tests.sealing.drawn_bytes import DrawnBytes
from tests.workflow.campaigns import Prepared

Entries = dict[str, bytes]
Change = Callable[[dict[str, Any]], None]
M01 = MemberId("m01")
CLASSICAL = "age1cy0su9fwf3gf9mw868g5yut09p6nytfmmnktexz2ya5uqg9vl9sss4euqm"
RANDOM = DrawnBytes("forgeries")


class Forge:
    """Alters the lot and the fiche of the first member of a prepared campaign."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.code: CodeSecrets = derive(parse_code(prepared.letters[M01].code))
        self.reader = HybridIdentity.from_seed(self.code.read_seed)
        with prepared.secretariat() as session:
            self.secretariat: Secrets = session.secrets
            self.mac_keys = {
                member.id: code.mac_key
                for member in session.campaign.members
                if (code := session.database.campaign.code(member.id)) is not None
            }

    # --------------------------------------------------------------------------------------------- lots

    def entries(self, lot: Path) -> Entries:
        """Return the content of a lot, as any member of its group has it."""
        return unpack(decrypt(lot.read_bytes(), [self.reader]))

    def reseal(self, lot: Path, content: bytes | Mapping[str, bytes]) -> None:
        """Seal something else to the first member in the place of a lot."""
        packed = content if isinstance(content, bytes) else pack(dict(content))
        lot.write_bytes(encrypt(packed, [self.reader.recipient], RANDOM))

    def resign(
        self, lot: Path, change: Callable[[dict[str, Any]], None], secrets: Secrets | None = None
    ) -> None:
        """Sign a changed manifest and seal it for every member, as whoever knows all the codes could."""
        entries = self.entries(lot)
        document = claimed(entries["manifeste"])
        change(document)
        act = sign(document, (secrets or self.secretariat).signing)
        self.reseal(lot, {**entries, "manifeste": act, "sceaux": write_seals(act, self.mac_keys)})

    def with_manifest(self, lot: Path, act: bytes) -> None:
        """Put another act in the place of the manifest, with true seals over it."""
        entries = self.entries(lot)
        self.reseal(lot, {**entries, "manifeste": act, "sceaux": write_seals(act, self.mac_keys)})

    def weaken(self, lot: Path) -> None:
        """Add a classical recipient to a lot, as somebody who wants to read it later could."""
        sealed = io.BytesIO(lot.read_bytes())
        file_key = open_header(sealed, [self.reader], hybrid_only=True)
        payload = sealed.read()
        stanzas = read_header(io.BytesIO(lot.read_bytes())).stanzas
        weaker = X25519Recipient.parse(CLASSICAL).wrap(file_key, RANDOM)
        lot.write_bytes(encode_header([*stanzas, weaker], file_key) + payload)

    # ------------------------------------------------------------------------------------------- fiches

    def parts(self, fiche: Path) -> SheetParts:
        """Return the parts of a fiche, as the secretariat has them."""
        return open_sheet(fiche.read_bytes(), self.secretariat.identities, fiche.name)

    def send(self, fiche: Path, parts: SheetParts, to: HybridRecipient | None = None) -> None:
        """Seal parts into the place of a fiche."""
        recipient = to or HybridRecipient.parse(self.secretariat.key_set.enc)
        write_sheet(fiche, parts, [recipient], RANDOM)

    def restate(self, fiche: Path, author: Secrets, change: Change) -> None:
        """Sign a changed fiche with its author's own keys: what a modified application could hand in."""
        parts = self.parts(fiche)
        document = claimed(parts.act)
        change(document)
        self.send(fiche, replace(parts, act=sign(document, author.signing)))

    def card_of(self, author: Secrets, member: MemberId, campaign: str) -> tuple[bytes, bytes]:
        """Return a card and its mac made with somebody's keys and the first member's code."""
        card = write_card(CampaignId(campaign), member, author)
        return card, card_mac(self.code.mac_key, card)
