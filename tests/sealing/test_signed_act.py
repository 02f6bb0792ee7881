import base64
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey

from commission_app.errors import AppError
from commission_app.sealing import canonical, sshsig
from commission_app.sealing.identity import Secrets, SigningKeys
from commission_app.sealing.signed_act import MAX_ACT_BYTES, claimed, digest, sign, verify
from tests.sealing.drawn_bytes import DrawnBytes

MEMBER = Secrets.new(DrawnBytes("member"))
OTHER = Secrets.new(DrawnBytes("other"))
KEYS = MEMBER.key_set
DOCUMENT: dict[str, Any] = {
    "type": "fiche",
    "v": 1,
    "campaign": "Appel à projets 2021",
    "member": "m07",
    "dossiers": [{"dossier": "0007", "entries": [{"criterion": "L1", "mark": 4}]}],
}
ACT = sign(DOCUMENT, MEMBER.signing)


def test_an_act_gives_back_its_document() -> None:
    assert verify(ACT, "fiche", KEYS) == DOCUMENT
    assert claimed(ACT) == DOCUMENT


def test_an_act_is_laid_out_as_the_format_says() -> None:
    line, mldsa, armor = ACT.split(b"\n", 2)
    assert line == canonical.encode(DOCUMENT)
    assert mldsa.startswith(b"mldsa65 ")
    assert len(mldsa) == 8 + 4412
    assert armor.startswith(b"-----BEGIN SSH SIGNATURE-----\n")
    assert ACT.endswith(b"\n-----END SSH SIGNATURE-----\n")


def test_the_digest_covers_both_signatures() -> None:
    changed = ACT.replace(b"mldsa65 ", b"mldsa65  ")
    assert len(digest(ACT)) == 128
    assert digest(changed) != digest(ACT)


