"""The letters to candidates: a candidacy received, a piece asked and asked again, an inadmissibility.

Writing one says that it leaves: it is remembered with its day beside the points of the dossier, and
journalled. A piece asked becomes « attendue », until it comes or a person says that it did not.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

import msgspec

from commission_app.errors import AppError, Fact
from commission_app.printing.candidate_letters_pdf import (
    CandidateLetterPrint,
    Kind,
    candidate_letter_pdf,
)
from commission_app.scoring.eligibility import Answer, Conclusion, Nature, Request
from commission_app.scoring.ids import DossierId
from commission_app.sealing.atomic_file import write_atomically
from commission_app.workflow.desk import folder_name
from commission_app.workflow.exchanged_files import free_name
from commission_app.workflow.preparation.candidacies.candidate_texts import CandidateTexts, candidate_texts
from commission_app.workflow.preparation.candidacies.eligibility import (
    EligibilityView,
    PointLine,
    eligibility,
)
from commission_app.workflow.preparation.candidacies.eligibility_file import (
    SentLetter,
    WrittenAnswer,
    read_file,
    write_file,
)
from commission_app.workflow.preparation.candidacies.project_card import deposit_words
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat.session import SecretariatSession

STEMS: Final[dict[Kind, str]] = {
    "acknowledgment": "accuse-de-reception",
    "request": "demande-de-piece",
    "reminder": "relance",
    "ineligibility": "irrecevabilite",
}


def write_acknowledgments(session: SecretariatSession, folder: Path, progress: Progress) -> tuple[Path, ...]:
    """Acknowledge every candidacy that was not yet. REC-09 when all of them were."""
    waiting = [
        dossier.id
        for dossier in session.dossiers()
        if not any(one.kind == "acknowledgment" for one in read_file(session.database, dossier.id).letters)
    ]
    if not waiting:
        raise AppError("REC-09")
    files = []
    for done, dossier in enumerate(waiting):
        progress(done, len(waiting), dossier)
        files.append(write_acknowledgment(session, dossier, folder))
    return tuple(files)


def write_acknowledgment(session: SecretariatSession, dossier: DossierId, folder: Path) -> Path:
    """Write the « accusé de réception » of one candidacy. CAM-04, and the refusals of writing a file."""
    return _write(session, eligibility(session, dossier), "acknowledgment", folder)


def write_request(session: SecretariatSession, dossier: DossierId, folder: Path) -> Path:
    """Ask for all that is missing, or ask again when all of it is awaited already.

    CAM-04 for an unknown dossier, REC-06 when nothing is missing that may be asked.
    """
    view = eligibility(session, dossier)
    missing = [line for line in view.points if line.is_missing]
    if not missing:
        raise AppError("REC-06")
    is_again = all(line.request is Request.AWAITED and line.asked is not None for line in missing)
    return _write(session, view, "reminder" if is_again else "request", folder)


def write_ineligibility(session: SecretariatSession, dossier: DossierId, folder: Path) -> Path:
    """Write why a candidacy is not admissible. CAM-04, REC-07 before somebody settled that it is not."""
    view = eligibility(session, dossier)
    if view.decision is None or view.decision.conclusion is not Conclusion.INELIGIBLE:
        raise AppError("REC-07")
    return _write(session, view, "ineligibility", folder)


def _write(session: SecretariatSession, view: EligibilityView, kind: Kind, folder: Path) -> Path:
    """Write a letter and remember it: both, or neither."""
    dossier, today = session.dossier(view.dossier), session.desk.now()
    letter = letter_print(session, view, kind)
    sent = SentLetter(kind, today.isoformat(), letter.due.date().isoformat() if letter.due else None)
    file = free_name(folder, letter_file(kind, dossier.territory.name, dossier.id), ".pdf")
    written = False
    try:
        with session.database.transaction():
            _remember(session, view, sent)
            write_atomically(file, candidate_letter_pdf(letter))
            written = True
    except BaseException:
        if written:
            file.unlink(missing_ok=True)
        raise
    return file


def _remember(session: SecretariatSession, view: EligibilityView, sent: SentLetter) -> None:
    """Keep the letter beside the points, which are awaited from now on."""
    kept, answers = read_file(session.database, view.dossier), {}
    if sent.due is not None:
        answers = {
            line.point.id: WrittenAnswer(line.answer, Request.AWAITED, line.piece, line.page)
            for line in view.points
            if line.is_missing
        }
    asked = tuple(sorted(answers))
    told = msgspec.structs.replace(sent, points=asked)
    file = msgspec.structs.replace(kept, answers={**kept.answers, **answers}, letters=(*kept.letters, told))
    write_file(session.database, view.dossier, file)
    facts: dict[str, Fact] = {"dossier": view.dossier, "letter": sent.kind, "due": sent.due or ""}
    session.log("candidate_letter", {**facts, "points": " ".join(asked)})


def letter_file(kind: Kind, territory: str, dossier: DossierId) -> str:
    """Return the name of a letter's file, without its ending."""
    return f"{STEMS[kind]}_{folder_name(territory)}_{dossier}"


