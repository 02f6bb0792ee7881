"""Candidacies that came by e-mail: one a message, or one for all the messages of the same territory.

The date is that of receipt. The words of a subject may name the territory; a person always confirms it.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath

from commission_app.dossiers.index import Index, IndexedCandidacy, IndexedPiece
from commission_app.dossiers.piece_titles import nature_of_file
from commission_app.dossiers.places import Places
from commission_app.dossiers.questions import Answers, Question
from commission_app.dossiers.recognition import recognise

MOST_WORDS = 8  # in the name of a place
NO_DATE = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Mail:
    """One message, whose attachments are the files of a folder of its name."""

    folder: str
    received: str  # ISO 8601
    subject: str
    sender: str


def mail_index(mails: Sequence[Mail], files: Collection[str], places: Places, answers: Answers) -> Index:
    """Return the index that messages amount to, the oldest first."""
    questions: list[Question] = []
    together: dict[str, list[IndexedCandidacy]] = defaultdict(list)
    for mail in sorted(mails, key=_moment):
        found, question = recognise(_candidacy(mail, files, places), places, answers)
        if question is not None:
            questions.append(question)
            continue
        together[found.code or found.territory].append(found)
    candidacies = tuple(_joined(place, parts) for place, parts in together.items())
    waiting = {file for mail in mails for file in _attached(mail, files)} if questions else set()
    return Index(candidacies, frozenset(waiting), questions=tuple(questions))


def _moment(mail: Mail) -> datetime:
    return datetime.fromisoformat(mail.received) if mail.received else NO_DATE


def _candidacy(mail: Mail, files: Collection[str], places: Places) -> IndexedCandidacy:
    mentioned = _mentioned(mail.subject, places)
    return IndexedCandidacy(
        id=mail.folder,
        folders=("",),
        pieces=tuple(IndexedPiece(file, nature_of_file(file)) for file in _attached(mail, files)),
        title=mail.subject,
        applicant=mail.subject or mail.sender,
        code="?",  # never sure of a name found in a subject: a person says
        other_codes=mentioned,
        deposited=mail.received,
    )


def _attached(mail: Mail, files: Collection[str]) -> list[str]:
    return sorted(file for file in files if PurePosixPath(file).parts[0] == mail.folder)


def _mentioned(subject: str, places: Places) -> tuple[str, ...]:
    """Return the codes of the places that a subject names, the longest names first."""
    words = subject.replace("’", "'").split()
    found: dict[str, None] = {}
    for length in range(min(MOST_WORDS, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            for place in places.named(" ".join(words[start : start + length])):
                found.setdefault(place.code)
    return tuple(found)


def _joined(place: str, parts: Sequence[IndexedCandidacy]) -> IndexedCandidacy:
    """Return one candidacy for the messages of a territory: a later one completes the first."""
    first = parts[0]
    pieces = tuple(piece for part in parts for piece in part.pieces)
    return replace(first, id=f"courriel-{place}", applicant=first.territory, pieces=pieces)
