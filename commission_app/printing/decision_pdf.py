"""The decision of the authorities: another document than the avis, under their names (DOMAINE.md §3.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commission_app.printing.letter_parts import signature_table
from commission_app.printing.paper import COMMISSION, PROJECT, Document, PageFrame
from commission_app.printing.paragraphs import BulletList
from commission_app.printing.styles import BODY, LEAD, NOTE, TABLE_STRONG
from commission_app.printing.tables import Column, Row, Table
from commission_app.texts import date_fr


@dataclass(frozen=True)
class DifferencePrint:
    """A dossier decided otherwise than the commission proposed."""

    territory: str
    avis: str
    decided: str
    reason: str  # of each authority, under its name


@dataclass(frozen=True)
class DecisionPrint:
    """Everything that the decision says."""

    campaign: str
    meeting: datetime
    date: datetime  # of edition
    taken: datetime | None  # None while it is a project
    authorities: tuple[str, ...]  # none while the avis is not transmitted
    selected: tuple[str, ...]
    reserve: tuple[str, ...]
    declined: tuple[str, ...]
    open: tuple[str, ...]  # without a common decision
    differences: tuple[DifferencePrint, ...]
    disagreements: tuple[str, ...]  # recorded beside the common decision
    rules: tuple[str, ...]  # how the commission adopted its rules, then each rule of variety
    avis: str  # digest of the act that closed the meeting
    head: str  # digest of the last act of the decision
    digest: str  # of the results
    commission: str = COMMISSION


def decision_pdf(values: DecisionPrint) -> bytes:
    """Return the decision as a tagged PDF file; a project says so across each page."""
    is_final = values.taken is not None
    document = Document(
        PageFrame(
            author=values.commission,
            campaign=values.campaign,
            title="Décision",
            date=values.date,
            notes=(f"Avis du {date_fr(values.meeting)}",),
            digest=values.digest,
            watermark="" if is_final else PROJECT,
        )
    )
    document.heading(1, "Décision")
    document.paragraph(_opening(values), LEAD)
    if values.rules:
        document.heading(2, "Règles de la commission")
        document.add(BulletList([("–", words) for words in values.rules], BODY))
    document.heading(2, "Territoires sélectionnés")
    _write_list(document, values.selected)
    document.heading(2, "Liste complémentaire, dans l’ordre")
    _write_list(document, values.reserve)
    document.heading(2, "Territoires non retenus")
    _write_list(document, values.declined)
    if values.open:
        document.heading(2, "Sans décision commune à ce jour")
        _write_list(document, values.open)
    _write_differences(document, values.differences)
    _write_disagreements(document, values.disagreements)
    document.heading(2, "Signatures")
    document.add(signature_table(values.authorities, document.frame.width))
    document.paragraph(f"Empreinte de l’avis : {values.avis or 'avis non transmis'}", NOTE)
    document.paragraph(f"Empreinte du dernier acte de la décision : {values.head or 'aucun'}", NOTE)
    return document.render()


def _opening(values: DecisionPrint) -> str:
    avis = f"Vu l’avis de la commission du {date_fr(values.meeting)}"
    if values.taken is not None:
        return f"{avis}. Décision du {date_fr(values.taken)}."
    return f"{avis}. Projet : la décision n’est pas prise."


def _write_list(document: Document, listed: Sequence[str]) -> None:
    if listed:
        numbered = [(f"{number}.", name) for number, name in enumerate(listed, start=1)]
        document.add(BulletList(numbered, BODY, indent=18))
    else:
        document.paragraph("Aucun territoire.", BODY)


def _write_differences(document: Document, differences: Sequence[DifferencePrint]) -> None:
    document.heading(2, "Écarts à l’avis")
    if not differences:
        document.paragraph("La décision suit l’avis de la commission.", BODY)
        return
    columns = (
        Column("Territoire", 130, TABLE_STRONG, names_row=True),
        Column("Avis", 90),
        Column("Décision", 90),
        Column("Motif", document.frame.width - 310),
    )
    rows = [Row([one.territory, one.avis, one.decided, one.reason]) for one in differences]
    document.add(Table(columns, rows))


def _write_disagreements(document: Document, disagreements: Sequence[str]) -> None:
    document.heading(2, "Désaccords inscrits")
    if disagreements:
        document.add(BulletList([("–", words) for words in disagreements], BODY))
    else:
        document.paragraph("Aucun.", BODY)
