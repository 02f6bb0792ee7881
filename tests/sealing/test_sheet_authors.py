"""Who made a fiche: its card, its two signatures, and what somebody else could hand in in their place."""

import base64
from dataclasses import replace
from pathlib import Path

import pytest

from commission_app.scoring.ids import MemberId
from commission_app.scoring.sheet import Sheet
from commission_app.sealing import sshsig
from commission_app.sealing.identity import Secrets
from commission_app.sealing.opening_code import derive, new_code
from commission_app.sealing.recognition import card_mac, write_card
from commission_app.sealing.salted_texts import SaltedTexts
from commission_app.sealing.sheet_act import sheet_document
from commission_app.sealing.signed_act import sign
from tests.sealing import exchange as x
from tests.sealing.drawn_bytes import DrawnBytes
from tests.sealing.exchange import refused


def test_a_registered_key_needs_no_code_any_more() -> None:
    context = replace(x.CONTEXT, registered={x.M07: (x.MEMBER.key_set.id,)}, mac_keys={})
    assert not x.verified(x.PARTS, context).is_new_key


def test_a_stranger_is_refused() -> None:
    stranger = Secrets.for_member(derive(new_code(DrawnBytes("stranger"))), DrawnBytes("stranger"))
    assert refused(x.parts_of(secrets=stranger)) == "FIC-04"


def test_a_card_with_another_members_code_is_refused() -> None:
    mac = card_mac(x.CODES[x.M08].mac_key, x.PARTS.card)
    assert refused(replace(x.PARTS, mac=mac)) == "FIC-04"


def test_a_replaced_code_registers_no_key() -> None:
    old = Secrets.for_member(x.OLD_CODE, DrawnBytes("old computer"))
    assert refused(x.parts_of(secrets=old)) == "FIC-05"


def test_a_member_cannot_hand_in_for_another() -> None:
    sheet = replace(x.SHEET, member=x.M08)
    parts = x.parts_of(sheet)
    assert refused(parts) in ("FIC-04", "FIC-06")
    card = write_card(x.CAMPAIGN, x.M08, x.MEMBER)
    own_mac = card_mac(x.MEMBER.mac, card)
    assert refused(replace(x.PARTS, card=card, mac=own_mac)) == "FIC-04"


def test_the_act_of_one_member_under_the_card_of_another_is_refused() -> None:
    other = x.parts_of(Sheet(x.M08), x.MEMBERS[x.M08])
    assert refused(replace(x.PARTS, act=other.act, texts=other.texts)) == "SIG-03"


@pytest.mark.parametrize("line", [1, 2])
def test_one_signature_of_another_act_is_refused(line: int) -> None:
    other = x.parts_of(seq=3).act
    mine, theirs = x.PARTS.act.split(b"\n", 2), other.split(b"\n", 2)
    mine[line] = theirs[line]
    assert refused(replace(x.PARTS, act=b"\n".join(mine))) == "SIG-03"


@pytest.mark.parametrize("act", [x.PARTS.card, x.MANIFEST_ACT, b"", b"bonjour", x.PARTS.act + b"\n"])
def test_another_kind_of_act_is_not_a_fiche(act: bytes) -> None:
    assert refused(replace(x.PARTS, act=act)) == "SIG-03"


@pytest.mark.parametrize("kind", ["carte", "lot", "accuse"])
def test_a_fiche_signed_as_another_act_is_not_a_fiche(kind: str) -> None:
    assert refused(x.forged(lambda document: document.update(type=kind))) == "SIG-03"


@pytest.mark.parametrize("keys", ["ed25519", "mldsa"])
def test_an_act_with_one_signature_of_somebody_else_is_refused(keys: str) -> None:
    mixed = replace(x.MEMBER.signing, **{keys: getattr(x.MEMBERS[x.M08].signing, keys)})
    texts = SaltedTexts(x.RANDOM)
    act = sign(sheet_document(x.CLAIMS, x.SHEET, texts), mixed)
    assert refused(replace(x.PARTS, act=act, texts=texts.encode())) == "SIG-03"


def test_a_mark_changed_and_sealed_again_by_somebody_is_refused(tmp_path: Path) -> None:
    """Whoever holds a copy of the act and the secretariat's public key can write the file, not sign it."""
    act = x.PARTS.act.replace(b'"mark":5', b'"mark":4')
    resealed = x.sent(replace(x.PARTS, act=act), tmp_path)
    with x.refusal("SIG-03", tmp_path):
        x.received(resealed)


def test_a_fiche_whose_key_is_not_that_of_its_card_is_refused() -> None:
    assert refused(x.forged(lambda document: document.update(key="0" * 32))) == "FIC-04"
    assert refused(x.forged(lambda document: document.update(member="m08"))) == "FIC-04"


def test_a_float_is_no_mark() -> None:
    """No act with one can be made here; one made elsewhere, rightly signed, is refused."""
    with pytest.raises(ValueError, match="float"):
        x.forged(lambda document: document["dossiers"][0]["entries"][0].update(mark=4.5))
    line = x.PARTS.act.split(b"\n")[0].replace(b'"mark":5', b'"mark":4.5') + b"\n"
    namespace, keys = "fiche-v1@commission-app", x.MEMBER.signing
    signed = line + b"mldsa65 " + base64.b64encode(keys.mldsa.sign(line, namespace.encode())) + b"\n"
    assert refused(replace(x.PARTS, act=signed + sshsig.sign(keys.ed25519, namespace, signed))) == "SIG-03"


def test_an_unknown_member_has_no_fiche() -> None:
    context = replace(x.CONTEXT, institution_of={MemberId("m01"): x.CONTEXT.institution_of[x.M08]})
    assert refused(x.PARTS, context) == "FIC-04"
