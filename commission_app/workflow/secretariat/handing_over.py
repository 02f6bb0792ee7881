"""An agent hands the campaign over to another, on another computer: one workspace at a time writes.

The workspace stops writing just before the file takes its place: nothing that interrupts it leaves two that
write. What the file is made of stays here, so that it can be written again.
"""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from commission_app.errors import AppError
from commission_app.scoring.ids import Sha512
from commission_app.sealing.hand_over import HandedOver, TakenBack, read_hand_overs, sign_hand_over
from commission_app.sealing.salted_texts import well_formed
from commission_app.sealing.workspace_backup import (
    HAND_OVER_SUFFIX,
    Backup,
    Parts,
    file_digest,
    write_backup,
)
from commission_app.store.rekeying import discard
from commission_app.workflow.exchanged_files import free_name
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat.backup import (
    Taken,
    copy_pieces,
    make_folder,
    recovery_of,
    refuse_unfit_place,
    take,
    workspace_of,
)
from commission_app.workflow.secretariat.pen import (
    keep_pen_act,
    log_hand_over,
    pen_acts,
    pen_history,
)
from commission_app.workflow.secretariat.session import HANDED_OVER, SecretariatSession

_KEPT: Final = "bureau-passation.db"  # in the workspace that was left: the database of its file


@dataclass(frozen=True)
class Left:
    """To whom a campaign was handed over from here, and when."""

    receiver: str
    at: datetime


def left(session: SecretariatSession) -> Left | None:
    """Tell to whom the campaign was handed over; None where it is written in."""
    text = session.database.settings.get(HANDED_OVER)
    if not text:
        return None
    receiver, at = json.loads(text)
    return Left(receiver, datetime.fromisoformat(at))


def hand_over(
    session: SecretariatSession, giver: str, receiver: str, folder: Path, progress: Progress
) -> Path:
    """Write the file that hands the campaign over; from then on this workspace only reads.

    No other verb may use the session meanwhile. PAS-03 without both names, PAS-01 when it was done already,
    PAS-02 from a copy, DSK-24 or SAV-01 for an unfit folder, SAV-03, SAV-08, and the refusals of writing:
    nothing is then handed over.
    """
    names = [" ".join(well_formed(name).split()) for name in (giver, receiver)]
    if not all(names):
        raise AppError("PAS-03")
    if session.contributor:
        raise AppError("PAS-02")
    refuse_unfit_place(session, folder)
    kept = session.place.folder / _KEPT
    with session.backing_up:
        workspace, target = workspace_of(session), _target(session, folder)
        try:
            pieces = copy_pieces(session, target.parent, {}, progress)
            taken = take(session, kept)
            fact = HandedOver(names[0], names[1], workspace, file_digest(kept))
            _write(session, target, taken, fact, pieces)
        except BaseException:
            if left(session) is None:  # else what is kept serves to write the file again
                shutil.rmtree(target.parent, ignore_errors=True)
                discard(kept)
            raise
        finally:
            session.only_read()
    return target


def write_again(session: SecretariatSession, folder: Path, progress: Progress) -> Path:
    """Write the file of the last hand-over again, the same.

    PAS-05 when there was none or nothing is left of it, and the refusals of `hand_over`.
    """
    kept = session.place.folder / _KEPT
    handed = left(session)
    if handed is None or not kept.is_file():
        raise AppError("PAS-05")
    refuse_unfit_place(session, folder)
    with session.backing_up:
        act, said = pen_acts(session)[-1].act, pen_history(session)[-1].act.fact
        if not isinstance(said, HandedOver) or file_digest(kept) != said.database:
            raise AppError("PAS-05")
        parts, target = Parts(recovery_of(session), kept, act), _target(session, folder)
        try:
            pieces = copy_pieces(session, target.parent, {}, progress)
            backup = Backup(session.place.id, said.workspace, 1, handed.at, said.database, pieces)
            write_backup(target, backup, parts, session.secrets)
        except BaseException:
            shutil.rmtree(target.parent, ignore_errors=True)
            raise
    return target


def take_back(session: SecretariatSession) -> None:
    """Go on writing here: the file of the hand-over was not used. PAS-05 when there was none.

    If it was, both workspaces are written in: their journals part, which comparing them shows.
    """
    handed = pen_history(session)[-1].act.fact if left(session) else None
    if not isinstance(handed, HandedOver):
        raise AppError("PAS-05")
    session.database.refuse_writes(None)
    try:
        with session.database.transaction():
            session.database.settings.put(HANDED_OVER, "")
            keep_pen_act(session, TakenBack(handed.giver, handed.workspace))
            session.log("hand_over_taken_back", {"giver": handed.giver, "receiver": handed.receiver})
    except BaseException:
        session.only_read()
        raise
    discard(session.place.folder / _KEPT)


def _write(
    session: SecretariatSession, target: Path, taken: Taken, fact: HandedOver, pieces: Mapping[str, Sha512]
) -> None:
    """Write the file, and stop writing here at the moment when it takes its place."""
    campaign, now = session.place.id, session.desk.now().replace(microsecond=0)
    act = sign_hand_over(campaign, pen_history(session), now.isoformat(), fact, taken.secrets)

    def stop() -> None:
        with session.database.transaction():
            if session.database.journal.head() != taken.head:
                raise AppError("PAS-04")
            acts = [*(record.act for record in pen_acts(session)), act]
            log_hand_over(session, act, read_hand_overs(campaign, acts, session.key_sets)[-1].act)
            session.database.settings.put(HANDED_OVER, json.dumps([fact.receiver, now.isoformat()]))

    backup = Backup(campaign, fact.workspace, 1, now, fact.database, pieces)
    write_backup(target, backup, Parts(taken.recovery, taken.database, act), taken.secrets, stop)


def _target(session: SecretariatSession, folder: Path) -> Path:
    place = session.place.folder.name
    made = make_folder(free_name(folder, f"passation-{place}", ""))
    return made / f"{place}{HAND_OVER_SUFFIX}"
