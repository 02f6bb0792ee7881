"""The minutes of the meeting, under the headings that the law gives as a model (DOMAINE.md §3.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commission_app.printing.paper import COMMISSION, Document, PageFrame
from commission_app.printing.paragraphs import BulletList, strong
from commission_app.printing.styles import BODY, LEAD, NOTE, NUMBER, TABLE_STRONG
from commission_app.printing.tables import Column, Row, Table
from commission_app.texts import date_fr

DRAFT = "Projet"


@dataclass(frozen=True)
class PersonPrint:
    """A member of the commission, and how they took part."""

    name: str
    institution: str
    part: str  # « présent », « représenté par … », « absent »


@dataclass(frozen=True)
class DeliberationPrint:
    """What the commission said of one dossier."""

    territory: str
    departement: str
    rank: str
    note: str
    avis: str
    details: tuple[str, ...]  # votes, exits, changed marks, recommendations, disagreements


@dataclass(frozen=True)
class DeparturePrint:
    """An avis that departs from the ranking."""

    territory: str
    words: str
    cost: str
    rule: str
    reason: str


@dataclass(frozen=True)
class ActPrint:
    """One act of the meeting in its place."""

    number: int
    moment: str
    sentence: str
    is_undone: bool


@dataclass(frozen=True)
class MinutesPrint:
    """Everything that the minutes say."""

    campaign: str
    meeting: datetime
    date: datetime
    is_final: bool
    opening: tuple[str, ...]  # rules, quorum, chair, ranking presented
    people: tuple[PersonPrint, ...]
    deliberations: tuple[DeliberationPrint, ...]
    departures: tuple[DeparturePrint, ...]
    proposed: tuple[str, ...]
    reserve: tuple[str, ...]
    declined: tuple[str, ...]
    acts: tuple[ActPrint, ...]
    authority: str  # to whom the avis goes
    digest: str  # of the results
    head: str  # digest of the last act
    commission: str = COMMISSION


def minutes_pdf(values: MinutesPrint) -> bytes:
    """Return the minutes as a tagged PDF file; a draft says so across each page."""
    document = _document(values, "Procès-verbal")
    document.heading(1, "Procès-verbal")
    document.paragraph(f"Séance du {date_fr(values.meeting)}", LEAD)
    document.heading(2, "Ouverture et règles")
    document.add(BulletList([("–", words) for words in values.opening], BODY))
    document.heading(2, "Présents, représentés, absents")
    _write_people(document, values.people)
    document.heading(2, "Questions traitées et sens de chaque délibération")
    for one in values.deliberations:
        _write_deliberation(document, one)
    _write_departures(document, values.departures)
    _write_lists(document, values)
    document.heading(2, "Suite")
    document.paragraph(f"L’avis est transmis {values.authority}, qui décide.", BODY)
    document.heading(2, "Déroulé")
    _write_acts(document, values.acts)
    document.heading(2, "Signatures")
    document.paragraph("La présidence", BODY)
    document.paragraph("Le secrétariat", BODY)
    document.paragraph(f"Empreinte du dernier acte de la séance : {values.head or 'aucun'}", NOTE)
    return document.render()


def lists_pdf(values: MinutesPrint) -> bytes:
    """Return the commission's lists alone: proposed, reserve, not selected."""
    document = _document(values, "Avis de la commission")
    document.heading(1, "Avis de la commission")
    document.paragraph(f"Séance du {date_fr(values.meeting)}. L’avis est transmis {values.authority}.", LEAD)
    _write_lists(document, values)
    _write_departures(document, values.departures)
    return document.render()


def attendance_pdf(values: MinutesPrint) -> bytes:
    """Return the sheet that members sign, in landscape."""
    document = _document(values, "Feuille d’émargement", is_landscape=True)
    document.heading(1, "Feuille d’émargement")
    document.paragraph(f"Séance du {date_fr(values.meeting)}", LEAD)
    width = document.frame.width
    columns = (
        Column("Nom", 190, TABLE_STRONG, names_row=True),
        Column("Institution", 110),
        Column("Participation", 190),
        Column("Signature", width - 490),
    )
    rows = [Row([one.name, one.institution, one.part, "\n\n"]) for one in values.people]
    document.add(Table(columns, rows))
    return document.render()


def _document(values: MinutesPrint, title: str, *, is_landscape: bool = False) -> Document:
    return Document(
        PageFrame(
            author=values.commission,
            campaign=values.campaign,
            title=title,
            date=values.date,
            notes=(f"Séance du {date_fr(values.meeting)}",),
            digest=values.digest,
            watermark="" if values.is_final else DRAFT,
            is_landscape=is_landscape,
        )
    )


def _write_people(document: Document, people: Sequence[PersonPrint]) -> None:
    columns = (
        Column("Nom", 180, TABLE_STRONG, names_row=True),
        Column("Institution", 100),
        Column("Participation", document.frame.width - 280),
    )
    document.add(Table(columns, [Row([one.name, one.institution, one.part]) for one in people]))


def _write_deliberation(document: Document, one: DeliberationPrint) -> None:
    document.heading(3, f"{one.territory} ({one.departement})")
    document.paragraph(
        [f"Rang : {one.rank}. Note : {one.note or 'aucune'}. ", strong(f"Avis : {one.avis}.")], BODY
    )
    if one.details:
        document.add(BulletList([("–", words) for words in one.details], BODY))


def _write_departures(document: Document, departures: Sequence[DeparturePrint]) -> None:
    document.heading(2, "Écarts au classement")
    if not departures:
        document.paragraph("L’avis suit le classement.", BODY)
        return
    columns = (
        Column("Dossier", 112, TABLE_STRONG, names_row=True),
        Column("Écart", 96),
        Column("Coût", 58, NUMBER),
        Column("Règle suivie", 90),
        Column("Motif", document.frame.width - 356),
    )
    missing = "à écrire"
    rows = [
        Row([one.territory, one.words, one.cost, one.rule or missing, one.reason or missing])
        for one in departures
    ]
    document.add(Table(columns, rows))


def _write_lists(document: Document, values: MinutesPrint) -> None:
    document.heading(2, "Listes")
    for title, listed in (
        ("Liste proposée", values.proposed),
        ("Liste complémentaire", values.reserve),
        ("Non retenus", values.declined),
    ):
        document.heading(3, title)
        if listed:
            numbered = [(f"{number}.", name) for number, name in enumerate(listed, start=1)]
            document.add(BulletList(numbered, BODY))
        else:
            document.paragraph("Aucun dossier.", BODY)


def _write_acts(document: Document, acts: Sequence[ActPrint]) -> None:
    columns = (
        Column("N°", 30, NUMBER),
        Column("Heure", 54),
        Column("Acte", document.frame.width - 84, names_row=True),
    )
    rows = [
        Row([str(act.number), act.moment, f"{act.sentence} (annulé)" if act.is_undone else act.sentence])
        for act in acts
    ]
    if rows:
        document.add(Table(columns, rows))
