"""Candidacies come in: a dry run that says everything, then an import that takes all of it or nothing.

The dry run reads a deposit once (`open_deposit`); `report_of` says what importing it would do with the
answers given so far, and is quick. Untrusted bytes are parsed in the worker process only.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from commission_app.dossiers.intake import Candidacy, IntakePlan, Settled, plan_intake
from commission_app.dossiers.outside_programs import office
from commission_app.dossiers.places import places_of
from commission_app.dossiers.questions import Answers
from commission_app.dossiers.source import index_of
from commission_app.scoring.dossier import Dossier
from commission_app.scoring.ids import DossierId
from commission_app.sealing.documents import write_document
from commission_app.sealing.manifest import dossier_document
from commission_app.store.records import DossierRecord, PieceRecord
from commission_app.workflow.preparation.intake.deposit import Deposit, open_deposit
from commission_app.workflow.preparation.intake.intake_changes import (
    Changes,
    changes_of,
    digest_of,
    kept_facts,
)
from commission_app.workflow.preparation.intake.intake_report import IntakeReport, make_report
from commission_app.workflow.preparation.intake.piece_intake import (
    PieceIntake,
    TakenPiece,
    recognition_question,
)
from commission_app.workflow.preparation.intake.piece_store import PieceStore
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat.session import SecretariatSession


def apply_intake(session: SecretariatSession, folder: Path, progress: Progress) -> IntakeReport:
    """Import a place entirely, or nothing when something must be corrected or answered first."""
    return import_deposit(session, open_deposit([folder], progress), {}, progress)


def report_of(session: SecretariatSession, deposit: Deposit, answers: Answers) -> IntakeReport:
    """Say what importing a deposit would do with these answers. Quick: nothing is read again."""
    plan = _plan(session, deposit, answers)
    changes = changes_of(plan, session.dossiers(), deposit)
    return make_report(plan, changes, answers)


def import_deposit(
    session: SecretariatSession, deposit: Deposit, answers: Answers, progress: Progress
) -> IntakeReport:
    """Import a deposit entirely, or nothing at all; an interruption leaves nothing either.

    Dossiers that did not change stay as they are. A piece that cannot be cleaned blocks like the others.
    """
    plan = _plan(session, deposit, answers)
    known = {dossier.id: dossier for dossier in session.dossiers()}
    changes = changes_of(plan, tuple(known.values()), deposit)
    report = make_report(plan, changes, answers)
    if report.is_blocked:
        return report
    store = PieceStore(session)
    try:
        wanted = [each for each in plan.candidacies if each.id in changes.to_write]
        kept = {dossier: session.database.campaign.pieces(dossier) for dossier in known}
        with PieceIntake(deposit, answers, store, progress) as intake:
            taken = intake.take(wanted, known, kept)
        if intake.problems:
            store.forget()
            return make_report(plan, changes, answers, found=intake.problems)
        store.settle()
        with session.database.transaction():
            _record(session, wanted, taken, changes)
    except BaseException:
        store.forget()
        raise
    return make_report(plan, changes, answers, pieces=taken)


def _plan(session: SecretariatSession, deposit: Deposit, answers: Answers) -> IntakePlan:
    campaign = session.campaign
    places = places_of(int(campaign.meeting[:4]))
    index = index_of(deposit.source, deposit.files, deposit.md5, places, answers)
    settled = Settled(answers, deposit.examined, places, may_convert=office() is not None)
    plan = plan_intake(deposit.sizes, index, settled)
    asked = recognition_question(plan, deposit)
    return IntakePlan(
        plan.candidacies,
        (*deposit.problems, *plan.problems),
        plan.unused,
        (*plan.questions, *([asked] if asked else [])),
    )


def _record(
    session: SecretariatSession,
    wanted: Sequence[Candidacy],
    taken: Mapping[DossierId, Sequence[TakenPiece]],
    changes: Changes,
) -> None:
    campaign = session.database.campaign
    known = {dossier.id: dossier for dossier in session.dossiers()}
    positions = {record.id: record.position for record in campaign.dossiers()}
    following = max(positions.values(), default=0) + 1
    for candidacy in wanted:
        position = positions.get(candidacy.id, following)
        following += candidacy.id not in positions
        pieces = tuple(each.at(position, number) for number, each in enumerate(taken[candidacy.id], start=1))
        dossier = Dossier(candidacy.id, candidacy.title, candidacy.territory, pieces, candidacy.card)
        dossier = kept_facts(dossier, known.get(candidacy.id))
        document = msgspec.json.encode(write_document(dossier_document(dossier)))
        if candidacy.id in changes.changed:
            former = " ".join(record.original_file for record in campaign.pieces(candidacy.id))
            session.log("dossier_changed", {"dossier": candidacy.id, "former": former})
        campaign.put_dossier(DossierRecord(dossier.id, position, document, digest_of(document)))
        campaign.drop_pieces(candidacy.id)
        for piece, each in zip(pieces, taken[candidacy.id], strict=True):
            files = (each.original_file, each.copy_file)
            digests = (piece.sha512, piece.original_sha512)
            campaign.put_piece(PieceRecord(dossier.id, piece.path, *digests, *files, each.removed))
    counts = {"dossiers": len(wanted), "pieces": sum(map(len, taken.values()))}
    session.log("dossiers_imported", counts)
