"""The « fiche de calcul » on paper: every step from the marks of a dossier to its place."""

from dataclasses import dataclass
from datetime import datetime

from commission_app.printing.blocks import Box
from commission_app.printing.paper import COMMISSION, Document, PageFrame
from commission_app.printing.paragraphs import Paragraph, strong
from commission_app.printing.styles import (
    BODY,
    LEAD,
    NOTE,
    NUMBER_STRONG,
    TABLE_STRONG,
    TABLE_TEXT,
    WARNING_BACKGROUND,
    WARNING_RULE,
)
from commission_app.printing.tables import Cell, Column, Row, Table
from commission_app.scoring.calculation_sheet import CalculationSheet, Heading, Step

LABEL_WIDTH, VALUE_WIDTH, SHORT_WIDTH = 158.0, 96.0, 170.0
SHORT = 40  # signs of a value up to which the labels take the width


@dataclass(frozen=True)
class CalculationPrint:
    """The steps of one dossier at one moment."""

    campaign: str
    territory: str
    departement: str
    sheet: CalculationSheet
    provisional: tuple[str, ...]  # why the ranking may still change; empty when it is final
    digest: str  # SHA-512 of the data it was computed from
    date: datetime
    commission: str = COMMISSION


def calculation_pdf(values: CalculationPrint) -> bytes:
    """Return the fiche de calcul as a tagged PDF file."""
    document = Document(
        PageFrame(
            author=values.commission,
            campaign=values.campaign,
            title=f"Fiche de calcul — {values.territory}",
            date=values.date,
            notes=("Classement provisoire",) if values.provisional else (),
            digest=values.digest,
        )
    )
    document.heading(1, "Fiche de calcul")
    document.paragraph(
        [strong(values.territory), f" ({values.departement}), dossier {values.sheet.dossier}"], LEAD
    )
    if values.provisional:
        words = Paragraph([strong("Classement provisoire. "), " ".join(values.provisional)], BODY)
        document.add(Box([words], WARNING_BACKGROUND, WARNING_RULE))
    for heading in values.sheet.headings:
        document.heading(2, heading.title)
        document.add(_table(heading, document.frame.width))
    document.paragraph(
        "Toutes les valeurs sont exactes : une fraction que quelques décimales n’écrivent pas est suivie de "
        "sa valeur approchée, et c’est la fraction qui sert à la suite du calcul.",
        NOTE,
    )
    return document.render()


def _table(heading: Heading, width: float) -> Table:
    """Return the steps of a heading; the columns are shared by whether they are computed, told or counted."""
    steps = heading.steps
    if any(step.operation for step in steps):
        columns = [
            Column("Étape", LABEL_WIDTH, TABLE_STRONG, names_row=True),
            Column("Calcul", width - LABEL_WIDTH - VALUE_WIDTH, TABLE_TEXT),
            Column("Valeur", VALUE_WIDTH, NUMBER_STRONG),
        ]
        return Table(columns, [_computed(step) for step in steps])
    is_short = all(len(step.value) <= SHORT for step in steps)
    label = width - SHORT_WIDTH if is_short else LABEL_WIDTH
    columns = [
        Column("Étape", label, TABLE_STRONG, names_row=True),
        Column("Valeur", width - label, TABLE_TEXT),
    ]
    return Table(columns, [Row([step.label, step.value]) for step in steps])


def _computed(step: Step) -> Row:
    """Return a step; one that is not computed says its value over both last columns."""
    if step.operation:
        return Row([step.label, step.operation, step.value])
    return Row([step.label, Cell(step.value, span=2)])
