"""What comes back from agents who worked on copies: merged whatever its order, never over what is here.

What is written here of a subject stays as it was typed until a contribution that knew it says something else;
several that contradict each other, or what is here, are shown until somebody settles.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from commission_app.errors import AppError, Fact
from commission_app.scoring.contributions import (
    Contribution,
    Outcome,
    Own,
    Subject,
    merge_contributions,
)
from commission_app.scoring.ids import DossierId, Sha512
from commission_app.sealing.contribution import (
    MAX_FILE_BYTES,
    Signed,
    open_contribution,
    read_contribution,
)
from commission_app.store.records import ActRecord
from commission_app.workflow.exchanged_files import read_file
from commission_app.workflow.secretariat.contributing import KIND
from commission_app.workflow.secretariat.rotation import trusted_keys
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.shared_work import (
    UNFIT,
    refuse_misshapen,
    write_subject,
    written_subjects,
)

_MERGED: Final = "shared:"  # settings, one for each subject: what the last merge knew of it


class _Merged(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    own: str  # what was written here
    known: list[str]  # contributions that whoever wrote it here had seen
    shown: str  # what the merge wrote
    seen: list[str]  # contributions of that merge


@dataclass(frozen=True)
class Received:
    """What a contribution brought."""

    author: str
    at: datetime
    is_new: bool
    subjects: int
    changed: int  # subjects that are no longer as they were here
    forks: int  # of the campaign, still to be settled
    unfit: int  # subjects that have no place here: a dossier or a page that is gone


@dataclass(frozen=True)
class Fork:
    """A subject of which several things are said."""

    dossier: DossierId
    kind: str
    choices: Mapping[str, tuple[str, ...]]  # who says it, by value; "" for what is written here


def receive_contribution(session: SecretariatSession, file: Path) -> Received:
    """Take a contribution, and merge it with all those that came. The same again changes nothing.

    CTB-01 when it is none or damaged, CTB-02 for another campaign, CTB-06 when it was written under keys that
    were stolen since, SIG-01 and ACT-01 to ACT-03 as for any act, PAS-01 or PAS-02 where nothing is merged. A
    refusal writes nothing.
    """
    act = open_contribution(read_file(file, MAX_FILE_BYTES, "CTB-01"), session.identities, file.stem)
    signed = _of_trusted_keys(session, act, file.stem)
    said = signed.contribution
    refuse_misshapen(said.statements, file.stem)
    with session.database.transaction():
        kept = {record.digest for record in session.database.acts.of_kind(KIND)}
        is_new = said.digest not in kept
        if is_new:
            session.database.acts.add(ActRecord(said.digest, KIND, session.desk.now(), act))
            facts: dict[str, Fact] = {"author": said.author, "entries": len(said.statements)}
            session.log("contribution_received", {**facts, "act": said.digest})
        changed, unfit = _merge(session)
    return Received(said.author, signed.at, is_new, len(said.statements), changed, len(forks(session)), unfit)


def _of_trusted_keys(session: SecretariatSession, act: bytes, file: str) -> Signed:
    """Read a contribution that comes; those that came before count whatever happened to keys since."""
    signed = read_contribution(act, session.place.id, session.key_sets)
    try:
        return read_contribution(act, session.place.id, trusted_keys(session))
    except AppError as error:
        raise AppError("CTB-06", file=file, author=signed.contribution.author) from error


def forks(session: SecretariatSession) -> tuple[Fork, ...]:
    """Return what waits to be settled, by dossier."""
    if not session.database.acts.of_kind(KIND):  # « À faire » asks each time: most campaigns have none
        return ()
    outcomes = _outcomes(session, written_subjects(session))[0]
    return tuple(
        Fork(subject[0], subject[1], outcome.choices)
        for subject, outcome in outcomes.items()
        if outcome.is_fork
    )


def settle_fork(session: SecretariatSession, subject: Subject, value: str) -> None:
    """Keep one of the values of a fork. CTB-05 when there is no such choice any more."""
    with session.database.transaction():
        outcomes, _own_values = _outcomes(session, written_subjects(session))
        outcome = outcomes.get(subject)
        if outcome is None or value not in outcome.choices:
            raise AppError("CTB-05")
        write_subject(session, subject, value)
        seen = _about(_all(session), subject)
        _remember(session, subject, _Merged(value, seen, value, seen))
        session.log("contribution_settled", {"dossier": subject[0], "subject": subject[1]})


def _merge(session: SecretariatSession) -> tuple[int, int]:
    """Write what the merge gives; return how many subjects changed, and how many have no place here."""
    now = written_subjects(session)
    outcomes, own = _outcomes(session, now)
    unfit = set()
    for subject, outcome in outcomes.items():
        if now.get(subject, "") != outcome.value:
            try:
                write_subject(session, subject, outcome.value)
            except AppError as error:  # said before anything is written of it
                if error.code not in UNFIT:
                    raise
                unfit.add(subject)
    after, about = written_subjects(session), _all(session)
    for subject in outcomes.keys() - unfit:
        before, shown = own[subject], after.get(subject, "")
        known = [str(digest) for digest in sorted(before.known)]
        _remember(session, subject, _Merged(before.value, known, shown, _about(about, subject)))
    return sum(now.get(subject) != after.get(subject) for subject in outcomes), len(unfit)


def _outcomes(
    session: SecretariatSession, now: Mapping[Subject, str]
) -> tuple[dict[Subject, Outcome], dict[Subject, Own]]:
    about, kept = _all(session), session.database.settings.under(_MERGED)
    subjects = {subject for one in about for subject in one.statements}
    own = {subject: _own(kept.get(_name(subject)), now.get(subject, "")) for subject in subjects}
    return merge_contributions(about, own), own


def _own(text: str | None, value: str) -> Own:
    """Return what is written here of a subject, beside what the last merge kept of it."""
    if text is None:
        return Own(value)
    merged = msgspec.json.decode(text, type=_Merged)
    if value == merged.shown:
        return Own(merged.own, frozenset(map(Sha512, merged.known)))
    return Own(value, frozenset(map(Sha512, merged.seen)))  # written since, by somebody who saw the merge


def _about(contributions: Sequence[Contribution], subject: Subject) -> list[str]:
    return sorted(str(one.digest) for one in contributions if subject in one.statements)


def _all(session: SecretariatSession) -> Sequence[Contribution]:
    return [one.contribution for one in received(session)]


def received(session: SecretariatSession) -> tuple[Signed, ...]:
    """Return every contribution that came, its signatures checked again. SIG-01, ACT-01 to ACT-03."""
    key_sets = session.key_sets
    acts = (record.act for record in session.database.acts.of_kind(KIND))
    return tuple(read_contribution(act, session.place.id, key_sets) for act in acts)


def _remember(session: SecretariatSession, subject: Subject, merged: _Merged) -> None:
    session.database.settings.put(f"{_MERGED}{_name(subject)}", msgspec.json.encode(merged).decode())


def _name(subject: Subject) -> str:
    return f"{subject[0]}:{subject[1]}"
