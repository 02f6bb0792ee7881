"""A lost code does not lose drafts: whoever opens the sealed envelope gives them back under the new code."""

from pathlib import Path

from commission_app.errors import AppError
from commission_app.scoring.ids import MemberId
from commission_app.sealing.age_recipients import HybridIdentity, HybridRecipient
from commission_app.sealing.atomic_file import write_atomically
from commission_app.sealing.draft_backup import MAX_FILE_BYTES, SUFFIX, DraftBackup, open_draft, seal_draft
from commission_app.store.records import CodeRecord
from commission_app.workflow.exchanged_files import free_name, read_file
from commission_app.workflow.secretariat.session import SecretariatSession

_SAID_TO_A_MEMBER = {"BRO-02": "BRO-06", "BRO-04": "BRO-08"}  # and what it means at the secretariat


def reseal_draft(
    session: SecretariatSession, envelope_identity_text: str, file: Path, member: MemberId, target: Path
) -> Path:
    """Write a member's drafts into a folder, sealed again for the code they have now, and return the file.

    CAM-04 for a member without a code, BRO-06 when the line of the envelope is not one or opens something
    else, BRO-08 when the drafts were made with no code of this member, BRO-01 and BRO-03 as for any draft,
    and the refusals of writing a file.
    """
    codes = [code for code in session.database.campaign.codes() if code.member == member]
    if not codes:
        raise AppError("CAM-04", what=member)
    draft = _opened(session, _identity(envelope_identity_text, file), file, codes)
    present = codes[-1]
    recipients = [HybridRecipient.parse(present.draft_recipient)]
    if session.recovery is not None:
        recipients.append(session.recovery)
    written = free_name(target, file.stem, SUFFIX, "-")
    sealed = seal_draft(draft, present.mac_key, recipients, session.desk.random)
    write_atomically(written, sealed, ready=lambda: session.log("draft_rescued", {"member": member}))
    return written


def _identity(text: str, file: Path) -> HybridIdentity:
    """Read the line of the envelope, typed from paper: spaces, line ends and case do not count."""
    try:
        return HybridIdentity.from_text("".join(text.split()).upper())
    except ValueError as error:
        raise AppError("BRO-06", file=file.name) from error


def _opened(
    session: SecretariatSession, identity: HybridIdentity, file: Path, codes: list[CodeRecord]
) -> DraftBackup:
    try:
        return open_draft(
            read_file(file, MAX_FILE_BYTES, "BRO-01"),
            [identity],
            [code.mac_key for code in codes],
            campaign=session.campaign.id,
            member=codes[-1].member,
            file=file.name,
        )
    except AppError as error:
        if error.code not in _SAID_TO_A_MEMBER:
            raise
        raise AppError(_SAID_TO_A_MEMBER[error.code], file=file.name) from error
