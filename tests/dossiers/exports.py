"""Synthetic exports of Démarches-simplifiées, in every form that a secretariat may bring (PEERS.md §8).

Territories are real, so that they are recognised; projects and amounts are invented.
"""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal
from xml.sax.saxutils import escape

import xlsxwriter

Applicant = Literal["morale", "physique"]
Format = Literal["xlsx", "ods", "csv", "csv-excel"]
Cell = str | int | float
Rows = list[list[Cell]]
Book = list[tuple[str, Rows]]

STAINS, GRASSE, SAINT_ANDRE = "21930072000016", "20003985700012", "21974009300012"
NUMBERS = ("1101", "1102", "1103")
NAMES = ("COMMUNE DE STAINS", "CA DU PAYS DE GRASSE", "COMMUNE DE SAINT ANDRE")
TITLES = ("Aller vers", "La crèche, un droit ; ici", "« Ti kaz »")
PIECE_FIELDS = ("Lettre d’intention", "Lettre de soutien de la CAF concernée", "Budget prévisionnel")
POSTS = ("1.5", "", "3")  # the second was not answered
TOTALS = ("506000", "418400", "0")


@dataclass(frozen=True)
class Variant:
    """One way to export."""

    applicant: Applicant
    format: Format
    is_template: bool
    year: int

    def __str__(self) -> str:
        return f"{self.applicant}-{self.format}-{'modèle' if self.is_template else 'défaut'}-{self.year}"

    @property
    def name(self) -> str:
        return f"dossiers_ami_2021-06-10_09-30.{self.format.partition('-')[0]}"


APPLICANTS: tuple[Applicant, ...] = ("morale", "physique")
FORMATS: tuple[Format, ...] = ("xlsx", "ods", "csv", "csv-excel")
VARIANTS = [Variant(*each) for each in product(APPLICANTS, FORMATS, (False, True), (2020, 2023, 2025))]


def luhn(digits: str) -> str:
    """Return 13 digits with the one that makes them a SIRET."""
    for last in "0123456789":
        total = 0
        for place, digit in enumerate(reversed(digits + last)):
            doubled = int(digit) * (1 + place % 2)
            total += doubled - 9 if doubled > 9 else doubled
        if total % 10 == 0:
            return digits + last
    raise AssertionError


SIRETS = tuple(luhn(siren + "0001") for siren in ("219300720", "200039857", "219740099"))


def book(variant: Variant) -> Book:
    """Return the sheets of an export."""
    main = _template(variant) if variant.is_template else _default(variant)
    sheets: Book = [("Dossiers", main)]
    if variant.format in ("xlsx", "ods"):
        if variant.applicant == "morale" and not variant.is_template:
            sheets.append(("Etablissements", _establishments()))
        sheets.append(("Avis", [["Dossier ID", "Introduction", "Réponse"], ["1101", "Votre avis ?", ""]]))
        sheets.append(("(77) Partenaires", [["Dossier ID", "Ligne", "Nom"], ["1101", "1", "Crèche bleue"]]))
    return sheets


def export(variant: Variant) -> bytes:
    """Return the file of an export."""
    return write(book(variant), variant.format)


def write(sheets: Book, form: Format) -> bytes:
    """Write sheets as a program would."""
    match form:
        case "xlsx":
            return xlsx(sheets)
        case "ods":
            return ods(sheets)
        case "csv":
            return _csv(sheets[0][1], ",", "\n").encode()
        case "csv-excel":
            return _csv(_as_excel(sheets[0][1]), ";", "\r\n").encode("cp1252")


def file_names(number: str) -> tuple[str, str, str]:
    """Return the names that authors gave to the pieces of a dossier."""
    return (f"Lettre, d'intention {number}.pdf", "caf signée.pdf", f"Budget {number}.pdf")


def default_zip(number: str, *, root: str = "export/") -> dict[str, bytes]:
    """Return the files of a dossier as the default ZIP lays them."""
    folder = f"{root}dossier-{number}"
    files = {f"{folder}/export-{number}-10-06-2021-09-30-{int(number) % 10000}.pdf": b"form"}
    for place, name in enumerate(file_names(number)):
        stem, _, suffix = name.rpartition(".")
        path = f"{folder}/pieces_justificatives/{stem}-02-06-2021-17-12-{4000 + place}.{suffix}"
        files[path] = f"{number} {name}".encode()
    return files


def template_zip(number: str) -> dict[str, bytes]:
    """Return the files of a dossier as a template names them."""
    folder = f"export/dossier-{number}"
    starts = ("lettre-d-intention", "lettre-de-soutien-de-la-caf-co", "budget-previsionnel")
    names = [f"{folder}/{start}-{number}-01.pdf" for start in starts]
    return {f"{folder}/export-{number}.pdf": b"form", **{name: name.encode() for name in names}}


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a ZIP as the platform makes them: nothing is compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def xlsx(sheets: Book) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as made:
        for name, rows in sheets:
            sheet = made.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return buffer.getvalue()


def ods(sheets: Book) -> bytes:
    spaces = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{spaces}:{name}:1.0"' for name in ("office", "table", "text"))
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{spaces}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return buffer.getvalue()


def _ods_cell(cell: Cell) -> str:
    if isinstance(cell, str):
        text = escape(cell)
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'


