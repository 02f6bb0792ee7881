"""Receipts and archives: for whom they are, and that nothing in them changed."""

from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId, MemberId, Sha512
from commission_app.sealing.age_stream import encrypt
from commission_app.sealing.archive_file import read_archive, write_archive
from commission_app.sealing.identity import Secrets
from commission_app.sealing.receipt import Receipt, ReceiptLine, read_receipt, write_receipt
from commission_app.sealing.stored_zip import pack, unpack
from tests.sealing import exchange as x

LINES = (ReceiptLine(Sha512("a" * 128), "accepted"), ReceiptLine(Sha512("b" * 128), "refused", "FIC-09"))
RECEIPT = Receipt(x.CAMPAIGN, x.M07, 2, LINES, "c" * 128)
ENTRIES = {"campagne.json": b"{}", "journal.json": b"[]", "lots/L1-v1.acte": b"acte"}


def written(folder: Path, receipt: Receipt = RECEIPT, secrets: Secrets = x.SECRETARIAT) -> bytes:
    target = folder / "accuse.accuse"
    write_receipt(target, receipt, x.recipient_of(x.M07), secrets, x.RANDOM)
    data = target.read_bytes()
    target.unlink()
    return data


def read(data: bytes, member: MemberId = x.M07, campaign: CampaignId = x.CAMPAIGN) -> Receipt:
    return read_receipt(
        data,
        x.CODES[member].read_seed,
        secretariat=x.SECRETARIAT.key_set,
        campaign=campaign,
        member=member,
        file="accuse",
    )


def test_a_receipt_says_what_became_of_each_fiche(tmp_path: Path) -> None:
    assert read(written(tmp_path)) == RECEIPT


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


def test_an_archive_gives_back_its_entries_under_one_root(tmp_path: Path) -> None:
    root = write_archive(tmp_path / "archive.zip", ENTRIES)
    assert read_archive(tmp_path / "archive.zip") == (root, ENTRIES)
    assert write_archive(tmp_path / "again.zip", dict(reversed(ENTRIES.items()))) == root


def test_any_altered_byte_of_an_archive_is_seen(tmp_path: Path) -> None:
    target = tmp_path / "archive.zip"
    write_archive(target, ENTRIES)
    data = bytearray(target.read_bytes())
    for place in range(len(data)):
        data[place] ^= 1
        target.write_bytes(data)
        with pytest.raises(AppError) as refusal:
            read_archive(target)
        assert refusal.value.code in ("ARC-01", "ARC-02", "ARC-03")
        data[place] ^= 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"extra.json": b"{}"}, "ARC-02"),
        ({"journal.json": None}, "ARC-02"),
        ({"journal.json": b"[1]"}, "ARC-03"),
        ({"racine.json": b"{}"}, "ARC-01"),
        ({"racine.json": None}, "ARC-01"),
    ],
    ids=["added", "removed", "replaced", "other root", "no root"],
)
def test_an_archive_packed_again_is_refused(
    tmp_path: Path, change: dict[str, bytes | None], code: str
) -> None:
    target = tmp_path / "archive.zip"
    write_archive(target, ENTRIES)
    held: dict[str, bytes | None] = {**unpack(target.read_bytes()), **change}
    target.write_bytes(pack({name: data for name, data in held.items() if data is not None}))
    with x.refusal(code, tmp_path):
        read_archive(target)


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"bonjour")
    for name in ("a.zip", "absent.zip"):
        with x.refusal("ARC-01", tmp_path):
            read_archive(tmp_path / name)
