"""What an import would do, or did, in words: for the window, the command line and the journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from commission_app.dossiers.gaps import GAP
from commission_app.dossiers.intake import IntakePlan
from commission_app.dossiers.questions import Answers, Choice, IntakeProblem, Question
from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.scoring.ids import DossierId
from commission_app.texts import count_fr, list_fr, typeset
from commission_app.workflow.preparation.intake.intake_changes import Changes
from commission_app.workflow.preparation.intake.piece_intake import TakenPiece

__all__ = ["Choice", "IntakeReport", "Question", "is_answered", "make_report"]

# Files that nothing names, homonyms, repaired numbers, accepted gaps: said, but they block nothing.
INFORMATIVE = ("IDX-11", "IDX-13", "IDX-28", "IDX-36", "IDX-37", "IDX-39")
FEW = 5
NO_CHANGES = Changes()


@dataclass(frozen=True)
class IntakeReport:
    """What an import would do, or did, in words."""

    dossiers: int
    pieces: int
    is_blocked: bool  # something must be corrected or answered first: nothing is imported
    lines: tuple[str, ...]  # the count first
    questions: tuple[Question, ...] = ()
    faults: tuple[str, ...] = ()  # those of the lines that block
    remarks: tuple[str, ...] = ()  # those that do not
    changes: Changes = NO_CHANGES
    is_done: bool = False


def make_report(
    plan: IntakePlan,
    changes: Changes,
    answers: Answers,
    *,
    found: Sequence[AppError] = (),
    pieces: Mapping[DossierId, Sequence[TakenPiece]] | None = None,
) -> IntakeReport:
    """Put in words what a plan would do, or did when the pieces taken are given; `found` came on the way."""
    problems = list(plan.problems)
    if changes.vanished:
        names, others = list(changes.vanished[:FEW]), len(changes.vanished) - FEW
        told = [*names, count_fr(others, "autre")] if others > 0 else names
        problems.append(IntakeProblem("IDX-36", {"dossiers": list_fr(told)}))
    waiting = [
        question
        for question in plan.questions
        if not question.id.startswith(GAP) and not is_answered(question, answers)
    ]
    blocking = [each for each in problems if each.code not in INFORMATIVE]
    faults = [_words(AppError(each.code, **each.facts)) for each in blocking]
    faults += [_words(error) for error in found]
    faults += [_words(AppError("IDX-42", question=question.words)) for question in waiting]
    remarks = [_words(AppError(each.code, **each.facts)) for each in problems if each not in blocking]
    for each in (piece for taken in (pieces or {}).values() for piece in taken):
        remarks += each.remarks
    counted = sum(len(candidacy.pieces) for candidacy in plan.candidacies)
    head = f"{count_fr(len(plan.candidacies), 'dossier')}, {count_fr(counted, 'pièce')} "
    head += "à importer." if pieces is None else "importés."
    if faults:
        head = "Rien n’a été importé : corrigez d’abord ce qui suit."
    return IntakeReport(
        dossiers=len(plan.candidacies),
        pieces=counted,
        is_blocked=bool(faults),
        lines=(head, *changes.lines, *faults, *remarks),
        questions=tuple(replace(each, words=typeset(each.words)) for each in plan.questions),
        faults=tuple(faults),
        remarks=tuple(remarks),
        changes=changes,
        is_done=pieces is not None,
    )


def is_answered(question: Question, answers: Answers) -> bool:
    """Tell whether an answer is one that the question takes; a typed one was checked when it was planned."""
    return answers.get(question.id, question.default) in {choice.key for choice in question.choices}


def _words(error: AppError) -> str:
    words = sentences(error)
    return f"{words.what} {words.do}"
