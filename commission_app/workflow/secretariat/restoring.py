"""A workspace comes back on another computer, from a backup or a hand-over, with the printed code.

Everything is verified before the first byte is written; what is written lies apart, and takes the name of a
campaign in one move, at the end. Nothing that is there is overwritten: only a workspace that was handed over,
and that the file continues, is set aside for it.
"""

import json
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId, Sha512
from commission_app.sealing.atomic_file import PRIVATE, write_atomically
from commission_app.sealing.hand_over import HandedOver, PenFact, Restored, TakenOver, read_hand_overs
from commission_app.sealing.recovery import Recovery, open_recovery
from commission_app.sealing.signed_act import digest
from commission_app.sealing.vault import create_vault, recovery_vault_key
from commission_app.sealing.workspace_backup import (
    BACKUP_SUFFIX,
    HAND_OVER_SUFFIX,
    Backup,
    BackupFile,
    copy_piece,
    extract_database,
    file_digest,
    open_backup,
    verify_backup,
)
from commission_app.store.database import open_database
from commission_app.store.network_share import refuse_network_share
from commission_app.store.rekeying import others_kept_out
from commission_app.workflow.desk import Desk, DeskCampaign, folder_name, label_campaign
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat.backup import FOLDER, LAST, WORKSPACE
from commission_app.workflow.secretariat.contributing import begin_copy
from commission_app.workflow.secretariat.lineage import Kin, compare, journal_of
from commission_app.workflow.secretariat.pen import keep_pen_act, log_hand_over, pen_acts
from commission_app.workflow.secretariat.session import HANDED_OVER, SecretariatSession, open_secretariat

_UNDER_WAY = ".restauration"


@dataclass(frozen=True)
class Verified:
    """A backup of which everything holds, but perhaps some pieces."""

    file: BackupFile
    recovery: Recovery
    backup: Backup
    damaged: tuple[str, ...]  # pieces that are missing or not as they were

    @property
    def pieces(self) -> Mapping[str, Sha512]:
        """The pieces that hold."""
        return {name: sha for name, sha in self.backup.pieces.items() if name not in self.damaged}


def find_backup(chosen: Path) -> Path:
    """Return the file that a person means: itself, or the latest of a folder. SAV-07 when it holds none."""
    if not chosen.is_dir():
        return chosen
    named = [file for ending in (BACKUP_SUFFIX, HAND_OVER_SUFFIX) for file in chosen.rglob(f"*{ending}")]
    found = [file for file in named if file.is_file()]  # not a link that leads nowhere
    if not found:
        raise AppError("SAV-07", folder=str(chosen))
    return max(found, key=lambda file: file.stat().st_mtime)


def check_backup(file: Path, code: str, progress: Progress) -> Verified:
    """Verify all of a backup, without writing anything.

    SAV-02 when it is none or damaged, COD-01 to COD-03 for a mistyped code, SEC-02 for another's.
    """
    opened = open_backup(file)
    recovery = open_recovery(opened.recovery, code, file.name)
    try:
        backup = verify_backup(opened, [recovery.secrets.key_set])
    except AppError as error:
        raise AppError("SAV-02", file=file.name) from error
    if backup.campaign != recovery.campaign:
        raise AppError("SAV-02", file=file.name)
    damaged = []
    for number, (name, sha512) in enumerate(backup.pieces.items()):
        progress(number, len(backup.pieces), "Vérification des pièces")
        piece = opened.pieces / name
        if not piece.is_file() or _digest(piece) != sha512:
            damaged.append(name)
    return Verified(opened, recovery, backup, tuple(damaged))


def restore_workspace(
    desk: Desk,
    file: Path,
    code: str,
    progress: Progress,
    *,
    contributor: str = "",
    without_damaged: bool = False,
) -> SecretariatSession:
    """Make the workspace of a backup again on this desk, and open it.

    With `contributor`, a name, it is a copy to work on: what is written there leaves as contributions.
    Refusals as `check_backup`; SAV-04 when pieces are damaged, unless it is to do without; LOT-15 when the
    stick is pulled out; SAV-05 when the desk holds this campaign, SAV-10 when both were written in since they
    parted, END-03 when it is being erased, DSK-20 on a network share, and the refusals of writing. Nothing is
    changed by a refusal.
    """
    chosen = find_backup(file)
    refuse_network_share(desk.folder)
    verified = check_backup(chosen, code, progress)
    if verified.damaged and not without_damaged:
        raise AppError("SAV-04", count=len(verified.damaged))
    campaign = verified.backup.campaign
    place = DeskCampaign(campaign, verified.recovery.name, "secretariat", desk.folder / folder_name(campaign))
    if place.erasure.exists():
        raise AppError("END-03", name=place.name)
    if place.folder.exists() and not place.database.exists():
        raise AppError("SAV-05", name=place.name)
    _make(desk.folder)
    with others_kept_out(desk.folder / _UNDER_WAY):
        apart = replace(place, folder=desk.folder / f"{_UNDER_WAY}-{place.folder.name}")
        shutil.rmtree(apart.folder, ignore_errors=True)
        try:
            _copy_files(apart, verified, progress)
            journal = _open(desk, apart, verified, code, contributor)
            progress(1, 1, "")
            _make_room(place, verified.recovery, journal)
            apart.folder.rename(place.folder)
        except BaseException:
            shutil.rmtree(apart.folder, ignore_errors=True)
            raise
    return open_secretariat(desk, place.id, code)


