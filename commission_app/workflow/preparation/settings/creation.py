"""A campaign from nothing: what it starts from, who and when, its keys, the envelope that is printed once.

Nothing exists for the desk before `create` ends; after it, the campaign opens with the keyring or with the
code of the envelope. Whether the paper was checked is remembered, and « À faire » reminds of it until then.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Final

from commission_app.errors import AppError
from commission_app.scoring.campaign import Campaign
from commission_app.scoring.ids import CampaignId
from commission_app.store.network_share import refuse_network_share
from commission_app.workflow.desk import Desk, campaigns, folder_name
from commission_app.workflow.preparation.campaign import NewCampaign, new_campaign, read_campaign
from commission_app.workflow.preparation.settings.parameters import default_parameters, read_parameters
from commission_app.workflow.preparation.settings.setting_list import BY_KEY
from commission_app.workflow.preparation.settings.templates import (
    CampaignTemplate,
    campaign_templates,
    duplicate,
)
from commission_app.workflow.secretariat.recovery import ENVELOPE_TO_CHECK, refuse_unfit_folder
from commission_app.workflow.secretariat.session import SecretariatSession, unlock_secretariat

ASKED: Final = ("name", "phone", "deadline", "meeting")  # settings that a new campaign is asked
GROUP: Final = 6  # signs of a group of the printed code
_DATES: Final = ("convocation", "opening", "finalisation", "deposit")  # that no duplicate takes over
_READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})  # as for every code typed


@dataclass(frozen=True)
class Start:
    """What a new campaign starts from: grid, rules and settings; people too when it is another campaign."""

    title: str
    campaign: Campaign
    parameters: Mapping[str, str]


def shipped_starts() -> tuple[Start, ...]:
    """Return what is shipped: a grid and its rules, without anybody yet."""
    return tuple(map(_of_template, campaign_templates()))


def start_of_file(file: Path) -> Start:
    """Return what a campaign file settles. CAM-01 to CAM-03, GRI-01 to GRI-03."""
    return Start(file.name, read_campaign(file), default_parameters())


def start_of(session: SecretariatSession) -> Start:
    """Return the settings of an open campaign, for another one: neither dossier nor date follows."""
    campaign = session.campaign
    parameters = {**read_parameters(session.database), **dict.fromkeys(_DATES, "")}
    named = duplicate(campaign, campaign.id, f"{campaign.name} (copie)")
    return Start(campaign.name, replace(named, deadline="", meeting=""), parameters)


def typed_identity(start: Start) -> dict[str, str]:
    """Return the settings that are asked, as they are proposed."""
    campaign = start.campaign
    kept = {
        "name": campaign.name,
        "phone": campaign.phone,
        "deadline": campaign.deadline,
        "meeting": campaign.meeting,
    }
    return {key: BY_KEY[key].kind.show(kept[key]) for key in ASKED}


def check_asked(start: Start, key: str, typed: str) -> str:
    """Return one of the settings that are asked, as it is kept. CAM-05 says what does not fit."""
    return BY_KEY[key].kind.read(typed, start.campaign)


def check_place(folder: Path) -> None:
    """Refuse where no campaign can live. DSK-20 for a network share, DSK-24 when it is not there."""
    if not folder.is_dir():
        raise AppError("DSK-24", folder=str(folder))
    refuse_network_share(folder)


def create(desk: Desk, start: Start, typed: Mapping[str, str], under_seal: Path) -> NewCampaign:
    """Create a campaign and write its envelope. CAM-05, DSK-20, and the refusals of `new_campaign`.

    An interruption leaves either nothing or a campaign that opens.
    """
    kept = {key: check_asked(start, key, typed[key]) for key in ASKED}
    if kept["meeting"] <= kept["deadline"]:
        raise AppError("CAM-05", detail="la séance précède la date limite des fiches")
    desk.folder.mkdir(parents=True, exist_ok=True)
    refuse_network_share(desk.folder)
    refuse_unfit_folder(under_seal)
    identity = _free_id(desk, kept["name"])
    campaign = replace(start.campaign, id=identity, **kept)  # type: ignore[arg-type]  # texts, by `ASKED`
    return new_campaign(desk, campaign, under_seal, start.parameters)


def is_printed_group(created: NewCampaign, number: int, typed: str) -> bool:
    """Tell whether a group of the printed code, from 1, was typed: the paper is then there, and legible."""
    signs = "".join(sign for sign in created.recovery_code if sign.isalnum())
    group = signs[GROUP * (number - 1) : GROUP * number]
    return "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_READ_AS) == group


def say_envelope_checked(session: SecretariatSession) -> None:
    """Keep that somebody read the printed code."""
    with session.database.transaction():
        session.database.settings.put(ENVELOPE_TO_CHECK, "")
        session.log("envelope_checked", {})


def check_envelope(session: SecretariatSession, code: str) -> None:
    """Check a whole code against the campaign, and keep that somebody did. COD-01 to COD-03, KEY-07."""
    unlock_secretariat(session.desk, session.place, code)
    say_envelope_checked(session)


def _of_template(chosen: CampaignTemplate) -> Start:
    campaign = Campaign(
        id=CampaignId(""),
        name="",
        phone="",
        deadline="",
        meeting="",
        institutions=(),
        members=(),
        grid=chosen.grid,
        rules=chosen.rules,
        authority=chosen.authority,
    )
    return Start(chosen.title, campaign, default_parameters())


def _free_id(desk: Desk, name: str) -> CampaignId:
    """Return an identifier from the name that no campaign of the desk bears."""
    borne, plain = {one.folder.name for one in campaigns(desk)}, folder_name(name)
    names = (plain if number == 1 else f"{plain[:56]}-{number}" for number in count(1))
    return CampaignId(next(one for one in names if one not in borne))
