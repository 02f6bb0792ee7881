"""Plan the import of a folder of candidacies without touching anything: what would come in, what is wrong.

A pure function of the index and of the files present. Nothing is guessed: a dossier with a doubtful value is
left out and named, so that the secretariat corrects its index and plans again.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from commission_app.dossiers.candidacy_card import card_of
from commission_app.dossiers.column_checks import amount, are_ranks
from commission_app.dossiers.examining import Examined
from commission_app.dossiers.folder_files import FolderFiles, leads_outside
from commission_app.dossiers.gaps import CONVERSION, LEFT_ASIDE, accepted_gaps, conversion_question
from commission_app.dossiers.index import Index, IndexedCandidacy, IndexedPiece, key
from commission_app.dossiers.piece_titles import ordered, titles
from commission_app.dossiers.places import Places
from commission_app.dossiers.questions import Answers, IntakeProblem, Question
from commission_app.dossiers.recognition import recognise
from commission_app.dossiers.territories import territory_of, unknown_values
from commission_app.errors import Fact
from commission_app.scoring.dossier import CardLine, Territory
from commission_app.scoring.ids import DossierId
from commission_app.texts import count_fr, size_fr

PIECE_LIMIT = 256_000_000  # bytes: beyond, the reading process could not hold a piece and its copies


@dataclass(frozen=True)
class CandidacyPiece:
    """One file to import: its path from the root of the folder, its nature and its French title."""

    file: str
    kind: str
    title: str


@dataclass(frozen=True)
class Candidacy:
    """One dossier to import."""

    id: DossierId
    title: str
    applicant: str
    territory: Territory
    card: tuple[CardLine, ...]
    pieces: tuple[CandidacyPiece, ...]


@dataclass(frozen=True)
class IntakePlan:
    """What an import would do."""

    candidacies: tuple[Candidacy, ...]
    problems: tuple[IntakeProblem, ...]
    unused: tuple[str, ...]  # files that no dossier names
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Settled:
    """What a plan may rely on beside the index: answers, looks at files, places, and what is installed."""

    answers: Answers = field(default_factory=dict)
    examined: Mapping[str, Examined] = field(default_factory=dict)
    places: Places | None = None
    may_convert: bool = False  # an office program is there


def plan_intake(sizes: Mapping[str, int], index: Index, settled: Settled = Settled()) -> IntakePlan:
    """Plan an import. `sizes` gives the bytes of every file of the deposit, by its path with slashes."""
    planning = _Planning(sizes, index, settled)
    candidacies = tuple(planning.candidacies())
    unused = planning.files.unused()
    is_empty = not (index.candidacies or index.problems or index.questions or index.missing)
    problems = [
        *index.problems,
        *([IntakeProblem("IDX-31")] if is_empty else []),
        *(
            IntakeProblem("IDX-10", {"dossier": PurePosixPath(name).parent.name, "file": name})
            for name in index.missing
        ),
        *planning.problems,
        *_homonyms(candidacies),
        *_left_aside(unused),
    ]
    told, gaps = accepted_gaps(problems, settled.answers)
    questions = (*index.questions, *planning.questions, *gaps)
    return IntakePlan(candidacies, told, unused, questions)


class _Planning:
    """One pass over the index, which gathers problems on its way."""

    def __init__(self, sizes: Mapping[str, int], index: Index, settled: Settled) -> None:
        self.files = FolderFiles(sizes, index.files)
        self.problems: list[IntakeProblem] = []
        self.questions: list[Question] = []
        self._sizes = sizes
        self._index = index
        self._settled = settled
        self._documents: list[str] = []

    def candidacies(self) -> Iterator[Candidacy]:
        """Give the dossiers that can be imported, in the order of the index."""
        uses = Counter(found.id for found in self._index.candidacies)
        for indexed in self._index.candidacies:
            found, is_asked = self._recognised(indexed)
            pieces = tuple(self._pieces(found))  # even for a dossier left out: its files are not unknown
            if not is_asked and self._is_sound(found, uses[found.id], pieces):
                territory = territory_of(found)
                title, card = found.title or found.applicant, card_of(found, territory)
                yield Candidacy(DossierId(found.id), title, found.applicant, territory, card, pieces)
        shared = [name for name, count in uses.items() if name and count > 1]
        self.problems.extend(IntakeProblem("IDX-12", {"dossier": name}) for name in shared)
        self.problems.extend(self._ranks())
        if self._documents and self._settled.may_convert:
            self.questions.append(conversion_question(self._documents))

    def _recognised(self, found: IndexedCandidacy) -> tuple[IndexedCandidacy, bool]:
        if self._settled.places is None:
            return found, False
        found, question = recognise(found, self._settled.places, self._settled.answers)
        if question is not None:
            self.questions.append(question)
        return found, question is not None

    def _ranks(self) -> Iterator[IntakeProblem]:
        """Point at populations that are ranks: a column was pasted in the place of another."""
        found = [each.population for each in self._index.candidacies]
        if are_ranks([amount(population) for population in found]):
            yield IntakeProblem("IDX-26", {"column": "population", "count": len(found)})

    def _is_sound(self, found: IndexedCandidacy, uses: int, pieces: tuple[CandidacyPiece, ...]) -> bool:
        unknown = list(unknown_values(found))
        for column, value in unknown:
            facts = {"dossier": _named(found), "column": column, "value": value or "(vide)"}
            self.problems.append(IntakeProblem("IDX-14", facts))
        if not pieces:
            self.problems.append(IntakeProblem("IDX-15", {"dossier": _named(found)}))
        return not unknown and uses == 1 and bool(pieces)

    def _pieces(self, found: IndexedCandidacy) -> Iterator[CandidacyPiece]:
        present = [(piece, file) for piece in ordered(found.pieces) if (file := self._file(found, piece))]
        named = titles([piece for piece, _ in present])
        for (piece, file), title in zip(present, named, strict=True):
            yield CandidacyPiece(file, piece.nature.strip(), title)

    def _file(self, found: IndexedCandidacy, piece: IndexedPiece) -> str | None:
        """Return the path of a piece, None when it cannot be imported, which is then a problem."""
        facts: dict[str, Fact] = {"dossier": _named(found), "file": piece.file}
        if leads_outside(piece.file):
            self.problems.append(IntakeProblem("IDX-16", facts))
            return None
        file = self.files.find(found.folders, piece.file)
        if file is None and piece.announced:
            announced = {"file": piece.announced, "field": piece.nature}
            self.problems.append(IntakeProblem("IDX-41", {**facts, **announced}))
        elif file is None:
            self.problems.append(IntakeProblem("IDX-10", facts))
        elif self._sizes[file] > PIECE_LIMIT:
            self.problems.append(IntakeProblem("IDX-17", {**facts, "size": size_fr(self._sizes[file])}))
            return None
        elif file in self._settled.examined and not self._is_fit(file, facts):
            return None
        return file

    def _is_fit(self, file: str, facts: dict[str, Fact]) -> bool:
        """Tell whether the content of a file can be taken; an office document may be, once converted."""
        look = self._settled.examined[file]
        if look.kind == "document" and self._settled.may_convert:
            self._documents.append(file)
            if self._settled.answers.get(CONVERSION) != LEFT_ASIDE:
                return True
            self.problems.append(IntakeProblem("IDX-39", facts))
            return False
        if look.fault or look.kind == "document":
            fault, reason = look.fault or "PIE-05", look.reason
            self.problems.append(IntakeProblem(fault, {**facts, "file": file, "reason": reason}))
            return False
        return True


def _named(found: IndexedCandidacy) -> str:
    return found.id or found.applicant or "sans identifiant"


def _homonyms(candidacies: tuple[Candidacy, ...]) -> Iterator[IntakeProblem]:
    """Point at dossiers of the same territory: twice the same, or two towns of the same name."""
    first: dict[tuple[str, str], Candidacy] = {}
    for candidacy in candidacies:
        place = key(candidacy.territory.name), candidacy.territory.departement
        other = first.setdefault(place, candidacy)
        if other is not candidacy:
            yield IntakeProblem("IDX-13", {"dossier": candidacy.id, "other": other.id})


def _left_aside(unused: tuple[str, ...]) -> Iterator[IntakeProblem]:
    if unused:
        yield IntakeProblem("IDX-11", {"files": count_fr(len(unused), "fichier"), "file": unused[0]})
