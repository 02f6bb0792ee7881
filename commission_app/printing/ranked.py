"""A line of the ranking as documents print it, shared by the ranking and the synthesis."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from commission_app.printing.blocks import Block
from commission_app.printing.drawings import bar
from commission_app.printing.paragraphs import Paragraph, Run
from commission_app.printing.styles import (
    ACCENT,
    ACCENT_LIGHT,
    AT_THE_LINE,
    MENTION,
    TABLE_STRONG,
    TABLE_TEXT,
)
from commission_app.printing.typefaces import Face
from commission_app.scoring.ranking import Line, Status
from commission_app.texts import count_fr

NOTE_ON: Final = Fraction(100)
BAR_COLORS: Final = {Line.ABOVE: ACCENT, Line.ACROSS: AT_THE_LINE, Line.BELOW: ACCENT_LIGHT}
STATUS_WORDS: Final = {
    Status.INELIGIBLE: "Irrecevable",
    Status.WITHDRAWN: "Candidature retirée",
    Status.INCOMPLETE: "Incomplet : un critère que personne n’a pu noter",
    Status.UNDER_QUORUM: "Lectures insuffisantes",
    Status.ELIMINATED: "Sous un seuil fixé par le règlement",
    Status.RANKED: "Classé",
}


@dataclass(frozen=True)
class MemberTotal:
    """One member's cell in the line of a dossier; `total` on 100, `coverage` below one when partial."""

    kind: Literal["total", "partial", "recused", "absent", "elsewhere", "fork"]
    total: Fraction | None = None
    coverage: Fraction | None = None


@dataclass(frozen=True)
class RankedTerritory:
    """One dossier in the ranking, or out of it with its reason."""

    territory: str
    departement: str
    status: Status
    rank: int | None
    is_tied: bool
    line: Line | None  # None when not ranked
    note: Fraction | None  # official, on 100
    display: str  # French text of the note
    spread: Fraction | None
    readings: int
    reason: str = ""  # why it is not ranked, beyond the words of its status
    totals: tuple[MemberTotal, ...] = ()  # one for each member of the document
    kind: str = ""  # « commune », « EPCI » or « groupement »
    density: str = ""  # « urbain » or « rural »


def ranked(rows: Iterable[RankedTerritory]) -> list[RankedTerritory]:
    """Return the rows that have a rank, in the order given."""
    return [row for row in rows if row.status == Status.RANKED]


def unranked(rows: Iterable[RankedTerritory]) -> list[RankedTerritory]:
    """Return the rows that have none."""
    return [row for row in rows if row.status != Status.RANKED]


def territory_name(row: RankedTerritory) -> Block:
    """Return the name of a territory, with « ex æquo » beside it when the rank is shared."""
    tied = [Run("  ex æquo", Face.REGULAR, MENTION)] if row.is_tied else []
    return Paragraph([row.territory, *tied], TABLE_STRONG)


def note_bar(row: RankedTerritory) -> Block:
    """Return the bar of the official note, from zero to a hundred."""
    color = BAR_COLORS[row.line or Line.BELOW]
    return bar(row.note, NOTE_ON, color, leading=TABLE_TEXT.leading)


def why_unranked(row: RankedTerritory) -> str:
    """Say why a dossier has no rank."""
    words = STATUS_WORDS[row.status]
    return f"{words} — {row.reason}" if row.reason else words


def groups(rows: Sequence[RankedTerritory]) -> Iterator[tuple[Line, list[RankedTerritory]]]:
    """Part the ranked rows by where they stand with regard to the line; empty groups are left out."""
    for line in (Line.ABOVE, Line.ACROSS, Line.BELOW):
        group = [row for row in rows if row.line == line]
        if group:
            yield line, group


def line_words(rows: Sequence[RankedTerritory], seats: int) -> str:
    """Say where the line of the seats falls."""
    above = sum(row.line == Line.ABOVE for row in rows)
    across = sum(row.line == Line.ACROSS for row in rows)
    places = count_fr(seats, "place")
    if not across:
        return f"Seuil des {places}"
    return f"Seuil des {places} : {across} territoires ex æquo pour {count_fr(seats - above, 'place')}"
