"""A campaign whose recovery file opens at once, and the backups that its secretariat made."""

from pathlib import Path

from commission_app.sealing.age_recipients import ScryptPassphrase
from commission_app.sealing.age_stream import encrypt
from commission_app.sealing.recovery import _text, read_recovery
from commission_app.workflow.desk import Desk, find_campaign
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.backup import back_up, choose_backup_folder
from commission_app.workflow.secretariat.restoring import restore_workspace
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.workflow.campaigns import Prepared, make_desk


def lighten(prepared: Prepared) -> Prepared:
    """Seal the recovery file of the desk anew, so that opening it takes no time."""
    place = find_campaign(make_desk(prepared.folder / "secretariat"), "secretariat")
    recovery = read_recovery(place.recovery_file, prepared.recovery_code)
    passphrase = ScryptPassphrase(prepared.recovery_code, work_factor=6)
    place.recovery_file.write_bytes(encrypt(_text(recovery).encode(), [passphrase]))
    return prepared


def save(prepared: Prepared) -> Path:
    """Back the desk up on a stick, and return the file."""
    stick = prepared.folder / "cle-usb"
    stick.mkdir(exist_ok=True)
    with prepared.secretariat() as session:
        choose_backup_folder(session, stick)
        return back_up(session, no_progress)


def elsewhere(prepared: Prepared, name: str = "autre") -> Desk:
    """Return another computer, where nothing is yet."""
    return make_desk(prepared.folder / name)


def restored(prepared: Prepared, file: Path, desk: Desk, contributor: str = "") -> SecretariatSession:
    """Restore a backup with the printed code."""
    return restore_workspace(desk, file, prepared.recovery_code, no_progress, contributor=contributor)
