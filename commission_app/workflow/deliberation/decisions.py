"""Decisions of the chair about what was received: a reading is set aside, under a name and with a reason."""

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId, MemberId, Sha512
from commission_app.sealing.decision import Exclusion, read_exclusion, sign_exclusion
from commission_app.sealing.salted_texts import well_formed
from commission_app.sealing.signed_act import digest
from commission_app.store.records import ActRecord, SheetRecord
from commission_app.workflow.deliberation.sheets_read import read_record
from commission_app.workflow.secretariat.computers import counted_sheets
from commission_app.workflow.secretariat.session import SecretariatSession

DECISION = "acte"  # kind of the acts kept


def exclude_reading(
    session: SecretariatSession, sheet_sha512: Sha512, dossier: DossierId, name: str, reason: str
) -> Sha512:
    """Set aside what a fiche says of a dossier, and return the digest of the decision.

    Deciding it again changes nothing. `name` is the person's who decides. CAM-04 when the fiche is not a
    retained one or says nothing of this dossier, DEC-01 without a name or a reason.
    """
    who, why = well_formed(name).strip(), well_formed(reason).strip()
    if not who or not why:
        raise AppError("DEC-01")
    record = _retained(session, sheet_sha512)
    sheet = read_record(session, record).sheet
    if dossier not in {*sheet.readings, *sheet.recused}:
        raise AppError("CAM-04", what=dossier)
    for kept in session.database.acts.of_kind(DECISION):
        found = _read(session, kept)
        if (found.sheet, found.dossier) == (sheet_sha512, dossier):
            return kept.digest
    exclusion = Exclusion(
        session.campaign.id, record.member, dossier, sheet_sha512, who, why, session.desk.now()
    )
    return _keep(session, exclusion)


def set_aside(
    session: SecretariatSession, member: MemberId, dossier: DossierId, name: str, reason: str
) -> tuple[Sha512, ...]:
    """Set aside all that the retained fiches of a member say of a dossier; return the decisions.

    CAM-04 when none says anything of it, DEC-01 without a name or a reason.
    """
    saying = []
    for record in counted_sheets(session):
        if record.member == member:
            sheet = read_record(session, record).sheet
            if dossier in {*sheet.readings, *sheet.recused}:
                saying.append(record.act_sha512)
    if not saying:
        raise AppError("CAM-04", what=dossier)
    with session.database.transaction():
        return tuple(exclude_reading(session, sheet, dossier, name, reason) for sheet in saying)


def exclusions(session: SecretariatSession) -> frozenset[tuple[Sha512, DossierId]]:
    """Return what was set aside: fiche and dossier, each decision's signatures checked again."""
    found = (_read(session, kept) for kept in session.database.acts.of_kind(DECISION))
    return frozenset((exclusion.sheet, exclusion.dossier) for exclusion in found)


def find_sheet(session: SecretariatSession, beginning: str) -> Sha512:
    """Return the fiche whose digest begins so. CAM-04 unless there is exactly one."""
    known = {record.act_sha512 for record in session.database.sheets.all()}
    found = [sheet for sheet in known if beginning and sheet.startswith(beginning.lower())]
    if len(found) != 1:
        raise AppError("CAM-04", what=beginning)
    return found[0]


def _retained(session: SecretariatSession, sheet: Sha512) -> SheetRecord:
    for record in counted_sheets(session):
        if record.act_sha512 == sheet:
            return record
    raise AppError("CAM-04", what=sheet[:16])


def _read(session: SecretariatSession, kept: ActRecord) -> Exclusion:
    return read_exclusion(kept.act, session.campaign.id, session.key_sets)


def _keep(session: SecretariatSession, exclusion: Exclusion) -> Sha512:
    act = sign_exclusion(exclusion, session.secrets)
    kept = ActRecord(digest(act), DECISION, exclusion.at, act)
    with session.database.transaction():
        session.database.acts.add(kept)
        session.log(
            "reading_excluded",
            {
                "member": exclusion.member,
                "dossier": exclusion.dossier,
                "act": exclusion.sheet,
                "reason": exclusion.reason,
                "author": exclusion.name,
                "decision": kept.digest,
            },
        )
    return kept.digest
