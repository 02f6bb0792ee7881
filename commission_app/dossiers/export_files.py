"""The files of an export, found in the layouts of its ZIP: which dossier, which field of the form.

PEERS.md §8.6. In the default ZIP a path does not name the field: the name its author gave to the file,
without the date added to it, is looked for among those that fields list.
From a template, the field names the file.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from commission_app.dossiers.export import (
    Export,
    ExportedDossier,
    FileField,
    FundingColumn,
    funding_columns,
    funding_of,
    title_of,
    zero_questions,
)
from commission_app.dossiers.index import Index, IndexedCandidacy, IndexedPiece
from commission_app.dossiers.questions import Answers, Choice, IntakeProblem, Question

FAILED_FILES = "-LISTE-DES-FICHIERS-EN-ERREURS.txt"
FORM = "formulaire déposé"

_DATED = re.compile(r"-\d{2}-\d{2}-\d{4}-\d{2}-\d{2}-\d{1,4}$")
_REPLACED = re.compile(r"[/\\:*?\"<>|%$;\t]")  # by the platform, in the names of its ZIP
_CUT = 240  # bytes from which a name may have been cut short
_FIELD_SIGNS = 30  # of the title of a field, in the names of a template
_NOT_PIECES = ("messagerie", "avis", "dossier", "horodatage")


def export_index(export: Export, files: Collection[str], md5: Mapping[str, str], answers: Answers) -> Index:
    """Return the index that an export and its files amount to. `md5` holds digests by file, where needed."""
    matching = _Matching(export, files, md5, answers)
    columns = funding_columns(export)
    candidacies = tuple(_candidacy(export, each, matching, columns, answers) for each in export.dossiers)
    set_aside = [each.number for each in export.dossiers if each.is_set_aside]
    if set_aside:
        matching.problems.append(
            IntakeProblem("IDX-37", {"count": len(set_aside), "dossiers": ", ".join(set_aside[:5])})
        )
    known = {
        export.name,
        *export.other_names,
        *(file for file in files if PurePosixPath(file).name == FAILED_FILES),
    }
    return Index(
        candidacies,
        frozenset(known),
        problems=(*export.problems, *matching.problems),
        questions=(*zero_questions(export), *matching.questions),
    )


def failed_files(text: str, numbers: Collection[str]) -> Iterator[IntakeProblem]:
    """Read the list of files that the platform could not put in its ZIP."""
    for line in filter(None, map(str.strip, text.splitlines())):
        path = line.removeprefix("Impossible de récupérer le fichier").strip()
        owner = next((part for part in re.findall(r"\d+", path) if part in numbers), "")
        yield IntakeProblem("IDX-35", {"dossier": owner, "file": path})


def _candidacy(
    export: Export,
    exported: ExportedDossier,
    matching: "_Matching",
    columns: Sequence[FundingColumn],
    answers: Answers,
) -> IndexedCandidacy:
    return IndexedCandidacy(
        id=exported.number,
        folders=("",),
        pieces=tuple(matching.pieces(exported)),
        title=title_of(exported),
        applicant=exported.applicant,
        code=exported.codes[0] if exported.codes else "",
        other_codes=exported.codes[1:],
        deposited=exported.deposited,
        funding=funding_of(exported, columns, answers, zero_is_doubtful=export.zero_is_doubtful),
    )


class _Matching:
    """The files of every dossier, and what is doubtful among them."""

    def __init__(
        self, export: Export, files: Collection[str], md5: Mapping[str, str], answers: Answers
    ) -> None:
        self.problems: list[IntakeProblem] = []
        self.questions: list[Question] = []
        self._md5 = md5
        self._answers = answers
        self._of = _by_dossier(files, frozenset(each.number for each in export.dossiers))

    def pieces(self, dossier: ExportedDossier) -> Iterator[IndexedPiece]:
        """Give the pieces of a dossier: those found, then those missing, at the place where to put them."""
        files = self._of.get(dossier.number, [])
        left = list(files)
        wanted: dict[str, list[tuple[FileField, str, str]]] = defaultdict(list)
        for field in dossier.files:
            named = _of_field(field, dossier.number, left)
            for name, file in zip(field.names, named, strict=False):
                yield IndexedPiece(file, field.title)
                left.remove(file)
                del name
            for place in range(len(named), len(field.names)):
                digest = field.md5[place] if place < len(field.md5) else ""
                wanted[_spelling(field.names[place])].append((field, field.names[place], digest))
        folder = _folder_of(files) or f"dossier-{dossier.number}"
        for spelling, slots in wanted.items():
            found = [file for file in left if _is_named(file, spelling)]
            yield from self._matched(dossier.number, folder, slots, found)
        yield from (IndexedPiece(file, FORM) for file in files if _is_form(file, dossier.number))

    def _matched(
        self, number: str, folder: str, slots: list[tuple[FileField, str, str]], found: list[str]
    ) -> Iterator[IndexedPiece]:
        """Give the pieces of one name, whatever the number of fields that have it."""
        for slot in list(slots):
            same = [file for file in found if slot[2] and self._md5.get(file) == slot[2]]
            if same:
                yield IndexedPiece(same[0], slot[0].title)
                slots.remove(slot)
                found.remove(same[0])
        titles = list(dict.fromkeys(field.title for field, _, _ in slots))
        if len(titles) > 1 and found:
            yield from self._asked(number, folder, slots, found, titles)
            return
        for place, (field, name, digest) in enumerate(slots):
            if place >= len(found):
                yield IndexedPiece(f"{folder}/{name}", field.title, announced=name)
                continue
            if digest and self._md5.get(found[place], digest) != digest:
                self.problems.append(IntakeProblem("IDX-40", {"dossier": number, "file": name}))
            yield IndexedPiece(found[place], field.title)

    def _asked(
        self,
        number: str,
        folder: str,
        slots: list[tuple[FileField, str, str]],
        found: list[str],
        titles: list[str],
    ) -> Iterator[IndexedPiece]:
        """Ask of which field each file of one name is."""
        waiting = list(titles)
        for file in found:
            question = f"champ:{file}"
            chosen = self._answers.get(question, "")
            title = titles[int(chosen)] if chosen.isdecimal() and int(chosen) < len(titles) else None
            if title is None:
                self.questions.append(
                    Question(
                        question,
                        f"Dossier {number} : à quelle rubrique appartient « {PurePosixPath(file).name} » ? "
                        "Deux rubriques ont reçu un fichier de ce nom.",
                        tuple(Choice(str(place), each) for place, each in enumerate(titles)),
                    )
                )
            elif title in waiting:
                waiting.remove(title)
            yield IndexedPiece(file, title or titles[0])
        if len(found) < len(slots):
            names = [(field, name) for field, name, _ in slots if field.title in waiting]
            for field, name in names[: len(slots) - len(found)]:
                yield IndexedPiece(f"{folder}/{name}", field.title, announced=name)


def _by_dossier(files: Collection[str], numbers: frozenset[str]) -> dict[str, list[str]]:
    """Return the files of each dossier: its number is in the name of a folder, or else of the file."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(files):
        path = PurePosixPath(file)
        for part in (*reversed(path.parts[:-1]), path.name):
            owners = [number for number in re.findall(r"\d+", part) if number in numbers]
            if owners:
                found[owners[0]].append(file)
                break
    return found


