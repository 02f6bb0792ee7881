"""How a backup stands to the workspace that is open here: older, newer, or another continuation of it."""

from pathlib import Path
from typing import Final

from commission_app.errors import AppError
from commission_app.sealing.workspace_backup import extract_database, open_backup, verify_backup
from commission_app.store.database import open_database
from commission_app.store.rekeying import discard
from commission_app.workflow.secretariat.lineage import Kin, Lineage, compare, journal_of
from commission_app.workflow.secretariat.session import SecretariatSession

KIN_WORDS: Final = {
    Kin.SAME: "Ce fichier et cette campagne en sont au même point",
    Kin.OLDER: "Ce fichier est plus ancien : cette campagne en est la suite",
    Kin.NEWER: "Ce fichier est plus récent : il est la suite de cette campagne",
    Kin.FORK: "Ce fichier et cette campagne sont deux suites différentes : chacune a été écrite de son côté",
}
_COPY: Final = "bureau-compare.db"  # in the workspace, for the time of a comparison


def lineage_of(session: SecretariatSession, file: Path) -> Lineage:
    """Compare the journals. SAV-02 for a file that is none, damaged or of other keys; refusals of writing."""
    opened = open_backup(file)
    copy = session.place.folder / _COPY
    try:
        verify_backup(opened, session.key_sets)  # which sign nothing of another campaign
        extract_database(opened, copy)
        with open_database(copy, session.secrets.database) as database:
            return compare(journal_of(session.database), journal_of(database))
    except AppError as error:
        if error.code not in ("SIG-01", "DSK-04"):
            raise
        raise AppError("SAV-02", file=file.name) from error
    finally:
        discard(copy)
