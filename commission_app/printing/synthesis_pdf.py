"""The synthesis of deliberation: what the commission proposes, and how it came to it."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from commission_app.printing.check_parts import RegisterPrint, grouped, write_checking, write_register
from commission_app.printing.drawings import KeyFigures, squares
from commission_app.printing.finishing import Attachment
from commission_app.printing.paper import COMMISSION, PROJECT, Document, PageFrame
from commission_app.printing.paragraphs import BulletList
from commission_app.printing.ranked import (
    RankedTerritory,
    groups,
    note_bar,
    ranked,
    territory_name,
    unranked,
    why_unranked,
)
from commission_app.printing.styles import (
    BODY,
    DIGEST,
    LEAD,
    NUMBER,
    NUMBER_STRONG,
    TABLE_STRONG,
    TABLE_TEXT,
)
from commission_app.printing.tables import Cell, Column, Row, Table
from commission_app.scoring.ranking import Line
from commission_app.texts import count_fr, date_fr, list_fr, noun_fr

LINE_TITLES = {
    Line.ABOVE: "Territoires proposés",
    Line.ACROSS: "À la limite des places",
    Line.BELOW: "Au-delà des places",
}
PLURALS = {"EPCI": "EPCI", "rural": "ruraux"}


@dataclass(frozen=True)
class Departure:
    """A member who left the meeting for one dossier: who and which, never why."""

    territory: str
    institution: str


@dataclass(frozen=True)
class Method:
    """How the notes were made: what a third party needs to know to read them."""

    grid_title: str
    grid_version: str
    grid_digest: str
    maximum: int  # of the scale
    voice_unit: Literal["institution", "evaluateur"]
    readings_min: int
    sheets: int  # fiches retained
    neutralised: tuple[str, ...] = ()  # sentences: « CNAF ne note pas L3 »


@dataclass(frozen=True)
class SynthesisPrint:
    """What the commission transmits to the authority that decides."""

    campaign: str
    meeting: datetime
    recipients: str  # « au Secrétaire d’État et à la Déléguée interministérielle »
    members_present: int | None  # None before the meeting: the fiches retained are told instead
    members_total: int
    seats: int
    rows: tuple[RankedTerritory, ...]  # in the order of the ranking, then the unranked
    departures: tuple[Departure, ...]
    method: Method
    is_project: bool  # until the minutes are signed
    data: bytes  # canonical JSON, attached; its digest is printed
    date: datetime
    commission: str = COMMISSION
    register: RegisterPrint | None = None  # None while the reception is open
    archive_root: str = ""  # SHA-512 of the root of the archive written with this document
    rules: tuple[str, ...] = ()  # how the commission adopted its rules, then each rule of variety


def synthesis_pdf(values: SynthesisPrint) -> bytes:
    """Return the synthesis as a tagged PDF file that carries its own data."""
    digest = hashlib.sha512(values.data).hexdigest()
    state = "Projet — avant signature" if values.is_project else "Proposition soumise à décision"
    document = Document(
        PageFrame(
            author=values.commission,
            campaign=values.campaign,
            title="Synthèse de délibération",
            date=values.date,
            notes=(f"Séance du {date_fr(values.meeting)}", state),
            digest=digest,
            watermark=PROJECT if values.is_project else "",
        )
    )
    rows = ranked(values.rows)
    _write_opening(document, values, rows)
    _write_territories(document, rows)
    _write_diversity(document, [row for row in rows if row.line == Line.ABOVE])
    _write_unranked(document, unranked(values.rows))
    _write_departures(document, values.departures)
    _write_method(document, values)
    if values.register is not None:
        write_register(document, values.register)
    write_checking(document, digest, values.archive_root)
    return document.render(
        Attachment("synthese.json", values.data, "application/json", "Données de la synthèse")
    )


def _write_opening(document: Document, values: SynthesisPrint, rows: Sequence[RankedTerritory]) -> None:
    document.heading(1, "Synthèse de délibération")
    document.paragraph(
        f"Avis de la commission, proposition soumise à décision, transmise {values.recipients}.", LEAD
    )
    above, across = (sum(row.line == line for row in rows) for line in (Line.ABOVE, Line.ACROSS))
    last = (
        (str(across), "à la limite, à départager")
        if across
        else (str(len(values.rows) - len(rows)), noun_fr(len(values.rows) - len(rows), "non classé"))
    )
    figures = (
        (str(len(values.rows)), noun_fr(len(values.rows), "dossier examiné", "dossiers examinés")),
        _presence(values),
        (str(above), f"{noun_fr(above, 'proposé')} pour {count_fr(values.seats, 'place')}"),
        last,
    )
    document.add(KeyFigures(figures))


def _presence(values: SynthesisPrint) -> tuple[str, str]:
    if values.members_present is None:
        sheets = values.method.sheets
        words = noun_fr(sheets, "fiche retenue", "fiches retenues")
        return f"{sheets} / {values.members_total}", words
    words = noun_fr(values.members_present, "membre présent", "membres présents")
    return f"{values.members_present} / {values.members_total}", words


def _write_territories(document: Document, rows: Sequence[RankedTerritory]) -> None:
    for line, group in groups(rows):
        document.heading(2, LINE_TITLES[line])
        if line == Line.ACROSS:
            document.paragraph(
                "Leurs notes sont égales et les places ne suffisent pas pour tous : la commission les "
                "départage par une délibération motivée.",
                BODY,
            )
        document.add(Table(_columns(), [_row(row) for row in group]))


def _columns() -> tuple[Column, ...]:
    return (
        Column("Rang", 32, NUMBER_STRONG),
        Column("Territoire", 186, TABLE_STRONG, names_row=True),
        Column("Porteur", 70),
        Column("Dép.", 38),
        Column("Note", 48, NUMBER_STRONG),
        Column("", 66),
        Column("Lectures", 43.28, NUMBER),
    )


def _row(row: RankedTerritory) -> Row:
    return Row(
        [
            str(row.rank),
            territory_name(row),
            row.kind[:1].upper() + row.kind[1:],
            row.departement,
            row.display,
            note_bar(row),
            str(row.readings),
        ]
    )


def _write_diversity(document: Document, rows: Sequence[RankedTerritory]) -> None:
    if not rows:
        return
    document.heading(2, "Diversité des territoires proposés")
    columns = (Column("", 70, TABLE_STRONG, names_row=True), Column("", 140), Column("", 273.28))
    departements = len({row.departement for row in rows})
    words = count_fr(departements, "département représenté", "départements représentés")
    printed = [
        _diversity_row("Milieu", Counter(row.density for row in rows)),
        _diversity_row("Porteur", Counter(row.kind for row in rows)),
        Row(["Départements", Cell(words, span=2)], rule=None),
    ]
    document.add(Table(columns, printed))


def _diversity_row(label: str, counts: Counter[str]) -> Row:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    words = list_fr([count_fr(count, name, PLURALS.get(name, "")) for name, count in ordered])
    return Row([label, squares([n for _, n in ordered], leading=TABLE_TEXT.leading), words], rule=None)


def _write_unranked(document: Document, rows: Sequence[RankedTerritory]) -> None:
    if not rows:
        return
    document.heading(2, "Dossiers non classés")
    columns = (
        Column("Territoire", 190, TABLE_STRONG, names_row=True),
        Column("Dép.", 40),
        Column("Motif", 253.28),
    )
    document.add(Table(columns, [Row([row.territory, row.departement, why_unranked(row)]) for row in rows]))


def _write_departures(document: Document, departures: Sequence[Departure]) -> None:
    document.heading(2, "Déports")
    if not departures:
        document.paragraph("Aucun membre n’a quitté la séance pour un dossier.", BODY)
        return
    items = [
        ("–", f"{departure.territory} : un membre ({departure.institution}) a quitté la séance.")
        for departure in departures
    ]
    document.add(BulletList(items, BODY))


def _write_method(document: Document, values: SynthesisPrint) -> None:
    method = values.method
    voices = (
        "Chaque institution a une voix : les notes de ses membres comptent pour leur moyenne."
        if method.voice_unit == "institution"
        else "Chaque membre a une voix."
    )
    document.heading(2, "Méthode")
    document.paragraph(
        f"Chaque critère de la grille « {_inside_quotes(method.grid_title)} » (version "
        f"{method.grid_version}) est noté de 0 à {method.maximum} d’après des repères écrits, arrêtés avant "
        f"l’ouverture des dossiers. {voices} La note d’un critère est la moyenne des voix qui l’ont noté ; "
        "la note du dossier est la somme des critères selon leur poids, sur 100, en fractions exactes. « Non "
        "évaluable » et « neutralisé » n’entrent dans aucune moyenne et ne valent jamais zéro.",
        BODY,
    )
    document.paragraph(
        f"Un dossier est classé à partir de {count_fr(method.readings_min, 'lecture')}. Les notes égales "
        f"partagent le même rang. La campagne ouvre {count_fr(values.seats, 'place')} ; "
        f"{count_fr(method.sheets, 'fiche a été retenue', 'fiches ont été retenues')}.",
        BODY,
    )
    if values.rules:
        document.add(BulletList([("–", words) for words in values.rules], BODY))
    if method.neutralised:
        document.paragraph(f"Critères neutralisés : {' ; '.join(method.neutralised)}.", BODY)
    document.paragraph("Empreinte SHA-512 de la grille :", BODY)
    document.paragraph(grouped(method.grid_digest), DIGEST)


def _inside_quotes(title: str) -> str:
    """Write the quotes of a title as second-level ones."""
    return title.replace("« ", "“").replace(" »", "”")
