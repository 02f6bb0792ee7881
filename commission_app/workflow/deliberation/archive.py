"""The archive of a meeting: everything a third party needs to recompute it, and that recomputation."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commission_app.errors import AppError
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import Sha512
from commission_app.sealing.archive_file import is_texts, read_archive, write_archive
from commission_app.sealing.documents import write_document
from commission_app.sealing.manifest import dossier_document
from commission_app.sealing.salted_texts import NO_TEXTS, TEXT_KINDS, TextKind, without_kinds
from commission_app.texts import count_fr
from commission_app.workflow.deliberation.archive_grids import grid_lines, grid_words
from commission_app.workflow.deliberation.archive_parts import CheckedArchive, check_archive
from commission_app.workflow.deliberation.consolidate import Facts, compute, facts_of, results_document
from commission_app.workflow.deliberation.decisions import DECISION
from commission_app.workflow.exchanged_files import refuse_existing
from commission_app.workflow.meeting.chain import CHAINS
from commission_app.workflow.preparation.campaign_document import encode_campaign
from commission_app.workflow.receiving.closing import last_register
from commission_app.workflow.secretariat.session import SecretariatSession

README = (
    "Archive de séance. racine.json donne l’empreinte SHA-512 de chaque fichier ;\n"
    "l’empreinte de racine.json figure au procès-verbal.\n"
    "Les textes des fiches n’y sont pas : chaque acte donne les empreintes des siens,\n"
    "qui peuvent être occultés sans que la racine change.\n"
    "Pour tout recalculer : commission-app verify ARCHIVE.\n"
)
ROTATION = "rotation"  # kind of the acts kept


@dataclass(frozen=True)
class VerifiedArchive:
    """What was checked, in words, the digest of the root and the number of texts withheld."""

    root_sha512: Sha512
    lines: tuple[str, ...]
    withheld: int


def write_session_archive(session: SecretariatSession, target: Path) -> Sha512:
    """Write the archive of the campaign as it stands and return the digest of its root."""
    facts = facts_of(session)
    root = write_archive(target, {**_documents(session, facts), **_acts(session), **_sheets(session, facts)})
    session.log("archive_written", {"root": root})
    return root


def withhold_texts(archive: Path, target: Path, kinds: Collection[TextKind] = TEXT_KINDS) -> VerifiedArchive:
    """Write a copy of an archive to be communicated, without some kinds of texts, and verify it.

    Its root is the same. ARC-08 when there is a file at the target, and the refusals of `verify_archive`: a
    copy is not made of an archive that does not hold.
    """
    refuse_existing(target)
    verify_archive(archive)  # the kind of a text is known to be the right one only where its fiche was read
    _, entries = read_archive(archive)
    kept = {name: without_kinds(data, kinds) if is_texts(name) else data for name, data in entries.items()}
    write_archive(
        target, {name: data for name, data in kept.items() if data != NO_TEXTS or not is_texts(name)}
    )
    return verify_archive(target)


def verify_archive(file: Path) -> VerifiedArchive:
    """Check every document of an archive and recompute its ranking.

    ARC-01 to ARC-07, and the refusals of lots and fiches, when anything does not hold.
    """
    root, entries = read_archive(file)
    checked = check_archive(entries)
    done = compute(checked.facts)
    if canonical_json(results_document(done)) != entries["resultats.json"]:
        raise AppError("ARC-04")
    ranked = sum(line.rank is not None for line in done.ranking)
    withheld = sum(sheet.withheld for sheet in checked.facts.sheets)
    return VerifiedArchive(
        root,
        (
            f"Empreinte de la racine : {root[:16]}…{root[-16:]}",
            f"{_documents_fr(entries)} à la racine",
            *_lines(checked),
            *_withheld_line(withheld),
            "Journal d’une seule pièce",
            f"Classement recalculé à l’identique : {count_fr(ranked, 'dossier classé', 'dossiers classés')}",
        ),
        withheld,
    )


def _documents_fr(entries: Mapping[str, bytes]) -> str:
    listed = sum(not is_texts(name) for name in entries)
    return count_fr(listed, "document conforme", "documents conformes")


def _lines(checked: CheckedArchive) -> tuple[str, ...]:
    sheets = checked.facts.sheets
    papers = sum(sheet.paper is not None for sheet in sheets)
    own = count_fr(len(sheets) - papers, "fiche validée", "fiches validées")
    lines = [
        *grid_words(checked.grids),
        f"{count_fr(checked.manifests, 'lot validé', 'lots validés')} par le secrétariat",
        f"{own} par leur auteur, textes conformes",
    ]
    if papers:
        entered = count_fr(papers, "fiche saisie", "fiches saisies")
        lines.append(f"{entered} par le secrétariat d’après une grille papier, chacune par deux agents")
    if checked.key_changes:
        declared = count_fr(checked.declared_changes, "déclaré", "déclarés")
        changes = count_fr(checked.key_changes, "changement des clés", "changements des clés")
        lines.append(f"{changes} du secrétariat, dont {declared} par les clés d’avant")
    if checked.register is not None:
        listed = {retained.sha512 for retained in checked.register.sheets}
        replaced = compute(checked.facts).merged.superseded
        since = len({sheet.sha512 for sheet in sheets} - listed - replaced)
        lines.append(
            f"Liste arrêtée n° {checked.register.serial} : "
            f"{count_fr(len(checked.register.sheets), 'fiche')}, toutes dans l’archive"
        )
        if since:
            lines.append(
                count_fr(since, "fiche arrivée après la clôture", "fiches arrivées après la clôture")
            )
    if checked.facts.excluded:
        set_aside = count_fr(len(checked.facts.excluded), "lecture écartée", "lectures écartées")
        lines.append(f"{set_aside} par un acte de la présidence")
    lines += checked.meeting.lines
    return tuple(lines)


def _withheld_line(withheld: int) -> tuple[str, ...]:
    return (count_fr(withheld, "texte occulté", "textes occultés"),) if withheld else ()


def _documents(session: SecretariatSession, facts: Facts) -> dict[str, bytes]:
    return {
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


def _registry(session: SecretariatSession, facts: Facts) -> dict[str, Any]:
    return {
        "secretariat": [keys.document() for keys in session.key_sets],
        "keys": {member: list(keys) for member, keys in facts.keys.items()},
        "kept_away": sorted([member, dossier] for member, dossier in facts.kept_away),
        "ineligible": dict(facts.ineligible),
        **grid_lines(session),
    }


def _acts(session: SecretariatSession) -> dict[str, bytes]:
    """Return what the secretariat signed: lots, changes of its keys, decisions, the last register."""
    acts, register = session.database.acts, last_register(session)
    return {
        **{
            f"lots/{bundle.lot}-v{bundle.serial}.acte": bundle.manifest
            for bundle in session.database.campaign.bundles()
        },
        **{
            f"rotations/{number}.acte": kept.act
            for number, kept in enumerate(acts.of_kind(ROTATION), start=1)
        },
        **{f"actes/{kept.digest}.acte": kept.act for kept in acts.of_kind(DECISION)},
        **{
            f"{chain}/{number:04d}.acte": kept.act
            for chain in CHAINS
            for number, kept in enumerate(acts.of_kind(chain), start=1)
        },
        **({"annuaire.acte": register.act} if register is not None else {}),
    }


def _sheets(session: SecretariatSession, facts: Facts) -> dict[str, bytes]:
    kept = {sheet.sha512 for sheet in facts.sheets}
    entries = {}
    for record in session.database.sheets.all():
        if record.act_sha512 in kept:
            stem = f"{'papiers' if record.is_paper else 'fiches'}/{record.act_sha512}"
            entries[f"{stem}.acte"] = record.act
            if not record.is_paper:
                entries[f"{stem}.carte"] = record.card
            if record.texts != NO_TEXTS:
                entries[f"{stem}.textes"] = record.texts
    return entries
