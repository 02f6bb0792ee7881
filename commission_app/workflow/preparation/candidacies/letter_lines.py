"""Every letter to candidates: those that were written, made again as they left, and those that wait.

Making a letter again changes nothing and is dated as it was. Writing one that waits is done by the verbs of
`candidate_letters`, which remember that it leaves.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from commission_app.printing.candidate_letters_pdf import Kind, candidate_letter_pdf
from commission_app.scoring.eligibility import Conclusion, Request
from commission_app.scoring.ids import DossierId
from commission_app.workflow.preparation.candidacies.candidate_letters import (
    letter_file,
    letter_print,
    overdue,
    write_acknowledgment,
    write_ineligibility,
    write_request,
)
from commission_app.workflow.preparation.candidacies.eligibility import (
    EligibilityView,
    eligibility,
    every_eligibility,
)
from commission_app.workflow.preparation.candidacies.eligibility_file import SentLetter
from commission_app.workflow.secretariat.session import SecretariatSession

WRITING: Final[dict[Kind, Callable[[SecretariatSession, DossierId, Path], Path]]] = {
    "acknowledgment": write_acknowledgment,
    "request": write_request,
    "reminder": write_request,
    "ineligibility": write_ineligibility,
}


@dataclass(frozen=True)
class LetterLine:
    """One letter to one candidate. `sent` is what was remembered of it, None while it waits."""

    kind: Kind
    dossier: DossierId
    territory: str
    departement: str
    sent: SentLetter | None

    @property
    def key(self) -> str:
        """What tells it from every other letter."""
        return f"{self.kind}:{self.dossier}@{self.sent.at if self.sent else ''}"

    @property
    def written(self) -> datetime | None:
        """When it left."""
        return datetime.fromisoformat(self.sent.at) if self.sent else None

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{letter_file(self.kind, self.territory, self.dossier)}.pdf"


def letter_lines(session: SecretariatSession) -> tuple[LetterLine, ...]:
    """Return every letter, dossier by dossier in the order of the import. DSK-04 when a file is damaged."""
    today = session.desk.now().date()
    views = {view.dossier: view for view in every_eligibility(session)}
    found = []
    for dossier in session.dossiers():
        place = dossier.territory
        for kind, sent in _letters(views[dossier.id], today):
            found.append(LetterLine(kind, dossier.id, place.name, place.departement, sent))
    return tuple(found)


def letter_bytes(session: SecretariatSession, line: LetterLine) -> bytes:
    """Return a letter as a PDF file: as it left, or as it would leave now. Nothing is remembered."""
    view = eligibility(session, line.dossier)
    return candidate_letter_pdf(letter_print(session, view, line.kind, line.sent))


def _letters(view: EligibilityView, today: date) -> Iterator[tuple[Kind, SentLetter | None]]:
    kinds: set[Kind] = set()
    for letter in view.letters:
        kind = next((known for known in WRITING if known == letter.kind), None)
        if kind is not None:
            kinds.add(kind)
            yield kind, letter
    if "acknowledgment" not in kinds:
        yield "acknowledgment", None
    missing = [line for line in view.points if line.is_missing]
    if any(line.request is not Request.AWAITED or line.asked is None for line in missing):
        yield "request", None
    elif missing and overdue(view, today):
        yield "reminder", None
    is_refused = view.decision is not None and view.decision.conclusion is Conclusion.INELIGIBLE
    if is_refused and "ineligibility" not in kinds:
        yield "ineligibility", None
