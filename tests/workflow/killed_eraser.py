"""Erases copies of a desk, each time killed without warning at a later moment, and says how many there were.

Run apart from the tests: each copy is erased by a fork of this process, which has no other thread.
"""

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from commission_app.workflow.desk import DeskCampaign, campaigns, half_erased_campaigns, personal_desk
from commission_app.workflow.end_of_campaign import erase_campaign
from tests.soak.sudden_death import die_at

TOUCHING = ("os.rename", "os.remove", "os.rmdir")


def is_touch(event: str, arguments: tuple[Any, ...]) -> bool:
    """Tell whether an event is a change that an erasure makes to the disk."""
    return event in TOUCHING or (event == "open" and arguments[1] == "r+b")


def erase(folder: Path) -> None:
    """Erase the one campaign of a desk, begun or not."""
    desk = personal_desk(folder, use_keyring=False)
    place: DeskCampaign = (*campaigns(desk), *half_erased_campaigns(desk))[0]
    erase_campaign(desk, place, place.name, without_archive=True)


def main(original: Path, copies: Path) -> None:
    """Leave `copies/1`, `copies/2`… each killed one change later, until one is erased to its end."""
    moment, status = 0, int(signal.SIGKILL)
    while status == signal.SIGKILL:
        moment += 1
        copy = Path(shutil.copytree(original, copies / str(moment)))
        child = os.fork()
        if not child:
            die_at(moment, is_touch)
            erase(copy)
            os._exit(0)
        _, status = os.waitpid(child, 0)
    sys.exit(status)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
