"""The note on the method: parameters, seed and digests, from which a third party computes again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commission_app.printing.paper import COMMISSION, PROJECT, Document, PageFrame
from commission_app.printing.paragraphs import BulletList, Paragraph
from commission_app.printing.styles import BODY, DIGEST, LEAD, NUMBER, TABLE_STRONG, TABLE_TEXT
from commission_app.printing.tables import Column, Row, Table

STEPS = (
    (
        "Chaque membre note seul, sur l’échelle de la grille. Un déport, une note absente et « non "
        "évaluable » ne sont jamais un zéro."
    ),
    (
        "Pour chaque critère, les notes des membres donnent une valeur par institution ou par membre, "
        "selon la règle ci-dessous ; leur moyenne est la valeur du critère."
    ),
    (
        "La note d’une partie, puis la note sur 100, sont les moyennes de ces valeurs, pondérées par la "
        "grille. Aucune valeur intermédiaire n’est arrondie : seul l’affichage l’est."
    ),
    "Le classement suit les notes exactes. Des notes égales ont le même rang.",
)


@dataclass(frozen=True)
class MethodPrint:
    """What is said of the method."""

    campaign: str
    date: datetime
    is_final: bool
    parameters: tuple[tuple[str, str], ...]  # label and value
    sections: tuple[tuple[str, str], ...]  # label of the section, its points
    neutralised: tuple[str, ...]
    digests: tuple[tuple[str, str], ...]  # what, SHA-512
    digest: str  # of the results
    commission: str = COMMISSION


def method_pdf(values: MethodPrint) -> bytes:
    """Return the note as a tagged PDF file."""
    document = Document(
        PageFrame(
            author=values.commission,
            campaign=values.campaign,
            title="Note de méthode",
            date=values.date,
            digest=values.digest,
            watermark="" if values.is_final else PROJECT,
        )
    )
    document.heading(1, "Note de méthode")
    document.paragraph("Comment les notes et le classement sont faits, et de quoi les refaire.", LEAD)
    document.heading(2, "De la note d’un membre au classement")
    document.add(BulletList([(f"{n}.", step) for n, step in enumerate(STEPS, start=1)], BODY, indent=16))
    document.heading(2, "Paramètres de la campagne")
    _write_pairs(document, ("Paramètre", "Valeur"), values.parameters, 190)
    document.heading(2, "Points de chaque partie")
    columns = (
        Column("Partie de la grille", document.frame.width - 90, TABLE_STRONG, names_row=True),
        Column("Points", 90, NUMBER),
    )
    document.add(Table(columns, [Row([label, points]) for label, points in values.sections]))
    document.heading(2, "Critères qu’une institution ne note pas")
    if values.neutralised:
        document.add(BulletList([("–", words) for words in values.neutralised], BODY))
    else:
        document.paragraph("Aucun.", BODY)
    document.heading(2, "Empreintes")
    document.paragraph(
        "Une empreinte (SHA-512) change dès qu’un seul signe change : elle dit de quelles données ce "
        "document parle. L’archive de séance permet de tout recalculer sans l’application.",
        BODY,
    )
    for what, digest in values.digests:
        document.heading(3, what)
        document.add(Paragraph(digest or "aucune", DIGEST))
    return document.render()


def _write_pairs(
    document: Document, titles: tuple[str, str], pairs: Sequence[tuple[str, str]], first: float
) -> None:
    columns = (
        Column(titles[0], first, TABLE_STRONG, names_row=True),
        Column(titles[1], document.frame.width - first, TABLE_TEXT),
    )
    document.add(Table(columns, [Row([label, value]) for label, value in pairs]))
