"""The chest with two keys, at work: made with the campaign, opened by the chair beside the secretariat.

Once open it stays so in memory alone, until the session is closed or locked. Fiches that were received are in
the secretariat's database: the chest keeps those that were not.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from commission_app.errors import AppError
from commission_app.printing.chair_letter_pdf import ChairLetterPrint, chair_letter_pdf
from commission_app.sealing import chest
from commission_app.sealing.atomic_file import PRIVATE, write_atomically
from commission_app.sealing.identity import Secrets
from commission_app.workflow.secretariat.session import SecretariatSession

CHAIR_LETTER = "lettre-de-la-presidence.pdf"


def with_chest(secrets: Secrets, random: Callable[[int], bytes]) -> tuple[Secrets, str]:
    """Return the secrets of a campaign whose fiches go to a new chest, and the chair's code, kept nowhere."""
    made = chest.new_chest(random)
    return replace(secrets, enc=b"", share=made.share, chest=made.recipient), made.chair_code


def write_chair_letter(session: SecretariatSession, chair_code: str, folder: Path) -> Path:
    """Write the letter that gives the chair their code. SEC-05 when one is there, and refusals of writing."""
    target, campaign = folder / CHAIR_LETTER, session.campaign
    if target.exists():
        raise AppError("SEC-05", file=target.name)
    letter = ChairLetterPrint(
        campaign=campaign.name,
        code=chair_code,
        meeting=datetime.fromisoformat(campaign.meeting),
        phone=campaign.phone,
        date=session.desk.now(),
    )
    write_atomically(target, chair_letter_pdf(letter), PRIVATE)
    return target


def chest_is_closed(session: SecretariatSession) -> bool:
    """Tell whether fiches go to a chest that is not open."""
    return bool(session.secrets.chest) and session.chest is None


def refuse_closed_chest(session: SecretariatSession) -> None:
    """Read nothing and keep nothing while the chest is closed. CHE-02."""
    if chest_is_closed(session):
        raise AppError("CHE-02")


def open_chest(session: SecretariatSession, chair_code: str) -> None:
    """Bring both halves together, in memory.

    COD-01 to COD-03 for a mistyped code, CHE-01 for another code, CHE-03 in a campaign without a chest.
    """
    secrets = session.secrets
    if not secrets.chest:
        raise AppError("CHE-03")
    session.chest = chest.open_chest(secrets.share, secrets.chest, chair_code)
    session.log("chest_opened", {})


def close_chest(session: SecretariatSession) -> None:
    """Forget what the two halves open."""
    session.chest = None
