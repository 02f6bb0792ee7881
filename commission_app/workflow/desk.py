"""A desk: one person's folder on one computer, with what the outside world lends to every verb.

Time, randomness and the keyring enter here and nowhere else. A desk holds one folder per campaign:

    <desk>/<campaign>/bureau.json     which campaign, which side (member or secretariat); nothing secret
                      trousseau.json  the vault of keys
                      secours.age     (secretariat) the same keys, under the printed recovery code
                      bureau.db       the encrypted database
                      lots/           lots received, still sealed
                      pieces/         (secretariat) originals and viewing copies, sealed one by one
                      brouillons/     (member) copies of the drafts, when the place of the lot takes none
                      debut.json      from the first file of the campaign until its label is written
                      effacement.json in the place of bureau.json while the campaign is being erased
    <desk>/<campaign>.ancien-1/       the same, set aside whole when somebody began again on this computer
"""

import json
import re
import secrets
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Literal

import msgspec
from platformdirs import user_data_path

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId
from commission_app.sealing.atomic_file import write_atomically
from commission_app.sealing.keyring_slot import KeyringSlot, system_keyring

Side = Literal["member", "secretariat"]

_SET_ASIDE = ".ancien-"  # no name of a campaign's folder has a full stop


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
    phone: str = ""  # of the secretariat, for a member whose desk is closed

    @property
    def label(self) -> Path:
        """File that says whose campaign it is."""
        return self.folder / "bureau.json"

    @property
    def beginning(self) -> Path:
        """File that is there while the campaign is being begun: nobody worked in it yet."""
        return self.folder / "debut.json"

    @property
    def erasure(self) -> Path:
        """The label under the name that it bears from the beginning of an erasure to its end."""
        return self.folder / "effacement.json"

    @property
    def vault(self) -> Path:
        """File of the vault."""
        return self.folder / "trousseau.json"

    @property
    def recovery_file(self) -> Path:
        """The secretariat's copy of its keys under the printed recovery code."""
        return self.folder / "secours.age"

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

    @property
    def drafts(self) -> Path:
        """Folder of the member's draft backups, still sealed."""
        return self.folder / "brouillons"

    @property
    def former(self) -> tuple["DeskCampaign", ...]:
        """The same campaign as it was each time somebody began again, the oldest first."""
        folders = self.folder.parent.glob(f"{self.folder.name}{_SET_ASIDE}*")
        ordered = sorted(folders, key=lambda folder: (len(folder.name), folder.name))
        return tuple(replace(self, folder=folder) for folder in ordered)

    @property
    def next_aside(self) -> Path:
        """Where the folder goes when somebody begins again: a name that hides nothing."""
        names = (f"{self.folder.name}{_SET_ASIDE}{number}" for number in count(1))
        places = (self.folder.with_name(name) for name in names)
        return next(place for place in places if not place.exists())


