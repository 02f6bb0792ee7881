"""The consolidated ranking on paper: official notes, the line of the seats, members' totals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from commission_app.printing.blocks import Block, Box
from commission_app.printing.paper import COMMISSION, Document, PageFrame
from commission_app.printing.paragraphs import BulletList, Paragraph, strong
from commission_app.printing.ranked import (
    MemberTotal,
    RankedTerritory,
    groups,
    line_words,
    note_bar,
    ranked,
    territory_name,
    unranked,
    why_unranked,
)
from commission_app.printing.styles import (
    ACCENT,
    BODY,
    LEAD,
    NOTE,
    NUMBER,
    NUMBER_STRONG,
    TABLE_NOTE,
    TABLE_STRONG,
    WARNING_BACKGROUND,
    WARNING_RULE,
)
from commission_app.printing.tables import GUTTER, Cell, Column, Row, Table
from commission_app.scoring.ranking import Line
from commission_app.texts import count_fr, decimal_fr

MEMBER_WIDTH = 34.0
MEMBERS_BESIDE = 9  # members whose totals fit in the table of the ranking
MEMBERS_IN_A_TABLE = 16


@dataclass(frozen=True)
class RankingPrint:
    """The ranking at one moment, final or provisional."""

    campaign: str
    seats: int
    members: tuple[str, ...]  # as printed above their totals: the short name of their institution
    rows: tuple[RankedTerritory, ...]  # in the order of the ranking, then the unranked
    sheets: int  # fiches that count
    recusals: int
    provisional: tuple[str, ...]  # why the ranking is provisional; empty when it is final
    digest: str  # SHA-512 of the data it was computed from
    date: datetime
    commission: str = COMMISSION


def ranking_pdf(values: RankingPrint) -> bytes:
    """Return the ranking as a tagged PDF file, in landscape."""
    document = Document(
        PageFrame(
            author=values.commission,
            campaign=values.campaign,
            title="Classement consolidé",
            date=values.date,
            notes=("Classement provisoire",) if values.provisional else (),
            digest=values.digest,
            is_landscape=True,
        )
    )
    rows = ranked(values.rows)
    document.heading(1, "Classement consolidé")
    document.paragraph(
        f"{count_fr(len(rows), 'dossier classé', 'dossiers classés')}, "
        f"{count_fr(values.sheets, 'fiche retenue', 'fiches retenues')}, "
        f"{count_fr(values.recusals, 'déport')}, {count_fr(values.seats, 'place')}.",
        LEAD,
    )
    _write_provisional(document, values)
    _write_ranking(document, values, rows)
    _write_legend(document)
    _write_unranked(document, values)
    _write_other_totals(document, values, rows)
    return document.render()


def _write_provisional(document: Document, values: RankingPrint) -> None:
    if not values.provisional:
        return
    blocks: list[Block] = [Paragraph([strong("Classement provisoire. "), "Il peut encore changer :"], BODY)]
    blocks.append(BulletList([("–", reason) for reason in values.provisional], BODY))
    document.add(Box(blocks, WARNING_BACKGROUND, WARNING_RULE))


def _write_ranking(document: Document, values: RankingPrint, rows: Sequence[RankedTerritory]) -> None:
    beside = values.members if len(values.members) <= MEMBERS_BESIDE else ()
    others = (34.0, 36.0, 52.0, 84.0, 40.0, 50.0)
    totals = _member_columns(beside)
    territory = document.frame.width - sum(others) - sum(column.width for column in totals)
    columns = (
        Column("Rang", others[0], NUMBER_STRONG),
        Column("Territoire", territory, TABLE_STRONG, names_row=True),
        Column("Dép.", others[1]),
        Column("Note", others[2], NUMBER_STRONG),
        Column("", others[3]),
        Column("Écart", others[4], NUMBER),
        Column("Lectures", others[5], NUMBER),
        *totals,
    )
    printed: list[Row] = []
    for line, group in groups(rows):
        if line != Line.ABOVE and not any(row.is_title for row in printed):
            printed.append(_line_row(line_words(rows, values.seats), len(columns)))
        printed.extend(_ranked_row(row, with_totals=bool(beside)) for row in group)
    if printed:
        document.add(Table(columns, printed))


def _member_columns(members: Sequence[str]) -> list[Column]:
    """Return columns evenly spaced: the last one of a table has no gutter on its right."""
    columns = [Column(member, MEMBER_WIDTH, NUMBER) for member in members]
    return [*columns[:-1], *(replace(last, width=last.width - GUTTER) for last in columns[-1:])]


def _line_row(words: str, span: int) -> Row:
    style = replace(TABLE_STRONG, color=ACCENT, size=7.6)
    cell = Cell(Paragraph(words, style), span=span, scope="Column")
    return Row([cell], is_title=True, rule=(ACCENT, 1.2))


def _ranked_row(row: RankedTerritory, *, with_totals: bool) -> Row:
    return Row(
        [
            str(row.rank),
            territory_name(row),
            row.departement,
            row.display,
            note_bar(row),
            "–" if row.spread is None else decimal_fr(row.spread),
            str(row.readings),
            *(_total(total) for total in (row.totals if with_totals else ())),
        ]
    )


def _total(total: MemberTotal) -> Cell:
    """Return a member's cell: six different things, in words when they are not a number."""
    match total.kind:
        case "recused":
            return Cell(Paragraph("dép.", replace(TABLE_NOTE, align="right")))
        case "fork":
            return Cell(Paragraph("à voir", replace(TABLE_NOTE, align="right")))
        case "elsewhere":
            return Cell(Paragraph("n. lu", replace(TABLE_NOTE, align="right")))
        case "absent":
            return Cell("–")
    number = Paragraph("–" if total.total is None else decimal_fr(total.total), NUMBER)
    if total.kind == "partial" and total.coverage is not None:
        share = f"{decimal_fr(100 * total.coverage, 0)} %"
        return Cell([number, Paragraph(share, replace(TABLE_NOTE, size=6.6, leading=8, align="right"))])
    return Cell(number)


