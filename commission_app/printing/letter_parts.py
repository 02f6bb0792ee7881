"""What letters have in common: a code, steps, a warning, who to call, who signs, whether it is decided."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from commission_app.printing.blocks import Box
from commission_app.printing.exact_signs import GroupedSigns
from commission_app.printing.paper import PROJECT, Document, PageFrame
from commission_app.printing.paragraphs import BulletList, Paragraph, strong
from commission_app.printing.styles import (
    BODY,
    LETTER,
    TITLE,
    WARNING_BACKGROUND,
    WARNING_RULE,
    Style,
)
from commission_app.printing.tables import Column, Row, Table
from commission_app.printing.typefaces import Face
from commission_app.texts import date_fr

_CODE: Final = Style(Face.MONO, 14, 28, TITLE)


def grouped_code(code: str) -> GroupedSigns:
    """Return a code whose groups are joined by dashes, as it is typed."""
    return GroupedSigns(code, _CODE, [len(group) for group in code.split("-")], gap=1)


def numbered_steps(steps: Sequence[str]) -> BulletList:
    """Return what is to be done, in order."""
    return BulletList([(f"{number}.", step) for number, step in enumerate(steps, 1)], BODY, indent=16)


def warning_box(first_words: str, rest: str) -> Box:
    """Return what must not be missed, its first words in strong letters."""
    return Box([Paragraph([strong(first_words), rest], BODY)], WARNING_BACKGROUND, WARNING_RULE)


def secretariat_line(phone: str) -> Paragraph:
    """Return who signs a letter, and where they are called."""
    return Paragraph(["Le secrétariat de la commission, ", strong(f"téléphone {phone}")], LETTER)


def signature_table(authorities: Sequence[str], width: float) -> Table:
    """Return a place to sign by hand for each signatory, side by side (CRPA L212-1)."""
    signing = authorities or ("L’autorité qui décide",)
    words = "Prénom, nom, qualité, date et signature\n\n\n\n"
    return Table([Column(who, width / len(signing)) for who in signing], [Row([words for _ in signing])])


def decided_document(
    author: str, campaign: str, title: str, *, date: datetime, taken: datetime | None, digest: str
) -> Document:
    """Return an empty document that speaks of a decision: a project across each page until it is taken."""
    return Document(
        PageFrame(
            author=author,
            campaign=campaign,
            title=title,
            date=date,
            notes=(date_fr(taken) if taken else "Projet — avant décision",),
            digest=digest,
            watermark="" if taken else PROJECT,
        )
    )