class _Label(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    name: str
    side: Side
    phone: str = ""


def local_now() -> datetime:
    """Return the time of this computer, with its offset: advisory only, no rule depends on it."""
    return datetime.now().astimezone()


def personal_desk(folder: Path | None = None, *, use_keyring: bool = True) -> Desk:
    """Return a desk on the real clock, the system's randomness and, if allowed, the session's keyring."""
    place = folder or user_data_path("commission-app", appauthor=False)
    return Desk(place, local_now, secrets.token_bytes, system_keyring() if use_keyring else None)


def campaigns(desk: Desk) -> tuple[DeskCampaign, ...]:
    """Return the campaigns of a desk, the last used first. A folder that is not one is left alone.

    One whose label was lost or damaged is there too, under the name of its folder: somebody's work is in it.
    """
    return _last_used_first((*_labelled(desk, "bureau.json"), *_unlabelled(desk)))


def half_erased_campaigns(desk: Desk) -> tuple[DeskCampaign, ...]:
    """Return the campaigns whose erasure was interrupted: nothing opens them any more."""
    return _last_used_first(_labelled(desk, "effacement.json"))


def find_campaign(desk: Desk, side: Side, campaign: CampaignId | None = None) -> DeskCampaign:
    """Return the campaign asked for, or the last used one.

    DSK-01 when there is none on this side, END-03 when what is left of it is being erased.
    """
    for known in campaigns(desk):
        if known.side == side and campaign in (None, known.id):
            return known
    for erased in half_erased_campaigns(desk):
        if erased.side == side and campaign in (None, erased.id):
            raise AppError("END-03", name=erased.name)
    raise AppError("DSK-01" if side == "member" else "DSK-11")


def begin_campaign(desk: Desk, campaign: CampaignId, name: str, side: Side) -> DeskCampaign:
    """Make the folder of a campaign, which exists for the desk only once `label_campaign` ends it.

    DSK-08 when the desk holds it already, its label lost or not, END-03 when it is being erased, DSK-06 when
    the desk is read-only, DSK-02 when another window is beginning it. What an interrupted beginning left
    holds no work yet, and is removed.
    """
    from commission_app.store.rekeying import others_kept_out  # heavy: not before the first image

    place = DeskCampaign(campaign, name, side, desk.folder / folder_name(campaign))
    if place.erasure.exists() and not place.label.exists():
        raise AppError("END-03", name=name)
    if place.label.exists() or (place.database.exists() and not place.beginning.exists()):
        raise AppError("DSK-08", name=name)
    try:
        place.lots.mkdir(parents=True, exist_ok=True)
        with others_kept_out(place.database):
            remove_unfinished(desk, place)
            place.beginning.touch()
    except OSError as error:
        raise AppError("DSK-06", folder=str(desk.folder)) from error
    return place


def remove_unfinished(desk: Desk, place: DeskCampaign) -> None:
    """Remove what a beginning wrote that did not come to its label. OSError when it cannot be removed."""
    from commission_app.sealing.vault import destroy, destroy_vault  # heavy: not before the first image

    destroy_vault(place.vault, desk.keyring)
    destroy(place.recovery_file)
    for unfinished in (*place.folder.glob("bureau.db*"), *place.lots.glob("*.lot")):
        if unfinished.suffix != ".lock":  # another window may hold it
            unfinished.unlink(missing_ok=True)
    place.beginning.unlink(missing_ok=True)


def label_campaign(place: DeskCampaign) -> None:
    """Say whose campaign a folder is: written last, when everything else is there."""
    if _read_label(place.label) == place:
        return  # it says so already
    label = {"id": place.id, "name": place.name, "side": place.side}
    if place.phone:
        label["phone"] = place.phone
    write_atomically(place.label, json.dumps(label, ensure_ascii=False).encode())
    place.beginning.unlink(missing_ok=True)


def named_again(place: DeskCampaign, name: str, phone: str = "") -> DeskCampaign:
    """Return an open campaign under the name that its own files give it, and have its label say so."""
    place = replace(place, name=name, phone=phone)
    with suppress(OSError, AppError):  # a full disk, or a desk that can only be read, opens all the same
        label_campaign(place)
    return place


def folder_name(text: str) -> str:
    """Return a name that every file system accepts: ASCII letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower()[:60] or "campagne"


def _labelled(desk: Desk, label: str) -> tuple[DeskCampaign, ...]:
    labels = desk.folder.glob(f"*/{label}")
    # A folder whose name begins with a full stop is being restored: it takes its name when it is whole.
    named = (path for path in labels if not path.parent.name.startswith("."))
    found = [_read_label(path) for path in named if _SET_ASIDE not in path.parent.name]
    return tuple(campaign for campaign in found if campaign is not None)


def _unlabelled(desk: Desk) -> tuple[DeskCampaign, ...]:
    found = (_deduced(database.parent) for database in sorted(desk.folder.glob("*/bureau.db")))
    return tuple(campaign for campaign in found if campaign is not None)


def _deduced(folder: Path) -> DeskCampaign | None:
    """Return the campaign of a folder whose label cannot be read, when nothing else says why."""
    is_secretariat = (folder / "secours.age").exists() or (folder / "pieces").exists()
    place = DeskCampaign(
        CampaignId(folder.name), folder.name, "secretariat" if is_secretariat else "member", folder
    )
    is_explained = place.beginning.exists() or place.erasure.exists() or "." in folder.name
    return None if is_explained or _read_label(place.label) is not None else place


def _read_label(path: Path) -> DeskCampaign | None:
    try:
        label = msgspec.json.decode(path.read_bytes(), type=_Label)
    except (OSError, ValueError):  # among them what is not JSON, and what is not UTF-8
        return None
    return DeskCampaign(CampaignId(label.id), label.name, label.side, path.parent, label.phone)


def _last_used_first(found: Iterable[DeskCampaign]) -> tuple[DeskCampaign, ...]:
    def last_use(campaign: DeskCampaign) -> float:
        return campaign.database.stat().st_mtime if campaign.database.exists() else 0.0

    return tuple(sorted(found, key=last_use, reverse=True))
