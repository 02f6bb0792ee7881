"""Mutants of signed acts: their bytes, and their documents changed then signed again by the right keys.

A document signed again by its author is the author's word, whatever it says: it is refused, or read as
exactly what it says. To tell, the value that comes back is written again and compared with the document.
"""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

from commission_app.scoring.ids import InstitutionId
from commission_app.scoring.sheet import Sheet
from commission_app.sealing import canonical, sshsig
from commission_app.sealing.age_stream import encrypt
from commission_app.sealing.decision import Exclusion, read_exclusion
from commission_app.sealing.documents import read_document, write_document
from commission_app.sealing.identity import KeySet, SigningKeys
from commission_app.sealing.manifest import read_manifest
from commission_app.sealing.recognition import Card, card_mac, read_card, write_card
from commission_app.sealing.register import Register, RegisteredMember, RetainedSheet, read_register
from commission_app.sealing.rotation import read_rotation, write_rotation
from commission_app.sealing.salted_texts import SaltedTexts, TextKind, TextReader
from commission_app.sealing.sheet_act import SheetClaims, read_sheet_document, sheet_document
from commission_app.sealing.sheet_checks import check_sheet
from commission_app.sealing.sheet_documents import CardDocument
from commission_app.sealing.signed_act import claimed, sign, verify
from tests.sealing import exchange as x
from tests.sealing.mutant import Mutant, Outcome, Read, Target, changed, strict
from tests.sealing.mutations import damaged, forged, json_line
from tests.sealing.sealed_mutants import PINNED, READER, RECEIPTS, receipt_document, received

Document = dict[str, Any]
Written = Callable[[Document], Document]  # read a document, write again what was understood

FICHE, OTHER_FICHE = claimed(x.PARTS.act), claimed(x.parts_of(seq=3).act)
TEXTS: dict[str, Any] = json.loads(x.PARTS.texts)
MANIFEST_2 = replace(x.MANIFEST, serial=2, round=2, deadline="2022-01-01T00:00", recovery=None)
LOT, OTHER_LOT = canonical.decode(canonical.encode(x.MANIFEST.document())), MANIFEST_2.document()
CARD, OTHER_CARD = claimed(x.PARTS.card), claimed(x.parts_of(secrets=x.MEMBERS[x.M08]).card)
ROTATION = write_rotation(x.CAMPAIGN, x.SECRETARIAT, x.FALSE_SECRETARIAT.key_set)


def decision_document(said: Exclusion) -> Document:
    """Write a decision of the chair."""
    return {
        "type": "acte",
        "v": 1,
        "campaign": said.campaign,
        "kind": "exclusion",
        "member": said.member,
        "dossier": said.dossier,
        "sheet": said.sheet,
        "name": said.name,
        "reason": said.reason,
        "at": said.at.isoformat(timespec="seconds"),
    }


AT = datetime(2021, 7, 1, 9, 30)  # noqa: DTZ001 - a local time, as they are written
REGISTERED = tuple(
    RegisteredMember(member, f"Nom {member}", InstitutionId("CNAF"), (x.MEMBERS[member].key_set,), 1)
    for member in (x.M07, x.M08)
)
RETAINED = (RetainedSheet(x.M07, x.PARTS.sha512),)
REGISTERS = (
    Register(x.CAMPAIGN, 1, AT, REGISTERED, RETAINED).document(),
    Register(x.CAMPAIGN, 2, AT, REGISTERED[:1], ()).document(),
)
DECISION = Exclusion(x.CAMPAIGN, x.M07, x.D1, x.PARTS.sha512, "La présidente", "un lien", AT)
DECISIONS = (decision_document(DECISION), decision_document(replace(DECISION, dossier=x.D2, reason="autre")))


def signed(line: bytes, kind: str, keys: SigningKeys) -> bytes:
    """Sign any line as an act of a kind, even one that the application would refuse to sign."""
    namespace = f"{kind}-v1@commission-app"
    line += b"\n"
    message = line + b"mldsa65 " + base64.b64encode(keys.mldsa.sign(line, namespace.encode())) + b"\n"
    return message + sshsig.sign(keys.ed25519, namespace, message)


def says(written: bytes, line: bytes) -> Outcome:
    """Tell whether what was understood, written again, is what was signed."""
    return Outcome.OWN if written == line else Outcome.ACCEPTED


# --------------------------------------------------------------------------------------------- written again


def lot_again(document: Document) -> Document:
    """Read a manifest and write it again."""
    return read_manifest(document).document()


