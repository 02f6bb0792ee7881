"""The index of a folder of candidacies, as it was written: one JSON file a dossier, or one table for all.

Nothing is judged here: values stay texts, as the secretariat typed them; `intake` says what is wrong.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath
from typing import TypeVar

import msgspec

from commission_app.dossiers.questions import IntakeProblem, Question
from commission_app.errors import AppError

JSON_INDEX = "index.json"
TABLES = (".csv", ".xlsx", ".ods")

Rows = Sequence[Sequence[str]]
Sheets = Sequence[tuple[str, Rows]]
T = TypeVar("T")


@dataclass(frozen=True)
class IndexedPiece:
    """One file of a dossier, and what it is."""

    file: str
    nature: str
    announced: str = ""  # the name that an export gives to a file that is not there


@dataclass(frozen=True)
class Funding:
    """What a candidacy asks for, in euros and full-time equivalents, as far as the index tells."""

    total: Decimal | None = None
    posts: Decimal | None = None
    seed: Decimal | None = None  # « amorçage », over the whole agreement


@dataclass(frozen=True)
class IndexedCandidacy:
    """One dossier of the index, before any check."""

    id: str
    folders: tuple[str, ...]  # where its files may be, from the root: the first that has them wins
    pieces: tuple[IndexedPiece, ...]
    title: str = ""
    applicant: str = ""
    kind: str = ""
    territory: str = ""  # its short name, when the index gives one
    departement: str = ""
    density: str = ""
    population: str = ""
    code: str = ""
    deposited: str = ""
    funding: Funding | None = None
    other_codes: tuple[str, ...] = ()  # of places that may be the territory, if `code` is of none


@dataclass(frozen=True)
class Index:
    """The dossiers of an index, the files it is made of, and those it names without having them."""

    candidacies: tuple[IndexedCandidacy, ...]
    files: frozenset[str]
    missing: tuple[str, ...] = ()
    problems: tuple[IntakeProblem, ...] = ()
    questions: tuple[Question, ...] = ()


def key(text: str) -> str:
    """Return what two spellings of a word have in common: letters and digits, without accents or case."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


def read_index(
    files: Collection[str], read: Callable[[str], bytes], read_sheets: Callable[[bytes, str], Sheets]
) -> Index:
    """Find the index among the files of a folder and read it; paths are relative, with slashes.

    `read` gives the bytes of a file; `read_sheets` turns a table into rows, in the reading process. Raises
    IDX-01 (unreadable), IDX-02 (none), IDX-03 (several), IDX-04 (a column is missing).
    """
    if JSON_INDEX in files:
        return _json_index(files, read)
    name = table_name(files)
    return table_index(read_sheets(read(name), name), name)


def table_index(sheets: Sheets, name: str) -> Index:
    """Return the index that a table is, from its first sheet. IDX-04 when a column is missing."""
    return Index(_from_rows(sheets[0][1], name), frozenset({name}))


def table_name(files: Collection[str]) -> str:
    """Return the table at the root; the one called « index » when there are several. IDX-02, IDX-03."""
    tables = [name for name in sorted(files) if "/" not in name and name.lower().endswith(TABLES)]
    called_index = [name for name in tables if key(PurePosixPath(name).stem) == "index"]
    found = called_index or tables
    if not found:
        raise AppError("IDX-02")
    if len(found) > 1:
        raise AppError("IDX-03", file=found[0], other=found[1])
    return found[0]


# ------------------------------------------------------------------------------------------------- JSON


class _Piece(msgspec.Struct):
    fichier: str
    nature: str = ""


class _Funding(msgspec.Struct):
    etp: Decimal | None = None
    total_etat: Decimal | None = None
    total_amorcage_declare: Decimal | None = None


class _Candidacy(msgspec.Struct):
    """One `index.json` of a dossier; the keys nobody needs here are left alone."""

    id: str
    pieces: list[_Piece]
    titre: str = ""
    porteur: str = ""
    type_porteur: str = ""
    territoire: str = ""
    departement: str | int = ""
    typologie: str = ""
    population: str | int = ""
    code: str | int | None = None
    code_insee: str | int | None = None
    siren: str | int | None = None
    date_depot: str = ""
    financement_eur: _Funding | None = None


