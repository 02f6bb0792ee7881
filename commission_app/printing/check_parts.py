"""Parts of a document with which a third party checks it: the fiches retained, the digests to compare."""

from dataclasses import dataclass, replace
from datetime import datetime

from commission_app.printing.paper import Document
from commission_app.printing.styles import BODY, DIGEST, NUMBER, TABLE_STRONG
from commission_app.printing.tables import Column, Row, Table
from commission_app.texts import count_fr, date_time_fr

SMALL_DIGEST = replace(DIGEST, size=6, leading=9.4, before=0, after=0)  # 128 signs on two lines


@dataclass(frozen=True)
class RetainedPrint:
    """A fiche of the list settled at the close."""

    member: str
    institution: str
    version: int
    digest: str  # SHA-512 of the signed fiche
    is_paper: bool = False  # entered by the secretariat


@dataclass(frozen=True)
class RegisterPrint:
    """The list of fiches retained, as the members sign it by hand."""

    serial: int
    closed: datetime
    digest: str  # SHA-512 of the signed list
    sheets: tuple[RetainedPrint, ...]
    since: int = 0  # fiches that came after the close, and are not on it


def write_register(document: Document, register: RegisterPrint) -> None:
    """Print what each member compares with their own application before signing the minutes."""
    document.heading(2, "Fiches retenues")
    document.paragraph(
        f"Liste n° {register.serial}, arrêtée le {date_time_fr(register.closed)}. Chaque membre retrouve "
        "l’empreinte SHA-512 de sa fiche à la page « Preuves » de son application, et au pied de "
        "l’exemplaire qu’il en imprime. Empreinte de la liste :",
        BODY,
    )
    document.paragraph(grouped(register.digest), DIGEST)
    if register.since:
        came = count_fr(register.since, "fiche arrivée", "fiches arrivées")
        document.paragraph(f"{came} depuis : la liste n’en tient pas compte.", BODY)
    if not register.sheets:
        document.paragraph("Aucune fiche n’est retenue.", BODY)
        return
    if any(sheet.is_paper for sheet in register.sheets):
        document.paragraph(
            "« papier » : saisie par le secrétariat d’après une grille papier, par deux agents.", BODY
        )
    columns = (
        Column("Membre", 118, TABLE_STRONG, names_row=True),
        Column("Organisme", 62),
        Column("Fiche n°", 42, NUMBER),
        Column("Empreinte SHA-512", 261.28, SMALL_DIGEST),
    )
    printed = [
        Row([sheet.member, sheet.institution, _number(sheet), grouped(sheet.digest)])
        for sheet in register.sheets
    ]
    document.add(Table(columns, printed))


def _number(sheet: RetainedPrint) -> str:
    return f"papier {sheet.version}" if sheet.is_paper else str(sheet.version)


def write_checking(document: Document, digest: str, archive_root: str) -> None:
    """Print against what the document and the archive written with it are checked."""
    document.heading(2, "Vérifier ce document")
    document.paragraph(
        "Ce fichier porte en pièce jointe les données dont il est tiré (synthese.json). Leur empreinte "
        "SHA-512, recalculée par n’importe qui, doit être :",
        BODY,
    )
    document.paragraph(grouped(digest), DIGEST)
    if archive_root:
        document.paragraph(
            "L’archive de la séance permet à un tiers de tout recalculer, sans l’application. Elle est bien "
            "celle qui accompagne ce document si l’empreinte de sa racine est :",
            BODY,
        )
        document.paragraph(grouped(archive_root), DIGEST)


def grouped(digest: str) -> str:
    """Write a digest in groups of eight signs."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
