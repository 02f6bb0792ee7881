"""Titles and order of the pieces of a dossier, from their nature: what a member reads on the tabs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

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
_FAMILY_FUNDS = ("caf", "cssm")
_INTENTION = "intention"
_IN_BRACKETS = re.compile(r"\(.*?\)")
_LETTER_OF = re.compile(
    r"^\s*lettre\s+(?:de\s+la\s+|de\s+l['’]\s*|du\s+|des\s+|de\s+|d['’]\s*)?", re.IGNORECASE
)


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
    author = _author(piece.nature)
    return 0 if author == _INTENTION else 1 if author in _FAMILY_FUNDS else 2


def _author(nature: str) -> str:
    return key(_LETTER_OF.sub("", _IN_BRACKETS.sub("", nature)))
