"""The secretariat settles a campaign, declares known ties and freezes the grid."""

import json
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from commission_app import resources
from commission_app.errors import AppError
from commission_app.scoring.campaign import Campaign
from commission_app.scoring.grid import Grid
from commission_app.scoring.grid_documents import grid_from_document, grid_from_reference
from commission_app.scoring.grid_edit import unwritten
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.atomic_file import PRIVATE, read_bounded, write_atomically
from commission_app.sealing.identity import Secrets
from commission_app.sealing.vault import create_vault, new_recovery_code, recovery_vault_key, vault_id
from commission_app.store.database import create_database
from commission_app.texts import exact_fr
from commission_app.workflow.desk import (
    Desk,
    DeskCampaign,
    begin_campaign,
    label_campaign,
    remove_unfinished,
)
from commission_app.workflow.preparation.campaign_document import (
    campaign_from_document,
    read_campaign_document,
)
from commission_app.workflow.preparation.settings.parameters import write_parameters
from commission_app.workflow.secretariat.chest import with_chest, write_chair_letter
from commission_app.workflow.secretariat.recovery import (
    ENVELOPE_TO_CHECK,
    Envelope,
    refuse_unfit_folder,
    sealed_envelope,
    write_envelope,
)
from commission_app.workflow.secretariat.session import RECOVERY, SecretariatSession

SHIPPED_GRIDS = ("default", "short", "fipe-2023")
MOST_BYTES = 2_000_000  # of the file of a campaign, or of its grid
WHOLE = 100  # what the weights of a grid add up to
ORDER_SEED_BYTES = 16
FROZEN_PEOPLE = "people_at_freeze"  # setting: the members and institutions that were there


@dataclass(frozen=True)
class NewCampaign:
    """A campaign just created, and what is printed once and kept under seal: nothing here keeps it."""

    session: SecretariatSession
    recovery_code: str = field(repr=False)
    envelope: str = field(repr=False)  # identity of the recovery recipient, in the form that age reads
    chair_code: str = field(repr=False, default="")  # of the chest, in a campaign that has one


def read_campaign(file: Path) -> Campaign:
    """Read the file of a campaign. CAM-01 to CAM-03, GRI-01 to GRI-03."""
    document = read_campaign_document(_read(file))
    campaign = campaign_from_document(document, _grid(document.grid, file.parent))
    if not campaign.members:
        raise AppError("CAM-02", detail="members")
    return campaign


def new_campaign(
    desk: Desk,
    campaign: Campaign,
    under_seal: Path | None = None,
    parameters: Mapping[str, str] | None = None,
) -> NewCampaign:
    """Create a campaign's keys, vault and database; with a folder, the emergency sheet is written there.

    With a chest there is no recovery recipient, which would read fiches alone, and the chair's letter is
    written there too. DSK-08 when the desk already holds it, SEC-05 when the folder holds a sheet, and the
    refusals of writing a file: neither campaign nor sheet is then left.
    """
    if under_seal is not None:
        refuse_unfit_folder(under_seal)
    place = begin_campaign(desk, campaign.id, campaign.name, "secretariat")
    code = new_recovery_code(desk.random)
    identity = None if campaign.two_keys else HybridIdentity.from_seed(desk.random(32))
    secrets, chair_code = Secrets.new(desk.random), ""
    if campaign.two_keys:
        secrets, chair_code = with_chest(secrets, desk.random)
    with ExitStack() as undo:
        undo.callback(_remove, [place.database.with_name(f"{place.database.name}.lock")])
        undo.callback(remove_unfinished, desk, place)
        session = _first_session(desk, place, secrets, code)
        undo.callback(session.close)
        _settle(session, campaign, identity)
        if parameters is not None:
            write_parameters(session.database, parameters)
        undo.callback(_remove, _keep_under_seal(session, code, identity, under_seal))
        if chair_code and under_seal is not None:
            undo.callback(_remove, [write_chair_letter(session, chair_code, under_seal)])
        label_campaign(place)
        undo.pop_all()
    return NewCampaign(session, code, identity.text if identity else "", chair_code)


def _first_session(desk: Desk, place: DeskCampaign, secrets: Secrets, code: str) -> SecretariatSession:
    database = create_database(place.database, secrets.database)  # first: it keeps other windows out
    try:
        create_vault(
            place.vault, secrets, codes=[recovery_vault_key(code)], keyring=desk.keyring, random=desk.random
        )
    except BaseException:
        database.close()
        raise
    return SecretariatSession(desk, place, secrets, database)


def _settle(session: SecretariatSession, campaign: Campaign, identity: HybridIdentity | None) -> None:
    session.save_campaign(campaign if campaign.order_seed else _with_seed(campaign, session.desk))
    if identity is not None:
        session.database.settings.put(RECOVERY, identity.recipient.text)
    session.keep_key_sets(())
    session.log("campaign_created", {"name": campaign.name, "grid": campaign.grid.digest})


