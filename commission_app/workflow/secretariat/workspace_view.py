"""What a person reads of their workspace: how old its backup is, who holds the campaign, what contradicts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commission_app.scoring.contributions import Subject
from commission_app.scoring.eligibility import Request
from commission_app.texts import count_fr, date_time_fr, list_fr, time_fr
from commission_app.workflow.preparation.candidacies.eligibility import points
from commission_app.workflow.secretariat.backup import BackupState, backup_state
from commission_app.workflow.secretariat.contributions import Fork, forks
from commission_app.workflow.secretariat.handing_over import Left, left
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.shared_work import CARD, FACTS, RECEIVED


@dataclass(frozen=True)
class ForkChoice:
    """One of the things that are said of a subject."""

    value: str
    words: str
    who: str  # « selon Anne Morel », « écrit ici »


@dataclass(frozen=True)
class ForkLine:
    """A subject of which several things are said, in words."""

    subject: Subject
    title: str
    choices: tuple[ForkChoice, ...]


@dataclass(frozen=True)
class WorkspaceView:
    """What « Mise à l’abri » shows of backups, hand-overs and contributions."""

    backup: BackupState
    age: str  # « hier à 18 h 04 »; empty without a backup
    left: Left | None
    contributor: str
    forks: tuple[ForkLine, ...]


def workspace_view(session: SecretariatSession) -> WorkspaceView:
    """Read all of it."""
    state = backup_state(session)
    return WorkspaceView(
        state,
        backup_age(state, session.desk.now()),
        left(session),
        session.contributor,
        _fork_lines(session, forks(session)),
    )


def backup_age(state: BackupState, now: datetime) -> str:
    """Say when the last backup was made: « aujourd’hui à 9 h 12 »; nothing when there is none."""
    if state.last is None:
        return ""
    days = (now.date() - state.last.date()).days
    if days in (0, 1):
        return f"{'hier' if days else 'aujourd’hui'} à {time_fr(state.last)}"
    ago = f", il y a {count_fr(days, 'jour')}" if days > 1 else ""
    return f"le {date_time_fr(state.last)}{ago}"


def _fork_lines(session: SecretariatSession, found: Sequence[Fork]) -> tuple[ForkLine, ...]:
    if not found:
        return ()
    named = {dossier.id: dossier.territory.name for dossier in session.dossiers()}
    labels = {point.id: point.label for point in points()}
    return tuple(
        ForkLine(
            (fork.dossier, fork.kind),
            f"{named.get(fork.dossier, fork.dossier)} : {_subject_words(fork.kind, labels)}",
            tuple(
                ForkChoice(value, _value_words(fork.kind, value), _who_words(who))
                for value, who in fork.choices.items()
            ),
        )
        for fork in found
    )


def _subject_words(kind: str, labels: Mapping[str, str]) -> str:
    known = {RECEIVED: "heure du dépôt", CARD: "fiche signalétique", FACTS: "constats"}
    return known.get(kind) or labels.get(kind, kind)


def _who_words(who: Sequence[str]) -> str:
    agents = [name for name in who if name]
    parts = [f"selon {list_fr(agents)}"] if agents else []
    return " et ".join([*parts, *(["écrit ici"] if "" in who else [])])


def _value_words(kind: str, value: str) -> str:
    if not value:
        return "rien d’écrit"
    said: Any = json.loads(value)
    if kind == RECEIVED:
        return date_time_fr(datetime.fromisoformat(said))
    if kind == FACTS:
        return list_fr([f"{fact['label']} : {fact['value']}" for fact in said])
    if kind == CARD:
        named = ("asked", "promised", "places", "public")
        fields = (*said["summary"], *(said[name] for name in named), *said["tags"], said["rapporteur"])
        return " · ".join(str(part) for part in fields if part)
    request = said.get("request", Request.NOT_MADE)
    return str(said["answer"]) if request == Request.NOT_MADE else f"{said['answer']}, pièce {request}"
