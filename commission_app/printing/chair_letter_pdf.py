"""The letter to the chair of a commission whose fiches are read by two persons together: the chest's code."""

from dataclasses import dataclass, field
from datetime import datetime

from commission_app.printing.letter_parts import grouped_code, numbered_steps, secretariat_line, warning_box
from commission_app.printing.paper import COMMISSION, Document, PageFrame
from commission_app.printing.paragraphs import strong
from commission_app.printing.styles import LEAD, LETTER, NOTE
from commission_app.texts import date_fr, date_time_fr

PURPOSE = (
    "Les fiches de notation de cette campagne vont dans un coffre qui ne s’ouvre qu’à deux. La moitié de ce "
    "qui l’ouvre est gardée par le secrétariat, l’autre est le code ci-dessous, qui n’est qu’à vous. "
    "Jusqu’à ce que vous le tapiez, personne ne peut lire une fiche, ni le secrétariat ni vous."
)
ABOUT_CODE = (
    "Sept groupes de six signes. Majuscules et minuscules conviennent, les espaces et les tirets sont "
    "facultatifs. Le code n’a ni I, ni L, ni O, ni U : un rond est le chiffre zéro, une barre est le chiffre "
    "un."
)
STEPS = (
    "Gardez cette lettre sous clé, hors du secrétariat.",
    (
        "Quand les fiches sont à recevoir, tapez le code vous-même sur l’ordinateur du secrétariat, page "
        "« Réception ». Il n’y est pas retenu : le coffre se referme avec l’application."
    ),
    "Les fiches une fois reçues restent lisibles au secrétariat ; pour d’autres, le coffre est à rouvrir.",
    "Détruisez cette lettre et ses copies après la campagne.",
)
WARNING = (
    "L’application ne garde pas ce code et personne ne peut le retrouver. Les fiches resteraient fermées, et "
    "la campagne serait à refaire. Gardez-en une seconde copie sous enveloppe cachetée, dans un autre lieu."
)


@dataclass(frozen=True)
class ChairLetterPrint:
    """What the chair receives on paper, once."""

    campaign: str
    code: str = field(repr=False)  # seven groups of six signs, joined by dashes
    meeting: datetime
    phone: str  # of the secretariat
    date: datetime
    commission: str = COMMISSION


def chair_letter_pdf(letter: ChairLetterPrint) -> bytes:
    """Return the letter as a tagged PDF file."""
    document = Document(
        PageFrame(
            author=letter.commission,
            campaign=letter.campaign,
            title="Code du coffre",
            date=letter.date,
            notes=("À remettre en main propre", date_fr(letter.date)),
        )
    )
    document.heading(1, "Code du coffre")
    document.paragraph("À la présidence de la commission", LEAD)
    document.paragraph("Madame, Monsieur,", LETTER)
    document.paragraph(
        ["La commission se réunit le ", strong(date_time_fr(letter.meeting)), f". {PURPOSE}"], LETTER
    )
    document.heading(2, "Votre code")
    document.add(grouped_code(letter.code))
    document.paragraph(ABOUT_CODE, NOTE)
    document.heading(2, "Comment faire")
    document.add(
        numbered_steps(STEPS),
        warning_box("Code perdu, coffre perdu. ", WARNING),
        secretariat_line(letter.phone),
    )
    return document.render()
