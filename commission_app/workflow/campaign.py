"""The secretariat settles a campaign, declares known ties and freezes the grid."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from commission_app import resources
from commission_app.errors import AppError
from commission_app.scoring.campaign import Campaign
from commission_app.scoring.grid import Grid, grid_from_document, grid_from_reference
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.identity import Secrets
from commission_app.sealing.vault import create_vault, new_recovery_code, recovery_vault_key
from commission_app.store.database import create_database
from commission_app.workflow.campaign_document import campaign_from_document, read_campaign_document
from commission_app.workflow.desk import Desk, begin_campaign, label_campaign
from commission_app.workflow.secretariat_session import RECOVERY, SecretariatSession

SHIPPED_GRIDS = ("default", "short")
ORDER_SEED_BYTES = 16


@dataclass(frozen=True)
class NewCampaign:
    """A campaign just created, and what is printed once and kept under seal: nothing here keeps it."""

    session: SecretariatSession
    recovery_code: str
    envelope: str  # identity of the recovery recipient, in the form that age reads


def read_campaign(file: Path) -> Campaign:
    """Read the file of a campaign. CAM-01 to CAM-03, GRI-01 to GRI-03."""
    document = read_campaign_document(_read(file))
    return campaign_from_document(document, _grid(document.grid, file.parent))


def new_campaign(desk: Desk, campaign: Campaign) -> NewCampaign:
    """Create a campaign's keys, vault and database. DSK-08 when the desk already holds it."""
    place = begin_campaign(desk, campaign.id, campaign.name, "secretariat")
    secrets = Secrets.new(desk.random)
    recovery_code = new_recovery_code(desk.random)
    create_vault(
        place.vault,
        secrets,
        codes=[recovery_vault_key(recovery_code)],
        keyring=desk.keyring,
        random=desk.random,
    )
    session = SecretariatSession(desk, place, secrets, create_database(place.database, secrets.database))
    seeded = campaign if campaign.order_seed else _with_seed(campaign, desk)
    session.save_campaign(seeded)
    envelope = HybridIdentity.from_seed(desk.random(32))
    session.database.settings.put(RECOVERY, envelope.recipient.text)
    session.keep_key_sets(())
    session.log("campaign_created", {"name": campaign.name, "grid": campaign.grid.digest})
    label_campaign(place)
    return NewCampaign(session, recovery_code, envelope.text)


def freeze_grid(session: SecretariatSession) -> str:
    """Freeze the grid and return its digest; freezing again changes nothing."""
    frozen = session.database.campaign.frozen()
    digest = session.campaign.grid.digest
    if frozen is None:
        session.database.campaign.freeze(digest, session.desk.now())
        session.log("grid_frozen", {"grid": digest})
    return digest


def keep_away(session: SecretariatSession, member: MemberId, dossier: DossierId, reason: str) -> None:
    """Keep a member away from a dossier before lots are sealed. CAM-04 when either is unknown."""
    if member not in session.campaign.member_by_id:
        raise AppError("CAM-04", what=member)
    if dossier not in {known.id for known in session.dossiers()}:
        raise AppError("CAM-04", what=dossier)
    register = {**session.recusal_register(), (member, dossier): reason}
    lines = [[who, what, why] for (who, what), why in sorted(register.items())]
    with session.database.transaction():
        session.database.settings.put("recusals", json.dumps(lines, ensure_ascii=False))
        session.log("recusal", {"member": member, "dossier": dossier})  # its reason stays in the register


def declare_ineligible(session: SecretariatSession, dossier: DossierId, reason: str) -> None:
    """Take a dossier out of the ranking by a decision that gives its reason. CAM-04 when it is unknown."""
    if dossier not in {known.id for known in session.dossiers()}:
        raise AppError("CAM-04", what=dossier)
    decided = {**session.ineligible(), dossier: reason}
    with session.database.transaction():
        session.database.settings.put("ineligible", json.dumps(decided, ensure_ascii=False))
        session.log("dossier_ineligible", {"dossier": dossier, "reason": reason})


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
        return file.read_bytes()
    except OSError as error:
        raise AppError("CAM-03", file=file.name) from error
