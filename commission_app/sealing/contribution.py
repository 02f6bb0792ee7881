"""The `.contribution` file: what an agent wrote on a copy of the campaign, for the workspace that writes.

An act signed by the campaign's keys, sealed to the secretariat. Each entry says what a subject is now and
what stood there before, so that nothing is replaced that its author had not seen (docs/formats.md).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from commission_app.errors import AppError
from commission_app.scoring.contributions import Contribution, Statement, Subject
from commission_app.scoring.ids import CampaignId, DossierId, Sha512
from commission_app.sealing import workspace_documents as shape
from commission_app.sealing.age_format import AgeFailure
from commission_app.sealing.age_recipients import HybridIdentity, HybridRecipient
from commission_app.sealing.age_stream import decrypt, encrypt
from commission_app.sealing.documents import read_document, read_moment, write_document
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.salted_texts import well_formed
from commission_app.sealing.signed_act import MAX_ACT_BYTES, digest, sign, verify_with_any

SUFFIX: Final = ".contribution"
MAX_FILE_BYTES: Final = MAX_ACT_BYTES + (64 << 10)


@dataclass(frozen=True)
class Signed:
    """A contribution and what its file says besides."""

    contribution: Contribution
    number: int  # from 1, of one copy
    at: datetime
    act: bytes


@dataclass(frozen=True)
class Origin:
    """Where a contribution was written, and when."""

    campaign: CampaignId
    workspace: str  # 32 hexadecimal digits
    number: int  # from 1, of one copy
    at: datetime  # to the second; advisory, as every date


def sign_contribution(said: Contribution, origin: Origin, secrets: Secrets) -> bytes:
    """Return the signed act; the digest of `said` is left out of it. CTB-03 when it is larger than any is."""
    document = shape.ContributionDocument(
        type="contribution",
        v=1,
        campaign=origin.campaign,
        author=well_formed(said.author),
        workspace=origin.workspace,
        number=origin.number,
        prev=sorted(said.prev),
        at=origin.at.isoformat(timespec="seconds"),
        entries=[
            shape.EntryDocument(dossier=dossier, subject=kind, value=one.value, before=one.before)
            for (dossier, kind), one in sorted(said.statements.items())
        ],
    )
    try:
        return sign(write_document(document), secrets.signing)
    except ValueError as error:
        raise AppError("CTB-03") from error


def seal_contribution(
    act: bytes, recipients: Iterable[HybridRecipient], random: Callable[[int], bytes]
) -> bytes:
    """Return the file of an act."""
    return encrypt(act, list(recipients), random)


def open_contribution(data: bytes, identities: Sequence[HybridIdentity], file: str) -> bytes:
    """Return the act of a file. CTB-01 when it is none or damaged, CTB-02 when it is for another campaign."""
    try:
        return decrypt(data, identities)
    except AgeFailure as failure:
        raise AppError("CTB-02" if failure.kind == "no match" else "CTB-01", file=file) from failure


def read_contribution(act: bytes, campaign: CampaignId, key_sets: Iterable[KeySet]) -> Signed:
    """Read a contribution signed by one of these key sets of the secretariat.

    SIG-01 when none signed it or for another campaign, ACT-01 to ACT-03 when it is none, ACT-02 too when it
    says two things of one subject.
    """
    said = read_document(verify_with_any(act, "contribution", key_sets), shape.ContributionDocument)
    if said.campaign != campaign:
        raise AppError("SIG-01")
    statements: Mapping[Subject, Statement] = {
        (DossierId(one.dossier), one.subject): Statement(one.value, one.before) for one in said.entries
    }
    if len(statements) != len(said.entries):
        raise AppError("ACT-02", detail="entries")
    prev = frozenset(map(Sha512, said.prev))
    contribution = Contribution(digest(act), said.author, prev, statements)
    return Signed(contribution, said.number, read_moment(said.at), act)
