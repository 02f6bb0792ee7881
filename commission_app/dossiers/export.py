"""What every form of an export of Démarches-simplifiées comes to, before its files are looked for.

PEERS.md §8: workbooks, CSV and the dump of the programming interface say the same things in other words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commission_app.dossiers.column_checks import amount, check_amounts
from commission_app.dossiers.export_labels import label
from commission_app.dossiers.index import Funding
from commission_app.dossiers.questions import Answers, Choice, IntakeProblem, Question

MOST_EUROS, MOST_POSTS = 100_000_000, 500
_EUROS_WORDS = ("montant demandé", "subvention demandée", "aide demandée", "total demandé")


@dataclass(frozen=True)
class Field:
    """One answer of a form; a field that is repeated has several of the same place."""

    place: int  # of its column, or in the form: titles may be the same
    title: str
    value: str  # empty when nothing was answered


@dataclass(frozen=True)
class FileField:
    """The files deposited in one field of a form, under the names their author gave them."""

    title: str
    names: tuple[str, ...]
    md5: tuple[str, ...] = ()  # one a name, where the export tells


@dataclass(frozen=True)
class ExportedDossier:
    """One dossier of an export."""

    number: str
    applicant: str = ""
    codes: tuple[str, ...] = ()  # SIRET, SIREN or INSEE codes: the applicant's first, then those of the form
    deposited: str = ""
    is_set_aside: bool = False  # « refusé » or « classé sans suite » on the platform
    fields: tuple[Field, ...] = ()
    files: tuple[FileField, ...] = ()


@dataclass(frozen=True)
class Export:
    """A whole export, with what is doubtful in it."""

    name: str  # of its file
    dossiers: tuple[ExportedDossier, ...]
    problems: tuple[IntakeProblem, ...] = ()
    zero_is_doubtful: bool = False  # the default workbook writes 0 for a number that nobody gave
    has_digests: bool = False
    other_names: tuple[str, ...] = ()  # of the files that continue it


@dataclass(frozen=True)
class FundingColumn:
    """A field of the form that tells what is asked for."""

    place: int
    title: str
    role: str  # « total », « posts » or « seed »


def funding_columns(export: Export) -> tuple[FundingColumn, ...]:
    """Return the fields that tell total, posts and seed money: the first whose title says so."""
    found: dict[str, FundingColumn] = {}
    for field in (field for dossier in export.dossiers for field in dossier.fields):
        role = _role(label(field.title))
        if role and role not in found:
            found[role] = FundingColumn(field.place, field.title, role)
    return tuple(found.values())


def check_funding(export: Export) -> Iterator[IntakeProblem]:
    """Point at amounts that are none."""
    for column in funding_columns(export):
        most = MOST_POSTS if column.role == "posts" else MOST_EUROS
        yield from check_amounts(column.title, _values(export, column), most)


def zero_questions(export: Export) -> Iterator[Question]:
    """Ask once a column what its zeros mean, where the export writes them for want of an answer."""
    if export.zero_is_doubtful:
        for column in funding_columns(export):
            zeros = sum(amount(value) == 0 for _, value in _values(export, column))
            if zeros:
                yield Question(
                    zero_id(column),
                    f"Dans « {column.title} », que veut dire 0 ({zeros} fois) ? Cet export l’écrit aussi "
                    "quand rien n’a été répondu.",
                    (Choice("vide", "Rien n’a été répondu"), Choice("zero", "La réponse est zéro")),
                )


def zero_id(column: FundingColumn) -> str:
    """Return the identifier of the question about a column."""
    return f"zero:{column.place}"


def funding_of(
    dossier: ExportedDossier, columns: Sequence[FundingColumn], answers: Answers, *, zero_is_doubtful: bool
) -> Funding:
    """Return what a dossier asks for; an answer never given is no zero."""
    given = {}
    for column in columns:
        value = next((field.value for field in dossier.fields if field.place == column.place), "")
        number = amount(value)
        if number != 0 or not zero_is_doubtful or answers.get(zero_id(column)) == "zero":
            given[column.role] = number
    return Funding(given.get("total"), given.get("posts"), given.get("seed"))


def title_of(dossier: ExportedDossier) -> str:
    """Return the title of the project, when a field of the form gives one."""
    for field in dossier.fields:
        name = label(field.title)
        if field.value and name.startswith(("titre", "intitulé", "nom du projet")):
            return field.value
    return ""


def _values(export: Export, column: FundingColumn) -> list[tuple[str, str]]:
    return [
        (dossier.number, field.value)
        for dossier in export.dossiers
        for field in dossier.fields
        if field.place == column.place
    ]


def _role(name: str) -> str:
    words = name.replace("'", " ").split()
    if "etp" in words:
        return "posts"
    if "amorçage" in words:
        return "seed"
    if name.startswith(_EUROS_WORDS) or ("total" in words and "état" in words):
        return "total"
    return ""