def card_of(document: Document) -> Document:
    """Read what a card says and write it again."""
    claim = read_document(document, CardDocument)
    keys = KeySet.from_document(write_document(claim.keys))
    return {
        "type": "carte",
        "v": 1,
        "campaign": claim.campaign,
        "member": claim.member,
        "keys": keys.document(),
    }


def card_again(card: Card) -> Document:
    """Write a card again."""
    return {
        "type": "carte",
        "v": 1,
        "campaign": card.campaign,
        "member": card.member,
        "keys": card.keys.document(),
    }


class KnownTexts(SaltedTexts):
    """The texts of a fiche with the digests they came under, to write its act again."""

    def __init__(self, texts: Mapping[str, Any]) -> None:
        super().__init__(x.RANDOM)
        self._digests = {(text["kind"], text["text"]): digest for digest, text in texts.items()}

    def add(self, kind: TextKind, text: str) -> str:
        """Return the digest that a text came under. KeyError for a text that did not come."""
        return str(self._digests[kind, text])


def fiche_again(claims: SheetClaims, sheet: Sheet, texts: Mapping[str, Any]) -> Document:
    """Write the act of a fiche again from what was understood of it."""
    return ordered(sheet_document(claims, sheet, KnownTexts(texts)), texts)


def ordered(fiche: Document, texts: Mapping[str, Any]) -> Document:
    """Return the act of a fiche in the order in which it is written; what may be absent is, when empty.

    Dossiers, ties and ancestors are sets: their order says nothing. Nor does an empty remark.
    """
    plain = json.loads(json.dumps(fiche))
    empty = {digest for digest, text in texts.items() if not text["text"]}
    plain["prev"] = sorted(set(plain["prev"]))
    for name in ("ties", "recused", "dossiers"):
        plain[name].sort(key=lambda item: item["dossier"])
    for reading in plain["dossiers"]:
        reading["entries"].sort(key=lambda entry: entry["criterion"])
        for entry in reading["entries"]:
            for name in ("motive", "remark_digest", "evidence"):
                if name in entry and (not entry[name] or (name == "remark_digest" and entry[name] in empty)):
                    del entry[name]
    return dict(plain)


def fiche_reading(document: Document, texts: bytes) -> Outcome:
    """Read a fiche as the secretariat does once its signatures are verified."""
    claims, sheet = read_sheet_document(document, TextReader(texts))
    check_sheet(claims, sheet, x.CONTEXT.institution_of[x.M07], [x.MANIFEST])
    came = json.loads(texts)
    again = fiche_again(claims, sheet, came)
    return says(canonical.encode(again), canonical.encode(ordered(document, came)))


# --------------------------------------------------------------------------------------------------- targets


def documents() -> list[Target]:
    """Change documents, and give them to the reader of their kind as if their signatures were verified."""

    def read_with(again: Written) -> Read:
        def read(line: bytes) -> Outcome:
            return says(canonical.encode(again(canonical.decode(line))), line)

        return read

    def fiche(line: bytes) -> Outcome:
        return fiche_reading(canonical.decode(line), x.PARTS.texts)

    return [
        _documents("lot", 8, LOT, OTHER_LOT, read_with(lot_again)),
        _documents("carte", 4, CARD, OTHER_CARD, read_with(card_of)),
        _documents("fiche", 50, FICHE, OTHER_FICHE, fiche),
    ]


def _documents(kind: str, weight: int, document: Document, other: Document, read: Read) -> Target:
    original = canonical.encode(document)

    def mutant(random: Random) -> Mutant | None:
        return changed(json_line(random, forged(random, document, other)), (original,), read)

    return Target(f"{kind} document", "under", weight, mutant)


