"""The letter of convocation of one member: opening code, how to use it, and a slip to declare ties."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from commission_app.printing.blocks import Box
from commission_app.printing.drawings import Tiles, check_box
from commission_app.printing.letter_parts import numbered_steps, secretariat_line, warning_box
from commission_app.printing.paper import COMMISSION, Document, PageFrame
from commission_app.printing.paragraphs import Paragraph, Run, strong
from commission_app.printing.styles import (
    BODY,
    INFORMATION_BACKGROUND,
    INFORMATION_RULE,
    LEAD,
    LETTER,
    NOTE,
    OUTLINE,
    TABLE_STRONG,
    TABLE_TEXT,
)
from commission_app.printing.tables import Column, Row, Table
from commission_app.printing.tagging import TaggedCanvas
from commission_app.printing.typefaces import Face
from commission_app.texts import count_fr, date_fr, date_time_fr

STEPS = (
    "Copiez le lot sur votre ordinateur et ouvrez-le d’un double-clic.",
    (
        "Tapez le code ci-dessus, une seule fois. L’application vous salue par votre nom : si ce n’est pas "
        "le vôtre, arrêtez-vous là et appelez le secrétariat."
    ),
    (
        "Lisez et notez. Tout est enregistré à mesure : vous pouvez fermer et reprendre quand vous voulez. "
        "Sur un autre ordinateur, le même lot et le même code suffisent."
    ),
    (
        "Choisissez « Remettre ma fiche » et transmettez au secrétariat le fichier obtenu. Une ligne vous "
        "répondra : « Fiche n° 1 reçue et retenue »."
    ),
)
TIES = {
    "Lien institutionnel": (
        "votre organisme ou son réseau a écrit une lettre de soutien ou accompagné le projet. Le lien est "
        "affiché et vous notez le dossier."
    ),
    "Intérêt personnel": (
        "mandat, emploi récent, proche, résidence ou intérêt direct. Vous vous déportez, et votre lot ne "
        "contient pas ce dossier."
    ),
}
_TICKED = replace(TABLE_TEXT, align="center")


@dataclass(frozen=True)
class LetterPrint:
    """What a member receives on paper, by another way than the lot."""

    campaign: str
    member: str
    institution: str
    code: str  # 30 signs; spaces and hyphens are free
    meeting: datetime
    deadline: datetime  # of the fiche
    phone: str  # of the secretariat
    territories: tuple[tuple[str, str], ...]  # name and département of each candidate
    date: datetime
    commission: str = COMMISSION


def letter_pdf(letter: LetterPrint) -> bytes:
    """Return the letter as a tagged PDF file."""
    document = Document(
        PageFrame(
            author=letter.commission,
            campaign=letter.campaign,
            title="Convocation et code d’ouverture",
            date=letter.date,
            notes=("Lettre personnelle", date_fr(letter.date)),
        )
    )
    _write_convocation(document, letter)
    _write_code(document, letter)
    _write_steps(document, letter)
    _write_slip(document, letter)
    return document.render()


def _write_convocation(document: Document, letter: LetterPrint) -> None:
    dossiers = count_fr(len(letter.territories), "dossier")
    reading = (
        ". D’ici là, vous lisez et vous notez les dossiers sur votre ordinateur, sans connexion ; votre "
        "fiche de notation est attendue au plus tard le "
    )
    document.heading(1, "Convocation et code d’ouverture")
    document.paragraph([Run(letter.member, Face.SEMIBOLD), f"\n{letter.institution}"], LEAD)
    document.paragraph("Madame, Monsieur,", LETTER)
    document.paragraph(
        [
            "Vous êtes membre de la commission. Sa séance se tient le ",
            strong(date_time_fr(letter.meeting)),
            reading,
            strong(date_time_fr(letter.deadline)),
            f". Un lot de {dossiers} vous est remis par un autre chemin que cette lettre.",
        ],
        LETTER,
    )


def _write_code(document: Document, letter: LetterPrint) -> None:
    signs = re.sub(r"[^0-9A-Za-z]", "", letter.code).upper()
    document.heading(2, "Votre code d’ouverture")
    document.add(Tiles([signs[start : start + 5] for start in range(0, len(signs), 5)]))
    document.paragraph(
        "Six groupes de cinq signes, de gauche à droite. Majuscules et minuscules conviennent, les espaces "
        "sont facultatifs. Le code n’a ni I, ni L, ni O, ni U : un rond est le chiffre zéro, une barre est "
        "le chiffre un.",
        NOTE,
    )


def _write_steps(document: Document, letter: LetterPrint) -> None:
    document.heading(2, "Comment faire")
    document.add(numbered_steps(STEPS))
    care = (
        "Gardez cette lettre à part, ne la photographiez pas, ne recopiez pas le code dans un message. Code "
        f"perdu, lettre déjà ouverte : appelez le secrétariat au {letter.phone}, un nouveau code vous sera "
        "remis. Détruisez cette lettre après la campagne."
    )
    document.add(warning_box("Ce code ne voyage jamais avec le lot. ", care))
    document.paragraph(
        [strong("Vos commentaires sont communicables après la décision : "), "écrivez-les en le sachant."],
        BODY,
    )
    document.add(secretariat_line(letter.phone))


def _write_slip(document: Document, letter: LetterPrint) -> None:
    document.heading(1, "Déclaration de liens", starts_page=True)
    document.paragraph(
        f"À renvoyer au secrétariat dès réception, avant d’ouvrir le lot. {letter.member}, "
        f"{letter.institution}.",
        LEAD,
    )
    ties = [Paragraph([strong(f"{name} : "), meaning], BODY) for name, meaning in TIES.items()]
    document.add(Box(ties, INFORMATION_BACKGROUND, INFORMATION_RULE))
    columns = (
        Column("Territoire candidat", 255, TABLE_STRONG, names_row=True),
        Column("Département", 74),
        Column("Lien institutionnel", 77, _TICKED),
        Column("Intérêt personnel", 77.28, _TICKED),
    )
    document.add(Table(columns, [_slip_row(name, code) for name, code in letter.territories]))
    document.add(
        Paragraph(
            "Je n’ai de lien avec aucun de ces dossiers (à cocher).",
            replace(BODY, before=12, after=22),
            indent=18,
            ornament=_paint_box,
        ),
        _field("Date"),
        _field("Nom et signature"),
    )


def _slip_row(name: str, departement: str) -> Row:
    return Row(
        [
            name,
            departement,
            check_box(f"Case à cocher : lien institutionnel avec {name}"),
            check_box(f"Case à cocher : intérêt personnel dans {name}"),
        ]
    )


def _paint_box(canvas: TaggedCanvas, x: float, middle: float) -> None:
    canvas.rounded(x + 0.5, middle - 4.5, (9, 9), 1.5, outline=OUTLINE, thickness=0.9)


def _field(label: str) -> Paragraph:
    """Return a label with a line to write on by hand, on its right."""

    def paint(canvas: TaggedCanvas, x: float, middle: float) -> None:
        canvas.rule(x + 90, middle - 5, 240, OUTLINE, 0.5)

    return Paragraph(label, replace(NOTE, after=22), ornament=paint)
