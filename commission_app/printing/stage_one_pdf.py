"""The note on the choice of the départements: figures, method, what would move it, additions, whole table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from commission_app.printing.blocks import Box
from commission_app.printing.paper import COMMISSION, PROJECT, Document, PageFrame
from commission_app.printing.paragraphs import BulletList, Paragraph, strong
from commission_app.printing.styles import (
    ACCENT_SOFT,
    BODY,
    LEAD,
    NOTE,
    NUMBER,
    NUMBER_STRONG,
    TABLE_NOTE,
    TABLE_STRONG,
    TABLE_TEXT,
    WARNING_BACKGROUND,
    WARNING_RULE,
)
from commission_app.printing.tables import Column, Row, Table
from commission_app.texts import count_fr, date_fr

PROPOSES = (
    "Ce calcul propose une liste ; il ne la décide pas. Un chiffre qui n’est pas publié n’est jamais compté "
    "comme un zéro : le département est mis à part."
)


@dataclass(frozen=True)
class IndicatorPrint:
    """One indicator that counted."""

    title: str
    short: str
    way: str  # « le plus haut d’abord »
    weight: str
    source: str
    note: str


@dataclass(frozen=True)
class DepartementPrint:
    """One département of the table."""

    name: str  # « Aisne (02) »
    figures: tuple[str, ...]  # « non publié » where there is none
    total: str
    ranks: tuple[str, ...]  # by each method
    agreeing: str  # « 3 / 4 »
    moves: str
    state: str
    is_retained: bool


@dataclass(frozen=True)
class StageOnePrint:
    """What the note says."""

    campaign: str
    date: datetime
    retained_at: datetime | None  # None: a project
    summary: str
    parameters: tuple[tuple[str, str], ...]
    indicators: tuple[IndicatorPrint, ...]
    methods: tuple[tuple[str, str, str], ...]  # title, short title, sentence
    retained: tuple[str, ...]  # names
    additions: tuple[tuple[str, str, str], ...]  # name, by whom and when, reason
    unclassable: tuple[tuple[str, str], ...]  # name, what is not published
    moves: tuple[tuple[str, str, str], ...]  # without which indicator, who enters, who leaves
    remarks: tuple[tuple[str, str], ...]  # name, of a figure
    rows: tuple[DepartementPrint, ...]
    digest: str
    commission: str = COMMISSION


def stage_one_pdf(values: StageOnePrint) -> bytes:
    """Return the note as a tagged PDF file."""
    retained = values.retained_at
    document = Document(
        PageFrame(
            author=values.commission,
            campaign=values.campaign,
            title="Choix des départements",
            date=values.date,
            notes=("Liste retenue le", date_fr(retained)) if retained else ("Projet de liste",),
            digest=values.digest,
            watermark="" if retained else PROJECT,
            is_landscape=True,
        )
    )
    document.heading(1, "Choix des départements")
    document.paragraph(values.summary, LEAD)
    document.add(Box([Paragraph([strong("À savoir. "), PROPOSES], BODY)], WARNING_BACKGROUND, WARNING_RULE))
    _write_list(document, values)
    _write_method(document, values)
    _write_moves(document, values)
    _write_table(document, values)
    return document.render()


def _write_list(document: Document, values: StageOnePrint) -> None:
    document.heading(2, "La liste")
    count = count_fr(len(values.retained), "département")
    document.paragraph([strong(f"{count} : "), ", ".join(values.retained) or "aucun", "."], BODY)
    if values.additions:
        document.heading(3, "Ajoutés par une décision, avec son motif")
        _write_rows(document, ("Département", "Par qui", "Motif"), values.additions, (150, 170))
    if values.unclassable:
        document.heading(3, "Non classables, faute de chiffres")
        titles = ("Département", "Ce qui n’est pas publié")
        _write_rows(document, titles, values.unclassable, (150,))


def _write_method(document: Document, values: StageOnePrint) -> None:
    document.heading(2, "Les chiffres et la méthode")
    _write_rows(document, ("Réglage", "Valeur"), values.parameters, (200,))
    rows = [
        (one.title, one.way, one.weight, f"{one.source}. {one.note}".rstrip()) for one in values.indicators
    ]
    if rows:
        _write_rows(document, ("Indicateur", "Prioritaire", "Poids", "Source"), rows, (190, 110, 50))
    else:
        document.paragraph("Aucun indicateur n’est choisi : rien ne se calcule.", BODY)
    document.heading(3, "Quatre façons de compter, côte à côte")
    document.paragraph("La première fait la liste ; les trois autres l’éclairent.", BODY)
    document.add(
        BulletList([("–", [strong(f"{title} : "), sentence]) for title, _, sentence in values.methods], BODY)
    )


def _write_moves(document: Document, values: StageOnePrint) -> None:
    document.heading(2, "Si un indicateur manquait")
    if values.moves:
        _write_rows(document, ("Sans", "Entreraient", "Sortiraient"), values.moves, (190, 270))
    else:
        document.paragraph("Il faut deux indicateurs au moins pour en retirer un.", BODY)


def _write_table(document: Document, values: StageOnePrint) -> None:
    document.heading(2, "Le tableau", starts_page=True)
    figures = [Column(one.short, 62, NUMBER) for one in values.indicators]
    methods = [
        Column(short, 42, NUMBER_STRONG if number == 0 else NUMBER)
        for number, (_, short, _) in enumerate(values.methods)
    ]
    fixed = [
        Column("Somme", 44, NUMBER),
        *methods,
        Column("Retenu par", 46, NUMBER),
        Column("Sans un indicateur", 118, TABLE_NOTE),
        Column("État", 78, TABLE_TEXT),
    ]
    left = document.frame.width - sum(column.width for column in (*figures, *fixed))
    name = Column("Département", left, TABLE_STRONG, names_row=True)
    document.add(Table([name, *figures, *fixed], [_row(one) for one in values.rows]))
    for who, remark in values.remarks:
        document.paragraph([strong(f"* {who} : "), remark], NOTE)


def _row(one: DepartementPrint) -> Row:
    cells = [one.name, *one.figures, one.total, *one.ranks, one.agreeing, one.moves, one.state]
    return Row(cells, background=ACCENT_SOFT if one.is_retained else None)


def _write_rows(
    document: Document, titles: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
) -> None:
    """Write a table whose first column names the rows and whose last takes the width left."""
    document.add(
        Table(list(_columns(titles, widths, document.frame.width)), [Row(list(row)) for row in rows])
    )


def _columns(titles: Sequence[str], widths: Sequence[float], whole: float) -> Iterator[Column]:
    for number, (title, width) in enumerate(zip(titles, (*widths, whole - sum(widths)), strict=True)):
        yield Column(title, width, TABLE_TEXT if number else TABLE_STRONG, names_row=number == 0)
