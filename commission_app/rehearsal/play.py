"""Play an invented campaign from end to end with real keys, real files and the same verbs as people use.

<into>/candidatures/   the folder a secretariat receives         lettres/   opening codes, as PDF
       lots/           sealed dossiers                           fiches/    what members hand in
       accuses/        receipts                                  consolidation/, documents/
       bureaux/        one desk per person, with the code that opens it
"""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from commission_app.errors import AppError
from commission_app.printing.candidacy_pdf import candidacy_letter
from commission_app.rehearsal.scenario import BANNER, InventedDossier, MemberPlan, Quotation, Scenario
from commission_app.scoring.dossier import RecordedFact
from commission_app.scoring.draft import ClosingEdit
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.scoring.sheet import DossierSheet
from commission_app.sealing.atomic_file import write_atomically
from commission_app.workflow.deliberation.archive import verify_archive
from commission_app.workflow.deliberation.consolidate import compute, consolidation, facts_of
from commission_app.workflow.deliberation.export import export_consolidation
from commission_app.workflow.deliberation.publish import print_documents
from commission_app.workflow.desk import personal_desk
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.mark import entry_edit, record
from commission_app.workflow.member.open_bundle import enter, resume
from commission_app.workflow.member.read import open_piece
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.preparation.campaign import (
    declare_ineligible,
    keep_away,
    new_campaign,
    read_campaign,
)
from commission_app.workflow.preparation.candidacies.project_card import record_facts
from commission_app.workflow.preparation.intake.intake import apply_intake
from commission_app.workflow.preparation.lots.seal import WrittenBundle, seal_bundles
from commission_app.workflow.progress import Progress
from commission_app.workflow.receiving.closing import close_reception
from commission_app.workflow.receiving.receipts import take_receipt, write_receipts
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.receiving.reception import received_file
from commission_app.workflow.secretariat.letters import Letter, print_letters
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.views import ConsolidationView, ReceivedFile, Verdict, WrittenReceipt

MARK = "demonstration.json"  # says that a folder may be played again over itself
WRITTEN = datetime(2021, 6, 9, 18, 0)  # noqa: DTZ001 - printed on invented letters, no zone is meant


class Folders(NamedTuple):
    """Where everything goes."""

    root: Path
    candidacies: Path
    letters: Path
    lots: Path
    sheets: Path
    receipts: Path
    consolidation: Path
    documents: Path
    desks: Path


@dataclass(frozen=True)
class Played:
    """What a played campaign left."""

    folders: Folders
    received: tuple[ReceivedFile, ...]
    consolidation: ConsolidationView
    documents: tuple[Path, ...]
    archive_checks: tuple[str, ...]


def play(scenario: Scenario, into: Path, progress: Progress) -> Played:
    """Play a scenario into a folder. DEM-01 when the folder holds something else than a demonstration."""
    folders = _prepare(into)
    typeset(scenario, folders.candidacies, progress)
    write_atomically(into / "campagne.json", _json(scenario.campaign))
    created = new_campaign(
        personal_desk(folders.desks / "secretariat", use_keyring=False), read_campaign(into / "campagne.json")
    )
    with created.session as session:
        write_atomically(folders.desks / "secretariat" / "code.txt", created.recovery_code.encode())
        letters = _prepare_campaign(scenario, session, folders, progress)
        bundles = seal_bundles(session, folders.lots, progress)
        sheets = [
            file
            for done, plan in enumerate(scenario.plans)
            for file in _member_day(
                plan, letters[plan.member], bundles, folders, _share(progress, done, scenario)
            )
        ]
        received = [received_file(session, outcome) for outcome in accept_sheets(session, sheets, progress)]
        for dossier, reason in scenario.ineligible.items():
            declare_ineligible(session, dossier, reason)
        close_reception(session)
        receipts = write_receipts(session, folders.receipts)
        export_consolidation(session, compute(facts_of(session)), folders.consolidation)
        documents = print_documents(session, folders.documents, progress)
        view = consolidation(session)
    _read_receipts(receipts, letters, folders)
    checks = verify_archive(documents[-1]).lines
    played = Played(folders, tuple(received), view, documents, checks)
    write_atomically(into / "A-LIRE.txt", _story(scenario, played).encode())
    return played


def _prepare(into: Path) -> Folders:
    if into.exists() and any(into.iterdir()):
        if not (into / MARK).exists():
            raise AppError("DEM-01", folder=into.name)
        shutil.rmtree(into)
    names = ("candidatures", "lettres", "lots", "fiches", "accuses", "consolidation", "documents", "bureaux")
    folders = Folders(into, *(into / name for name in names))
    for folder in folders[1:]:
        folder.mkdir(parents=True)
    write_atomically(into / MARK, b"{}")
    return folders


def typeset(scenario: Scenario, folder: Path, progress: Progress) -> None:
    """Write the candidacies of a scenario as a secretariat receives them: PDF letters and an index."""
    for done, dossier in enumerate(scenario.dossiers):
        progress(done, len(scenario.dossiers), str(dossier.index["porteur"]))
        place = folder / dossier.id
        place.mkdir()
        for piece in dossier.pieces:
            letter = candidacy_letter(piece.markdown, title=piece.title, banner=BANNER, date=WRITTEN)
            write_atomically(place / piece.file, letter)
        write_atomically(place / "index.json", _json(dossier.index))
    write_atomically(folder / "index.json", _json([dossier.id for dossier in scenario.dossiers]))


def _prepare_campaign(
    scenario: Scenario, session: SecretariatSession, folders: Folders, progress: Progress
) -> Mapping[MemberId, Letter]:
    report = apply_intake(session, folders.candidacies, progress)
    if report.is_blocked:
        raise AppError("DEM-03", detail=" ".join(report.lines))
    for dossier in scenario.dossiers:
        if dossier.facts:
            record_facts(session, dossier.id, _facts(session, dossier))
    for (member, recused), reason in scenario.recusals.items():
        keep_away(session, member, recused, reason)
    return {letter.member: letter for letter in print_letters(session, folders.letters, progress)}