def _write_legend(document: Document) -> None:
    document.paragraph(
        "Note : note officielle sur 100, calculée en fractions exactes, critère par critère ; deux notes "
        "différentes ne s’écrivent jamais pareil. Écart : du plus bas au plus haut total des membres. Totaux "
        "des membres sur 100 ; un pourcentage dit la part du poids qui a été notée quand elle n’est pas "
        "entière. « dép. » : le membre s’est déporté. « n. lu » : lu par d’autres. « – » : pas de lecture "
        "close. « à voir » : deux versions qui ne s’accordent pas, à trancher.",
        NOTE,
    )


def _write_unranked(document: Document, values: RankingPrint) -> None:
    rows = unranked(values.rows)
    if not rows:
        return
    document.heading(2, "Dossiers non classés")
    columns = (
        Column("Territoire", 220, TABLE_STRONG, names_row=True),
        Column("Dép.", 44),
        Column("Motif", document.frame.width - 314),
        Column("Lectures", 50, NUMBER),
    )
    document.add(
        Table(
            columns,
            [Row([row.territory, row.departement, why_unranked(row), str(row.readings)]) for row in rows],
        )
    )


def _write_other_totals(document: Document, values: RankingPrint, rows: Sequence[RankedTerritory]) -> None:
    """Print the members' totals apart when they are too many to stand beside the notes."""
    if len(values.members) <= MEMBERS_BESIDE or not rows:
        return
    document.heading(2, "Totaux des membres")
    for start in range(0, len(values.members), MEMBERS_IN_A_TABLE):
        members = values.members[start : start + MEMBERS_IN_A_TABLE]
        columns = (
            Column("Rang", 34, NUMBER_STRONG),
            Column("Territoire", 150, TABLE_STRONG, names_row=True),
            *_member_columns(members),
        )
        end = start + len(members)
        printed = [
            Row([str(row.rank), row.territory, *(_total(total) for total in row.totals[start:end])])
            for row in rows
        ]
        document.add(Table(columns, printed, before=12))
