"""The reply to one territory: what is decided, who goes on helping, how to contest it (DOMAINE.md §3.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from commission_app.printing.letter_parts import decided_document, signature_table
from commission_app.printing.paper import COMMISSION, Document
from commission_app.printing.paragraphs import BulletList, Run, strong
from commission_app.printing.styles import BODY, LEAD, LETTER, NOTE, NUMBER, TABLE_STRONG
from commission_app.printing.tables import Column, Row, Table
from commission_app.printing.typefaces import Face
from commission_app.texts import date_fr, ordinal_fr

Outcome = Literal["selected", "reserve", "declined", "eliminated", "ineligible", "open"]
UNMARKED = "sans note"
TITLES: Final[dict[Outcome, str]] = {
    "selected": "Votre candidature est sélectionnée",
    "reserve": "Votre candidature est en liste complémentaire",
    "declined": "Votre candidature n’est pas retenue",
    "eliminated": "Votre candidature n’est pas retenue",
    "ineligible": "Votre candidature n’est pas recevable",
    "open": "Votre candidature : décision à prendre",
}
SELECTED = "votre territoire est sélectionné parmi les territoires démonstrateurs. Nous vous en félicitons."
NEXT = (
    "Le commissaire à la lutte contre la pauvreté et votre caisse d’allocations familiales prendront contact "
    "avec vous pour préparer la convention. Cette lettre ne vaut pas engagement financier : les montants et "
    "les conditions sont ceux de la convention à signer."
)
CALLED = "Si un territoire sélectionné se retire, il est fait appel à cette liste dans son ordre."
DECLINED = (
    "votre candidature n’est pas retenue. Le nombre de places est limité et les candidatures ont été "
    "examinées avec la même grille."
)
ELIMINATED = (
    "Votre candidature n’est pas retenue : elle n’atteint pas un minimum que le règlement avait fixé avant "
    "l’examen, le même pour toutes les candidatures."
)
INELIGIBLE = (
    "Votre candidature n’est pas recevable : elle n’a donc pas été examinée par la commission, qui en est "
    "informée. Le motif de cette décision est le suivant."
)
SUPPORT = (
    "La caisse d’allocations familiales de votre département et le commissaire à la lutte contre la pauvreté "
    "restent à vos côtés : ils peuvent continuer à accompagner votre projet. Votre travail n’est pas perdu."
)
APPEAL: Final = (
    (
        "Recours gracieux : par écrit, auprès des signataires de la décision, dans les deux mois qui suivent "
        "la réception de cette lettre. Sans réponse de leur part pendant deux mois, le recours est rejeté."
    ),
    (
        "Recours contentieux : devant le tribunal administratif compétent, dans les deux mois qui suivent la "
        "réception de cette lettre, ou le rejet du recours gracieux fait dans ce délai."
    ),
)
CONTESTED = (
    "La sélection est un choix d’ensemble entre plusieurs candidatures : ce qui peut être contesté est la "
    "décision qui arrête la liste des territoires."
)
DOCUMENTS = (
    "Vous pouvez demander au secrétariat de la commission les documents communicables sur votre candidature, "
    "dans les limites que fixe la loi."
)


@dataclass(frozen=True)
class ReplyPrint:
    """What one territory is told."""

    campaign: str
    territory: str
    departement: str
    outcome: Outcome
    meeting: datetime
    date: datetime
    taken: datetime | None  # when the decision was taken; None: a project
    authorities: tuple[str, ...]
    rank: str  # « 7ᵉ », or why it has none
    note: str  # « 75,37 » on 100, empty without one
    sections: tuple[tuple[str, str], ...]  # label, « 14,2 / 18 »
    reasons: tuple[str, ...]  # of what departs from the ranking or from the avis
    recommendation: str  # of the commission
    place: int  # in the reserve, from 1
    phone: str  # of the secretariat
    digest: str  # of the results
    appeals: tuple[str, ...] = APPEAL  # ways and time limits, one a line
    commission: str = COMMISSION


def reply_pdf(values: ReplyPrint) -> bytes:
    """Return the letter as a tagged PDF file; a project says so across each page."""
    document = decided_document(
        values.commission,
        values.campaign,
        f"Réponse — {values.territory}",
        date=values.date,
        taken=values.taken,
        digest=values.digest,
    )
    document.heading(1, TITLES[values.outcome])
    document.paragraph([Run(values.territory, Face.SEMIBOLD), f" ({values.departement})"], LEAD)
    document.paragraph("Madame, Monsieur,", LETTER)
    for words in _body(values):
        document.paragraph(words, LETTER)
    if values.outcome == "ineligible":
        document.heading(2, "Motif")
        document.add(BulletList([("–", words) for words in values.reasons], BODY))
    else:
        _write_reasons(document, values)
    if values.outcome != "open":
        document.heading(2, "Voies et délais de recours")
        if values.outcome != "ineligible":  # it is a decision of its own, before the choice among candidacies
            document.paragraph(CONTESTED, BODY)
        document.add(BulletList([("–", words) for words in values.appeals], BODY))
        document.paragraph([DOCUMENTS, " ", strong(f"Téléphone : {values.phone}")], BODY)
    document.heading(2, "Signatures")
    document.add(signature_table(values.authorities, document.frame.width))
    return document.render()


def _body(values: ReplyPrint) -> Sequence[str]:
    avis = f"Après avis de la commission réunie le {date_fr(values.meeting)}, "
    if values.outcome == "selected":
        return f"{avis}{SELECTED}", NEXT
    if values.outcome == "reserve":
        place = f"votre candidature est inscrite {ordinal_fr(values.place)} sur la liste complémentaire. "
        return f"{avis}{place}{CALLED}", SUPPORT
    if values.outcome == "eliminated":
        return ELIMINATED, SUPPORT
    if values.outcome == "ineligible":
        return INELIGIBLE, SUPPORT
    if values.outcome == "declined":
        return f"{avis}{DECLINED}", SUPPORT
    return (f"{avis}les autorités ne se sont pas encore prononcées ensemble sur votre candidature.",)


def _write_reasons(document: Document, values: ReplyPrint) -> None:
    document.heading(2, "Ce qu’a donné l’examen")
    note = f"{values.note} sur 100" if values.note else "aucune"
    document.paragraph([f"Note de la commission : {note}. ", strong(f"Rang : {values.rank}.")], BODY)
    if values.sections:
        columns = (
            Column("Partie de la grille", document.frame.width - 110, TABLE_STRONG, names_row=True),
            Column("Points", 110, NUMBER),
        )
        document.add(Table(columns, [Row([label, points]) for label, points in values.sections]))
        if any(points == UNMARKED for _, points in values.sections):
            document.paragraph("« Sans note » : cette partie n’a pas pu être notée en entier.", NOTE)
    if values.reasons:
        document.add(BulletList([("–", words) for words in values.reasons], BODY))
    if values.recommendation:
        document.heading(3, "Recommandations de la commission pour la suite")
        document.paragraph(values.recommendation, BODY)
