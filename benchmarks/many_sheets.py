"""Fiches of a generated campaign, signed by every member, beside the desk that receives them.

Marks come from the rehearsal's plans. The members' desks are spared: keys, acts, cards and seals are real.
"""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import msgspec

from commission_app.rehearsal.generated import generated
from commission_app.rehearsal.scenario import MemberPlan, Scenario
from commission_app.scoring.dossier import Dossier, Piece, Territory
from commission_app.scoring.ids import DossierId, PiecePath, Sha512
from commission_app.scoring.sheet import Recusal, Sheet
from commission_app.sealing.age_recipients import HybridRecipient
from commission_app.sealing.age_stream import encrypt
from commission_app.sealing.documents import write_document
from commission_app.sealing.identity import Secrets
from commission_app.sealing.manifest import dossier_document
from commission_app.sealing.opening_code import derive, parse_code
from commission_app.sealing.sheet_act import LotSeen, SheetClaims
from commission_app.sealing.sheet_file import make_sheet, write_sheet
from commission_app.sealing.signed_act import digest
from commission_app.store.records import DossierRecord, PieceRecord
from commission_app.workflow.desk import personal_desk
from commission_app.workflow.preparation.campaign import new_campaign, read_campaign
from commission_app.workflow.preparation.lots.seal import WrittenBundle, seal_bundles
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.session import SecretariatSession

PIECE = b"%PDF-1.7\n"  # nobody reads it here
RECOVERY = "secours.txt"
SHEETS = "fiches"


def prepare(folder: Path, dossiers: int, members: int, versions: int = 1) -> None:
    """Make a secretariat's desk whose lot is sealed, and fiches of every member, not yet received."""
    scenario = generated(dossiers, members, 1)
    file = folder / "campagne.json"
    file.write_text(json.dumps(scenario.campaign))
    for name in ("lots", SHEETS):
        (folder / name).mkdir()
    created = new_campaign(personal_desk(folder / "secretariat", use_keyring=False), read_campaign(file))
    (folder / RECOVERY).write_text(created.recovery_code)
    with created.session as session:
        session.place.pieces.mkdir()
        with session.database.transaction():
            for position, dossier in enumerate(scenario.dossiers, start=1):
                _add_dossier(session, position, dossier.id)
        (lot,) = seal_bundles(session, folder / "lots", no_progress)
        for plan in scenario.plans:
            _hand_in(session, scenario, plan, lot, folder / SHEETS, versions=versions)


def _add_dossier(session: SecretariatSession, position: int, dossier: DossierId) -> None:
    digest = Sha512(hashlib.sha512(PIECE).hexdigest())
    path, name = PiecePath(f"d/{position:04d}/01.pdf"), f"{position}.age"
    (session.place.pieces / name).write_bytes(encrypt(PIECE, [session.recipient]))
    piece = Piece(path, "Lettre d’intention", "lettre d’intention", len(PIECE), 1, digest, digest, "native")
    territory = Territory(f"Territoire {position}", "commune", "X", "62", "urbain", 10_000)
    document = write_document(dossier_document(Dossier(dossier, f"Projet {position}", territory, (piece,))))
    session.database.campaign.put_dossier(
        DossierRecord(dossier, position, msgspec.json.encode(document), Sha512(""))
    )
    session.database.campaign.put_piece(PieceRecord(dossier, path, digest, digest, name, name, ()))


def _hand_in(
    session: SecretariatSession,
    scenario: Scenario,
    plan: MemberPlan,
    lot: WrittenBundle,
    folder: Path,
    *,
    versions: int,
) -> None:
    """Write each version of a member's fiche, which names the one before."""
    code = session.database.campaign.code(plan.member)
    assert code is not None
    secrets = Secrets.for_member(derive(parse_code(code.code)), session.desk.random)
    claims = SheetClaims(
        campaign=session.campaign.id,
        member=plan.member,
        key=secrets.key_set.id,
        seq=1,
        prev=frozenset(),
        lots=(LotSeen(lot.plan.lot, lot.plan.serial, Sha512(lot.manifest_sha512)),),
        round=session.campaign.round,
    )
    recused = {
        dossier: Recusal("personal", reason)
        for (member, dossier), reason in scenario.recusals.items()
        if member == plan.member
    }
    sheet = Sheet(plan.member, plan.readings, recused)
    recipient = HybridRecipient.parse(session.secrets.key_set.enc)
    for version in range(1, versions + 1):
        parts = make_sheet(claims, sheet, secrets, session.desk.random)
        write_sheet(folder / f"{plan.member}-{version}.fiche", parts, [recipient], session.desk.random)
        claims = replace(claims, seq=version + 1, prev=frozenset({digest(parts.act)}))
