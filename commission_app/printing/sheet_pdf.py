"""The fiche of a member on paper: every mark with its level, its remark and the passages that justify it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from commission_app.printing.blocks import Block
from commission_app.printing.drawings import (
    SWATCH_INDENT,
    KeyFigures,
    Paint,
    level_swatch,
    paint_blank,
    paint_crossed,
    paint_hatched,
)
from commission_app.printing.paper import COMMISSION, Document, PageFrame
from commission_app.printing.paragraphs import Paragraph, Run, strong
from commission_app.printing.styles import (
    LEAD,
    MENTION,
    NOTE,
    NUMBER,
    NUMBER_STRONG,
    OUTLINE,
    QUOTE,
    TABLE_NOTE,
    TABLE_STRONG,
    TABLE_TEXT,
)
from commission_app.printing.tables import Cell, Column, Row, Table
from commission_app.printing.typefaces import Face
from commission_app.scoring.dossier import Dossier
from commission_app.scoring.grid import Criterion, Grid, Section
from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.individual import DeskPoints, Points, desk_points
from commission_app.scoring.sheet import NOT_ASSESSABLE, WITHHELD, Entry, Evidence, Sheet
from commission_app.texts import count_fr, date_time_fr, decimal_fr, noun_fr

RECUSED = "Déport"
CLOSED = "Lecture close"
OPEN = "Lecture ouverte"
ROOM_FOR_A_DOSSIER = 190.0  # a dossier does not begin lower than this above the bottom of a page
REMARK = replace(TABLE_TEXT, before=2, after=3)
TITLE_RULE = (OUTLINE, 0.5)  # under the name of a section


@dataclass(frozen=True)
class PaperOrigin:
    """Who entered a fiche from paper: said in plain sight, since its member did not sign this document."""

    agents: tuple[str, str]
    differences: int
    settler: str  # who looked at the paper a third time; empty without differences


@dataclass(frozen=True)
class SheetPrint:
    """One version of a member's fiche, with the dossiers that it is about."""

    campaign: str
    member: str
    institution: str
    version: int  # 0 for a draft that was never handed in
    handed_in: datetime | None  # None for a draft
    grid: Grid
    neutralised: frozenset[CriterionId]  # for the member's institution
    dossiers: tuple[Dossier, ...]  # in the order to print
    sheet: Sheet
    digest: str  # SHA-512 of the fiche
    date: datetime
    commission: str = COMMISSION
    paper: PaperOrigin | None = None


def sheet_pdf(values: SheetPrint) -> bytes:
    """Return the fiche as a tagged PDF file."""
    document = Document(
        PageFrame(
            author=values.commission,
            campaign=values.campaign,
            title=f"Fiche de notation — {values.member}",
            date=values.date,
            notes=_notes(values),
            digest=values.digest,
        )
    )
    _write_summary(document, values)
    for dossier in values.dossiers:
        _write_dossier(document, values, dossier)
    return document.render()


def _notes(values: SheetPrint) -> tuple[str, str]:
    if not values.version or values.handed_in is None:
        return "Brouillon", "pas encore remis"
    if values.paper is not None:
        entered = f"enregistrée le {date_time_fr(values.handed_in)}"
        return f"Fiche papier n° {values.version}, saisie par le secrétariat", entered
    return f"Fiche n° {values.version}", f"remise le {date_time_fr(values.handed_in)}"


def _origin(paper: PaperOrigin) -> str:
    first, second = paper.agents
    said = (
        "d’après une grille papier remplie par ce membre : première saisie par "
        f"{first}, seconde saisie, sans voir la première, par {second}."
    )
    if not paper.differences:
        return f"{said} Les deux saisies ne différaient en rien."
    count = count_fr(paper.differences, "différence levée", "différences levées")
    return f"{said} {count} sur le papier par {paper.settler}."


def _state(sheet: Sheet, dossier: DossierId) -> str:
    if dossier in sheet.recused:
        return RECUSED
    return CLOSED if sheet.reading(dossier).is_closed else OPEN


def _write_summary(document: Document, values: SheetPrint) -> None:
    states = [_state(values.sheet, dossier.id) for dossier in values.dossiers]
    document.heading(1, "Fiche de notation")
    document.paragraph([strong(values.member), f" — {values.institution}"], LEAD)
    if values.paper is not None:
        document.paragraph([strong("Saisie par le secrétariat"), f" {_origin(values.paper)}"], LEAD)
    closed, unfinished, recused = (states.count(state) for state in (CLOSED, OPEN, RECUSED))
    document.add(
        KeyFigures(
            [
                (str(len(states)), noun_fr(len(states), "dossier")),
                (str(closed), noun_fr(closed, "lecture close", "lectures closes")),
                (str(unfinished), noun_fr(unfinished, "lecture ouverte", "lectures ouvertes")),
                (str(recused), noun_fr(recused, "déport")),
            ]
        )
    )
    document.heading(2, "Récapitulatif")
    columns = (
        Column("Territoire", 246, TABLE_STRONG, names_row=True),
        Column("Dép.", 45),
        Column("État", 88),
        Column("Points sur ce qui a été noté", 104.28, NUMBER_STRONG),
    )
    rows = [
        Row([dossier.territory.name, dossier.territory.departement, state, _total(values, dossier)])
        for dossier, state in zip(values.dossiers, states, strict=True)
    ]
    document.add(Table(columns, rows))
    document.paragraph(
        "Seules les lectures closes comptent. Cinq réponses sont distinctes : une note de 0 à "
        f"{values.grid.scale.maximum} ; « non évaluable », avec son motif ; « neutralisé », quand "
        "l’organisme ne note pas ce critère ; « non noté », quand rien n’est encore décidé ; « déport », "
        "quand le membre laisse le dossier entier. Les points ne sont jamais étendus à ce qui n’a pas été "
        "noté.",
        NOTE,
    )


