"""The `.accuse` file: the secretariat's answer to a member, fiche by fiche (SEALING.md §6.7)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId, MemberId, Sha512
from commission_app.sealing import secretariat_documents as shape
from commission_app.sealing.age_format import AgeFailure
from commission_app.sealing.age_recipients import HybridIdentity, HybridRecipient
from commission_app.sealing.age_stream import decrypt, encrypt
from commission_app.sealing.atomic_file import write_atomically
from commission_app.sealing.documents import read_document, write_document
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.signed_act import MAX_ACT_BYTES, sign, verify

MAX_FILE_BYTES = MAX_ACT_BYTES + (1 << 20)  # an act and the age header


@dataclass(frozen=True)
class ReceiptLine:
    """What became of one fiche: `accepted`, `replaced`, `to_confirm` or `refused`."""

    sha512: Sha512
    verdict: str
    code: str = ""


@dataclass(frozen=True)
class Receipt:
    """The state of all the fiches of one member, and the head of the secretariat's journal."""

    campaign: CampaignId
    member: MemberId
    serial: int
    lines: tuple[ReceiptLine, ...]
    journal: str
    register: bytes = b""  # the signed act, once the reception is closed: not verified here


def write_receipt(
    target: Path,
    receipt: Receipt,
    recipients: Sequence[HybridRecipient],
    secrets: Secrets,
    random: Callable[[int], bytes],
) -> None:
    """Sign a receipt and seal it to its member: their present code, their computers. No file if it fails."""
    document = shape.ReceiptDocument(
        type="accuse",
        v=1,
        campaign=receipt.campaign,
        member=receipt.member,
        serial=receipt.serial,
        sheets=[shape.ReceiptLineDocument(line.sha512, line.verdict, line.code) for line in receipt.lines],
        journal=receipt.journal,
        annuaire=receipt.register.decode() or None,
    )
    act = sign(write_document(document), secrets.signing)
    write_atomically(target, encrypt(act, recipients, random))


def read_receipt(
    data: bytes,
    identities: Sequence[HybridIdentity],
    *,
    secretariat: KeySet,
    campaign: CampaignId,
    member: MemberId,
    file: str,
) -> Receipt:
    """Open a receipt with a member's identities.

    ACC-01 unreadable, ACC-02 for somebody else or another campaign, ACC-03 not from the secretariat.
    """
    if len(data) > MAX_FILE_BYTES:
        raise AppError("ACC-01", file=file)
    try:
        act = decrypt(data, identities)
    except AgeFailure as failure:
        code = "ACC-02" if failure.kind == "no match" else "ACC-01"
        raise AppError(code, file=file) from failure
    try:
        found = read_document(verify(act, "accuse", secretariat), shape.ReceiptDocument)
    except AppError as error:
        raise AppError("ACC-03", file=file) from error
    if (found.campaign, found.member) != (campaign, member):
        raise AppError("ACC-02", file=file)
    return Receipt(
        campaign,
        member,
        found.serial,
        tuple(ReceiptLine(Sha512(line.sha512), line.verdict, line.code) for line in found.sheets),
        found.journal,
        (found.annuaire or "").encode(),
    )
