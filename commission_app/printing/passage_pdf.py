"""The « dossier de passage » of a selected territory: what its finalisation starts from (DOMAINE.md §3.1).

It is for those who prepare the agreement with the territory: the local fund and the commissioner against
poverty. What nobody wrote yet is a line to fill by hand, never an invention.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commission_app.printing.letter_parts import decided_document
from commission_app.printing.paper import COMMISSION, Document
from commission_app.printing.paragraphs import BulletList, Run, strong
from commission_app.printing.styles import BODY, LEAD, NOTE, TABLE_STRONG
from commission_app.printing.tables import Column, Row, Table
from commission_app.printing.typefaces import Face
from commission_app.texts import date_fr

UNKNOWN = "Non renseigné"
TO_FILL = ("Porteur du projet", "Référent local de la caisse", "Commissaire à la lutte contre la pauvreté")
GOVERNANCE = (
    "Instance de pilotage et membres",
    "Rythme des réunions",
    "Suivi des engagements des partenaires",
)
FIRST = 170  # width of the column that names a row, in points


@dataclass(frozen=True)
class PassagePrint:
    """What is known of one selected project when its finalisation begins."""

    campaign: str
    territory: str
    departement: str
    date: datetime
    taken: datetime | None  # when the decision was taken; None: a project
    until: datetime | None  # when every project must be final; None: not settled
    summary: tuple[str, ...]
    project: tuple[tuple[str, str], ...]  # label, words of the dossier; empty words: unknown
    facts: tuple[tuple[str, str, str], ...]  # label, fact, where it stands
    finances: tuple[str, ...]  # sentences: what the plan leaves to settle
    recommendation: str  # of the commission
    reasons: tuple[str, ...]  # of what departs from the ranking or from the avis
    digest: str  # of the results
    commission: str = COMMISSION


def passage_pdf(values: PassagePrint) -> bytes:
    """Return the document as a tagged PDF file; a project says so across each page."""
    document = decided_document(
        values.commission,
        values.campaign,
        f"Dossier de passage — {values.territory}",
        date=values.date,
        taken=values.taken,
        digest=values.digest,
    )
    until = f"à achever le {date_fr(values.until)} au plus tard" if values.until else "date à fixer"
    document.heading(1, "Dossier de passage")
    document.paragraph([Run(values.territory, Face.SEMIBOLD), f" ({values.departement})"], LEAD)
    document.paragraph([strong("Finalisation du projet : "), f"{until}."], BODY)
    document.heading(2, "Le projet")
    for line in values.summary or (UNKNOWN,):
        document.paragraph(line, BODY)
    document.add(
        _to_read("Élément", [(label, words or UNKNOWN) for label, words in values.project], document)
    )
    document.heading(2, "Ce que la commission demande")
    document.paragraph(values.recommendation or "La commission n’a pas fait de recommandation.", BODY)
    _list(document, values.reasons)
    document.heading(2, "Ce qui reste à régler dans le financement")
    if not values.finances:
        document.paragraph("Aucun point relevé.", BODY)
    _list(document, values.finances)
    document.heading(2, "Engagements relevés dans les pièces")
    _write_facts(document, values.facts)
    document.heading(2, "Personnes à réunir")
    document.add(_to_fill("Qui", TO_FILL, "Nom, fonction, téléphone, courriel", document))
    document.heading(2, "Gouvernance")
    document.add(_to_fill("Quoi", GOVERNANCE, "Ce qui est convenu", document))
    return document.render()


def _list(document: Document, sentences: Sequence[str]) -> None:
    if sentences:
        document.add(BulletList([("–", words) for words in sentences], BODY))


def _write_facts(document: Document, facts: Sequence[tuple[str, str, str]]) -> None:
    if not facts:
        document.paragraph("Aucun engagement n’a été relevé.", NOTE)
        return
    left = document.frame.width - FIRST - 130
    columns = (
        Column("Objet", FIRST, TABLE_STRONG, names_row=True),
        Column("Ce qui est écrit", left),
        Column("Où", 130),
    )
    document.add(Table(columns, [Row(list(fact)) for fact in facts]))


def _to_read(first: str, lines: Sequence[tuple[str, str]], document: Document) -> Table:
    columns = (
        Column(first, FIRST, TABLE_STRONG, names_row=True),
        Column("Dans le dossier", document.frame.width - FIRST),
    )
    return Table(columns, [Row([label, words]) for label, words in lines])


def _to_fill(first: str, names: Sequence[str], title: str, document: Document) -> Table:
    columns = (
        Column(first, FIRST, TABLE_STRONG, names_row=True),
        Column(title, document.frame.width - FIRST),
    )
    return Table(columns, [Row([name, "\n\n"]) for name in names])
