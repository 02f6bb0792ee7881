"""How a command finds its desk and opens it: folder, keyring, code."""

import argparse

from commission_app.cli.terminal import read_code
from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId
from commission_app.workflow.desk import Desk, personal_desk
from commission_app.workflow.member.open_bundle import resume
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.secretariat.session import SecretariatSession, open_secretariat


def chosen_desk(choice: argparse.Namespace) -> Desk:
    """Return the desk of a command line."""
    return personal_desk(choice.desk, use_keyring=not choice.no_keyring)


def secretariat(choice: argparse.Namespace, campaign: CampaignId | None = None) -> SecretariatSession:
    """Open the secretariat's desk; its recovery code is asked only when the keyring does not open it."""
    desk = chosen_desk(choice)
    if choice.code_file is not None:
        return open_secretariat(desk, campaign, read_code(choice.code_file))
    try:
        return open_secretariat(desk, campaign)
    except AppError as error:
        if error.code not in ("KEY-01", "KEY-04"):
            raise
        return open_secretariat(desk, campaign, typed_code(choice))


def member(choice: argparse.Namespace) -> MemberSession:
    """Open a member's desk; the opening code is asked only when the keyring does not open it."""
    desk = chosen_desk(choice)
    if choice.code_file is not None:
        return resume(desk, code=read_code(choice.code_file))
    try:
        return resume(desk)
    except AppError as error:
        if error.code != "KEY-01":
            raise
        return resume(desk, code=typed_code(choice))


def typed_code(choice: argparse.Namespace) -> str:
    """Return the code of the file given, or typed. CLI-02 when there is no way to type it."""
    code = read_code(choice.code_file)
    if code is None:
        raise AppError("CLI-02")
    return code
