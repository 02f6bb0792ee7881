"""The register (`annuaire`): members, their computers and the fiches retained, settled at a close.

Its digest, with that of every fiche, is what members sign by hand in the minutes. Each member's application
finds their own fiche in it: this is what exposes whoever would have withheld one, or forged one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId, InstitutionId, MemberId, Sha512
from commission_app.sealing import secretariat_documents as shape
from commission_app.sealing.documents import KeysDocument, read_document, read_moment, write_document
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.signed_act import sign, verify_with_any


@dataclass(frozen=True)
class RegisteredMember:
    """A member, the computers they were recognised by, oldest first, and their present opening code."""

    id: MemberId
    name: str
    institution: InstitutionId
    keys: tuple[KeySet, ...]
    code_serial: int  # 0 when no code was ever issued


@dataclass(frozen=True)
class RetainedSheet:
    """A fiche that was received and retained: the member it is from and the digest of its act."""

    member: MemberId
    sha512: Sha512


@dataclass(frozen=True)
class Register:
    """What a close of the reception settles."""

    campaign: CampaignId
    serial: int  # from 1, one more at each close
    at: datetime  # advisory, as every date
    members: tuple[RegisteredMember, ...]
    sheets: tuple[RetainedSheet, ...]

    def sheets_of(self, member: MemberId) -> frozenset[Sha512]:
        """Return the digests of the fiches that stand under the name of a member."""
        return frozenset(sheet.sha512 for sheet in self.sheets if sheet.member == member)

    def document(self) -> dict[str, Any]:
        """Return the `annuaire` act, ready to be signed."""
        return write_document(
            shape.RegisterDocument(
                type="annuaire",
                v=1,
                campaign=self.campaign,
                serial=self.serial,
                at=self.at.isoformat(timespec="seconds"),
                members=[_member_document(member) for member in self.members],
                sheets=[shape.RetainedDocument(sheet.member, sheet.sha512) for sheet in self.sheets],
            )
        )


def sign_register(register: Register, secrets: Secrets) -> bytes:
    """Return the signed `annuaire`."""
    return sign(register.document(), secrets.signing)


def read_register(act: bytes, campaign: CampaignId, key_sets: Iterable[KeySet]) -> Register:
    """Rebuild the register of a campaign, signed by one of these key sets of its secretariat.

    SIG-01 when none signed it or for another campaign, ACT-01 to ACT-03 when it is not one, ACT-02 when it
    names somebody twice, a fiche twice, or somebody who is not on it.
    """
    found = read_document(verify_with_any(act, "annuaire", key_sets), shape.RegisterDocument)
    if found.campaign != campaign:
        raise AppError("SIG-01")
    members = tuple(_read_member(member) for member in found.members)
    sheets = tuple(RetainedSheet(MemberId(sheet.member), Sha512(sheet.sha512)) for sheet in found.sheets)
    _refuse_repeats([member.id for member in members])
    _refuse_repeats([sheet.sha512 for sheet in sheets])
    if not {sheet.member for sheet in sheets} <= {member.id for member in members}:
        raise AppError("ACT-02", detail="a fiche of nobody")
    return Register(campaign, found.serial, read_moment(found.at), members, sheets)


def _member_document(member: RegisteredMember) -> shape.RegisteredDocument:
    return shape.RegisteredDocument(
        id=member.id,
        name=member.name,
        institution=member.institution,
        keys=[KeysDocument(**keys.document()) for keys in member.keys],
        code_serial=member.code_serial,
    )


def _read_member(member: shape.RegisteredDocument) -> RegisteredMember:
    keys = tuple(KeySet.from_document(write_document(document)) for document in member.keys)
    return RegisteredMember(
        MemberId(member.id), member.name, InstitutionId(member.institution), keys, member.code_serial
    )


def _refuse_repeats(names: Sequence[str]) -> None:
    if len(set(names)) != len(names):
        raise AppError("ACT-02", detail="something twice")