def _json_index(files: Collection[str], read: Callable[[str], bytes]) -> Index:
    folders = [folder.strip("/") for folder in _decoded(read(JSON_INDEX), list[str], JSON_INDEX)]
    names = {folder: f"{folder}/{JSON_INDEX}" for folder in folders}
    present = {folder: name for folder, name in names.items() if name in files}
    return Index(
        tuple(_from_json(folder, _decoded(read(name), _Candidacy, name)) for folder, name in present.items()),
        frozenset({JSON_INDEX, *present.values()}),
        tuple(name for folder, name in names.items() if folder not in present),
    )


def _decoded(data: bytes, kind: type[T], name: str) -> T:
    try:
        return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=kind)
    except msgspec.MsgspecError as error:
        raise AppError("IDX-01", file=name) from error


def _from_json(folder: str, found: _Candidacy) -> IndexedCandidacy:
    asked = found.financement_eur
    return IndexedCandidacy(
        id=found.id,
        folders=(folder,),
        pieces=tuple(IndexedPiece(piece.fichier, piece.nature) for piece in found.pieces),
        title=found.titre,
        applicant=found.porteur,
        kind=found.type_porteur,
        territory=found.territoire,
        departement=str(found.departement),
        density=found.typologie,
        population=str(found.population),
        code=str(found.code or found.code_insee or found.siren or ""),
        deposited=found.date_depot,
        funding=Funding(asked.total_etat, asked.etp, asked.total_amorcage_declare) if asked else None,
    )


# ------------------------------------------------------------------------------------------------ table

# Each column under the names it is given, reduced by `key`.
_COLUMNS = {
    "id": ("id", "identifiant", "numero", "dossier"),
    "title": ("titre", "projet", "titreduprojet", "intitule"),
    "applicant": ("porteur", "candidat", "nomduporteur"),
    "kind": ("type", "typeporteur", "typedeporteur"),
    "territory": ("territoire",),
    "departement": ("departement", "dept", "codedepartement"),
    "density": ("typologie",),
    "population": ("population", "habitants"),
    "code": ("code", "codeinsee", "siren"),
    "deposited": ("datedepot", "datededepot"),
    "file": ("fichier", "piece", "nomdufichier"),
    "nature": ("nature", "naturedelapiece"),
}
_REQUIRED = {"id": "id", "applicant": "porteur", "file": "fichier"}


def _from_rows(rows: Rows, name: str) -> tuple[IndexedCandidacy, ...]:
    """Gather the lines of each dossier: one line a piece, what concerns the dossier on the first at least."""
    columns = _columns(rows[0])
    missing = [title for column, title in _REQUIRED.items() if column not in columns]
    if missing:
        raise AppError("IDX-04", file=name, columns=", ".join(missing))
    dossiers: dict[str, list[dict[str, str]]] = {}
    for row in rows[1:]:
        cells = {column: row[place].strip() for column, place in columns.items() if place < len(row)}
        if any(cells.values()):
            dossiers.setdefault(cells.get("id", ""), []).append(cells)
    return tuple(found for lines in dossiers.values() for found in _from_lines(lines))


def _columns(header: Sequence[str]) -> dict[str, int]:
    titles = [key(title) for title in header]
    return {
        column: place
        for column, names in _COLUMNS.items()
        if (place := next((titles.index(name) for name in names if name in titles), -1)) >= 0
    }


def _from_lines(lines: Sequence[Mapping[str, str]]) -> Iterator[IndexedCandidacy]:
    """Give the dossier of these lines, or several when applicants share an id: the plan will say so."""
    applicant = ""
    together: list[Mapping[str, str]] = []
    for line in lines:
        named = key(line.get("applicant", ""))
        if together and named and named != applicant:
            yield _from_cells(together)
            together = []
        applicant = named or applicant
        together.append(line)
    yield _from_cells(together)


def _from_cells(lines: Sequence[Mapping[str, str]]) -> IndexedCandidacy:
    def first(column: str) -> str:
        return next((line[column] for line in lines if line.get(column)), "")

    return IndexedCandidacy(
        id=first("id"),
        folders=("", first("id")),
        pieces=tuple(
            IndexedPiece(line["file"], line.get("nature", "")) for line in lines if line.get("file")
        ),
        title=first("title"),
        applicant=first("applicant"),
        kind=first("kind"),
        territory=first("territory"),
        departement=first("departement"),
        density=first("density"),
        population=first("population"),
        code=first("code"),
        deposited=first("deposited"),
    )