def signed_again() -> list[Target]:
    """Change documents, sign them by their own author, and give them to the whole reader."""

    def fiche(act: bytes) -> Outcome:
        verified = x.verified(replace(x.PARTS, act=act))
        again = fiche_again(verified.claims, verified.sheet, TEXTS)
        return says(canonical.encode(again), canonical.encode(ordered(claimed(act), TEXTS)))

    def card(act: bytes) -> Outcome:
        mac = card_mac(x.CODES[x.M07].mac_key, act)
        x.verified(replace(x.PARTS, card=act, mac=mac))
        return says(canonical.encode(card_again(read_card(act))), _line(act))

    def receipt(act: bytes) -> Outcome:
        found = received(encrypt(act, [READER.recipient], x.RANDOM))
        return says(canonical.encode(receipt_document(found)), _line(act))

    def rotation(act: bytes) -> Outcome:
        found = read_rotation(act)
        again = {"campaign": found.campaign, "old": found.old.document(), "new": found.new.document()}
        return says(canonical.encode({"type": "rotation", "v": 1, **again}), _line(act))

    def register(act: bytes) -> Outcome:
        found = read_register(act, x.CAMPAIGN, [PINNED, x.FALSE_SECRETARIAT.key_set])
        return says(canonical.encode(found.document()), _line(act))

    def decision(act: bytes) -> Outcome:
        found = read_exclusion(act, x.CAMPAIGN, [x.FALSE_SECRETARIAT.key_set, PINNED])
        return says(canonical.encode(decision_document(found)), _line(act))

    receipts = [sign(receipt_document(each), x.SECRETARIAT.signing) for each in RECEIPTS]
    return [
        _signed("fiche", 2, (FICHE, OTHER_FICHE), x.MEMBER.signing, fiche),
        _signed("carte", 2, (CARD, OTHER_CARD), x.MEMBER.signing, card),
        _signed("accuse", 6, (claimed(receipts[0]), claimed(receipts[1])), x.SECRETARIAT.signing, receipt),
        _signed("annuaire", 1, REGISTERS, x.SECRETARIAT.signing, register),
        _signed("acte", 3, DECISIONS, x.SECRETARIAT.signing, decision),
        _signed("rotation", 1, (claimed(ROTATION), OTHER_LOT), x.SECRETARIAT.signing, rotation),
    ]


def _line(act: bytes) -> bytes:
    return act.split(b"\n", 1)[0]


def _signed(kind: str, weight: int, both: tuple[Document, Document], keys: SigningKeys, read: Read) -> Target:
    document, other = both
    original = canonical.encode(document)

    def mutant(random: Random) -> Mutant | None:
        line = json_line(random, forged(random, document, other))
        as_kind = kind if random.random() < 0.95 else random.choice(("lot", "fiche", "carte", "accuse"))
        if line == original and as_kind == kind:
            return None
        return Mutant(signed(line, as_kind, keys), read)

    return Target(f"{kind} signed again", "under", weight, mutant)


def acts() -> list[Target]:
    """Damage the bytes of acts: both signatures bind each of them."""
    kinds = {
        "fiche": (x.PARTS.act, x.parts_of(seq=3).act, x.MEMBER.key_set),
        "carte": (x.PARTS.card, x.parts_of(secrets=x.MEMBERS[x.M08]).card, x.MEMBER.key_set),
        "lot": (x.MANIFEST_ACT, sign(MANIFEST_2.document(), x.SECRETARIAT.signing), PINNED),
        "rotation": (ROTATION, x.MANIFEST_ACT, PINNED),
    }

    def mutant(random: Random) -> Mutant | None:
        kind = random.choice(list(kinds))
        act, other, keys = kinds[kind]

        def read(data: bytes) -> object:
            return verify(data, kind, keys)

        return changed(damaged(random, act, other), (act, other), strict(read))

    return [Target("act", "under", 30, mutant)]


def forgeries() -> list[Target]:
    """Sign true or changed documents with one true key only, or without the code of the letter."""
    stranger = x.FALSE_SECRETARIAT.signing
    card = write_card(x.CAMPAIGN, x.M07, x.FALSE_SECRETARIAT)
    by_stranger = x.parts_of(secrets=x.FALSE_SECRETARIAT)

    def half_signed(random: Random) -> Mutant:
        keys = [
            SigningKeys(x.MEMBER.signing.ed25519, stranger.mldsa),
            SigningKeys(stranger.ed25519, x.MEMBER.signing.mldsa),
        ]
        document = FICHE if random.random() < 0.5 else forged(random, FICHE, OTHER_FICHE)
        act = signed(json_line(random, document), "fiche", random.choice(keys))
        return Mutant(act, strict(lambda data: verify(data, "fiche", x.MEMBER.key_set)))

    def without_the_code(random: Random) -> Mutant:
        macs = (
            x.PARTS.mac,
            by_stranger.mac,
            card_mac(x.CODES[x.M08].mac_key, card),
            b"",
            random.randbytes(64),
        )
        mac = damaged(random, random.choice(macs), x.PARTS.mac)
        return Mutant(mac, strict(lambda data: x.verified(replace(by_stranger, card=card, mac=data))))

    return [
        Target("fiche half signed", "under", 4, half_signed),
        Target("fiche of a stranger", "under", 1, without_the_code),
    ]


def signed_targets() -> list[Target]:
    """Return every target of this page."""
    return [*documents(), *signed_again(), *acts(), *forgeries()]