def _csv(rows: Rows, delimiter: str, line_end: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return text.getvalue()


def _as_excel(rows: Rows) -> Rows:
    """Return rows as a French spreadsheet saves them: long numbers shortened, decimals with a comma."""
    return [[_excel_cell(str(cell)) for cell in row] for row in rows]


def _excel_cell(cell: str) -> str:
    if cell.isdecimal() and len(cell) > 11:
        return f"{int(cell):.5E}".replace(".", ",")
    return cell.replace(".", ",") if cell.replace(".", "", 1).isdecimal() else cell


def _fields(variant: Variant, place: int) -> list[Cell]:
    number = NUMBERS[place]
    nothing: Cell = "" if variant.is_template else 0
    posts: Cell = float(POSTS[place]) if POSTS[place] else nothing
    return [TITLES[place], *_place(variant, place), int(TOTALS[place]), posts, *_files(number)]


def _files(number: str) -> list[Cell]:
    return list(file_names(number))


def _field_titles(variant: Variant) -> list[Cell]:
    place: list[Cell] = []
    if variant.applicant == "physique":
        place = ["Collectivité", "Collectivité (Code INSEE)", "Collectivité (Département)"]
        place += ["Groupement", "Groupement (Code)", "Groupement (Département)"]
    return ["Titre du projet", *place, "Total demandé à l’État", "Nombre d’ETP", *PIECE_FIELDS]


def _place(variant: Variant, place: int) -> list[Cell]:
    if variant.applicant == "morale":
        return []
    communes: tuple[list[Cell], ...] = (
        ["Stains (93240)", "93072", "93 – Seine-Saint-Denis"],
        ["", "", ""],
        ["Saint-André (97440)", "97409", "974 – La Réunion"],
    )
    groupings: tuple[list[Cell], ...] = (
        ["", "", ""],
        ["CA du Pays de Grasse", "200039857", "06 – Alpes-Maritimes"],
        ["", "", ""],
    )
    return [*communes[place], *groupings[place]]


def _deposited(variant: Variant, place: int) -> str:
    day = f"2021-06-0{place + 2}"
    if variant.format == "csv":
        return f"{day} 17:12:00 +0200"
    return f"0{place + 2}/06/2021 17:12" if variant.format == "csv-excel" else f"{day}T17:12"


def _default(variant: Variant) -> Rows:
    is_old, is_new = variant.year == 2020, variant.year == 2025
    person: list[Cell] = ["Civilité", "Nom", "Prénom", "Dépôt pour un tiers", "Nom du mandataire"]
    inlined = variant.format.startswith("csv")
    company: list[Cell] = ["Entreprise raison sociale"]
    if inlined:
        company = [
            "Établissement SIRET",
            "Établissement siège social",
            *company,
            "Association date de publication",
        ]
    head: list[Cell] = ["ID", "Email", "FranceConnect ?"]
    head += company if variant.applicant == "morale" else person
    head += [
        "Archivé" if is_new else "À archiver",
        "Statut" if is_old else "État du dossier",
        "Mis à jour le" if is_old else "Dernière mise à jour le",
        "Dernière mise à jour du dossier le",
        "Passé en construction le" if is_old else "Déposé le",
        "En instruction le" if is_old else "Passé en instruction le",
        "Terminé le" if is_old else "Traité le",
        "Motivation de la décision",
        "Instructeurs",
    ]
    rows: Rows = [[*head, *_field_titles(variant)]]
    for place, number in enumerate(NUMBERS):
        company = [NAMES[place]]
        if inlined:
            company = [SIRETS[place], "TRUE", NAMES[place], ""]
        line: list[Cell] = [number, f"maire{place}@exemple.fr", "FALSE"]
        line += company if variant.applicant == "morale" else ["Mme", "DURAND", "Anne", "FALSE", ""]
        state = "en_instruction" if is_old else "En instruction"
        moment = _deposited(variant, place)
        line += ["FALSE", state, moment, moment, moment, moment, "", "", "agent@exemple.fr"]
        rows.append([*line, *_fields(variant, place)])
    return rows


def _template(variant: Variant) -> Rows:
    head: list[Cell] = ["N° dossier", "Adresse électronique", "France connecté ?"]
    if variant.applicant == "morale":
        head += ["Établissement SIRET", "Entreprise raison sociale", "Établissement code postal"]
    else:
        head += ["Civilité", "Nom", "Prénom"]
    head += [
        "État du dossier",
        "Archivé",
        "Date de dépôt" if variant.year == 2025 else "Date de dépot",
        "Date du dernier évènement",
        "Date d’expiration",
    ]
    rows: Rows = [[*head, *_field_titles(variant)]]
    for place, number in enumerate(NUMBERS):
        line: list[Cell] = [int(number), f"maire{place}@exemple.fr", "1"]
        line += (
            [SIRETS[place], NAMES[place], "00000"]
            if variant.applicant == "morale"
            else ["M.", "DURAND", "Jean"]
        )
        moment = _deposited(variant, place)
        rows.append([*line, "En construction", "0", moment, moment, "", *_fields(variant, place)])
    return rows


def _establishments() -> Rows:
    """Return the sheet of establishments: fields of the form first, then the applicants'."""
    header: list[Cell] = ["Dossier ID", "Champ", "Établissement SIRET", "Etablissement enseigne"]
    header += ["Établissement code INSEE localité", "Entreprise raison sociale"]
    partner: list[Cell] = ["1101", "SIRET du partenaire", SIRETS[1], "", "06069", "CA DU PAYS DE GRASSE"]
    own: Sequence[list[Cell]] = [
        [number, "Dossier", SIRETS[place], "", "", NAMES[place]] for place, number in enumerate(NUMBERS)
    ]
    return [header, partner, *own]