def _desk_points(values: SheetPrint, dossier: Dossier) -> DeskPoints:
    entries = values.sheet.reading(dossier.id).entries
    marks = {criterion: entry.mark for criterion, entry in entries.items()}
    return desk_points(values.grid, marks, values.neutralised)


def _points(points: Points) -> str:
    if not points.examined:
        return "–"
    return f"{decimal_fr(points.earned)} / {decimal_fr(points.examined).removesuffix(',0')}"


def _total(values: SheetPrint, dossier: Dossier) -> str:
    if dossier.id in values.sheet.recused:
        return "–"
    return _points(_desk_points(values, dossier).total)


def _write_dossier(document: Document, values: SheetPrint, dossier: Dossier) -> None:
    territory, tags = dossier.territory, values.sheet.reading(dossier.id).tags
    state = _state(values.sheet, dossier.id)
    document.heading(2, territory.name, room=ROOM_FOR_A_DOSSIER)
    document.paragraph(
        [f"{dossier.title} · {territory.kind} · {territory.departement} · ", strong(state)],
        replace(TABLE_NOTE, after=6),
    )
    if state == RECUSED:
        document.paragraph(
            "Le membre s’est déporté : il n’a ni lu ni noté ce dossier. Le motif est au registre.", REMARK
        )
        return
    if state == OPEN:
        document.paragraph("Cette lecture n’est pas close : ses notes ne comptent pas.", REMARK)
    if dossier.id in values.sheet.declared:
        document.paragraph("Lien institutionnel déclaré.", REMARK)
    if tags:
        document.paragraph(f"Étiquettes : {', '.join(tags)}.", REMARK)
    columns = (
        Column("Critère", 156, TABLE_TEXT, names_row=True),
        Column("Poids", 32, NUMBER),
        Column("Note", 112),
        Column("Remarque et passages cités", 183.28),
    )
    points = _desk_points(values, dossier).sections
    rows = chain.from_iterable(
        _section_rows(values, section, points[section.id], dossier) for section in values.grid.sections
    )
    document.add(Table(columns, rows))


def _section_rows(values: SheetPrint, section: Section, points: Points, dossier: Dossier) -> Iterator[Row]:
    title: list[str | Run] = [section.label, Run(f" · {_points(points)}", Face.TABULAR, MENTION)]
    yield Row([Cell(Paragraph(title, TABLE_STRONG), span=4, scope="Column")], is_title=True, rule=TITLE_RULE)
    for criterion in section.criteria:
        entry = values.sheet.reading(dossier.id).entry(criterion.id)
        label = Paragraph([Run(f"{criterion.id}  ", color=MENTION), criterion.label], TABLE_TEXT)
        weight = decimal_fr(values.grid.points[criterion.id]).removesuffix(",0")
        mark = _mark(values, criterion, entry)
        yield Row([label, weight, Cell(mark), Cell(list(_justification(dossier, entry)))])


def _mark(values: SheetPrint, criterion: Criterion, entry: Entry) -> list[Block]:
    """Say the mark in words, with the square of its level: five answers that never look alike."""
    scale = values.grid.scale
    if criterion.id in values.neutralised:
        return [_answer("Neutralisé", paint_crossed)]
    if entry.mark is None:
        return [_answer("Non noté", paint_blank)]
    if entry.mark == NOT_ASSESSABLE:
        answer = _answer("Non évaluable", paint_hatched)
        motive = Paragraph(entry.motive or "sans motif", TABLE_NOTE, indent=SWATCH_INDENT)
        return [answer, motive]
    label = scale.labels[entry.mark]
    return [_answer(f"{entry.mark} · {label}", level_swatch(entry.mark, scale.maximum))]


def _answer(text: str, ornament: Paint) -> Paragraph:
    return Paragraph(text, TABLE_STRONG, indent=SWATCH_INDENT, ornament=ornament)


def _justification(dossier: Dossier, entry: Entry) -> Iterator[Block]:
    if entry.remark == WITHHELD:
        yield Paragraph("Remarque occultée", TABLE_NOTE)
    elif entry.remark.strip():
        yield Paragraph(entry.remark.strip(), TABLE_TEXT)
    for evidence in entry.evidence:
        if evidence.quote and not evidence.is_withheld:
            yield Paragraph(f"« {evidence.quote} »", QUOTE)
        yield Paragraph(_source(dossier, evidence), TABLE_NOTE)


def _source(dossier: Dossier, evidence: Evidence) -> str:
    titles = {piece.path: piece.title for piece in dossier.pieces}
    title = titles.get(evidence.piece, evidence.piece)
    if evidence.is_withheld:
        return f"Passage occulté : {title}"
    place = f"{title}, page {evidence.page}"
    return place if evidence.quote else f"Passage désigné sur la page : {place}"