def test_no_bit_of_an_act_can_change() -> None:
    for place in range(0, len(ACT) * 8, 7):  # seven is prime to eight: every bit rank is met
        changed = bytearray(ACT)
        changed[place // 8] ^= 1 << place % 8
        assert refusal(bytes(changed)) in {"SIG-01", "ACT-01"}


@pytest.mark.parametrize("length", [0, 1, 100, 300, 4000, 4700, len(ACT) - 60, len(ACT) - 1])
def test_a_truncated_act_is_refused(length: int) -> None:
    assert refusal(ACT[:length]) in {"SIG-01", "ACT-01"}


@pytest.mark.parametrize("added", [b"\n", b"x", ACT])
def test_bytes_after_an_act_are_refused(added: bytes) -> None:
    assert refusal(ACT + added) == "SIG-01"
    assert refusal(added + ACT) in {"SIG-01", "ACT-01"}


def test_line_feeds_changed_on_the_way_are_refused() -> None:
    assert refusal(ACT.replace(b"\n", b"\r\n")) == "SIG-01"


def test_both_signatures_are_needed() -> None:
    right, wrong = MEMBER.signing, OTHER.signing
    assert refusal(sign(DOCUMENT, SigningKeys(right.ed25519, wrong.mldsa))) == "SIG-01"
    assert refusal(sign(DOCUMENT, SigningKeys(wrong.ed25519, right.mldsa))) == "SIG-01"
    assert refusal(sign(DOCUMENT, wrong)) == "SIG-01"


def test_half_an_act_cannot_be_joined_to_the_half_of_another() -> None:
    later = sign({**DOCUMENT, "seq": 2}, MEMBER.signing)
    first, second = ACT.split(b"\n", 2), later.split(b"\n", 2)
    for line, mldsa, armor in (
        (second[0], first[1], first[2]),
        (first[0], second[1], first[2]),
        (first[0], first[1], second[2]),
        (second[0], second[1], first[2]),
    ):
        assert refusal(line + b"\n" + mldsa + b"\n" + armor) == "SIG-01"


def test_the_key_that_a_signature_carries_is_never_trusted() -> None:
    """The act is altered and signed again by somebody else, who writes the member's key in the armor."""
    altered = canonical.encode({**DOCUMENT, "member": "m08"}) + b"\n"
    mldsa = base64.b64encode(OTHER.signing.mldsa.sign(altered, b"fiche-v1@commission-app"))
    signed = altered + b"mldsa65 " + mldsa + b"\n"
    forged = sshsig.sign(OTHER.signing.ed25519, "fiche-v1@commission-app", signed)
    assert refusal(signed + forged) == "SIG-01"

    blob = base64.b64decode(b"".join(forged.splitlines()[1:-1]))
    own, members = (sshsig.public_key(keys.sig).public_bytes_raw() for keys in (OTHER.key_set, KEYS))
    encoded = base64.b64encode(blob.replace(own, members))
    lines = [encoded[start : start + 70] for start in range(0, len(encoded), 70)]
    swapped = b"\n".join([sshsig.BEGIN, *lines, sshsig.END, b""])
    assert refusal(signed + swapped) == "SIG-01"


def test_an_act_of_one_type_is_not_an_act_of_another() -> None:
    assert refusal(ACT, "lot") == "SIG-01"
    assert refusal(signed_as("fiche", {**DOCUMENT, "type": "lot"})) == "ACT-03"


@pytest.mark.parametrize("version", [2, 0, "1", True, None])
def test_another_version_is_refused(version: object) -> None:
    assert refusal(sign({**DOCUMENT, "v": version}, MEMBER.signing)) == "ACT-03"


@pytest.mark.parametrize(
    "line",
    [
        b'{"type":"fiche","v":1,"v":1}',
        b'{"v":1,"type":"fiche"}',
        b'{"type":"fiche","v":1.0}',
        b'{"type": "fiche","v":1}',
        b'["fiche",1]',
        b"",
        b"\xff",
    ],
)
def test_a_well_signed_line_out_of_the_canonical_form_is_refused(line: bytes) -> None:
    act = signed_line("fiche", line)
    assert refusal(act) == "ACT-02"
    with pytest.raises(AppError) as refused:
        claimed(act)
    assert refused.value.code == "ACT-02"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7\n%\n",
        canonical.encode(DOCUMENT) + b"\n",
        ACT.replace(b"mldsa65 ", b"mldsa87 "),
        ACT.split(b"\n", 2)[0] + b"\n" + ACT.split(b"\n", 2)[2],
        ACT + b"\n" * MAX_ACT_BYTES,
    ],
)
def test_what_is_not_an_act_is_said_not_to_be_one(data: bytes) -> None:
    assert refusal(data) == "ACT-01"
    with pytest.raises(AppError) as refused:
        claimed(data)
    assert refused.value.code == "ACT-01"


def test_an_act_that_no_reader_would_accept_is_not_written() -> None:
    for document in ({}, {"type": "Fiche", "v": 1}, {"type": "a@b", "v": 1}, {"type": 1}):
        with pytest.raises(ValueError):
            sign(document, MEMBER.signing)
    with pytest.raises(ValueError):
        sign({**DOCUMENT, "text": "x" * MAX_ACT_BYTES}, MEMBER.signing)


def test_keys_that_are_not_keys_refuse_the_act() -> None:
    for keys in (
        replace(KEYS, sig="ssh-ed25519 AAAA"),
        replace(KEYS, pqsig="AAAA"),
        replace(KEYS, pqsig="é"),
    ):
        with pytest.raises(AppError) as refused:
            verify(ACT, "fiche", keys)
        assert refused.value.code == "SIG-01"


def refusal(data: bytes, kind: str = "fiche") -> str:
    with pytest.raises(AppError) as refused:
        verify(data, kind, KEYS)
    return refused.value.code


def signed_as(kind: str, document: dict[str, Any]) -> bytes:
    return signed_line(kind, canonical.encode(document))


def signed_line(kind: str, line: bytes) -> bytes:
    """Sign any line correctly, which `sign` would not write."""
    namespace = f"{kind}-v1@commission-app"
    mldsa = MLDSA65PrivateKey.from_seed_bytes(MEMBER.pqsig).sign(line + b"\n", namespace.encode())
    signed = line + b"\nmldsa65 " + base64.b64encode(mldsa) + b"\n"
    return signed + sshsig.sign(Ed25519PrivateKey.from_private_bytes(MEMBER.sig), namespace, signed)