def _copy_files(apart: DeskCampaign, verified: Verified, progress: Progress) -> None:
    """Copy pieces, database and recovery file, each compared with its digest once more."""
    file = verified.file
    for folder in (apart.pieces, apart.lots):
        _make(folder)
    for number, (name, sha512) in enumerate(verified.pieces.items()):
        progress(number, len(verified.pieces), "Copie des pièces")
        if _copied(file.pieces / name, apart.pieces / name) != sha512:
            raise AppError("SAV-02", file=file.path.name)
    extract_database(file, apart.database)
    if file_digest(apart.database) != verified.backup.database:
        raise AppError("SAV-02", file=file.path.name)
    write_atomically(apart.recovery_file, file.recovery, PRIVATE)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AppError("DSK-06", folder=str(folder.parent)) from error


def _copied(source: Path, target: Path) -> Sha512:
    """Copy a piece and return its digest. LOT-15 when the stick was pulled out meanwhile."""
    try:
        return copy_piece(source, target)
    except OSError as error:
        raise AppError("LOT-15", file=source.name) from error


def _open(desk: Desk, apart: DeskCampaign, verified: Verified, code: str, contributor: str) -> Sequence[str]:
    """Give the workspace its vault and its label; return its journal as the file brought it."""
    secrets = replace(verified.recovery.secrets, vault=desk.random(32))
    create_vault(
        apart.vault,
        secrets,
        codes=[recovery_vault_key(code)],
        keyring=desk.keyring,
        random=desk.random,
        name=verified.recovery.vault_id,
    )
    with SecretariatSession(desk, apart, secrets, open_database(apart.database, secrets.database)) as session:
        journal = _begin(session, verified, contributor)
        label_campaign(replace(apart, name=session.campaign.name))
    return journal


def _begin(session: SecretariatSession, verified: Verified, contributor: str) -> Sequence[str]:
    """Write down in a restored database where it comes from and what it is from now on."""
    settings, workspace = session.database.settings, session.desk.random(16).hex()
    with session.database.transaction():
        for name in (FOLDER, LAST):  # of the other computer
            settings.put(name, "")
        settings.put(WORKSPACE, workspace)
        if contributor:
            begin_copy(session, contributor)
            return journal_of(session.database)
        act = verified.file.hand_over
        fact: PenFact = Restored(workspace, digest(verified.file.act))
        if act:
            known = read_hand_overs(
                CampaignId(session.place.id), [*_raw_pen_acts(session), act], session.key_sets
            )
            handed = known[-1].act.fact
            if not isinstance(handed, HandedOver) or handed.database != verified.backup.database:
                raise AppError("SAV-02", file=verified.file.path.name)
            log_hand_over(session, act, known[-1].act)
            fact = TakenOver(handed.receiver, workspace)
        else:
            session.skip_numbers()
        journal = journal_of(session.database)
        keep_pen_act(session, fact)
        session.log("secretariat_restored", {"vault": verified.recovery.vault_id})
        return journal


def _raw_pen_acts(session: SecretariatSession) -> Sequence[bytes]:
    return [record.act for record in pen_acts(session)]


def _make_room(place: DeskCampaign, recovery: Recovery, journal: Sequence[str]) -> None:
    """Set a workspace aside that was handed over and that the other continues; refuse any other."""
    if not place.folder.exists():
        return
    try:
        with open_database(place.database, recovery.secrets.database) as database:
            is_handed = bool(database.settings.get(HANDED_OVER))
            kin = compare(journal_of(database), journal).kin
    except AppError as error:
        if error.code == "DSK-02":
            raise
        raise AppError("SAV-05", name=place.name) from error
    if is_handed and kin in (Kin.SAME, Kin.NEWER):
        place.folder.rename(place.next_aside)
        return
    raise AppError("SAV-10" if kin is Kin.FORK else "SAV-05", name=_name_of(place))


def _name_of(place: DeskCampaign) -> str:
    with suppress(OSError, ValueError):
        return str(json.loads(place.label.read_bytes())["name"])
    return place.name


def _digest(piece: Path) -> Sha512:
    try:
        return file_digest(piece)
    except OSError:  # a stick that answers no more, a bad sector
        return Sha512("")
