"""The letter to the chair of a commission whose fiches are read by two persons together: the chest's code."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from commission_app.printing.blocks import Box
from commission_app.printing.exact_signs import GroupedSigns
from commission_app.printing.paper import COMMISSION, Document, PageFrame
from commission_app.printing.paragraphs import BulletList, Paragraph, strong
from commission_app.printing.styles import (
    BODY,
    LEAD,
    LETTER,
    NOTE,
    TITLE,
    WARNING_BACKGROUND,
    WARNING_RULE,
    Style,
)
from commission_app.printing.typefaces import Face
from commission_app.texts import date_fr, date_time_fr

_CODE: Final = Style(Face.MONO, 14, 28, TITLE)

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
    lengths = [len(group) for group in letter.code.split("-")]
    document.add(GroupedSigns(letter.code, _CODE, lengths, gap=1))
    document.paragraph(ABOUT_CODE, NOTE)
    document.heading(2, "Comment faire")
    items = [(f"{number}.", step) for number, step in enumerate(STEPS, 1)]
    document.add(BulletList(items, BODY, indent=16))
    warning = Paragraph([strong("Code perdu, coffre perdu. "), WARNING], BODY)
    document.add(Box([warning], WARNING_BACKGROUND, WARNING_RULE))
    document.paragraph(["Le secrétariat de la commission, ", strong(f"téléphone {letter.phone}")], LETTER)
    return document.render()
