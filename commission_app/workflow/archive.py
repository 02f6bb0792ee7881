"""The archive of a meeting: everything a third party needs to recompute it, and that recomputation."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import DossierId, MemberId, Sha512
from commission_app.sealing.archive_file import read_archive, write_archive
from commission_app.sealing.documents import DossierDocument, write_document
from commission_app.sealing.identity import KeySet
from commission_app.sealing.manifest import Manifest, dossier_document, read_dossier, read_manifest
from commission_app.sealing.signed_act import digest, verify
from commission_app.texts import count_fr
from commission_app.workflow.archived_sheets import ArchivedSheet, read_archived_sheet
from commission_app.workflow.campaign_document import decode_campaign, encode_campaign
from commission_app.workflow.consolidate import Facts, compute, facts_of, results_document
from commission_app.workflow.secretariat_session import SecretariatSession

T = TypeVar("T")

README = (
    "Archive de séance. racine.json donne l’empreinte SHA-512 de chaque fichier ;\n"
    "l’empreinte de racine.json figure au procès-verbal.\n"
    "Pour tout recalculer : commission-app verify ARCHIVE.\n"
)


class _Registry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    secretariat: dict[str, str]
    keys: dict[str, list[str]]  # confirmed computers of each member, oldest first
    kept_away: list[tuple[str, str]]
    ineligible: dict[str, str]


@dataclass(frozen=True)
class VerifiedArchive:
    """What was checked, in words, and the digest of the root."""

    root_sha512: Sha512
    lines: tuple[str, ...]


def write_session_archive(session: SecretariatSession, target: Path) -> Sha512:
    """Write the archive of the campaign as it stands and return the digest of its root."""
    facts = facts_of(session)
    entries: dict[str, bytes] = {
        "lisezmoi.txt": README.encode(),
        "campagne.json": encode_campaign(facts.campaign),
        "dossiers.json": canonical_json(
            [write_document(dossier_document(dossier)) for dossier in facts.dossiers]
        ),
        "registre.json": canonical_json(_registry(session, facts)),
        "journal.json": canonical_json(
            [{**entry.document(), "digest": entry.digest} for entry in session.database.journal.entries()]
        ),
        "resultats.json": canonical_json(results_document(compute(facts))),
    }
    for bundle in session.database.campaign.bundles():
        entries[f"lots/{bundle.lot}-v{bundle.serial}.acte"] = bundle.manifest
    kept = {sheet.sha512 for sheet in facts.sheets}
    for record in session.database.sheets.all():
        if record.act_sha512 in kept:
            entries[f"fiches/{record.act_sha512}.acte"] = record.act
            entries[f"fiches/{record.act_sha512}.textes"] = record.texts
            entries[f"fiches/{record.act_sha512}.carte"] = record.card
    root = write_archive(target, entries)
    session.log("archive_written", {"root": root})
    return root


def verify_archive(file: Path) -> VerifiedArchive:
    """Check every document of an archive and recompute its ranking.

    ARC-01 to ARC-05, and the refusals of lots and fiches, when anything does not hold.
    """
    root, entries = read_archive(file)
    registry = _decode(entries, "registre.json", _Registry)
    manifests = _manifests(entries, KeySet.from_document(registry.secretariat))
    sheets = _sheets(entries)
    _check_authors(sheets, registry, manifests)
    _check_journal(entries)
    facts = _facts(entries, registry, sheets)
    if canonical_json(results_document(compute(facts))) != entries["resultats.json"]:
        raise AppError("ARC-04")
    ranked = sum(line.rank is not None for line in compute(facts).ranking)
    return VerifiedArchive(
        root,
        (
            f"Empreinte de la racine : {root[:16]}…{root[-16:]}",
            f"{count_fr(len(entries), 'document conforme', 'documents conformes')} à la racine",
            f"{count_fr(len(manifests), 'lot validé', 'lots validés')} par le secrétariat",
            f"{count_fr(len(sheets), 'fiche validée', 'fiches validées')} par leur auteur, textes conformes",
            "Journal d’une seule pièce",
            f"Classement recalculé à l’identique : {count_fr(ranked, 'dossier classé', 'dossiers classés')}",
        ),
    )


def _registry(session: SecretariatSession, facts: Facts) -> dict[str, Any]:
    return {
        "secretariat": session.secrets.key_set.document(),
        "keys": {member: list(keys) for member, keys in facts.keys.items()},
        "kept_away": sorted([member, dossier] for member, dossier in facts.kept_away),
        "ineligible": dict(facts.ineligible),
    }


def _facts(entries: Mapping[str, bytes], registry: _Registry, sheets: tuple[ArchivedSheet, ...]) -> Facts:
    dossiers = _decode(entries, "dossiers.json", list[DossierDocument])
    return Facts(
        campaign=decode_campaign(_entry(entries, "campagne.json")),
        dossiers=tuple(read_dossier(dossier) for dossier in dossiers),
        sheets=sheets,
        keys={MemberId(member): tuple(keys) for member, keys in registry.keys.items()},
        kept_away=frozenset((MemberId(member), DossierId(dossier)) for member, dossier in registry.kept_away),
        ineligible={DossierId(dossier): reason for dossier, reason in registry.ineligible.items()},
    )


def _manifests(entries: Mapping[str, bytes], secretariat: KeySet) -> dict[Sha512, Manifest]:
    return {
        digest(act): read_manifest(verify(act, "lot", secretariat))
        for name, act in entries.items()
        if name.startswith("lots/")
    }


def _sheets(entries: Mapping[str, bytes]) -> tuple[ArchivedSheet, ...]:
    acts = (name for name in entries if name.startswith("fiches/") and name.endswith(".acte"))
    stems = sorted(name.removesuffix(".acte") for name in acts)
    sheets = []
    for stem in stems:
        sheet = read_archived_sheet(
            entries[f"{stem}.acte"], _entry(entries, f"{stem}.textes"), _entry(entries, f"{stem}.carte")
        )
        if stem != f"fiches/{sheet.sha512}":
            raise AppError("ARC-03", entry=f"{stem}.acte")
        sheets.append(sheet)
    return tuple(sheets)


def _check_authors(
    sheets: tuple[ArchivedSheet, ...], registry: _Registry, manifests: Mapping[Sha512, Manifest]
) -> None:
    for sheet in sheets:
        if sheet.keys.id not in registry.keys.get(sheet.claims.member, []):
            raise AppError("FIC-04")
        for lot in sheet.claims.lots:
            known = manifests.get(lot.manifest_sha512)
            if known is None or sheet.claims.member not in {member.id for member in known.members}:
                raise AppError("FIC-06")


def _check_journal(entries: Mapping[str, bytes]) -> None:
    previous = ""
    for sequence, event in enumerate(_decode(entries, "journal.json", list[dict[str, Any]]), start=1):
        body = {name: value for name, value in event.items() if name != "digest"}
        is_chained = (body.get("seq"), body.get("prev")) == (sequence, previous)
        if not is_chained or digest(canonical_json(body)) != event.get("digest"):
            raise AppError("ARC-05")
        previous = event["digest"]


def _entry(entries: Mapping[str, bytes], name: str) -> bytes:
    if name not in entries:
        raise AppError("ARC-02", entry=name)
    return entries[name]


def _decode(entries: Mapping[str, bytes], name: str, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(_entry(entries, name), type=shape, strict=True)
    except (ValueError, RecursionError) as error:  # msgspec's own refusals are ValueErrors
        raise AppError("ARC-03", entry=name) from error