def _facts(session: SecretariatSession, invented: InventedDossier) -> list[RecordedFact]:
    """Return what the secretariat records of the letters, each at the piece where it stands."""
    known = session.dossier(invented.id)
    paths = {written.file: kept.path for written, kept in zip(invented.pieces, known.pieces, strict=True)}
    return [
        RecordedFact(
            fact.label, fact.value, fact.criterion, None if fact.file is None else paths[fact.file], fact.page
        )
        for fact in invented.facts
    ]


def _member_day(
    plan: MemberPlan,
    letter: Letter,
    bundles: tuple[WrittenBundle, ...],
    folders: Folders,
    progress: Progress,
) -> list[Path]:
    """Open, mark, hand in; return the files that reach the secretariat, in the order they arrive."""
    lot = next(
        bundle.file for bundle in bundles if plan.member in {member.id for member in bundle.plan.members}
    )
    desk = personal_desk(folders.desks / plan.member, use_keyring=False)
    desk.folder.mkdir()
    write_atomically(desk.folder / "code.txt", letter.code.encode())
    with enter(desk, lot, letter.code, progress) as session:
        _mark(session, plan.readings, plan.quotations)
        first = hand_in(session, folders.sheets, progress).file
        arrivals = [_altered_copy(first), first] if plan.is_tampered else [first]
        if plan.hands_in_twice:
            arrivals.append(_second_copy(first))
        if plan.second_thoughts:
            _mark(session, plan.second_thoughts)
            arrivals.append(hand_in(session, folders.sheets, progress).file)
    return arrivals


def _mark(
    session: MemberSession, readings: Mapping[DossierId, DossierSheet], quotations: tuple[Quotation, ...] = ()
) -> None:
    """Open each dossier again if need be, mark it, cite, and close it when it is to count."""
    with session.database.transaction():
        for dossier, wanted in readings.items():
            _set_closed(session, dossier, is_closed=False)
            for criterion, entry in wanted.entries.items():
                before = session.sheet.reading(dossier).entry(criterion)
                after = replace(entry, evidence=before.evidence)
                if after != before:
                    record(session, entry_edit(session.sheet, dossier, criterion, after))
    for quotation in quotations:
        _cite(session, quotation)
    with session.database.transaction():
        for dossier, wanted in readings.items():
            _set_closed(session, dossier, is_closed=wanted.is_closed)


def _set_closed(session: MemberSession, dossier: DossierId, *, is_closed: bool) -> None:
    before = session.sheet.reading(dossier).is_closed
    if before != is_closed:
        record(session, ClosingEdit(dossier, before, is_closed))


def _cite(session: MemberSession, quotation: Quotation) -> None:
    """Find words in the first piece of a dossier and cite them, as a selection on the page does."""
    dossier = next(known for known in session.dossiers() if known.id == quotation.dossier)
    piece = open_piece(session, dossier.id, dossier.pieces[0].path)
    try:
        for hit in piece.search(quotation.words)[:1]:
            before = session.sheet.reading(dossier.id).entry(quotation.criterion)
            evidence = (*before.evidence, piece.anchor(hit.page, hit.start, hit.count))
            after = replace(before, evidence=evidence)
            record(session, entry_edit(session.sheet, dossier.id, quotation.criterion, after))
    finally:
        piece.close()


def _altered_copy(file: Path) -> Path:
    """Return a copy of a fiche in which one byte changed on the way."""
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    copy = file.with_name(f"{file.stem}_altérée.fiche")
    write_atomically(copy, bytes(data))
    return copy


def _second_copy(file: Path) -> Path:
    copy = file.with_name(f"{file.stem} (1).fiche")
    shutil.copyfile(file, copy)
    return copy


def _read_receipts(
    receipts: tuple[WrittenReceipt, ...], letters: Mapping[MemberId, Letter], folders: Folders
) -> None:
    """Let each member who opened their lot read their receipt, as they would a few days later."""
    for receipt in receipts:
        desk = personal_desk(folders.desks / receipt.member, use_keyring=False)
        if desk.folder.exists():
            with resume(desk, code=letters[receipt.member].code) as session:
                take_receipt(session, receipt.file)


def _share(progress: Progress, done: int, scenario: Scenario) -> Progress:
    """Show a member's day as one step among those of all members."""

    def report(part: int, whole: int, step: str) -> None:
        total = len(scenario.plans)
        progress(done * 100 + (100 * part // whole if whole else 0), total * 100, step)

    return report


def _story(scenario: Scenario, played: Played) -> str:
    lines = [
        str(scenario.campaign["name"]),
        "",
        "Tout ici est fictif : territoires, projets, personnes, notes. Les clés, les fichiers et les calculs",
        "sont réels. bureaux/ contient un dossier de travail par personne, avec le code qui l’ouvre.",
        "",
        "Fiches reçues",
        *(f"- {file.file} : {file.title}. {file.meaning}" for file in played.received),
        "",
        "Classement",
        *(
            f"{row.rank or '—':>3}  {row.display or row.status:>8}  {row.territory} ({row.departement})"
            for row in played.consolidation.rows
        ),
        "",
        "Archive",
        *(f"- {check}" for check in played.archive_checks),
        "",
    ]
    return "\n".join(lines)


def refused(played: Played) -> tuple[ReceivedFile, ...]:
    """Return the files that were refused."""
    return tuple(file for file in played.received if file.verdict is Verdict.REFUSED)


def _json(document: object) -> bytes:
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode()
