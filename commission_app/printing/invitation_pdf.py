"""Letters of invitation to apply, one page each: the mailing of the secretariat before the call closes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commission_app.printing.letter_parts import secretariat_line
from commission_app.printing.paper import COMMISSION, Document, PageFrame
from commission_app.printing.paragraphs import BulletList, Run, strong
from commission_app.printing.styles import BODY, LEAD, LETTER
from commission_app.printing.tagging import TaggedCanvas
from commission_app.printing.typefaces import Face
from commission_app.texts import count_fr, date_fr, date_time_fr

TITLE = "Invitation à présenter une candidature"
PIECES = (
    "une lettre d’intention qui présente votre projet ;",
    "une lettre de la caisse qui gère la branche Famille dans votre département ;",
    "un budget et, s’il y a lieu, les engagements de vos partenaires.",
)
BEARERS = (
    "Une commune, un établissement public de coopération intercommunale ou un groupement de plusieurs d’entre"
    " eux peut présenter une candidature. Cette invitation ne préjuge pas de l’examen de votre dossier."
)


@dataclass(frozen=True)
class Recipient:
    """One territory that is invited."""

    civility: str  # « Madame ou Monsieur le maire »
    name: str
    code: str
    departement: str  # « Aisne (02) »
    basin: str


@dataclass(frozen=True)
class InvitationPrint:
    """What every letter says."""

    campaign: str
    departements: int  # that were retained
    seats: int
    deadline: datetime | None  # end of the deposits
    where: str
    word: str
    phone: str
    date: datetime
    commission: str = COMMISSION


class _LetterFrame(PageFrame):
    """Every page is the first of its letter."""

    def header_height(self, page: int) -> float:
        """Each letter bears the identity of the commission."""
        del page
        return super().header_height(0)

    def draw(self, canvas: TaggedCanvas, page: int, pages: int) -> None:
        """Number each letter by itself: it leaves alone."""
        del page, pages
        super().draw(canvas, 0, 1)


def invitations_pdf(values: InvitationPrint, recipients: Sequence[Recipient]) -> bytes:
    """Return the letters as one tagged PDF file, in the order given."""
    document = Document(
        _LetterFrame(
            author=values.commission,
            campaign=values.campaign,
            title=TITLE,
            date=values.date,
            notes=(date_fr(values.date),),
        )
    )
    for number, recipient in enumerate(recipients):
        _write_letter(document, values, recipient, starts_page=number > 0)
    return document.render()


def _write_letter(
    document: Document, values: InvitationPrint, recipient: Recipient, *, starts_page: bool
) -> None:
    document.heading(1, TITLE, starts_page=starts_page)
    document.paragraph(
        [Run(recipient.civility, Face.SEMIBOLD), f"\n{recipient.name}\n{recipient.departement}"], LEAD
    )
    document.paragraph("Madame, Monsieur,", LETTER)
    among = count_fr(values.departements, "département retenu", "départements retenus")
    document.paragraph(
        [
            "Votre territoire se trouve dans l’un des " if values.departements > 1 else "Parmi ",
            f"{among} pour « {values.campaign} »."
            if values.departements > 1
            else f"{among} pour « {values.campaign} » se trouve votre territoire.",
            f" Il fait partie du bassin prioritaire « {recipient.basin} » du schéma départemental."
            if recipient.basin
            else "",
            " Nous vous invitons à présenter une candidature.",
        ],
        LETTER,
    )
    document.paragraph(BEARERS, LETTER)
    document.paragraph(_deadline(values), LETTER)
    document.paragraph("Le dossier contient au moins :", LETTER)
    document.add(BulletList([("–", words) for words in PIECES], BODY))
    places = count_fr(values.seats, "territoire")
    document.paragraph(
        f"La commission examine toutes les candidatures avec la même grille et propose {places}.", LETTER
    )
    if values.word:
        document.paragraph(values.word, LETTER)
    document.add(secretariat_line(values.phone))


def _deadline(values: InvitationPrint) -> list[Run | str]:
    where = f" Il se dépose ainsi : {values.where.rstrip('.')}." if values.where else ""
    if values.deadline is None:
        return [f"Le secrétariat vous dira jusqu’à quand le dossier peut être déposé.{where}"]
    return ["Votre dossier est attendu au plus tard le ", strong(date_time_fr(values.deadline)), f".{where}"]
