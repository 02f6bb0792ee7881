import hashlib
import json
from dataclasses import fields, replace
from typing import Any

import pytest

from commission_app.errors import AppError
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.opening_code import derive, new_code
from tests.sealing.drawn_bytes import DrawnBytes

CODE = derive(new_code(DrawnBytes("letter")))
MEMBER = Secrets.for_member(CODE, DrawnBytes("computer"))
KEYS = MEMBER.key_set


def test_a_member_reads_with_what_the_code_gives_and_signs_with_what_the_computer_drew() -> None:
    elsewhere = Secrets.for_member(CODE, DrawnBytes("another computer"))
    assert (MEMBER.read, MEMBER.mac, MEMBER.draft) == (CODE.read_seed, CODE.mac_key, CODE.draft_seed)
    assert elsewhere.read == MEMBER.read
    assert elsewhere.key_set.enc != KEYS.enc
    assert elsewhere.key_set.sig != KEYS.sig
    assert elsewhere.key_set.pqsig != KEYS.pqsig
    assert elsewhere.database != MEMBER.database


def test_a_replaced_code_keeps_the_signing_keys_the_database_and_the_vault() -> None:
    again = MEMBER.with_code(derive(new_code(DrawnBytes("new letter"))))
    changed = {
        item.name for item in fields(Secrets) if getattr(again, item.name) != getattr(MEMBER, item.name)
    }
    assert changed == {"read", "mac", "draft", "past", "past_macs"}
    assert (again.past, again.past_macs) == ((MEMBER.read,), (MEMBER.mac,))
    assert again.key_set == MEMBER.key_set


def test_the_same_code_again_changes_nothing() -> None:
    assert MEMBER.with_code(CODE) == MEMBER


def test_a_secretariat_has_no_secret_of_a_code() -> None:
    secretariat = Secrets.new(DrawnBytes("secretariat"))
    assert (secretariat.mac, secretariat.draft) == (b"", b"")
    drawn = [
        secretariat.enc, secretariat.sig, secretariat.pqsig, secretariat.database, secretariat.vault,
        secretariat.read,
    ]  # fmt: skip
    assert len(set(drawn)) == 6
    assert {len(secret) for secret in drawn} == {32}


def test_a_key_set_survives_a_document() -> None:
    assert KeySet.from_document(json.loads(json.dumps(KEYS.document()))) == KEYS
    assert len(KEYS.enc) == 1959
    assert KEYS.enc == HybridIdentity.from_seed(MEMBER.enc).recipient.text


def test_the_id_and_the_fingerprint_cover_every_key() -> None:
    others = Secrets.new(DrawnBytes("others")).key_set
    swapped = [
        replace(KEYS, enc=others.enc),
        replace(KEYS, sig=others.sig),
        replace(KEYS, pqsig=others.pqsig),
    ]
    assert len({keys.id for keys in (KEYS, *swapped)}) == 4
    assert len({keys.fingerprint for keys in (KEYS, *swapped)}) == 4


def test_the_id_and_the_fingerprint_are_those_of_the_format() -> None:
    text = json.dumps(KEYS.document(), sort_keys=True, separators=(",", ":")).encode()
    digest = hashlib.sha512(b"commission-app" + b"/empreinte/v1" + b"\0" + text).digest()
    assert KEYS.id == digest.hex()[:32]
    assert KEYS.fingerprint == str(int.from_bytes(digest[16:64], "big"))[-40:]


def test_a_fingerprint_keeps_its_leading_zeros() -> None:
    assert {len(Secrets.new(DrawnBytes(f"person {n}")).key_set.fingerprint) for n in range(20)} == {40}


@pytest.mark.parametrize(
    "change",
    [
        {"enc": KEYS.enc.upper()},
        {"enc": KEYS.enc[:-1]},
        {"enc": KEYS.enc[:-1] + ("q" if KEYS.enc[-1] != "q" else "p")},
        {"enc": "age1" + "q" * 58},
        {"enc": None},
        {"sig": KEYS.sig + " nom"},
        {"sig": KEYS.sig[:-4]},
        {"sig": KEYS.sig.replace("ssh-ed25519", "ssh-rsa")},
        {"sig": 7},
        {"pqsig": KEYS.pqsig[:-4]},
        {"pqsig": KEYS.pqsig + "\n"},
        {"pqsig": KEYS.pqsig + "AAAA"},
        {
            "pqsig": KEYS.pqsig[:-2] + chr(ord(KEYS.pqsig[-2]) + 1) + "="
        },  # the same bytes, with a spare bit set
        {"pqsig": "é" * len(KEYS.pqsig)},
        {"pqsig": ["AAAA"]},
        {"other": "x"},
    ],
)
def test_a_malformed_key_set_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(AppError) as refused:
        KeySet.from_document({**KEYS.document(), **change})
    assert refused.value.code == "ACT-02"


@pytest.mark.parametrize("missing", ["enc", "sig", "pqsig"])
def test_a_key_set_without_one_key_is_refused(missing: str) -> None:
    document = {name: text for name, text in KEYS.document().items() if name != missing}
    with pytest.raises(AppError) as refused:
        KeySet.from_document(document)
    assert refused.value.code == "ACT-02"


def test_nothing_secret_is_shown_by_repr() -> None:
    assert repr(MEMBER) == "Secrets()"
    shown = repr(MEMBER.signing) + repr(KEYS)
    for secret in (
        MEMBER.enc,
        MEMBER.sig,
        MEMBER.pqsig,
        MEMBER.database,
        MEMBER.vault,
        MEMBER.mac,
        MEMBER.draft,
    ):
        assert secret.hex() not in shown
        assert repr(secret) not in shown
