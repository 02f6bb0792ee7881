"""Workbooks and CSV exported by Démarches-simplifiées, by default or from a template, re-saved or not.

PEERS.md §§8.2 to 8.5. In the default workbook the SIRET of an applicant stands in « Etablissements »,
joined by the number of the dossier; a repeated block has a sheet of its own.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from commission_app.dossiers.column_checks import (
    check_column,
    is_address,
    is_moment,
    is_state,
    siret,
)
from commission_app.dossiers.export import Export, ExportedDossier, Field, FileField, check_funding
from commission_app.dossiers.export_labels import (
    DRAFTS,
    SET_ASIDE,
    is_export,
    is_field,
    label,
    places_of_columns,
)
from commission_app.dossiers.index import Rows, Sheets
from commission_app.dossiers.questions import IntakeProblem

_FILE_NAME = re.compile(
    r"\.(pdf|png|jpe?g|tiff?|docx?|odt|rtf|xlsx?|ods|csv|pptx?|odp|txt|zip|msg|eml)$", re.IGNORECASE
)
_CODE_TITLE = re.compile(r"\((?:code insee|code)\)$")
_OWN = "dossier"  # in the column « Champ » of « Etablissements »: the applicant's own


def is_exported(sheets: Sheets) -> bool:
    """Tell whether a table is an export: the first sheet of one has these columns."""
    return is_export(sheets[0][1][0])


def read_export(sheets: Sheets, name: str) -> Export:
    """Read an export. What is doubtful is in its problems; dossiers are there all the same."""
    rows = sheets[0][1]
    header, lines = rows[0], rows[1:]
    columns = places_of_columns(header)
    problems = list(_check_columns(header, columns, lines))
    owners = _establishments(sheets[1:])
    dossiers = []
    for line in lines:
        state = label(_cell(line, columns["state"]))
        if state not in DRAFTS:
            dossiers.append(_dossier(header, line, columns, owners))
    repeated = _repeated(sheets[1:])
    dossiers = [replace(each, files=(*each.files, *repeated.get(each.number, ()))) for each in dossiers]
    checked = [_with_checked_codes(each, problems) for each in dossiers]
    is_default = label(header[columns["number"]]) == "id"
    export = Export(name, tuple(checked), (), zero_is_doubtful=is_default)
    return replace(export, problems=(*problems, *check_funding(export)))


def _check_columns(header: Sequence[str], columns: dict[str, int], lines: Rows) -> Iterator[IntakeProblem]:
    if not lines:
        yield IntakeProblem("IDX-31")
    checks = {
        "number": lambda text: text.isascii() and text.isdecimal(),
        "state": is_state,
        "deposited": is_moment,
        "email": is_address,
    }
    for role, accepts in checks.items():
        if role in columns:
            place = columns[role]
            values = [(_cell(line, columns["number"]), _cell(line, place)) for line in lines]
            yield from check_column(header[place], values, accepts)


def _dossier(
    header: Sequence[str],
    line: Sequence[str],
    columns: dict[str, int],
    owners: dict[str, tuple[str, tuple[str, ...]]],
) -> ExportedDossier:
    def cell(role: str) -> str:
        return _cell(line, columns[role]) if role in columns else ""

    number = cell("number")
    fields = tuple(
        Field(place, title, _cell(line, place)) for place, title in enumerate(header) if is_field(title)
    )
    name, others = owners.get(number, ("", ()))
    codes = (cell("siret"), *others, *_codes(fields))
    return ExportedDossier(
        number=number,
        applicant=cell("applicant") or name or _place_name(fields) or cell("last_name"),
        codes=tuple(code for code in codes if code),
        deposited=cell("deposited"),
        is_set_aside=label(cell("state")) in SET_ASIDE,
        fields=tuple(field for field in fields if not _names(field.value)),
        files=tuple(FileField(field.title, names) for field in fields if (names := _names(field.value))),
    )


def _codes(fields: Sequence[Field]) -> Iterator[str]:
    """Give the codes of communes and groupings that the form asked for."""
    for field in fields:
        if _CODE_TITLE.search(label(field.title)) and len(field.value) > 3:  # shorter: a département
            yield field.value


def _place_name(fields: Sequence[Field]) -> str:
    """Return the name of the commune or grouping of the form, for an applicant that is a person."""
    titles = {label(field.title): field.value for field in fields}
    for title, value in titles.items():
        has_code = any(f"{title} ({code})" in titles for code in ("code insee", "code"))
        if value and has_code and f"{title} (département)" in titles:
            return re.sub(r" \(\d{5}\)$", "", value)
    return ""


def _establishments(sheets: Sheets) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the applicant's name and the SIRET of each dossier: the applicant's own first."""
    own: dict[str, str] = {}
    names: dict[str, str] = {}
    others: dict[str, list[str]] = defaultdict(list)
    for _, rows in sheets:
        columns = places_of_columns(rows[0]) if rows else {}
        if not {"number", "siret"} <= columns.keys() or "champ" not in map(label, rows[0]):
            continue
        champ = [label(title) for title in rows[0]].index("champ")
        for line in rows[1:]:
            number, code = _cell(line, columns["number"]), _cell(line, columns["siret"])
            if label(_cell(line, champ)) == _OWN:
                own[number] = code
                names[number] = _cell(line, columns["applicant"]) if "applicant" in columns else ""
            else:
                others[number].append(code)
    numbers = own.keys() | others.keys()
    return {
        number: (names.get(number, ""), tuple(filter(None, (own.get(number, ""), *others[number]))))
        for number in numbers
    }


def _repeated(sheets: Sheets) -> dict[str, tuple[FileField, ...]]:
    """Return the files of repeated blocks, line by line."""
    found: dict[str, list[FileField]] = defaultdict(list)
    for _, rows in sheets:
        titles = [label(title) for title in rows[0]] if rows else []
        if "ligne" not in titles or not {"dossier id", "n° dossier"} & set(titles):
            continue
        number = places_of_columns(rows[0])["number"]
        for line in rows[1:]:
            for place, title in enumerate(rows[0]):
                names = _names(_cell(line, place))
                if names:
                    found[_cell(line, number)].append(FileField(title, names))
    return {number: tuple(files) for number, files in found.items()}


def _with_checked_codes(dossier: ExportedDossier, problems: list[IntakeProblem]) -> ExportedDossier:
    """Repair a SIRET that lost its first zero, and show those that are wrong: none is dropped in silence."""
    codes = []
    for code in dossier.codes:
        if len(code) <= 9 and code.isalnum():
            codes.append(code)
            continue
        digits, wrong = siret(code)
        if wrong:
            kind = "IDX-28" if digits else "IDX-27"
            problems.append(IntakeProblem(kind, {"dossier": dossier.number, "value": code, "reason": wrong}))
        if digits:
            codes.append(digits)
    return replace(dossier, codes=tuple(codes))


def _names(value: str) -> tuple[str, ...]:
    """Return the names of files that a cell lists; a name may itself hold the comma that joins them."""
    if not _FILE_NAME.search(value):
        return ()
    names: list[str] = []
    waiting = ""
    for part in value.split(", "):
        waiting = f"{waiting}, {part}" if waiting else part
        if _FILE_NAME.search(waiting):
            names.append(waiting)
            waiting = ""
    return tuple(names)


def _cell(line: Sequence[str], place: int) -> str:
    return line[place].strip() if place < len(line) else ""
