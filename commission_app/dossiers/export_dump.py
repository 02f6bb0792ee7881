"""The dump of an export by the programming interface of Démarches-simplifiées: JSON, with its own nulls.

PEERS.md §8.7. The best source there is: an answer never given is null, and every file has its digest.
"""

import base64
import binascii
from collections.abc import Iterator, Mapping
from dataclasses import replace

import msgspec

from commission_app.dossiers.export import Export, ExportedDossier, Field, FileField, check_funding
from commission_app.dossiers.export_labels import SET_ASIDE
from commission_app.dossiers.questions import IntakeProblem
from commission_app.errors import AppError


class _Code(msgspec.Struct):
    name: str = ""
    code: str = ""


class _File(msgspec.Struct):
    filename: str
    checksum: str = ""


class _Company(msgspec.Struct, rename="camel"):
    siren: str = ""
    raison_sociale: str | None = None


class _Establishment(msgspec.Struct):
    siret: str = ""
    entreprise: _Company | None = None


class _Answer(msgspec.Struct, rename="camel"):
    label: str = ""
    string_value: str | None = None
    commune: _Code | None = None
    epci: _Code | None = None
    etablissement: _Establishment | None = None
    files: list[_File] = []
    rows: list["_Row"] = []


class _Row(msgspec.Struct):
    champs: list[_Answer] = []


class _Applicant(msgspec.Struct):
    siret: str = ""
    entreprise: _Company | None = None
    nom: str = ""


class _Node(msgspec.Struct, rename="camel"):
    number: int
    state: str = ""
    date_depot: str | None = None
    demandeur: _Applicant | None = None
    champs: list[_Answer] = []


class _Page(msgspec.Struct, frozen=True, rename="camel"):
    has_next_page: bool = False


class _Nodes(msgspec.Struct, rename="camel"):
    nodes: list[_Node]
    page_info: _Page = _Page()


class _Procedure(msgspec.Struct):
    dossiers: _Nodes


class _Body(msgspec.Struct):
    demarche: _Procedure


class _Dump(msgspec.Struct):
    data: _Body


def read_dump(parts: Mapping[str, bytes]) -> Export:
    """Read a dump from its pages, by the names of their files. IDX-01 when one is not a page."""
    pages = {name: _page(data, name) for name, data in parts.items()}
    dossiers = tuple(_dossier(node) for page in pages.values() for node in page.nodes)
    first, *others = pages
    export = Export(first, dossiers, has_digests=True, other_names=tuple(others))
    is_whole = any(not page.page_info.has_next_page for page in pages.values())
    cut = () if is_whole else (IntakeProblem("IDX-43", {"file": first, "count": len(dossiers)}),)
    return replace(export, problems=(*cut, *check_funding(export)))


def _page(data: bytes, name: str) -> _Nodes:
    try:
        dump = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_Dump)
    except msgspec.MsgspecError as error:
        raise AppError("IDX-01", file=name) from error
    return dump.data.demarche.dossiers


def _dossier(node: _Node) -> ExportedDossier:
    applicant = node.demandeur or _Applicant()
    company = applicant.entreprise.raison_sociale if applicant.entreprise else ""
    answers = tuple(_answers(node.champs))
    place = next((code.name for answer in answers for code in (answer.commune, answer.epci) if code), "")
    return ExportedDossier(
        number=str(node.number),
        applicant=company or place or applicant.nom,
        codes=tuple(filter(None, (applicant.siret, *_codes(answers)))),
        deposited=node.date_depot or "",
        is_set_aside=node.state in SET_ASIDE,
        fields=tuple(
            Field(number, answer.label, answer.string_value or "")
            for number, answer in enumerate(node.champs)
            if not answer.files
        ),
        files=tuple(
            FileField(
                answer.label,
                tuple(file.filename for file in answer.files),
                tuple(_hexadecimal(file.checksum) for file in answer.files),
            )
            for answer in answers
            if answer.files
        ),
    )


def _answers(answers: list[_Answer]) -> Iterator[_Answer]:
    """Give the answers of a form, those of repeated blocks after what holds them."""
    for answer in answers:
        yield answer
        for row in answer.rows:
            yield from row.champs


def _codes(answers: tuple[_Answer, ...]) -> Iterator[str]:
    for answer in answers:
        if answer.commune:
            yield answer.commune.code
        if answer.epci:
            yield answer.epci.code
        if answer.etablissement:
            yield answer.etablissement.siret


def _hexadecimal(checksum: str) -> str:
    """Return an MD5 in hexadecimal from the base 64 that the platform writes it in; nothing if it is none."""
    try:
        return base64.b64decode(checksum, validate=True).hex()
    except (binascii.Error, ValueError):
        return ""
