"""What a new campaign starts from: a template shipped as data, or the settings of another campaign."""

from dataclasses import dataclass, replace
from typing import Literal

import msgspec

from commission_app import resources
from commission_app.errors import AppError
from commission_app.scoring.campaign import Campaign, ScoringRules
from commission_app.scoring.grid import Grid
from commission_app.scoring.grid_documents import grid_from_reference
from commission_app.scoring.ids import CampaignId


@dataclass(frozen=True)
class CampaignTemplate:
    """A kind of campaign: its grid and the rules proposed with it. Nothing of it stands in code."""

    id: str
    title: str
    grid: Grid
    rules: ScoringRules
    authority: str


class _TemplateDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    grid: str  # name of a grid in `resources/grids`
    seats: int
    readings_min: int
    voice_unit: Literal["institution", "evaluateur"]
    authority: str


def campaign_templates() -> tuple[CampaignTemplate, ...]:
    """Return the templates shipped with the application, in the order of their file names."""
    files = sorted(resources.path("campaigns").glob("*.json"))
    return tuple(_template(file.stem, file.read_bytes()) for file in files)


def template(name: str) -> CampaignTemplate:
    """Return one template. CAM-04 for a name that none bears."""
    for found in campaign_templates():
        if found.id == name:
            return found
    raise AppError("CAM-04", what=name)


def from_template(chosen: CampaignTemplate, identity: Campaign) -> Campaign:
    """Give a campaign the grid and the rules of a template; who, when and where stay those of `identity`."""
    return replace(identity, grid=chosen.grid, rules=chosen.rules, authority=chosen.authority, neutralised=())


def duplicate(campaign: Campaign, new: CampaignId, name: str) -> Campaign:
    """Return the settings of a campaign under another name: no dossier, reading order or round follows."""
    return replace(campaign, id=new, name=name, calibration=(), order_seed="", round=1)


def _template(name: str, data: bytes) -> CampaignTemplate:
    read = msgspec.json.decode(data, type=_TemplateDocument)
    grid = grid_from_reference(resources.path(f"grids/{read.grid}.json").read_bytes())
    rules = ScoringRules(seats=read.seats, readings_min=read.readings_min, voice_unit=read.voice_unit)
    return CampaignTemplate(name, read.title, grid, rules, read.authority)
