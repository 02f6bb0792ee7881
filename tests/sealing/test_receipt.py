"""Receipts: for whom they are, from whom, and that nothing in them changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId, MemberId, Sha512
from commission_app.sealing.age_recipients import HybridIdentity, X25519Recipient
from commission_app.sealing.age_stream import decrypt, encrypt
from commission_app.sealing.identity import Secrets
from commission_app.sealing.receipt import MAX_FILE_BYTES, Receipt, ReceiptLine, read_receipt, write_receipt
from tests.sealing import exchange as x

LINES = (ReceiptLine(Sha512("a" * 128), "accepted"), ReceiptLine(Sha512("b" * 128), "refused", "FIC-09"))
RECEIPT = Receipt(x.CAMPAIGN, x.M07, 2, LINES, "c" * 128)


def written(folder: Path, receipt: Receipt = RECEIPT, secrets: Secrets = x.SECRETARIAT) -> bytes:
    target = folder / "accuse.accuse"
    write_receipt(target, receipt, [x.recipient_of(x.M07)], secrets, x.RANDOM)
    data = target.read_bytes()
    target.unlink()
    return data


def read(data: bytes, member: MemberId = x.M07, campaign: CampaignId = x.CAMPAIGN) -> Receipt:
    return read_receipt(
        data,
        [HybridIdentity.from_seed(x.CODES[member].read_seed)],
        secretariat=x.SECRETARIAT.key_set,
        campaign=campaign,
        member=member,
        file="accuse",
    )


def test_a_receipt_says_what_became_of_each_fiche(tmp_path: Path) -> None:
    assert read(written(tmp_path)) == RECEIPT


def test_a_receipt_carries_the_register_byte_for_byte_once_the_reception_is_closed(tmp_path: Path) -> None:
    closed = replace(RECEIPT, register='{"name":"Désirée"}\nmldsa65 …\n'.encode())
    assert read(written(tmp_path, closed)) == closed


def test_each_computer_of_a_member_reads_their_receipt(tmp_path: Path) -> None:
    """The holder of the code, and a computer whose vault knows only a former one."""
    computer = HybridIdentity.from_seed(x.MEMBER.enc)
    target = tmp_path / "accuse.accuse"
    write_receipt(target, RECEIPT, [x.recipient_of(x.M07), computer.recipient], x.SECRETARIAT, x.RANDOM)
    for identity in (computer, HybridIdentity.from_seed(x.CODES[x.M07].read_seed)):
        assert decrypt(target.read_bytes(), [identity])
    assert read(target.read_bytes()) == RECEIPT


def test_a_receipt_for_somebody_else_is_refused(tmp_path: Path) -> None:
    with x.refusal("ACC-02", tmp_path):
        read(written(tmp_path), x.M08)
    with x.refusal("ACC-02", tmp_path):
        read(written(tmp_path), campaign=CampaignId("autre"))


def test_a_forged_receipt_is_refused(tmp_path: Path) -> None:
    with x.refusal("ACC-03", tmp_path):
        read(written(tmp_path, secrets=x.FALSE_SECRETARIAT))


@pytest.mark.parametrize("data", [b"", b"bonjour", b"age-encryption.org/v1\n"])
def test_a_file_that_is_no_receipt_is_refused(tmp_path: Path, data: bytes) -> None:
    with x.refusal("ACC-01", tmp_path):
        read(data)


def test_an_altered_receipt_is_refused(tmp_path: Path) -> None:
    data = bytearray(written(tmp_path))
    for place in range(0, len(data), 199):
        data[place] ^= 1
        with pytest.raises(AppError) as refusal:
            read(bytes(data))
        assert refusal.value.code in ("ACC-01", "ACC-02", "ACC-03")
        data[place] ^= 1


def test_a_fiche_is_no_receipt(tmp_path: Path) -> None:
    with x.refusal("ACC-03", tmp_path):
        read(encrypt(x.PARTS.act, [x.recipient_of(x.M07)], x.RANDOM))


@pytest.mark.parametrize("kept", [0, 100, -1, -16])
def test_a_truncated_receipt_is_refused(tmp_path: Path, kept: int) -> None:
    data = written(tmp_path)
    with x.refusal("ACC-01", tmp_path):
        read(data[:kept])


def test_a_file_larger_than_any_receipt_is_refused(tmp_path: Path) -> None:
    with x.refusal("ACC-01", tmp_path):
        read(bytes(MAX_FILE_BYTES + 1))


def test_a_receipt_for_another_member_sealed_to_this_one_is_refused(tmp_path: Path) -> None:
    """The secretariat's own act, diverted by whoever knows this member's recipient."""
    act = decrypt(written(tmp_path), [HybridIdentity.from_seed(x.CODES[x.M07].read_seed)])
    with x.refusal("ACC-02", tmp_path):
        read(encrypt(act, [x.recipient_of(x.M08)], x.RANDOM), x.M08)


def test_a_verdict_altered_in_the_act_is_refused(tmp_path: Path) -> None:
    act = decrypt(written(tmp_path), [HybridIdentity.from_seed(x.CODES[x.M07].read_seed)])
    altered = act.replace(b'"refused"', b'"accepted"')
    assert altered != act
    with x.refusal("ACC-03", tmp_path):
        read(encrypt(altered, [x.recipient_of(x.M07)], x.RANDOM))


@pytest.mark.parametrize(
    "receipt",
    [
        replace(RECEIPT, lines=(ReceiptLine(Sha512("a" * 128), "perhaps"),)),
        replace(RECEIPT, lines=(ReceiptLine(Sha512("a" * 127), "accepted"),)),
        replace(RECEIPT, serial=0),
    ],
    ids=["unknown verdict", "no digest", "no serial"],
)
def test_a_receipt_out_of_the_contract_is_refused(tmp_path: Path, receipt: Receipt) -> None:
    data = written(tmp_path, receipt)
    with x.refusal("ACC-03", tmp_path):
        read(data)


def test_a_receipt_of_another_type_or_sealed_more_weakly_is_refused(tmp_path: Path) -> None:
    manifest = encrypt(x.MANIFEST_ACT, [x.recipient_of(x.M07)], x.RANDOM)
    with x.refusal("ACC-03", tmp_path):
        read(manifest)
    weaker = X25519Recipient.parse("age1cy0su9fwf3gf9mw868g5yut09p6nytfmmnktexz2ya5uqg9vl9sss4euqm")
    with x.refusal("ACC-01", tmp_path):
        read(encrypt(x.MANIFEST_ACT, [weaker], x.RANDOM))


def test_a_receipt_cannot_be_written_where_nothing_can(tmp_path: Path) -> None:
    with x.refusal("DSK-24", tmp_path):
        write_receipt(tmp_path / "absent" / "a", RECEIPT, [x.recipient_of(x.M07)], x.SECRETARIAT, x.RANDOM)
