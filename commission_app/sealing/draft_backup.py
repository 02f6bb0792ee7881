"""The `.brouillon` file: all that a member has written so far, for themselves on another computer.

It is sealed to the draft identity of their opening code, and to the recovery recipient so that a lost code
does not lose drafts. Anybody who knows these recipients could seal such a file: what refuses it is a mac made
with the member's own code, checked before a word of the draft is read.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.draft import (
    ClosingEdit,
    Edit,
    EntryEdit,
    HighlightEdit,
    RecusalEdit,
    TagsEdit,
    TieEdit,
    edits_between,
    fold,
)
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.grid_change import Wordings
from commission_app.scoring.ids import CampaignId, CriterionId, DossierId, MemberId, Sha512
from commission_app.scoring.sheet import EMPTY_ENTRY, Entry, Evidence, Recusal, Sheet
from commission_app.sealing import draft_documents as shape
from commission_app.sealing.age_format import AgeFailure
from commission_app.sealing.age_recipients import HybridIdentity, HybridRecipient
from commission_app.sealing.age_stream import decrypt, encrypt
from commission_app.sealing.documents import write_document
from commission_app.sealing.salted_texts import passage_document, read_passage, well_formed
from commission_app.sealing.stored_zip import MalformedZipError, pack, unpack

SUFFIX = ".brouillon"
MAX_FILE_BYTES = 32 << 20  # 300 dossiers with two pages of remarks on each take 2 MB
ENVELOPE_BYTES = 64 << 10  # of the age file and of the ZIP around the draft
_ENTRIES = ["brouillon", "brouillon.mac"]


@dataclass(frozen=True)
class DraftBackup:
    """What a draft says: whose it is, where it comes from, and the sheet with its texts in full."""

    campaign: CampaignId
    member: MemberId
    key: str  # identifier of the computer's key set
    saved: datetime  # to the second
    lot: str
    serial: int
    known: frozenset[Sha512]  # every fiche that its author knew
    sheet: Sheet = field(repr=False)
    marked_on: Wordings | None = field(default=None, repr=False)  # what the marks of each criterion answer


def seal_draft(
    draft: DraftBackup,
    mac_key: bytes,
    recipients: Sequence[HybridRecipient],
    random: Callable[[int], bytes],
) -> bytes:
    """Return the file of a draft. BRO-07 when it is larger than any reader accepts."""
    content = _encoded(draft)
    if len(content) > MAX_FILE_BYTES - ENVELOPE_BYTES:
        raise AppError("BRO-07")
    packed = pack(dict(zip(_ENTRIES, [content, _mac(mac_key, content)], strict=True)))
    return encrypt(packed, recipients, random)


def open_draft(
    data: bytes,
    identities: Sequence[HybridIdentity],
    mac_keys: Iterable[bytes],
    *,
    campaign: CampaignId,
    member: MemberId,
    file: str,
) -> DraftBackup:
    """Open the draft of one member of one campaign, made under one of these mac keys.

    BRO-01 not a draft, or damaged; BRO-02 for somebody else or another code; BRO-03 of another campaign;
    BRO-04 written by somebody who does not have the member's code.
    """
    content, mac = _unsealed(data, identities, file)
    if not any(hmac.compare_digest(mac, _mac(key, content)) for key in mac_keys):
        raise AppError("BRO-04", file=file)
    try:
        draft = _decoded(content)
    except ValueError as error:
        raise AppError("BRO-01", file=file) from error
    if draft.campaign != campaign:
        raise AppError("BRO-03", file=file)
    if draft.member != member:
        raise AppError("BRO-02", file=file)
    return draft


def _unsealed(data: bytes, identities: Sequence[HybridIdentity], file: str) -> tuple[bytes, bytes]:
    try:
        if len(data) > MAX_FILE_BYTES:
            raise AppError("BRO-01", file=file)
        held = unpack(decrypt(data, identities))
    except AgeFailure as failure:
        raise AppError("BRO-02" if failure.kind == "no match" else "BRO-01", file=file) from failure
    except MalformedZipError as error:
        raise AppError("BRO-01", file=file) from error
    if list(held) != _ENTRIES:
        raise AppError("BRO-01", file=file)
    content, mac = held.values()
    return content, mac


def _mac(key: bytes, content: bytes) -> bytes:
    return hmac.new(key, hashlib.sha512(content).digest(), "sha512").hexdigest().encode()


def _encoded(draft: DraftBackup) -> bytes:
    document = shape.DraftDocument(
        type="brouillon",
        v=1,
        campaign=draft.campaign,
        member=draft.member,
        key=draft.key,
        saved=draft.saved.isoformat(timespec="seconds"),
        lot=draft.lot,
        serial=draft.serial,
        known=sorted(draft.known),
        edits=written_edits(draft.sheet),
        criteria=None if draft.marked_on is None else {str(c): w for c, w in draft.marked_on.items()},
    )
    return canonical_json(write_document(document))


def _decoded(content: bytes) -> DraftBackup:
    """Read `brouillon`; ValueError unless it is the one way to write what it says."""
    found = msgspec.json.decode(content, type=shape.DraftDocument, strict=True)
    member = MemberId(found.member)
    draft = DraftBackup(
        CampaignId(found.campaign),
        member,
        found.key,
        datetime.fromisoformat(found.saved),
        found.lot,
        found.serial,
        frozenset(Sha512(digest) for digest in found.known),
        read_edits(member, found.edits),
        _wordings(found.criteria),
    )
    if _encoded(draft) != content:
        raise ValueError("not the one way to write it")
    return draft


def written_edits(sheet: Sheet) -> list[shape.DraftEditDocument]:
    """Return a sheet as edits from an empty one, in their one order."""
    return [_edit_document(edit) for edit in edits_between(Sheet(sheet.member), sheet)]


def read_edits(member: MemberId, edits: Iterable[shape.DraftEditDocument]) -> Sheet:
    """Rebuild a sheet from its edits."""
    return fold(member, map(_edit, edits))


def _wordings(criteria: dict[str, str] | None) -> Wordings | None:
    if criteria is None:
        return None
    return {CriterionId(criterion): Sha512(wording) for criterion, wording in criteria.items()}


def _edit_document(edit: Edit) -> shape.DraftEditDocument:
    match edit:
        case EntryEdit(after=entry):
            return shape.DraftEntryDocument(
                edit.dossier,
                edit.criterion,
                entry.mark,
                well_formed(entry.motive) or None,
                well_formed(entry.remark) or None,
                [passage_document(evidence) for evidence in entry.evidence],
            )
        case TagsEdit():
            return shape.DraftTagsDocument(edit.dossier, [well_formed(tag) for tag in edit.after])
        case ClosingEdit():
            return shape.DraftClosingDocument(edit.dossier)
        case TieEdit():
            return shape.DraftTieDocument(edit.dossier)
        case RecusalEdit(after=Recusal(kind, reason)):
            return shape.DraftRecusalDocument(edit.dossier, kind, well_formed(reason))
        case HighlightEdit(after=Evidence() as passage):
            return shape.DraftHighlightDocument(edit.dossier, passage_document(passage))
        case _:
            raise ValueError("no edit from an empty sheet withdraws anything")


def _edit(document: shape.DraftEditDocument) -> Edit:
    dossier = DossierId(document.dossier)
    match document:
        case shape.DraftEntryDocument():
            evidence = tuple(map(read_passage, document.evidence))
            entry = Entry(document.mark, document.motive or "", document.remark or "", evidence)
            return EntryEdit(dossier, CriterionId(document.criterion), EMPTY_ENTRY, entry)
        case shape.DraftTagsDocument():
            return TagsEdit(dossier, (), tuple(document.tags))
        case shape.DraftClosingDocument():
            return ClosingEdit(dossier, before=False, after=True)
        case shape.DraftTieDocument():
            return TieEdit(dossier, before=False, after=True)
        case shape.DraftRecusalDocument():
            return RecusalEdit(dossier, None, Recusal(document.tie, document.reason))
        case shape.DraftHighlightDocument():
            return HighlightEdit(dossier, None, read_passage(document.passage))
