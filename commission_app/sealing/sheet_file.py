"""The `.fiche` file: a member's signed act, its texts and their card, sealed to the secretariat."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from commission_app.errors import AppError
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import CampaignId, DossierId, InstitutionId, MemberId, Sha512
from commission_app.scoring.sheet import Sheet
from commission_app.sealing import canonical
from commission_app.sealing.age_format import AgeFailure
from commission_app.sealing.age_recipients import HybridIdentity, HybridRecipient
from commission_app.sealing.age_stream import decrypt, encrypt
from commission_app.sealing.atomic_file import write_atomically
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.manifest import Manifest
from commission_app.sealing.recognition import card_is_from, card_mac, read_card, write_card
from commission_app.sealing.salted_texts import SaltedTexts, TextReader, are_too_large
from commission_app.sealing.sheet_act import SheetClaims, read_sheet_document, sheet_document
from commission_app.sealing.sheet_checks import check_sheet
from commission_app.sealing.signed_act import MAX_ACT_BYTES, digest, sign, verify
from commission_app.sealing.stored_zip import MalformedZipError, pack, unpack

MAX_FILE_BYTES = 26 << 20  # more than the largest act, texts and card together
SIGNATURES_BYTES = 8 << 10  # of an act: 5 kB
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
    """Sign a sheet and the card that goes with it.

    REM-02 when no secretariat would receive it: its act or its texts are too large.
    """
    salted = SaltedTexts(random)
    document = sheet_document(claims, sheet, salted)
    texts = salted.encode()
    line = canonical_json(document)
    is_too_large = len(line) > MAX_ACT_BYTES - SIGNATURES_BYTES or canonical.items(line) > canonical.MAX_ITEMS
    if is_too_large or are_too_large(texts):
        raise AppError("REM-02", dossier=_longest(sheet))
    card = write_card(claims.campaign, claims.member, secrets)
    return SheetParts(sign(document, secrets.signing), texts, card, card_mac(secrets.mac, card))


def _longest(sheet: Sheet) -> DossierId:
    """Return the dossier about which most is written: the first to shorten."""
    sayings = [*sheet.readings.items(), *sheet.recused.items()]
    return max(sayings, key=lambda saying: len(repr(saying[1])))[0]


def write_sheet(
    target: Path,
    parts: SheetParts,
    recipients: Sequence[HybridRecipient],
    random: Callable[[int], bytes],
    ready: Callable[[int], object] = lambda _size: None,
) -> int:
    """Seal a fiche into a file and return its size. No file is left when it fails.

    `ready` is called with that size just before the file takes its place.
    """
    contents = {"fiche": parts.act, "textes": parts.texts, "carte": parts.card, "carte.mac": parts.mac}
    sealed = encrypt(pack(contents), recipients, random)
    write_atomically(target, sealed, ready=lambda: ready(len(sealed)))
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
        held = unpack(packed)
    except MalformedZipError as error:
        raise AppError("FIC-03", file=file) from error
    if list(held) != ["fiche", "textes", "carte", "carte.mac"]:
        raise AppError("FIC-03", file=file)
    return SheetParts(*held.values())


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
    manifests = []
    for lot in claims.lots:
        manifest = context.manifests.get(lot.manifest_sha512)
        if manifest is None or (manifest.lot, manifest.serial) != (lot.lot, lot.serial):
            raise AppError("FIC-06", file=file)
        if claims.member not in {member.id for member in manifest.members}:
            raise AppError("FIC-06", file=file)
        manifests.append(manifest)
    if not manifests:
        raise AppError("FIC-06", file=file)
    return manifests
