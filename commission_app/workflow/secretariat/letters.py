"""Opening codes: issued one per member, printed in letters, replaced when one is lost."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from commission_app.errors import AppError
from commission_app.printing.letters_pdf import LetterPrint, letter_pdf
from commission_app.scoring.campaign import Campaign, Member
from commission_app.scoring.ids import MemberId
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.atomic_file import write_atomically
from commission_app.sealing.opening_code import derive, new_code
from commission_app.store.records import CodeRecord
from commission_app.workflow.desk import folder_name
from commission_app.workflow.exchanged_files import free_file
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat.session import SecretariatSession


@dataclass(frozen=True)
class Letter:
    """A letter written: it must travel by another way than the lot."""

    member: MemberId
    name: str
    file: Path
    code: str
    serial: int


def issue_codes(session: SecretariatSession) -> None:
    """Give a code to every member who has none. CAM-07 before anybody is there."""
    if not session.campaign.members:
        raise AppError("CAM-07", members=0, readings=session.campaign.rules.readings_min)
    for member in session.campaign.members:
        if session.database.campaign.code(member.id) is None:
            _issue(session, member.id, 1)


def replace_code(session: SecretariatSession, member: MemberId) -> None:
    """Give a member a new code: accepted fiches stay theirs, their lot is to be sealed again.

    CAM-04 for a member who never had one.
    """
    known = session.database.campaign.code(member)
    if known is None:
        raise AppError("CAM-04", what=member)
    with session.database.transaction():
        _issue(session, member, known.serial + 1, "code_replaced")


def write_new_letter(
    session: SecretariatSession,
    member: MemberId,
    folder: Path,
    change: Callable[[SecretariatSession, MemberId], None] = replace_code,
) -> Letter:
    """Give a member a new code with a verb that does, and write its letter: both, or neither.

    A code whose letter could not be written would leave the member with a letter that opens nothing more.
    """
    letter = None
    try:
        with session.database.transaction():
            change(session, member)
            letter = _print(session, session.campaign, session.campaign.member_by_id[member], folder)
            session.log("letters_printed", {"letters": 1})
    except BaseException:
        if letter is not None:
            letter.file.unlink(missing_ok=True)
        raise
    return letter


def print_letters(session: SecretariatSession, folder: Path, progress: Progress) -> tuple[Letter, ...]:
    """Write the letter of every member into a folder, as tagged PDF."""
    issue_codes(session)
    campaign = session.campaign
    letters = []
    for done, member in enumerate(campaign.members):
        progress(done, len(campaign.members), member.name)
        letters.append(_print(session, campaign, member, folder))
    session.log("letters_printed", {"letters": len(letters)})
    return tuple(letters)


def print_letter(session: SecretariatSession, member: MemberId, folder: Path) -> Letter:
    """Write the letter of one member, with their present code. CAM-04 when unknown or without a code."""
    campaign = session.campaign
    if member not in campaign.member_by_id:
        raise AppError("CAM-04", what=member)
    letter = _print(session, campaign, campaign.member_by_id[member], folder)
    session.log("letters_printed", {"letters": 1})
    return letter


def _print(session: SecretariatSession, campaign: Campaign, member: Member, folder: Path) -> Letter:
    record = session.database.campaign.code(member.id)
    if record is None:
        raise AppError("CAM-04", what=member.id)
    file = free_file(folder, _file_name(campaign, member, record.serial))
    write_atomically(file, letter_pdf(_letter(session, campaign, member, record)))
    return Letter(member.id, member.name, file, record.code, record.serial)


def file_stem(campaign: Campaign, member: Member) -> str:
    """Return the part of a file's name that is of one member alone: two of an institution can be homonyms."""
    stems = {
        known.id: f"{folder_name(known.name)}_{folder_name(known.institution)}" for known in campaign.members
    }
    same = [known for known, stem in stems.items() if stem == stems[member.id]]
    number = f"_{same.index(member.id) + 1}" if len(same) > 1 else ""
    return f"{stems[member.id]}{number}"


def _file_name(campaign: Campaign, member: Member, serial: int) -> str:
    """Return a name that no letter of a former code bears: the two must not be taken for one another."""
    suffix = f"_n{serial}" if serial > 1 else ""
    return f"lettre_{file_stem(campaign, member)}{suffix}.pdf"


def _issue(session: SecretariatSession, member: MemberId, serial: int, kind: str = "code_issued") -> None:
    code = new_code(session.desk.random)
    secrets = derive(code)
    session.database.campaign.put_code(
        CodeRecord(
            member=member,
            serial=serial,
            code=code.text,
            recipient=HybridIdentity.from_seed(secrets.read_seed).recipient.text,
            mac_key=secrets.mac_key,
            draft_recipient=HybridIdentity.from_seed(secrets.draft_seed).recipient.text,
            issued=session.desk.now(),
        )
    )
    session.log(kind, {"member": member, "serial": serial})


def _letter(
    session: SecretariatSession, campaign: Campaign, member: Member, record: CodeRecord
) -> LetterPrint:
    names = {institution.id: institution.name for institution in campaign.institutions}
    return LetterPrint(
        campaign=campaign.name,
        member=member.name,
        institution=names[member.institution],
        code=record.code,
        meeting=datetime.fromisoformat(campaign.meeting),
        deadline=datetime.fromisoformat(campaign.deadline),
        phone=campaign.phone,
        territories=tuple(
            (dossier.territory.name, dossier.territory.departement) for dossier in session.dossiers()
        ),
        date=session.desk.now(),
    )
