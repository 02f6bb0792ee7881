"""A desk: one person's folder on one computer, with what the outside world lends to every verb.

Time, randomness and the keyring enter here and nowhere else. A desk holds one folder per campaign:

    <desk>/<campaign>/bureau.json     which campaign, which side (member or secretariat); nothing secret
                      trousseau.json  the vault of keys
                      bureau.db       the encrypted database
                      lots/           lots received, still sealed
                      pieces/         (secretariat) originals and viewing copies, sealed one by one
"""

import json
import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec
from platformdirs import user_data_path

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId
from commission_app.sealing.atomic_file import write_atomically
from commission_app.sealing.keyring_slot import KeyringSlot, system_keyring

Side = Literal["member", "secretariat"]


@dataclass(frozen=True)
class Desk:
    """Where a person works, and the clock, randomness and keyring lent to the verbs."""

    folder: Path
    now: Callable[[], datetime]
    random: Callable[[int], bytes]
    keyring: KeyringSlot | None  # None: the code is asked at each start


@dataclass(frozen=True)
class DeskCampaign:
    """One campaign of a desk."""

    id: CampaignId
    name: str
    side: Side
    folder: Path

    @property
    def label(self) -> Path:
        """File that says whose campaign it is."""
        return self.folder / "bureau.json"

    @property
    def vault(self) -> Path:
        """File of the vault."""
        return self.folder / "trousseau.json"

    @property
    def database(self) -> Path:
        """File of the encrypted database."""
        return self.folder / "bureau.db"

    @property
    def lots(self) -> Path:
        """Folder of received lots, still sealed."""
        return self.folder / "lots"

    @property
    def pieces(self) -> Path:
        """Folder of the secretariat's sealed pieces."""
        return self.folder / "pieces"


class _Label(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    name: str
    side: Side


def local_now() -> datetime:
    """Return the time of this computer, with its offset: advisory only, no rule depends on it."""
    return datetime.now().astimezone()


def personal_desk(folder: Path | None = None, *, use_keyring: bool = True) -> Desk:
    """Return a desk on the real clock, the system's randomness and, if allowed, the session's keyring."""
    place = folder or user_data_path("commission-app", appauthor=False)
    return Desk(place, local_now, secrets.token_bytes, system_keyring() if use_keyring else None)


def campaigns(desk: Desk) -> tuple[DeskCampaign, ...]:
    """Return the campaigns of a desk, the last used first. A folder that is not one is left alone."""
    found = [_read_label(path) for path in desk.folder.glob("*/bureau.json")]
    labelled = [campaign for campaign in found if campaign is not None]
    return tuple(sorted(labelled, key=_last_use, reverse=True))


def find_campaign(desk: Desk, side: Side, campaign: CampaignId | None = None) -> DeskCampaign:
    """Return the campaign asked for, or the last used one. DSK-01 when there is none on this side."""
    for known in campaigns(desk):
        if known.side == side and campaign in (None, known.id):
            return known
    raise AppError("DSK-01" if side == "member" else "DSK-11")


def begin_campaign(desk: Desk, campaign: CampaignId, name: str, side: Side) -> DeskCampaign:
    """Make the folder of a campaign, which exists for the desk only once `label_campaign` ends it.

    DSK-08 when the desk holds it already, DSK-06 when it is read-only. What an interrupted beginning left
    holds no work yet, and is removed.
    """
    place = DeskCampaign(campaign, name, side, desk.folder / folder_name(campaign))
    if place.label.exists():
        raise AppError("DSK-08", name=name)
    try:
        place.lots.mkdir(parents=True, exist_ok=True)
        for unfinished in (place.vault, *place.folder.glob("bureau.db*"), *place.lots.glob("*.lot")):
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise AppError("DSK-06", folder=str(desk.folder)) from error
    return place


def label_campaign(place: DeskCampaign) -> None:
    """Say whose campaign a folder is: written last, when everything else is there."""
    label = {"id": place.id, "name": place.name, "side": place.side}
    write_atomically(place.label, json.dumps(label, ensure_ascii=False).encode())


def folder_name(text: str) -> str:
    """Return a name that every file system accepts: ASCII letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower()[:60] or "campagne"


def _read_label(path: Path) -> DeskCampaign | None:
    try:
        label = msgspec.json.decode(path.read_bytes(), type=_Label)
    except (OSError, msgspec.MsgspecError):
        return None
    return DeskCampaign(CampaignId(label.id), label.name, label.side, path.parent)


def _last_use(campaign: DeskCampaign) -> float:
    database = campaign.database
    return database.stat().st_mtime if database.exists() else 0.0
