"""The verbs of « Membres et lots » bound to one session."""

from functools import partial
from pathlib import Path

from commission_app.scoring.ids import DossierId, MemberId
from commission_app.ui.secretariat.members_page import MembersVerbs
from commission_app.ui.secretariat.readings.readings_page import ReadingsVerbs
from commission_app.ui.tasks import Report
from commission_app.workflow.preparation import campaign
from commission_app.workflow.preparation.lots import seal, sharing, volumes
from commission_app.workflow.secretariat import computers, letters, members_view
from commission_app.workflow.secretariat.session import SecretariatSession


def members_verbs(session: SecretariatSession) -> MembersVerbs:
    """Bind the workflow's verbs to one session."""

    def print_letters(folder: Path, report: Report) -> tuple[Path, ...]:
        return tuple(letter.file for letter in letters.print_letters(session, folder, report))

    def seal_lots(folder: Path, report: Report) -> tuple[Path, ...]:
        return tuple(bundle.file for bundle in seal.seal_bundles(session, folder, report))

    def replace_code(member: str, folder: Path) -> Path:
        return letters.write_new_letter(session, MemberId(member), folder).file

    def withdraw(member: str, folder: Path) -> Path:
        change = computers.withdraw_computers
        return letters.write_new_letter(session, MemberId(member), folder, change).file

    def readmit(member: str, key: str) -> None:
        computers.readmit_computer(session, MemberId(member), key)

    def keep_away(member: str, dossier: str, reason: str) -> None:
        campaign.keep_away(session, MemberId(member), DossierId(dossier), reason)

    def share(readings: int, report: Report) -> sharing.SharingView:
        report(0, 1, "")
        return sharing.share_out(session, readings)

    readings = ReadingsVerbs(
        partial(sharing.sharing, session),
        share,
        partial(sharing.everyone_reads, session),
        partial(sharing.choose_calibration, session),
    )
    return MembersVerbs(
        partial(members_view.members_view, session),
        print_letters,
        seal_lots,
        replace_code,
        withdraw,
        readmit,
        keep_away,
        partial(volumes.cut_lot, session),
        readings,
    )
