"""Titles and order of the pieces of a dossier, from their nature: what a member reads on the tabs."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Literal

from commission_app.dossiers.index import IndexedPiece, key

# After `key`, and without « lettre de » in front.
_AUTHORS = {
    "caf": "de la CAF",
    "cssm": "de la CSSM",
    "msa": "de la MSA",
    "ars": "de l’ARS",
    "drac": "de la DRAC",
    "pmi": "de la PMI",
    "conseildepartemental": "du conseil départemental",
    "departement": "du conseil départemental",
    "conseilregional": "du conseil régional",
    "prefecture": "de la préfecture",
    "educationnationale": "de l’Éducation nationale",
    "rectorat": "du rectorat",
    "association": "d’une association",
    "associations": "des associations",
    "commissairealaluttecontrelapauvrete": "du commissaire à la lutte contre la pauvreté",
}
_INTENTION = "intention"
_FIRST = ("intention", "caf")  # of the categories, in reading order
_IN_BRACKETS = re.compile(r"\(.*?\)")
_LETTER_OF = re.compile(
    r"^\s*lettre\s+(?:de\s+la\s+|de\s+l['’]\s*|du\s+|des\s+|de\s+|d['’]\s*)?", re.IGNORECASE
)


Category = Literal["intention", "caf", "budget", "departement", "annexe"]

# What a nature, or the name of a file, says of a piece; the first that is found there.
_CATEGORIES: tuple[tuple[Category, re.Pattern[str]], ...] = (
    ("intention", re.compile(r"\bintention\b")),
    ("caf", re.compile(r"\b(?:caf|cssm|allocations familiales|securite sociale de mayotte)\b")),
    ("budget", re.compile(r"\b(?:budget|budgets|budgetaire|plan de financement|financier|financement)\b")),
    ("departement", re.compile(r"\b(?:conseil departemental|departement|cd ?\d{2})\b")),
)
_NATURES: dict[Category, str] = {
    "intention": "lettre d’intention",
    "caf": "lettre CAF",
    "budget": "budget",
    "departement": "conseil départemental",
    "annexe": "",
}


def category_of(nature: str) -> Category:
    """Return what a piece is, among those that every dossier is expected to have; the rest is annexed."""
    plain = unicodedata.normalize("NFKD", nature.replace("’", " ")).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", " ", plain)
    return next((category for category, pattern in _CATEGORIES if pattern.search(words)), "annexe")


def nature_of_file(name: str) -> str:
    """Return the nature that the name of a file tells, empty when it tells none."""
    return _NATURES[category_of(PurePosixPath(name).stem)]


def ordered(pieces: Sequence[IndexedPiece]) -> list[IndexedPiece]:
    """Return pieces in reading order: the letter of intent, the family fund's, the others as listed."""
    return sorted(pieces, key=_place)


def titles(pieces: Sequence[IndexedPiece]) -> Iterator[str]:
    """Give the title of each piece, numbered from the second of the same title."""
    seen: Counter[str] = Counter()
    for piece in pieces:
        title = title_of(piece)
        seen[title] += 1
        yield title if seen[title] == 1 else f"{title} ({seen[title]})"


def title_of(piece: IndexedPiece) -> str:
    """Return the French title of a piece: « Lettre de la CAF » for the nature « lettre CAF » or « CAF »."""
    author = _author(piece.nature)
    if author == _INTENTION:
        return "Lettre d’intention"
    if author in _AUTHORS:
        return f"Lettre {_AUTHORS[author]}"
    name = piece.nature.strip() or PurePosixPath(piece.file).stem
    return name[:1].upper() + name[1:]


def _place(piece: IndexedPiece) -> int:
    found = category_of(piece.nature)
    return _FIRST.index(found) if found in _FIRST else len(_FIRST)


def _author(nature: str) -> str:
    return key(_LETTER_OF.sub("", _IN_BRACKETS.sub("", nature)))
