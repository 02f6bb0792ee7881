"""Plan the import of a folder of candidacies without touching anything: what would come in, what is wrong.

A pure function of the index and of the files present. Nothing is guessed: a dossier with a doubtful value is
left out and named, so that the secretariat corrects its index and plans again.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from commission_app.dossiers.candidacy_card import card_of
from commission_app.dossiers.folder_files import FolderFiles, leads_outside
from commission_app.dossiers.index import Index, IndexedCandidacy, IndexedPiece, key
from commission_app.dossiers.piece_titles import ordered, titles
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
class IntakeProblem:
    """Something to correct or to know: a code of `messages`, with its facts."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class IntakePlan:
    """What an import would do."""

    candidacies: tuple[Candidacy, ...]
    problems: tuple[IntakeProblem, ...]
    unused: tuple[str, ...]  # files that no dossier names


def plan_intake(sizes: Mapping[str, int], index: Index) -> IntakePlan:
    """Plan an import. `sizes` gives the bytes of every file of the folder, by its path with slashes."""
    planning = _Planning(sizes, index)
    candidacies = tuple(planning.candidacies())
    unused = planning.files.unused()
    problems = [
        *(
            IntakeProblem("IDX-10", {"dossier": PurePosixPath(name).parent.name, "file": name})
            for name in index.missing
        ),
        *planning.problems,
        *_homonyms(candidacies),
        *_left_aside(unused),
    ]
    return IntakePlan(candidacies, tuple(problems), unused)


class _Planning:
    """One pass over the index, which gathers problems on its way."""

    def __init__(self, sizes: Mapping[str, int], index: Index) -> None:
        self.files = FolderFiles(sizes, index.files)
        self.problems: list[IntakeProblem] = []
        self._sizes = sizes
        self._index = index

    def candidacies(self) -> Iterator[Candidacy]:
        """Give the dossiers that can be imported, in the order of the index."""
        uses = Counter(found.id for found in self._index.candidacies)
        for found in self._index.candidacies:
            pieces = tuple(self._pieces(found))  # even for a dossier left out: its files are not unknown
            if self._is_sound(found, uses[found.id], pieces):
                territory = territory_of(found)
                title, card = found.title or found.applicant, card_of(found, territory)
                yield Candidacy(DossierId(found.id), title, found.applicant, territory, card, pieces)
        shared = [name for name, count in uses.items() if name and count > 1]
        self.problems.extend(IntakeProblem("IDX-12", {"dossier": name}) for name in shared)

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
        if file is None:
            self.problems.append(IntakeProblem("IDX-10", facts))
        elif self._sizes[file] > PIECE_LIMIT:
            self.problems.append(IntakeProblem("IDX-17", {**facts, "size": size_fr(self._sizes[file])}))
            return None
        return file


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
