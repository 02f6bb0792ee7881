"""What a desk's verbs answer in the session of a real keyring; run inside it, prints one JSON line."""

import json
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

from commission_app.errors import AppError
from commission_app.sealing.keyring_slot import system_keyring
from commission_app.sealing.vault import vault_id
from commission_app.workflow.desk import Desk, campaigns, local_now
from commission_app.workflow.end_of_campaign import erase_campaign
from commission_app.workflow.member.open_bundle import enter, resume
from commission_app.workflow.preparation.campaign import new_campaign, read_campaign
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.session import open_secretariat

PATIENCE_SECONDS = 5.0


def desk(folder: Path) -> Desk:
    """Return a desk on the keyring of this session."""
    return Desk(folder, local_now, secrets.token_bytes, system_keyring(PATIENCE_SECONDS))


def begin(folder: Path) -> list[str]:
    """Create a campaign and enter a lot, then start again as on the next day."""
    created = new_campaign(desk(folder / "secretariat"), read_campaign(folder / "campagne.json"))
    created.session.close()
    (folder / "secours.txt").write_text(created.recovery_code)
    (lot,) = folder.glob("lots/*.lot")
    enter(desk(folder / "m01"), lot, (folder / "m01.txt").read_text(), no_progress).close()
    return start_again(folder)


def start_again(folder: Path) -> list[str]:
    """Open both desks silently, then with their codes."""
    recovery, opening = ((folder / name).read_text() for name in ("secours.txt", "m01.txt"))
    return [
        answer(lambda: open_secretariat(desk(folder / "secretariat")).close()),
        answer(lambda: open_secretariat(desk(folder / "secretariat"), recovery_code=recovery).close()),
        answer(lambda: resume(desk(folder / "m01")).close()),
        answer(lambda: resume(desk(folder / "m01"), code=opening).close()),
    ]


def end(folder: Path) -> list[str]:
    """Open both desks as on any day, then erase them, and say what the keyring still knows."""
    answers = start_again(folder)
    for name in ("secretariat", "m01"):
        place = desk(folder / name)
        (campaign,) = campaigns(place)
        account = vault_id(campaign.vault)
        erase_campaign(place, campaign, campaign.name, without_archive=True)
        is_known = place.keyring is None or place.keyring.load(account) is not None
        answers.append("known" if is_known else "forgotten")
    return answers


def answer(opening: Callable[[], None]) -> str:
    """Return « open », or the code of the refusal."""
    try:
        opening()
    except AppError as error:
        return error.code
    return "open"


if __name__ == "__main__":
    actions = {"begin": begin, "start_again": start_again, "end": end}
    print(json.dumps(actions[sys.argv[1]](Path(sys.argv[2]))))  # noqa: T201 - read by the test
