"""An agent works on a copy of the campaign, and what they wrote leaves as a contribution.

A copy takes eligibility, cards and facts; every other verb is refused there (`session.log`). Each
contribution holds all that was written on the copy, so that one lost on the way is made good by the next.
"""

from pathlib import Path
from typing import Final

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.contributions import Contribution, Statement, Subject
from commission_app.scoring.ids import DossierId, Sha512
from commission_app.sealing.atomic_file import write_atomically
from commission_app.sealing.contribution import (
    SUFFIX,
    Origin,
    read_contribution,
    seal_contribution,
    sign_contribution,
)
from commission_app.sealing.salted_texts import well_formed
from commission_app.sealing.signed_act import digest
from commission_app.store.records import ActRecord
from commission_app.workflow.desk import folder_name
from commission_app.workflow.exchanged_files import free_name
from commission_app.workflow.secretariat.backup import workspace_of
from commission_app.workflow.secretariat.session import CONTRIBUTOR, SecretariatSession
from commission_app.workflow.secretariat.shared_work import written_subjects

KIND: Final = "contribution"
_BASE: Final = "contribution_base"  # setting: every subject as it was when the copy was made
_Base = list[tuple[str, str, str]]


def begin_copy(session: SecretariatSession, contributor: str) -> None:
    """Make a restored workspace a copy to work on. PAS-03 without a name."""
    name = " ".join(well_formed(contributor).split())
    if not name:
        raise AppError("PAS-03")
    base = [(dossier, kind, value) for (dossier, kind), value in written_subjects(session).items()]
    session.database.settings.put(_BASE, msgspec.json.encode(base).decode())
    session.database.settings.put(CONTRIBUTOR, name)


def write_contribution(session: SecretariatSession, folder: Path) -> Path:
    """Write what was done on this copy since it was made, into a folder, and return the file.

    PAS-06 in a workspace that is not a copy, CTB-04 when nothing was done, CTB-03 when it is too large, and
    the refusals of writing a file.
    """
    author = session.contributor
    if not author:
        raise AppError("PAS-06")
    acts = [record.act for record in session.database.acts.of_kind(KIND)]
    known = [read_contribution(act, session.place.id, session.key_sets) for act in acts]
    own = [one for one in known if one.contribution.author == author]
    statements = _statements(session, [one.contribution for one in own])
    if not statements:
        raise AppError("CTB-04")
    number, now = len(own) + 1, session.desk.now().replace(microsecond=0)
    said = Contribution(Sha512(""), author, frozenset(map(digest, acts)), statements)
    origin = Origin(session.place.id, workspace_of(session), number, now)
    act = sign_contribution(said, origin, session.secrets)
    recipients = [session.recipient, *([session.recovery] if session.recovery else [])]
    target = free_name(folder, f"{session.place.folder.name}_{folder_name(author)}_n{number}", SUFFIX)

    def keep() -> None:
        with session.database.transaction():
            session.database.acts.add(ActRecord(digest(act), KIND, now, act))
            session.log("contribution_written", {"author": author, "entries": len(statements)})

    write_atomically(target, seal_contribution(act, recipients, session.desk.random), ready=keep)
    return target


def _statements(session: SecretariatSession, former: list[Contribution]) -> dict[Subject, Statement]:
    """Return every subject that is not as it was, and those that were not in an earlier contribution."""
    text = session.database.settings.get(_BASE) or "[]"
    base: dict[Subject, str] = {
        (DossierId(dossier), kind): value for dossier, kind, value in msgspec.json.decode(text, type=_Base)
    }
    now = written_subjects(session)
    said = {subject for one in former for subject in one.statements}
    changed = {subject for subject in base.keys() | now.keys() if base.get(subject) != now.get(subject)}
    return {
        subject: Statement(now.get(subject, ""), base.get(subject, "")) for subject in sorted(said | changed)
    }