def _of_field(field: FileField, number: str, files: Sequence[str]) -> list[str]:
    """Return the files that a template named after a field, in their order."""
    start = f"{_parameterized(field.title)}-{number}-"
    return [file for file in files if PurePosixPath(file).name.lower().startswith(start)]


def _parameterized(title: str) -> str:
    letters = unicodedata.normalize("NFKD", title[:_FIELD_SIGNS])
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()
    return re.sub(r"[^a-z0-9_]+", "-", plain).strip("-")


def _spelling(name: str) -> str:
    """Return a name as the platform, any system and any case write it."""
    return unicodedata.normalize("NFC", _REPLACED.sub("-", name)).casefold()


def _is_named(file: str, spelling: str) -> bool:
    path = PurePosixPath(file)
    if any(part in _NOT_PIECES for part in path.parts[:-1]):
        return False
    bare = _DATED.sub("", path.stem) + path.suffix
    if spelling in (_spelling(path.name), _spelling(bare)):
        return True
    start = _spelling(_DATED.sub("", path.stem))
    return len(path.name.encode()) >= _CUT and spelling.startswith(start)


def _is_form(file: str, number: str) -> bool:
    """Tell the form itself, which the platform puts beside the pieces as a PDF."""
    return bool(re.fullmatch(rf"export-{number}(?:-[\d-]+)?\.pdf", PurePosixPath(file).name))


def _folder_of(files: Sequence[str]) -> str:
    """Return the folder where the pieces of a dossier are."""
    folders = [str(PurePosixPath(file).parent) for file in files]
    return next(
        (each for each in folders if each.endswith("pieces_justificatives")), folders[0] if folders else ""
    )
