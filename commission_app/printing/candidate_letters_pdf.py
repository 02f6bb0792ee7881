"""The letters to a candidate before the meeting: received, a piece missing, not admissible (DOMAINE.md §5).

What the law asks to be said (ways and time limits, what silence means) is a text of the campaign, printed as
the secretariat wrote it. A letter that lacks such a text is a project, and says so across each page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from commission_app.printing.letter_parts import secretariat_line, signature_table
from commission_app.printing.paper import COMMISSION, PROJECT, Document, PageFrame
from commission_app.printing.paragraphs import BulletList, Run, Text, strong
from commission_app.printing.styles import BODY, LEAD, LETTER, TABLE_STRONG
from commission_app.printing.tables import Column, Row, Table
from commission_app.printing.typefaces import Face
from commission_app.texts import count_fr, date_fr, date_time_fr

Kind = Literal["acknowledgment", "request", "reminder", "ineligibility"]
TITLES: Final[dict[Kind, str]] = {
    "acknowledgment": "Accusé de réception de votre candidature",
    "request": "Demande de pièce complémentaire",
    "reminder": "Rappel de notre demande de pièce",
    "ineligibility": "Votre candidature n’est pas recevable",
}
NEXT = (
    "Sa recevabilité est maintenant examinée. S’il manque une pièce qui peut être ajoutée, nous vous la "
    "demanderons par écrit. Cet accusé ne dit rien de la recevabilité de la candidature ni de sa sélection."
)
ASKED = "Pour l’examiner, il nous manque de quoi répondre à ce qui suit :"
AGAIN = "nous n’avons pas reçu de quoi répondre à ce qui suit :"
WITHOUT = (
    "Sans réponse à cette date, votre candidature sera examinée telle qu’elle est ; un point obligatoire qui "
    "resterait sans pièce la rendrait irrecevable."
)
NOT_EXAMINED = "Votre candidature n’est donc pas examinée par la commission, qui en est informée."


@dataclass(frozen=True)
class CandidateLetterPrint:
    """What one candidate is written. Empty texts and None are not printed."""

    kind: Kind
    campaign: str
    territory: str
    departement: str
    reference: str  # of the candidacy
    title: str  # of the project
    date: datetime
    phone: str  # of the secretariat
    office: str = ""  # the service in charge and its address, as the campaign writes it
    received: datetime | None = None
    deposited: str = ""  # the moment of the deposit in the words of the import
    pieces: tuple[tuple[str, int], ...] = ()  # title, pages
    asked: tuple[tuple[str, str], ...] = ()  # what is missing, how it will be looked at
    asked_on: datetime | None = None  # of a reminder: when it was first asked
    due: datetime | None = None  # of the answer
    reason: str = ""  # of the decision
    mentions: tuple[tuple[str, str], ...] = ()  # title, text of the campaign: silence, ways and time limits
    signatory: str = ""  # first name, name, quality
    is_project: bool = False
    commission: str = COMMISSION


def candidate_letter_pdf(letter: CandidateLetterPrint) -> bytes:
    """Return the letter as a tagged PDF file."""
    state = "Projet" if letter.is_project else date_fr(letter.date)
    document = Document(
        PageFrame(
            author=letter.commission,
            campaign=letter.campaign,
            title=f"{TITLES[letter.kind]} — {letter.territory}",
            date=letter.date,
            notes=(f"Référence : {letter.reference}", state),
            watermark=PROJECT if letter.is_project else "",
        )
    )
    document.heading(1, TITLES[letter.kind])
    document.paragraph(
        [Run(letter.territory, Face.SEMIBOLD), f" ({letter.departement})\n{letter.title}"], LEAD
    )
    document.paragraph("Madame, Monsieur,", LETTER)
    _BODIES[letter.kind](document, letter)
    for title, text in letter.mentions:
        if text:
            document.heading(2, title)
            _write_text(document, text)
    _write_signature(document, letter)
    return document.render()


def _acknowledge(document: Document, letter: CandidateLetterPrint) -> None:
    document.paragraph([*_received(letter), f" Elle porte la référence {letter.reference}."], LETTER)
    if letter.pieces:
        document.heading(2, "Ce que nous avons reçu")
        columns = (
            Column("Pièce", document.frame.width - 90, TABLE_STRONG, names_row=True),
            Column("Pages", 90),
        )
        rows = [Row([title, count_fr(pages, "page")]) for title, pages in letter.pieces]
        document.add(Table(columns, rows))
    document.heading(2, "Et maintenant")
    document.paragraph(NEXT, LETTER)


def _ask(document: Document, letter: CandidateLetterPrint) -> None:
    document.paragraph([*_received(letter), f" {ASKED}"], LETTER)
    _write_asked(document, letter)


def _remind(document: Document, letter: CandidateLetterPrint) -> None:
    since = f"Par lettre du {date_fr(letter.asked_on)}, " if letter.asked_on else ""
    wanted = "nous vous demandions une pièce, et " if since else ""
    words = f"{since}{wanted}{AGAIN}"
    document.paragraph(words[:1].upper() + words[1:], LETTER)
    _write_asked(document, letter)


def _refuse(document: Document, letter: CandidateLetterPrint) -> None:
    reason = letter.reason.rstrip(" .") + "."
    document.paragraph(
        [*_received(letter), " Elle ", strong("n’est pas recevable"), f", pour ce motif : {reason}"], LETTER
    )
    if letter.asked:
        document.paragraph("Points de la recevabilité qui ne sont pas remplis :", LETTER)
        _write_points(document, letter.asked)
    document.paragraph(NOT_EXAMINED, LETTER)


_BODIES: Final = {
    "acknowledgment": _acknowledge,
    "request": _ask,
    "reminder": _remind,
    "ineligibility": _refuse,
}


def _received(letter: CandidateLetterPrint) -> Iterator[str | Run]:
    yield "Nous avons bien reçu votre candidature"
    when = date_time_fr(letter.received) if letter.received else letter.deposited
    if when:
        yield ", le "
        yield strong(when)
    yield "."


def _write_asked(document: Document, letter: CandidateLetterPrint) -> None:
    _write_points(document, letter.asked)
    if letter.due is not None:
        words: Text = ["Votre réponse est attendue au plus tard le ", strong(date_fr(letter.due)), "."]
        document.paragraph(words, LETTER)
    document.paragraph(WITHOUT, LETTER)


def _write_points(document: Document, points: Sequence[tuple[str, str]]) -> None:
    document.add(BulletList([("–", f"« {label} ». Attendu : {check}") for label, check in points], BODY))


def _write_text(document: Document, text: str) -> None:
    for line in text.splitlines():
        if line.strip():
            document.paragraph(line.strip(), BODY)


def _write_signature(document: Document, letter: CandidateLetterPrint) -> None:
    if letter.office:
        document.heading(2, "Service chargé de votre candidature")
        _write_text(document, letter.office)
    document.add(secretariat_line(letter.phone))
    document.heading(2, "Signature")
    who = letter.signatory or (
        "La présidence de la commission" if letter.kind == "ineligibility" else "Le secrétariat"
    )
    document.add(signature_table((who,), document.frame.width / 2))
