"""The parts of an archive, each checked against the others: who signed what, under which keys."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, TypeVar

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.campaign import Campaign
from commission_app.scoring.dossier import Dossier
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import CampaignId, DossierId, MemberId, Sha512
from commission_app.scoring.meeting.state import Room
from commission_app.sealing.decision import read_exclusion
from commission_app.sealing.documents import DossierDocument
from commission_app.sealing.identity import KeySet
from commission_app.sealing.manifest import Manifest, read_dossier, read_known_manifest
from commission_app.sealing.register import Register, read_register
from commission_app.sealing.rotation import read_rotation
from commission_app.sealing.salted_texts import NO_TEXTS
from commission_app.sealing.sheet_checks import check_sheet
from commission_app.sealing.signed_act import digest
from commission_app.workflow.deliberation.archive_grids import GridLine, check_grids
from commission_app.workflow.deliberation.archive_papers import read_papers
from commission_app.workflow.deliberation.archived_sheets import ArchivedSheet, read_archived_sheet
from commission_app.workflow.deliberation.consolidate import Facts
from commission_app.workflow.meeting.archived import CheckedMeeting, check_meeting
from commission_app.workflow.preparation.campaign_document import decode_campaign, encode_campaign

T = TypeVar("T")
Entries = Mapping[str, bytes]
_ALWAYS = (
    "campagne.json",
    "dossiers.json",
    "journal.json",
    "lisezmoi.txt",
    "registre.json",
    "resultats.json",
)
_EXPECTED = re.compile(
    rf"{'|'.join(map(re.escape, _ALWAYS))}|annuaire\.acte"
    r"|lots/[A-Za-z0-9_-]+\.acte|fiches/[0-9a-f]{128}\.(acte|textes|carte)"
    r"|papiers/[0-9a-f]{128}\.(acte|textes)"
    r"|actes/[0-9a-f]{128}\.acte|rotations/[0-9]+\.acte|(seance|decision)/[0-9]{4,6}\.acte"
)


class _Registry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    secretariat: list[dict[str, str]]  # successive keys, those in force last
    keys: dict[str, list[str]]  # confirmed computers of each member, oldest first
    kept_away: list[tuple[str, str]]
    ineligible: dict[str, str]
    grids: list[GridLine] = []  # versions of the grid, the one in force last; none when it was never replaced


@dataclass(frozen=True)
class CheckedArchive:
    """What an archive holds, once each part is known to hold with the others."""

    facts: Facts
    manifests: int
    register: Register | None  # None when the reception was never closed
    key_changes: int
    declared_changes: int  # those that the former keys signed
    meeting: CheckedMeeting
    grids: tuple[GridLine, ...] = ()


def check_archive(entries: Entries) -> CheckedArchive:
    """Check every part. ARC-02, ARC-03, ARC-05 to ARC-07, ARC-09, and the refusals of lots and fiches."""
    _check_names(entries)
    registry = _decode(entries, "registre.json", _Registry)
    campaign = _campaign(entries)
    key_sets = tuple(KeySet.from_document(document) for document in registry.secretariat)
    manifests = _manifests(entries, key_sets)
    check_grids(registry.grids, campaign.grid, manifests.values())
    sheets = _sheets(entries)
    _check_authors(sheets, registry, campaign, manifests)
    dossiers = _dossiers(entries)
    for sheet in sheets:
        _check_rules(sheet, campaign, [manifests[lot.manifest_sha512] for lot in sheet.claims.lots], dossiers)
    known = {dossier.id for dossier in dossiers}
    sheets += read_papers(entries, _acts_in(entries, "papiers/"), campaign, known, key_sets)
    _check_journal(entries)
    declared = _check_rotations(entries, campaign.id, key_sets)
    register = _register(entries, campaign.id, key_sets)
    if register is not None:
        _check_register(register, sheets)
    excluded = _excluded(entries, campaign.id, key_sets, sheets)
    room = Room(campaign.member_by_id, frozenset(known), campaign.grid)
    meeting = check_meeting(entries, campaign.id, key_sets, room)
    facts = _facts(registry, campaign, dossiers, sheets, excluded=excluded)
    facts = replace(facts, collegial=meeting.collegial, changes=meeting.changes)
    return CheckedArchive(
        facts, len(manifests), register, len(key_sets) - 1, declared, meeting, tuple(registry.grids)
    )


def _facts(
    registry: _Registry,
    campaign: Campaign,
    dossiers: tuple[Dossier, ...],
    sheets: tuple[ArchivedSheet, ...],
    *,
    excluded: frozenset[tuple[Sha512, DossierId]],
) -> Facts:
    return Facts(
        campaign=campaign,
        dossiers=dossiers,
        sheets=sheets,
        keys={MemberId(member): tuple(keys) for member, keys in registry.keys.items()},
        kept_away=frozenset((MemberId(member), DossierId(dossier)) for member, dossier in registry.kept_away),
        ineligible={DossierId(dossier): reason for dossier, reason in registry.ineligible.items()},
        excluded=excluded,
    )


def _campaign(entries: Entries) -> Campaign:
    """Read the campaign, in the one form that says it. ARC-03."""
    written = _entry(entries, "campagne.json")
    campaign = decode_campaign(written)
    if encode_campaign(campaign) != written:
        raise AppError("ARC-03", entry="campagne.json")
    return campaign


def _dossiers(entries: Entries) -> tuple[Dossier, ...]:
    """Read the dossiers, each once. ARC-03."""
    dossiers = tuple(map(read_dossier, _decode(entries, "dossiers.json", list[DossierDocument])))
    if len({dossier.id for dossier in dossiers}) != len(dossiers):
        raise AppError("ARC-03", entry="dossiers.json")
    return dossiers


def _manifests(entries: Entries, key_sets: tuple[KeySet, ...]) -> dict[Sha512, Manifest]:
    """Read the manifests, each under the name of its lot and serial. ARC-03."""
    manifests = {}
    for name in _acts_in(entries, "lots/"):
        manifest = read_known_manifest(entries[name], key_sets)
        if name != f"lots/{manifest.lot}-v{manifest.serial}.acte":
            raise AppError("ARC-03", entry=name)
        manifests[digest(entries[name])] = manifest
    return manifests


def _sheets(entries: Entries) -> tuple[ArchivedSheet, ...]:
    sheets = []
    for name in _acts_in(entries, "fiches/"):
        stem = name.removesuffix(".acte")
        sheet = _sheet(entries, stem)
        if stem != f"fiches/{sheet.sha512}":
            raise AppError("ARC-03", entry=name)
        sheets.append(sheet)
    return tuple(sheets)


def _sheet(entries: Entries, stem: str) -> ArchivedSheet:
    texts, card = entries.get(f"{stem}.textes", NO_TEXTS), _entry(entries, f"{stem}.carte")
    try:
        return read_archived_sheet(entries[f"{stem}.acte"], texts, card, may_be_withheld=True)
    except AppError as error:
        if error.code == "FIC-09":
            raise AppError("ARC-07", entry=f"{stem}.textes") from error
        raise


def _check_authors(
    sheets: tuple[ArchivedSheet, ...],
    registry: _Registry,
    campaign: Campaign,
    manifests: Mapping[Sha512, Manifest],
) -> None:
    members = {member.id for member in campaign.members}
    for sheet in sheets:
        is_known = sheet.claims.key in registry.keys.get(sheet.claims.member, [])
        if not is_known or sheet.claims.member not in members:
            raise AppError("FIC-04")
        for lot in sheet.claims.lots:
            known = manifests.get(lot.manifest_sha512)
            if known is None or (known.lot, known.serial) != (lot.lot, lot.serial):
                raise AppError("FIC-06")
            if sheet.claims.member not in {member.id for member in known.members}:
                raise AppError("FIC-06")


def _check_rules(
    sheet: ArchivedSheet, campaign: Campaign, lots: list[Manifest], dossiers: tuple[Dossier, ...]
) -> None:
    """Refuse what its author could not say, and rules that are not those of the lots marked on. ARC-09."""
    author = campaign.member_by_id[sheet.claims.member]
    if not lots:
        raise AppError("FIC-06")
    check_sheet(sheet.claims, sheet.sheet, author.institution, lots)
    known = {dossier.id for dossier in dossiers}
    for lot in lots:
        is_same = (
            lot.campaign == campaign.id
            and lot.grid.digest == campaign.grid.digest
            and set(lot.neutralised) == set(campaign.neutralised)
            and lot.member(author.id).institution == author.institution
            and known.issuperset(dossier.id for dossier in lot.dossiers)
        )
        if not is_same:
            raise AppError("ARC-09")


def _check_journal(entries: Entries) -> None:
    previous = ""
    for sequence, event in enumerate(_decode(entries, "journal.json", list[dict[str, Any]]), start=1):
        body = {name: value for name, value in event.items() if name != "digest"}
        is_chained = (body.get("seq"), body.get("prev")) == (sequence, previous)
        if not is_chained or _event_digest(body) != event.get("digest"):
            raise AppError("ARC-05")
        previous = event["digest"]


def _event_digest(body: Mapping[str, Any]) -> Sha512:
    try:
        return digest(canonical_json(body))
    except RecursionError as error:  # nested a little less than what decoding refuses
        raise AppError("ARC-05") from error


def _check_rotations(entries: Entries, campaign: CampaignId, key_sets: tuple[KeySet, ...]) -> int:
    """Return how many changes of keys were declared by the keys that left, in their order."""
    changes = iter(pairwise(key_sets))
    names = [f"rotations/{number}.acte" for number in range(1, len(key_sets) + 1)]
    held = sorted(_acts_in(entries, "rotations/"), key=lambda name: (len(name), name))
    if held != names[: len(held)]:
        raise AppError("ARC-02", entry=held[-1])
    for name in held:
        with _named(name):
            rotation = read_rotation(entries[name])
            # Consumed as it is searched: each act comes after the one before.
            if rotation.campaign != campaign or (rotation.old, rotation.new) not in changes:
                raise AppError("SIG-01")
    return len(held)


def _register(entries: Entries, campaign: CampaignId, key_sets: tuple[KeySet, ...]) -> Register | None:
    name = "annuaire.acte"
    if name not in entries:
        return None
    with _named(name):
        # Of any key set: what members signed by hand is not undone by a later change of keys.
        return read_register(entries[name], campaign, key_sets)


def _check_register(register: Register, sheets: tuple[ArchivedSheet, ...]) -> None:
    """Refuse a register that lists a fiche which is not here, of another member or of an unknown computer."""
    keys = {member.id: {known.id for known in member.keys} for member in register.members}
    known = {sheet.sha512: sheet for sheet in sheets}
    for retained in register.sheets:
        sheet = known.get(retained.sha512)
        if sheet is None or sheet.claims.member != retained.member:
            raise AppError("ARC-06")
        if sheet.keys is not None and sheet.keys.id not in keys[retained.member]:
            raise AppError("ARC-06")


def _excluded(
    entries: Entries, campaign: CampaignId, key_sets: tuple[KeySet, ...], sheets: tuple[ArchivedSheet, ...]
) -> frozenset[tuple[Sha512, DossierId]]:
    known = {sheet.sha512: sheet for sheet in sheets}
    excluded = set()
    for name in _acts_in(entries, "actes/"):
        with _named(name):
            exclusion = read_exclusion(entries[name], campaign, key_sets)
        sheet = known.get(exclusion.sheet)
        is_ours = sheet is not None and sheet.claims.member == exclusion.member
        if not is_ours or name != f"actes/{digest(entries[name])}.acte":
            raise AppError("ARC-03", entry=name)
        excluded.add((exclusion.sheet, exclusion.dossier))
    return frozenset(excluded)


def _check_names(entries: Entries) -> None:
    """Refuse an archive without what every reader needs, or with what none expects. ARC-02."""
    for name in _ALWAYS:
        _entry(entries, name)
    for name in entries:
        is_orphan = name.endswith(".carte") and f"{name.removesuffix('.carte')}.acte" not in entries
        if is_orphan or not _EXPECTED.fullmatch(name):
            raise AppError("ARC-02", entry=name)


def _acts_in(entries: Entries, folder: str) -> list[str]:
    return sorted(name for name in entries if name.startswith(folder) and name.endswith(".acte"))


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Say which entry of the archive is not what it should be. ARC-03."""
    try:
        yield
    except AppError as error:
        raise AppError("ARC-03", entry=name) from error


def _entry(entries: Entries, name: str) -> bytes:
    if name not in entries:
        raise AppError("ARC-02", entry=name)
    return entries[name]


def _decode(entries: Entries, name: str, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(_entry(entries, name), type=shape, strict=True)
    except (ValueError, RecursionError) as error:  # msgspec's own refusals are ValueErrors
        raise AppError("ARC-03", entry=name) from error
