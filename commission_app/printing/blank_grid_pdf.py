"""A grid to fill in by hand, for one dossier: what two agents can later type in without guessing anything.

It carries the identifiers of the campaign, of the dossier and of the grid, so that a sheet of paper is never
entered for another one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Final

from commission_app.printing.blocks import Drawing, Figure
from commission_app.printing.paper import COMMISSION, Document, PageFrame
from commission_app.printing.paragraphs import Paragraph, Run, strong
from commission_app.printing.styles import (
    LEAD,
    MENTION,
    NOTE,
    NUMBER,
    OUTLINE,
    TABLE_NOTE,
    TABLE_STRONG,
    TABLE_TEXT,
    TITLE,
    WHITE,
    Style,
)
from commission_app.printing.tables import Cell, Column, Row, Table
from commission_app.printing.tagging import TaggedCanvas
from commission_app.scoring.dossier import Dossier
from commission_app.scoring.grid import Criterion, Grid, Section
from commission_app.scoring.ids import CampaignId, CriterionId
from commission_app.texts import decimal_fr, to_justify_fr

NOT_ASSESSABLE: Final = "N. é."
BOX, BOX_GAP, LAST_BOX = 15.0, 3.0, 27.0  # points; the last box holds three signs
WRITING_ROOM = 34.0  # height left in a row for a pen
SIGNATURE_ROOM = 46.0
DIGEST_SHOWN = 8  # signs of the grid's digest; the footer has it whole
BOX_TEXT = Style(size=8, leading=10, color=TITLE, align="center")
TITLE_RULE = (OUTLINE, 0.5)


@dataclass(frozen=True)
class BlankGridPrint:
    """One dossier to mark on paper."""

    campaign: str
    campaign_id: CampaignId
    member: str
    institution: str
    dossier: Dossier
    position: int  # in the member's reading order
    grid: Grid
    neutralised: frozenset[CriterionId]  # for the member's institution
    date: datetime
    commission: str = COMMISSION


def blank_grid_pdf(values: BlankGridPrint) -> bytes:
    """Return the grid as a tagged PDF file."""
    territory = values.dossier.territory.name
    document = Document(
        PageFrame(
            author=values.commission,
            campaign=f"{values.campaign_id} · {values.dossier.id}",  # on each page: a sheet may come alone
            title=f"Grille à remplir — {territory}",
            date=values.date,
            notes=("Grille à remplir à la main", f"dossier {values.position} de votre ordre"),
            digest=values.grid.digest,
        )
    )
    document.heading(1, territory)
    document.paragraph([strong(values.member), f" — {values.institution}"], LEAD)
    document.add(Table(_CODE_COLUMNS, _codes(values)))
    document.paragraph(
        f"Cochez une seule case par critère : une note de 0 à {values.grid.scale.maximum}, ou "
        f"« {NOT_ASSESSABLE} » (non évaluable) en écrivant le motif. "
        f"Une note {to_justify_fr(values.grid.scale.maximum)} se justifie par une remarque, ou par la "
        "pièce et la page. Vos remarques sont communicables après la décision.",
        NOTE,
    )
    columns = (
        Column("Critère", 172, TABLE_TEXT, names_row=True),
        Column("Poids", 32, NUMBER),
        Column("Note", 150),
        Column("Remarque ; pièce et page", 129.28),
    )
    sections = values.grid.sections
    document.add(Table(columns, chain.from_iterable(_section_rows(values, section) for section in sections)))
    document.add(Table(_SIGNATURE_COLUMNS, [Row(["", Drawing(SIGNATURE_ROOM, _paint_nothing)])]))
    return document.render()


_CODE_COLUMNS = (
    Column("Repères, à recopier à la saisie", 128, TABLE_STRONG, names_row=True),
    Column("Code", 150, TABLE_TEXT),
    Column("En clair", 205.28, TABLE_TEXT),
)
_SIGNATURE_COLUMNS = (Column("Fait le", 241, names_row=True), Column("Signature du membre", 242.28))


def _codes(values: BlankGridPrint) -> Iterator[Row]:
    grid, territory = values.grid, values.dossier.territory
    where = f"{territory.name} ({territory.departement}) · {values.dossier.title}"
    yield Row(["Campagne", values.campaign_id, values.campaign])
    yield Row(["Dossier", values.dossier.id, where])
    yield Row(["Grille", f"{grid.version} · {grid.digest[:DIGEST_SHOWN].upper()}", grid.title])


def _section_rows(values: BlankGridPrint, section: Section) -> Iterator[Row]:
    title = Cell(Paragraph(section.label, TABLE_STRONG), span=4, scope="Column")
    yield Row([title], is_title=True, rule=TITLE_RULE)
    for criterion in section.criteria:
        label = Paragraph([Run(f"{criterion.id}  ", color=MENTION), criterion.label], TABLE_TEXT)
        weight = decimal_fr(values.grid.points[criterion.id]).removesuffix(",0")
        if criterion.id in values.neutralised:
            said = "Neutralisé : votre organisme ne note pas ce critère."
            yield Row([label, weight, Cell(Paragraph(said, TABLE_NOTE), span=2)])
        else:
            room = Cell([Drawing(WRITING_ROOM, _paint_nothing)])
            yield Row([label, weight, Cell([_boxes(criterion, values.grid.scale.maximum)]), room])


def _boxes(criterion: Criterion, maximum: int) -> Figure:
    """Return the empty boxes of one criterion, from 0 to the maximum, then « N. é. »."""
    words = [*(str(level) for level in range(maximum + 1)), NOT_ASSESSABLE]
    width = (maximum + 1) * (BOX + BOX_GAP) + LAST_BOX

    def paint(canvas: TaggedCanvas, x: float, bottom: float, _width: float) -> None:
        left = x
        for word in words:
            side = LAST_BOX if word == NOT_ASSESSABLE else BOX
            canvas.rounded(
                left, bottom + 0.5, (side, BOX - 1), 1.5, fill=WHITE, outline=OUTLINE, thickness=0.9
            )
            canvas.write(left + side / 2, bottom + 4.6, word, BOX_TEXT)
            left += side + BOX_GAP

    alt = f"Cases vides du critère {criterion.id} : 0 à {maximum}, puis non évaluable."
    return Figure((width, BOX), paint, alt)


def _paint_nothing(canvas: TaggedCanvas, x: float, bottom: float, width: float) -> None:
    """Leave room for a pen."""
    del canvas, x, bottom, width