def _keep_under_seal(
    session: SecretariatSession, code: str, identity: HybridIdentity | None, folder: Path | None
) -> tuple[Path, ...]:
    """Write `secours.age` in the desk and what goes in the envelope; return the files of the envelope."""
    place = session.place
    envelope = Envelope(code, identity.text if identity else "", session.secrets, vault_id(place.vault))
    sealed = sealed_envelope(session.desk, place, envelope)
    write_atomically(place.recovery_file, sealed, PRIVATE)
    if folder is None:
        return ()
    files = write_envelope(session.desk, place, envelope, sealed, folder)
    session.database.settings.put(ENVELOPE_TO_CHECK, "yes")
    session.log("recovery_printed", {})
    return files


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)


def freeze_grid(session: SecretariatSession) -> str:
    """Freeze the grid and return its digest; freezing again changes nothing.

    CAM-07 without enough members for the readings asked, GRI-04 unless its weights make 100, GRI-09 while a
    text is still to be written.
    """
    frozen = session.database.campaign.frozen()
    grid = session.campaign.grid
    digest = grid.digest
    if frozen is None:
        refuse_without_members(session.campaign)
        refuse_unfinished(grid)
        campaign = session.campaign
        there = [[one.id for one in campaign.members], [one.id for one in campaign.institutions]]
        with session.database.transaction():
            session.database.campaign.freeze(digest, session.desk.now())
            session.database.settings.put(FROZEN_PEOPLE, json.dumps(there, ensure_ascii=False))
            session.log("grid_frozen", {"grid": digest})
    return digest


def refuse_without_members(campaign: Campaign) -> None:
    """Refuse what needs the people of a campaign while there are fewer than its readings ask. CAM-07."""
    if len(campaign.members) < campaign.rules.readings_min:
        raise AppError("CAM-07", members=len(campaign.members), readings=campaign.rules.readings_min)


def refuse_unfinished(grid: Grid) -> None:
    """Refuse to freeze a grid whose weights do not make 100, or with a text to write. GRI-04, GRI-09."""
    if weights_of(grid) != WHOLE:
        raise AppError("GRI-04", total=exact_fr(weights_of(grid)))
    for missing in unwritten(grid):
        raise AppError("GRI-09", detail=missing)


def weights_of(grid: Grid) -> Fraction:
    """Return what the weights of the sections add up to."""
    return sum((section.weight for section in grid.sections), Fraction(0))


def keep_away(session: SecretariatSession, member: MemberId, dossier: DossierId, reason: str) -> None:
    """Keep a member away from a dossier before lots are sealed. CAM-04 when either is unknown."""
    if member not in session.campaign.member_by_id:
        raise AppError("CAM-04", what=member)
    session.dossier(dossier)  # refuses one that is not there
    register = {**session.recusal_register(), (member, dossier): reason}
    lines = [[who, what, why] for (who, what), why in sorted(register.items())]
    with session.database.transaction():
        session.database.settings.put("recusals", json.dumps(lines, ensure_ascii=False))
        session.log("recusal", {"member": member, "dossier": dossier})  # its reason stays in the register


def declare_ineligible(
    session: SecretariatSession, dossier: DossierId, reason: str, name: str | None = None
) -> None:
    """Take a dossier out of the ranking by a decision that gives its reason; `name` is who takes it.

    CAM-04 when the dossier is unknown, DEC-01 without a reason or under an empty name.
    """
    if not reason.strip() or (name is not None and not name.strip()):
        raise AppError("DEC-01")
    session.dossier(dossier)  # refuses one that is not there
    decided = {**session.ineligible(), dossier: reason}
    with session.database.transaction():
        session.database.settings.put("ineligible", json.dumps(decided, ensure_ascii=False))
        who = {} if name is None else {"author": name}
        session.log("dossier_ineligible", {"dossier": dossier, "reason": reason, **who})


def lift_ineligibility(session: SecretariatSession, dossier: DossierId) -> None:
    """Put a dossier declared ineligible back in the ranking; one that is not stays as it is."""
    decided = session.ineligible()
    if decided.pop(dossier, None) is not None:
        session.database.settings.put("ineligible", json.dumps(decided, ensure_ascii=False))


def _with_seed(campaign: Campaign, desk: Desk) -> Campaign:
    return replace(campaign, order_seed=desk.random(ORDER_SEED_BYTES).hex())


def _grid(grid: str | dict[str, object], folder: Path) -> Grid:
    if not isinstance(grid, str):
        return grid_from_document(grid)
    if grid in SHIPPED_GRIDS:
        return grid_from_reference(resources.path(f"grids/{grid}.json").read_bytes())
    return grid_from_reference(_read(folder / grid))


def _read(file: Path) -> bytes:
    try:
        data = read_bounded(file, MOST_BYTES)
    except OSError as error:
        raise AppError("CAM-03", file=file.name) from error
    if data is None:
        raise AppError("CAM-03", file=file.name)
    return data