def letter_print(
    session: SecretariatSession, view: EligibilityView, kind: Kind, sent: SentLetter | None = None
) -> CandidateLetterPrint:
    """Return what a letter says if it leaves now, or what one that left said, with its day and its delay."""
    dossier, texts = session.dossier(view.dossier), candidate_texts(session)
    is_asking, is_refusing = kind in ("request", "reminder"), kind == "ineligibility"
    now = datetime.fromisoformat(sent.at) if sent else session.desk.now()
    answer = now.date() + timedelta(days=texts.reply_days)
    if sent is not None and sent.due is not None:
        answer = date.fromisoformat(sent.due)
    due = datetime.combine(answer, time()) if is_asking else None
    lines = list(_unmet(view))
    if is_asking:
        lines = [line for line in view.points if (line.point.id in sent.points if sent else line.is_missing)]
    asked_on = min((line.asked for line in lines if line.asked), default=None)
    return CandidateLetterPrint(
        kind=kind,
        campaign=session.campaign.name,
        territory=dossier.territory.name,
        departement=dossier.territory.departement,
        reference=dossier.id,
        title=dossier.title,
        date=now,
        phone=session.campaign.phone,
        office=texts.office,
        received=datetime.fromisoformat(view.received) if view.received else None,
        deposited=deposit_words(dossier),
        pieces=tuple((piece.title, piece.pages) for piece in dossier.pieces),
        asked=tuple((line.point.label, line.point.check) for line in lines) if kind in _ASKING else (),
        asked_on=asked_on if kind == "reminder" else None,
        due=due,
        reason=view.decision.reason if view.decision and is_refusing else "",
        mentions=tuple(_mentions(texts, kind)),
        signatory=texts.chair if is_refusing else texts.signatory,
        is_project=is_refusing and not texts.appeals,
    )


_ASKING: Final = ("request", "reminder", "ineligibility")


def _mentions(texts: CandidateTexts, kind: Kind) -> Iterator[tuple[str, str]]:
    if kind == "acknowledgment":
        yield "Si vous ne recevez pas de réponse", texts.silence
    if kind == "ineligibility":
        yield (
            "Voies et délais de recours",
            texts.appeals or "À écrire par le secrétariat avant l’envoi de cette lettre.",
        )


def _unmet(view: EligibilityView) -> Iterator[PointLine]:
    """Yield what makes a candidacy not admissible: the blocking points answered no."""
    for line in view.points:
        if line.point.nature is Nature.BLOCKING and line.answer is Answer.NO:
            yield line


def overdue(view: EligibilityView, today: date) -> tuple[PointLine, ...]:
    """Return the points that are still awaited past their day."""
    return tuple(
        line
        for line in view.points
        if line.request is Request.AWAITED and line.due is not None and line.due < today
    )
