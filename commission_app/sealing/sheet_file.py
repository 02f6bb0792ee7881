"""The `.fiche` file: a member's signed act, its texts and their card, sealed to the secretariat."""

import io
import re
import zipfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId, InstitutionId, MemberId, Sha512
from commission_app.scoring.sheet import Sheet
from commission_app.sealing.age_format import AgeFailure
from commission_app.sealing.age_recipients import HybridIdentity, HybridRecipient
from commission_app.sealing.age_stream import decrypt, encrypt
from commission_app.sealing.atomic_file import write_atomically
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.manifest import Manifest
from commission_app.sealing.recognition import card_is_from, code_mac, read_card, write_card
from commission_app.sealing.salted_texts import SaltedTexts, TextReader
from commission_app.sealing.sheet_act import SheetClaims, read_sheet_document, sheet_document
from commission_app.sealing.sheet_checks import check_sheet
from commission_app.sealing.signed_act import digest, sign, verify
from commission_app.sealing.stored_zip import entry, open_stored, read_entries

NAMES = re.compile(r"fiche|textes|carte|carte\.mac")
MAX_FILE_BYTES = 32 << 20
_CODE_OF_FAILURE = {"header": "FIC-03", "no match": "FIC-01", "hmac": "FIC-02", "payload": "FIC-02"}


@dataclass(frozen=True)
class SheetParts:
    """The four parts of a fiche as bytes: what the secretariat keeps and archives."""

    act: bytes
    texts: bytes
    card: bytes
    mac: bytes

    @property
    def sha512(self) -> Sha512:
        """Digest of the signed act: the identity of this version."""
        return digest(self.act)


@dataclass(frozen=True)
class SheetContext:
    """What the secretariat knows when a fiche arrives."""

    campaign: CampaignId
    institution_of: Mapping[MemberId, InstitutionId]
    mac_keys: Mapping[MemberId, Sequence[bytes]]  # of the current code first, then of replaced ones
    registered: Mapping[MemberId, Collection[str]]  # identifiers of the member's known keys
    manifests: Mapping[Sha512, Manifest]  # every lot ever sealed


@dataclass(frozen=True)
class VerifiedSheet:
    """A fiche that passed every check, and what is new about its author's key."""

    claims: SheetClaims
    sheet: Sheet
    keys: KeySet
    is_new_key: bool
    sha512: Sha512


def make_sheet(
    claims: SheetClaims, sheet: Sheet, secrets: Secrets, random: Callable[[int], bytes]
) -> SheetParts:
    """Sign a sheet and the card that goes with it."""
    texts = SaltedTexts(random)
    act = sign(sheet_document(claims, sheet, texts), secrets.signing)
    card = write_card(claims.campaign, claims.member, secrets)
    return SheetParts(act, texts.encode(), card, code_mac(secrets.mac, card).encode())


def write_sheet(
    target: Path, parts: SheetParts, recipients: Sequence[HybridRecipient], random: Callable[[int], bytes]
) -> int:
    """Seal a fiche into a file and return its size. No file is left when it fails."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(entry("fiche"), parts.act)
        archive.writestr(entry("textes"), parts.texts)
        archive.writestr(entry("carte"), parts.card)
        archive.writestr(entry("carte.mac"), parts.mac)
    sealed = encrypt(packed.getvalue(), recipients, random)
    write_atomically(target, sealed)
    return len(sealed)


def open_sheet(data: bytes, identities: Sequence[HybridIdentity], file: str) -> SheetParts:
    """Unseal a received fiche.

    FIC-01 for another secretariat, FIC-02 incomplete or altered on the way, FIC-03 not a fiche.
    """
    if len(data) > MAX_FILE_BYTES:
        raise AppError("FIC-03", file=file)
    try:
        packed = decrypt(data, identities)
    except AgeFailure as failure:
        raise AppError(_CODE_OF_FAILURE[failure.kind], file=file) from failure
    try:
        archive = open_stored(io.BytesIO(packed), len(packed), NAMES, "FIC-03")
        held = read_entries(archive, "FIC-03")
        return SheetParts(held["fiche"], held["textes"], held["carte"], held["carte.mac"])
    except (AppError, KeyError) as error:
        raise AppError("FIC-03", file=file) from error


def verify_sheet(parts: SheetParts, context: SheetContext, file: str) -> VerifiedSheet:
    """Check a fiche entirely: author, signatures, texts, lots, grid, marks.

    FIC-04 unknown author, FIC-05 code replaced, FIC-08 another campaign, SIG-03 altered after it was handed
    in, and the refusals of `read_sheet_document` and `check_sheet`.
    """
    card = read_card(parts.card)
    if card.campaign != context.campaign:
        raise AppError("FIC-08", file=file)
    is_new = _is_new_key(parts, card.member, card.keys, context, file)
    try:
        document = verify(parts.act, "fiche", card.keys)
    except AppError as error:
        raise AppError("SIG-03", file=file) from error
    claims, sheet = read_sheet_document(document, TextReader(parts.texts))
    if claims.campaign != context.campaign:
        raise AppError("FIC-08", file=file)
    if claims.member != card.member or claims.key != card.keys.id:
        raise AppError("FIC-04", file=file)
    check_sheet(claims, sheet, context.institution_of[claims.member], _manifests(claims, context, file))
    return VerifiedSheet(claims, sheet, card.keys, is_new, parts.sha512)


def _is_new_key(parts: SheetParts, member: MemberId, keys: KeySet, context: SheetContext, file: str) -> bool:
    if member not in context.institution_of:
        raise AppError("FIC-04", file=file)
    if keys.id in context.registered.get(member, ()):
        return False
    macs = list(context.mac_keys.get(member, ()))
    if macs and card_is_from(parts.card, parts.mac, macs[0]):
        return True
    if any(card_is_from(parts.card, parts.mac, replaced) for replaced in macs[1:]):
        raise AppError("FIC-05", file=file)
    raise AppError("FIC-04", file=file)


def _manifests(claims: SheetClaims, context: SheetContext, file: str) -> list[Manifest]:
    found = [context.manifests.get(lot.manifest_sha512) for lot in claims.lots]
    manifests = [manifest for manifest in found if manifest is not None]
    if not manifests or len(manifests) != len(found):
        raise AppError("FIC-06", file=file)
    for manifest in manifests:
        if claims.member not in {member.id for member in manifest.members}:
            raise AppError("FIC-06", file=file)
    return manifests
