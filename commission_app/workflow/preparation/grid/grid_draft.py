"""The grid that the secretariat is writing: the campaign's until it is frozen, then that of its next version.

Every gesture is kept at once, even while weights do not add up to 100: the freeze is what refuses that. What
could not be read back, or would take away what a rule speaks of, is refused and the grid from before stays.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Final

from commission_app.errors import AppError
from commission_app.scoring.campaign import Campaign
from commission_app.scoring.grid import Grid, parse_exact
from commission_app.scoring.grid_documents import grid_from_document, grid_from_reference
from commission_app.scoring.grid_edit import missing_texts
from commission_app.sealing.atomic_file import read_bounded, write_atomically
from commission_app.texts import date_fr
from commission_app.workflow.exchanged_files import refuse_existing
from commission_app.workflow.secretariat.session import SecretariatSession

MOST_BYTES: Final = 2_000_000  # of a grid file; the default grid has 40,000
NEXT_GRID: Final = "next_grid"  # setting: the grid of the version in preparation; empty without one


def next_grid(session: SecretariatSession) -> Grid | None:
    """Return the grid of the version in preparation; None when there is none."""
    text = session.database.settings.get(NEXT_GRID)
    return grid_from_document(parse_exact(text)) if text else None


def change_grid(session: SecretariatSession, grid: Grid) -> None:
    """Keep another grid: of the campaign before the freeze, of the version in preparation after it.

    CAM-06 once frozen and without a version in preparation, GRI-06 for an empty anchor, GRI-07 for another
    empty text, CAM-05 when a rule speaks of what the grid has no longer.
    """
    campaign, frozen = session.campaign, session.database.campaign.frozen()
    if frozen is not None and next_grid(session) is None:
        raise AppError("CAM-06", date=date_fr(frozen.at))
    refuse_unreadable(grid)
    refuse_lost_parts(campaign, grid)
    if frozen is not None:
        keep_next(session, grid)
    elif grid != campaign.grid:
        with session.database.transaction():
            session.save_campaign(replace(campaign, grid=grid))
            session.log("grid_changed", {"grid": grid.digest})


def keep_next(session: SecretariatSession, grid: Grid) -> None:
    """Keep the grid of the version in preparation; nobody is concerned before it is frozen."""
    session.database.settings.put(NEXT_GRID, json.dumps(grid.document(), ensure_ascii=False))


def refuse_unreadable(grid: Grid) -> None:
    """Refuse a grid with an empty text, which no reader would take back. GRI-06, GRI-07."""
    for criterion in grid.criteria:
        for level, anchor in enumerate(criterion.anchors):
            if not anchor.strip():
                raise AppError("GRI-06", criterion=criterion.id, level=level)
    for missing in missing_texts(grid):
        raise AppError("GRI-07", detail=missing)


def refuse_lost_parts(campaign: Campaign, grid: Grid) -> None:
    """Refuse a grid without a part that a rule of the campaign speaks of. CAM-05."""
    parts = {f"critere:{one.id}" for one in grid.criteria} | {f"section:{one.id}" for one in grid.sections}
    named = {f"critere:{one.criterion}" for one in campaign.neutralised} | set(campaign.rules.tie_break)
    named |= {threshold.target for threshold in campaign.rules.thresholds}
    if lost := named - parts - {"total"}:
        name = min(lost).partition(":")[2]
        raise AppError("CAM-05", detail=f"une règle de la campagne porte sur {name}, absent de la grille")


def read_grid(file: Path) -> Grid:
    """Read a grid file, exported from here or written in French. CAM-03, GRI-01 to GRI-03."""
    try:
        data = read_bounded(file, MOST_BYTES)
    except OSError as error:
        raise AppError("CAM-03", file=file.name) from error
    if data is None:
        raise AppError("GRI-01", detail="taille")
    source = parse_exact(data)
    is_exported = isinstance(source, dict) and "scale" in source
    return grid_from_document(source) if is_exported else grid_from_reference(data)


def write_grid(grid: Grid, file: Path) -> None:
    """Write a grid as a file that `read_grid` reads back the same. ARC-08 when the file is already there."""
    refuse_existing(file)
    write_atomically(file, json.dumps(grid.document(), ensure_ascii=False, indent=1).encode() + b"\n")
