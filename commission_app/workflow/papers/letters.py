"""The letters to candidates as documents: found, seen and kept again where the other papers are.

One that left is made again as it was. One that waits is written by the verb that remembers it, so that what
is kept from here and from a dossier is the same letter.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from commission_app.printing.candidate_letters_pdf import Kind as Letter
from commission_app.sealing.atomic_file import write_atomically
from commission_app.texts import count_fr, day_fr, typeset
from commission_app.workflow.exchanged_files import free_file
from commission_app.workflow.papers.moment import Moment
from commission_app.workflow.papers.part import Part
from commission_app.workflow.preparation.candidacies.candidate_texts import candidate_texts
from commission_app.workflow.preparation.candidacies.letter_lines import WRITING, LetterLine, letter_bytes

ACKNOWLEDGMENTS: Final[tuple[Letter, ...]] = ("acknowledgment",)
REQUESTS: Final[tuple[Letter, ...]] = ("request", "reminder")
INELIGIBILITIES: Final[tuple[Letter, ...]] = ("ineligibility",)
LEAVES: Final = {
    ACKNOWLEDGMENTS: "Enregistrer note leur envoi au journal.",
    REQUESTS: "Enregistrer note leur envoi au journal, et le délai de réponse commence.",
    INELIGIBILITIES: "Enregistrer note leur envoi au journal.",
}


def letters_of(kinds: tuple[Letter, ...]) -> Callable[[Moment], tuple[LetterLine, ...]]:
    """Return what finds the letters of some kinds: those that left, then those that wait."""

    def found(moment: Moment) -> tuple[LetterLine, ...]:
        lines = [line for line in moment.letters if line.kind in kinds]
        return tuple(sorted(lines, key=lambda line: line.sent is None))

    return found


def parts_of(kinds: tuple[Letter, ...]) -> Callable[[Moment], tuple[Part, ...]]:
    """Return what names one file for each letter."""

    def parts(moment: Moment) -> tuple[Part, ...]:
        return tuple(Part(line.key, _title(line), line.file) for line in letters_of(kinds)(moment))

    return parts


def make(moment: Moment, part: str) -> bytes:
    """Return one letter, for its preview. Nothing is remembered."""
    return letter_bytes(moment.session, _line(moment, part))


def write(moment: Moment, part: str, folder: Path) -> Path:
    """Write one letter over nothing of before; one that waits is remembered, and leaves."""
    line = _line(moment, part)
    if line.sent is None:
        return WRITING[line.kind](moment.session, line.dossier, folder)
    file = free_file(folder, line.file)
    write_atomically(file, letter_bytes(moment.session, line))
    return file


def told(kinds: tuple[Letter, ...]) -> Callable[[Moment], Iterator[str]]:
    """Return what says how many letters wait, and what keeping them does."""

    def notes(moment: Moment) -> Iterator[str]:
        waiting = sum(line.sent is None for line in letters_of(kinds)(moment))
        if waiting:
            count = count_fr(waiting, "lettre n’est pas encore partie", "lettres ne sont pas encore parties")
            yield typeset(f"{count}. {LEAVES[kinds]}")

    return notes


def unwritten_appeals(moment: Moment) -> Iterator[str]:
    """Yield what a letter of inadmissibility cannot leave without."""
    if letters_of(INELIGIBILITIES)(moment) and not candidate_texts(moment.session).appeals:
        yield "Les voies et délais de recours ne sont pas écrits, dans les textes des courriers."


def _line(moment: Moment, part: str) -> LetterLine:
    return next(line for line in moment.letters if line.key == part)


def _title(line: LetterLine) -> str:
    place = f"{line.territory} ({line.departement})"
    if line.written is None:
        return typeset(f"{place}, {'rappel à écrire' if line.kind == 'reminder' else 'à écrire'}")
    return typeset(f"{place}, {'rappel du' if line.kind == 'reminder' else 'le'} {day_fr(line.written)}")
