"""A member begins again on a computer whose work no longer opens: it is set aside whole, nothing is deleted.

The letter was replaced and no keyring knows this computer, or what protects the work is damaged. The lot then
opens as on another computer. Somebody who finds the former letter again gives the folder its name back.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.bundle import open_bundle
from commission_app.sealing.opening_code import derive, parse_code
from commission_app.store.rekeying import others_kept_out
from commission_app.workflow.desk import Desk, DeskCampaign, campaigns, remove_unfinished
from commission_app.workflow.member.open_bundle import enter
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.progress import Progress

CLOSED_WORK = ("KEY-02", "KEY-03", "DSK-04")  # refusals of `enter` after which a member may begin again


def start_over(desk: Desk, file: Path, code: str, progress: Progress) -> MemberSession:
    """Set the work of this campaign aside and open the lot as on another computer.

    Raises the refusals of `enter`, before or after which the former work is where it was; DSK-02 when another
    window has it open, DSK-06 when its folder cannot be moved.
    """
    opening = derive(parse_code(code))
    with open_bundle(file, HybridIdentity.from_seed(opening.read_seed), opening.mac_key) as bundle:
        place = _known(desk, bundle.manifest.campaign)
    if place is None:
        return enter(desk, file, code, progress)
    with _set_aside(desk, place):
        return enter(desk, file, code, progress)


def _known(desk: Desk, campaign: CampaignId) -> DeskCampaign | None:
    return next((p for p in campaigns(desk) if (p.id, p.side) == (campaign, "member")), None)


@contextmanager
def _set_aside(desk: Desk, place: DeskCampaign) -> Iterator[None]:
    """Leave the name of a campaign's folder free, and give it back when nothing came to take it."""
    aside = place.next_aside
    with others_kept_out(place.database):
        pass  # no more: on Windows a folder does not move while a file in it is open
    _move(place.folder, aside)
    try:
        yield
    except BaseException:
        if not place.label.exists():
            if place.folder.exists():
                remove_unfinished(desk, place)
                shutil.rmtree(place.folder, ignore_errors=True)
            _move(aside, place.folder)
        raise


def _move(folder: Path, target: Path) -> None:
    try:
        folder.rename(target)
    except OSError as error:
        raise AppError("DSK-06", folder=str(folder.parent)) from error
