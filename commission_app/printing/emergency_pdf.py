"""The emergency sheet of a campaign, printed once and kept in a sealed envelope.

It holds the recovery code, the identity of the envelope, and how to open everything with public tools alone.
The commands are printed as they are typed, and tests run them from the printed file.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from commission_app.printing.exact_signs import Commands, GroupedSigns, qr_code
from commission_app.printing.letter_parts import grouped_code, warning_box
from commission_app.printing.paper import COMMISSION, Document, PageFrame
from commission_app.printing.paragraphs import BulletList, Heading, strong
from commission_app.printing.styles import BODY, HEADING_3, LEAD, NOTE, TITLE, Style
from commission_app.printing.typefaces import Face
from commission_app.texts import date_fr

_IDENTITY: Final = Style(Face.MONO, 9.8, 22, TITLE)

PURPOSE = (
    "Ce pli est la dernière ressource de la campagne. Il rouvre les travaux du secrétariat sur un autre "
    "ordinateur quand le sien est perdu, volé ou abîmé, et il permet de tout lire sans l’application, avec "
    "des outils publics, aussi longtemps que la campagne doit pouvoir être relue."
)
RULES = {
    "Qui le garde": (
        "une personne désignée par la présidence de la commission, hors du secrétariat, sous enveloppe "
        "cachetée, avec une copie du fichier secours.age sur une clé USB."
    ),
    "Quand l’ouvrir": (
        "sur décision de la présidence, à deux personnes ; l’ouverture est notée au procès-verbal."
    ),
    "Jusqu’à quand": "la fin de la campagne. Il est alors détruit, avec toute copie de secours.age.",
}
WARNING = (
    "Imprimez cette feuille en un exemplaire, effacez ensuite le fichier PDF, ne la photographiez pas et ne "
    "l’envoyez à personne. L’application ne garde ni ce code ni cette ligne : ils ne pourront pas être "
    "imprimés de nouveau."
)
ABOUT_CODE = (
    "Sept groupes de six signes. Le code n’a ni I, ni L, ni O, ni U : un rond est le chiffre zéro, une barre "
    "est le chiffre un. Dans l’application, il ouvre la campagne sur l’ordinateur du secrétariat ; avec le "
    "fichier secours.age et une sauvegarde du dossier de travail, il la rétablit sur un autre."
)
ABOUT_IDENTITY = (
    "Ces signes, sans espace ni retour à la ligne, ouvrent à eux seuls les lots, les fiches et les "
    "brouillons de la campagne, même si secours.age est perdu. Le code carré contient la même ligne : une "
    "fois lue, elle est à enregistrer dans un fichier nommé identite.txt."
)
TOOLS = (
    "Il faut un ordinateur hors du réseau, avec unzip, ssh-keygen (OpenSSH 8.1 ou plus récent) et l’un de "
    "ces deux outils : la commande age, version 1.3 ou plus récente, ou Node 20.19 avec les paquets npm "
    "age-encryption et @noble/post-quantum. Les versions d’age plus anciennes, dont la 1.1.1 de Debian, "
    "ouvrent secours.age mais ni les lots ni les fiches."
)
ABOUT_TYPING = (
    "Tapez le code de secours comme il est imprimé, en majuscules, avec ses tirets. Sans secours.age, "
    "enregistrez la ligne de l’enveloppe dans identite.txt."
)
ABOUT_CONTENT = (
    "D’un lot sortent le manifeste et, dans le dossier d, les pièces ; d’une fiche, les notes (fiche), les "
    "commentaires (textes) et la carte du membre (carte) ; d’un brouillon, le fichier brouillon. La première "
    "ligne de fiche et de manifeste se lit telle quelle."
)
ABOUT_SIGNATURE = (
    "La réponse commence par « Good ». Pour un lot, mettez manifeste à la place de fiche et de carte, et "
    "lot-v1 à la place de fiche-v1."
)
ABOUT_FORMATS = (
    "Le contenu de chaque fichier est décrit dans le document des formats (docs/formats.md), livré avec "
    "l’application."
)

UNSEAL_RECOVERY = ("age -d -o identite.txt secours.age",)
UNSEAL = ("age -d -i identite.txt -o contenu.zip FICHIER",)
UNSEAL_WITH_NODE = (
    'import { readFileSync, writeFileSync } from "node:fs";',
    'import { Decrypter } from "age-encryption";',
    "const [identity, sealed, opened] = process.argv.slice(2);",
    "const reader = new Decrypter();",
    'for (const line of readFileSync(identity, "utf8").split("\\n"))',
    'if (line.startsWith("AGE-SECRET-KEY-")) reader.addIdentity(line.trim());',
    "writeFileSync(opened, await reader.decrypt(readFileSync(sealed)));",
)
RUN_UNSEAL = ("node ouvrir.mjs identite.txt FICHIER contenu.zip",)
UNPACK = ("unzip contenu.zip",)
VERIFY = (
    "head -n 2 fiche > message",
    "tail -n +3 fiche > signature",
    "head -n 1 carte | grep -o 'ssh-ed25519 [A-Za-z0-9+/=]*' | sed 's/^/membre /' > connus",
    "ssh-keygen -Y verify -f connus -I membre -n fiche-v1@commission-app -s signature < message",
)
VERIFY_WITH_NODE = (
    'import { readFileSync } from "node:fs";',
    'import { ml_dsa65 } from "@noble/post-quantum/ml-dsa.js";',
    'const [line, second] = readFileSync("fiche", "latin1").split("\\n");',
    'const { keys } = JSON.parse(readFileSync("carte", "utf8").split("\\n")[0]);',
    'const message = Buffer.from(line + "\\n", "latin1");',
    'const context = Buffer.from("fiche-v1@commission-app");',
    'const [signature, key] = [second.slice(8), keys.pqsig].map((text) => Buffer.from(text, "base64"));',
    "console.log(ml_dsa65.verify(signature, message, key, { context }));",
)
RUN_VERIFY = ("node verifier.mjs",)


@dataclass(frozen=True)
class EmergencyPrint:
    """What goes in the envelope."""

    campaign: str
    code: str = field(repr=False)  # seven groups of six signs, joined by dashes
    identity: str = field(repr=False)  # `AGE-SECRET-KEY-PQ-1…`; empty in a campaign without this recipient
    date: datetime
    commission: str = COMMISSION


def emergency_pdf(sheet: EmergencyPrint) -> bytes:
    """Return the emergency sheet as a tagged PDF file."""
    document = Document(
        PageFrame(
            author=sheet.commission,
            campaign=sheet.campaign,
            title="Pli de secours",
            date=sheet.date,
            notes=("À garder sous enveloppe cachetée", date_fr(sheet.date)),
        )
    )
    _write_purpose(document, sheet)
    _write_secrets(document, sheet)
    _write_procedure(document)
    return document.render()


def _write_purpose(document: Document, sheet: EmergencyPrint) -> None:
    document.heading(1, "Pli de secours")
    document.paragraph(sheet.campaign, LEAD)
    document.paragraph(PURPOSE)
    document.add(BulletList([("–", [strong(f"{what} : "), rule]) for what, rule in RULES.items()], BODY))
    document.add(warning_box("Qui tient ce pli lit toute la campagne. ", WARNING))


def _write_secrets(document: Document, sheet: EmergencyPrint) -> None:
    document.heading(2, "Le code de secours")
    document.add(grouped_code(sheet.code))
    document.paragraph(ABOUT_CODE, NOTE)
    if not sheet.identity:
        return
    document.heading(2, "La ligne de l’enveloppe")
    document.add(GroupedSigns(sheet.identity, _IDENTITY, _groups_of_identity(sheet.identity)))
    document.add(qr_code(sheet.identity, "Code carré qui contient la ligne de l’enveloppe, signe pour signe"))
    document.paragraph(ABOUT_IDENTITY, NOTE)


def _write_procedure(document: Document) -> None:
    document.heading(1, "Tout ouvrir sans l’application", starts_page=True)
    document.paragraph(TOOLS, NOTE)
    _write_step(document, "1. Obtenir identite.txt", UNSEAL_RECOVERY)
    document.paragraph(ABOUT_TYPING, NOTE)
    _write_step(document, "2. Ouvrir un lot, une fiche ou un brouillon avec age", UNSEAL)
    document.paragraph("Ou avec Node : enregistrez ces lignes dans ouvrir.mjs, puis lancez-le.", NOTE)
    document.add(Commands(UNSEAL_WITH_NODE), Commands(RUN_UNSEAL))
    _write_step(document, "3. Décompresser d’abord, lire ensuite", UNPACK)
    document.paragraph(ABOUT_CONTENT, NOTE)
    _write_step(document, "4. Vérifier la première signature d’une fiche", VERIFY)
    document.paragraph(ABOUT_SIGNATURE, NOTE)
    _write_step(document, "5. Vérifier la seconde : enregistrer dans verifier.mjs", VERIFY_WITH_NODE)
    document.add(Commands(RUN_VERIFY))
    document.paragraph(f"La réponse est « true ». {ABOUT_FORMATS}", NOTE)


def _write_step(document: Document, title: str, commands: Sequence[str]) -> None:
    document.add(Heading(2, title, style=HEADING_3), Commands(commands))


def _groups_of_identity(identity: str) -> tuple[int, ...]:
    """Return the lengths of its groups: the fixed beginning, then six signs by six."""
    fixed = identity.rindex("1") + 1  # bech32: the last 1 ends the fixed part
    rest = len(identity) - fixed
    return (fixed, *(min(6, rest - start) for start in range(0, rest, 6)))
