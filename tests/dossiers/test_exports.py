"""Exports of Démarches-simplifiées, of every form and year: the same three candidacies come out of all."""

import base64
import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

import pytest

from commission_app.dossiers.export import Export
from commission_app.dossiers.export_dump import read_dump
from commission_app.dossiers.export_files import export_index
from commission_app.dossiers.export_table import read_export
from commission_app.dossiers.index import Index
from commission_app.dossiers.intake import IntakePlan, Settled, plan_intake
from commission_app.dossiers.places import places_of
from commission_app.dossiers.source import read_source
from commission_app.dossiers.tables import read_sheets
from commission_app.errors import AppError
from commission_app.messages import sentences
from tests.dossiers import exports
from tests.dossiers.exports import NUMBERS, PIECE_FIELDS, VARIANTS, Book, Cell, Variant

XLSX = Variant("morale", "xlsx", is_template=False, year=2025)
TEMPLATE = Variant("morale", "xlsx", is_template=True, year=2025)
DEFAULT_FILES = {name: data for number in NUMBERS for name, data in exports.default_zip(number).items()}
TEMPLATE_FILES = {name: data for number in NUMBERS for name, data in exports.template_zip(number).items()}


def index_of(
    read: Export, files: Mapping[str, bytes], answers: Mapping[str, str], md5: Mapping[str, str] | None = None
) -> Index:
    return export_index(read, {*files, read.name}, md5 or {}, answers)


def planned(
    read: Export,
    files: Mapping[str, bytes] = DEFAULT_FILES,
    answers: Mapping[str, str] | None = None,
    md5: Mapping[str, str] | None = None,
) -> IntakePlan:
    """Plan an import; every problem must have its two French sentences."""
    index = index_of(read, files, answers or {}, md5)
    sizes = {name: len(data) for name, data in files.items()} | {read.name: 1}
    plan = plan_intake(sizes, index, Settled(answers or {}, places=places_of(2021)))
    for problem in plan.problems:
        assert sentences(AppError(problem.code, **problem.facts)).do
    return plan


def codes(plan: IntakePlan) -> list[str]:
    return [problem.code for problem in plan.problems]


@cache
def sheets_of(variant: Variant) -> Export:
    return read_export(read_sheets(exports.export(variant), variant.name), variant.name)


def edited(variant: Variant, title: str, values: list[Cell]) -> Export:
    """Return an export one of whose columns holds other values."""
    book = exports.book(variant)
    place = book[0][1][0].index(title)
    for row, value in zip(book[0][1][1:], values, strict=True):
        row[place] = value
    return of_book(book, variant)


def of_book(book: Book, variant: Variant = XLSX) -> Export:
    return read_export(read_sheets(exports.write(book, variant.format), variant.name), variant.name)


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_every_variant_gives_the_same_three_candidacies(variant: Variant) -> None:
    answers = {} if variant.is_template else {"zero:1": "vide"}
    read = sheets_of(variant)
    plan = planned(read, TEMPLATE_FILES if variant.is_template else DEFAULT_FILES, answers)
    lost = variant.applicant == "morale" and variant.format == "csv-excel"
    assert codes(plan) == (
        ["IDX-27"] * 3 if lost else []
    )  # the spreadsheet ate the last digits of each SIRET
    found = {each.id: each for each in plan.candidacies}
    ambiguous = {"1103"} if lost else set()  # six communes are called Saint-André
    assert set(found) == set(NUMBERS) - ambiguous
    places = {
        "1101": ("93072", "93", "urbain"),
        "1102": ("200039857", "06", "urbain"),
        "1103": ("97409", "974", "urbain"),
    }
    for number, candidacy in found.items():
        territory = candidacy.territory
        assert (territory.code, territory.departement, territory.density) == places[number]
        assert candidacy.title == exports.TITLES[NUMBERS.index(number)]
        assert [piece.title for piece in candidacy.pieces][:3] == list(PIECE_FIELDS)
        assert len(candidacy.pieces) == 4  # and the form itself
        assert candidacy.card[2].value == f"{NUMBERS.index(number) + 2} juin 2021 à 17 h 12".replace(
            " ", "\u00a0"
        ).replace("\u00a0à\u00a0", " à ")


@pytest.mark.parametrize("is_template", [False, True])
def test_an_answer_never_given_is_not_zero(is_template: bool) -> None:
    read = sheets_of(TEMPLATE if is_template else XLSX)
    asked = {question.id: question for question in planned(read).questions}
    zeros = [question for name, question in asked.items() if name.startswith("zero:")]
    assert len(zeros) == (0 if is_template else 2)  # the default export writes 0 for both, so it asks
    unanswered = index_of(read, DEFAULT_FILES, {}).candidacies
    assert [each.funding.posts for each in unanswered if each.funding] == [Decimal("1.5"), None, 3]
    told = index_of(read, DEFAULT_FILES, {question.id: "zero" for question in zeros}).candidacies
    assert [each.funding.total for each in told if each.funding] == [506_000, 418_400, 0]


def test_a_zip_of_before_2024_and_one_of_a_single_dossier_are_laid_alike() -> None:
    for root in ("dossiers_ami_2021/", ""):
        files = {n: d for number in NUMBERS for n, d in exports.default_zip(number, root=root).items()}
        assert codes(planned(sheets_of(XLSX), files)) == []


def test_names_of_another_system_and_names_cut_short_are_found() -> None:
    long = "Lettre " + "é" * 200 + ".pdf"
    book = exports.book(XLSX)
    place = book[0][1][0].index(PIECE_FIELDS[0])
    book[0][1][1][place] = long
    cut = long.encode()[:230].decode(errors="ignore")
    folder = "export/dossier-1101/pieces_justificatives"
    files = {name: data for name, data in DEFAULT_FILES.items() if "Lettre, d'intention 1101" not in name}
    files[f"{folder}/{cut}-02-06-2021-17-12-4000.pdf"] = b"letter"
    files = {name.replace("signée", "signe\u0301e"): data for name, data in files.items()}
    assert codes(planned(of_book(book), files)) == []


def test_a_missing_file_and_one_more_are_counted_and_a_person_may_go_on_without() -> None:
    files = {name: data for name, data in DEFAULT_FILES.items() if "Budget 1102" not in name}
    files["export/dossier-1103/pieces_justificatives/surprise.pdf"] = b"?"
    plan = planned(sheets_of(XLSX), files)
    assert codes(plan) == ["IDX-41", "IDX-11"]
    assert plan.problems[1].facts["file"] == "export/dossier-1103/pieces_justificatives/surprise.pdf"
    gaps = [question for question in plan.questions if question.id == "manque:1102"]
    assert [choice.key for choice in gaps[0].choices] == ["sans"]
    assert codes(planned(sheets_of(XLSX), files, {"manque:1102": "sans"})) == ["IDX-39", "IDX-11"]


def test_what_the_platform_could_not_give_is_said() -> None:
    files = {**DEFAULT_FILES, "-LISTE-DES-FICHIERS-EN-ERREURS.txt": b""}
    line = "Impossible de récupérer le fichier export/dossier-1102/pieces_justificatives/plan.pdf\n"
    files["-LISTE-DES-FICHIERS-EN-ERREURS.txt"] = line.encode()
    data = {**files, XLSX.name: exports.export(XLSX)}
    read = read_source(data, (), data.__getitem__, read_sheets)
    assert isinstance(read, Export)
    (problem,) = [each for each in planned(read, files).problems if each.code == "IDX-35"]
    assert problem.facts == {"dossier": "1102", "file": "export/dossier-1102/pieces_justificatives/plan.pdf"}


def test_two_fields_that_hold_the_same_name_are_asked_about() -> None:
    book = exports.book(XLSX)
    header, line = book[0][1][0], book[0][1][1]
    for title in PIECE_FIELDS[:2]:
        line[header.index(title)] = "scan.pdf"
    start = "export/dossier-1101/pieces_justificatives/scan-02-06-2021-17-12-"
    files = {n: d for n, d in DEFAULT_FILES.items() if "dossier-1101/p" not in n or "Budget" in n}
    files |= {f"{start}1.pdf": b"one", f"{start}2.pdf": b"two"}
    read = of_book(book)
    asked = [question for question in planned(read, files).questions if question.id.startswith("champ:")]
    assert [choice.words for choice in asked[0].choices] == list(PIECE_FIELDS[:2])
    answers = {asked[0].id: "1", asked[1].id: "0"}
    plan = planned(read, files, answers)
    assert not [question for question in plan.questions if question.id.startswith("champ:")]
    natures = {piece.file: piece.title for piece in plan.candidacies[0].pieces}
    assert (natures[f"{start}1.pdf"], natures[f"{start}2.pdf"]) == (PIECE_FIELDS[1], PIECE_FIELDS[0])


def dump(md5: str, *, number: int = 1101, is_last: bool = True) -> bytes:
    files = [{"filename": "lettre.pdf", "checksum": md5, "byteSize": 3, "url": "https://exemple.fr"}]
    node = {
        "id": "RG9zc2ll",
        "number": number,
        "state": "en_instruction",
        "dateDepot": "2021-06-02T17:12:00+02:00",
        "usager": {"email": "maire@exemple.fr"},
        "demandeur": {
            "siret": exports.SIRETS[0],
            "entreprise": {"siren": "219300720", "raisonSociale": "STAINS"},
        },
        "champs": [
            {"id": "Q1", "label": "Nombre d’ETP", "stringValue": None, "integerNumber": None},
            {"id": "Q2", "label": PIECE_FIELDS[0], "stringValue": "lettre.pdf", "files": files},
            {"id": "Q3", "label": "Bloc", "stringValue": "", "rows": [{"id": "r", "champs": []}]},
        ],
        "annotations": [],
    }
    page = {"pageInfo": {"hasNextPage": not is_last}, "nodes": [node]}
    return json.dumps({"data": {"demarche": {"number": 9, "title": "AMI", "dossiers": page}}}).encode()


def md5_of(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def test_a_dump_has_true_nulls_and_finds_its_files_by_their_digests() -> None:
    checksum = base64.b64encode(bytes.fromhex(md5_of(b"one"))).decode()
    read = read_dump({"dossiers.json": dump(checksum)})
    found = {"dossier-1101/renommée.pdf": b"one"}
    plan = planned(read, {"dossier-1101/lettre.pdf": b"one"}, md5={"dossier-1101/lettre.pdf": md5_of(b"one")})
    assert (codes(plan), [piece.title for piece in plan.candidacies[0].pieces]) == ([], [PIECE_FIELDS[0]])
    assert plan.candidacies[0].card[2].value == "2\u00a0juin\u00a02021 à 17\u00a0h\u00a012"
    other = {"dossier-1101/lettre.pdf": md5_of(b"two")}
    assert codes(planned(read, {"dossier-1101/lettre.pdf": b"two"}, md5=other)) == ["IDX-40"]
    assert codes(planned(read, found, md5={"dossier-1101/renommée.pdf": md5_of(b"one")})) == [
        "IDX-41",
        "IDX-15",
        "IDX-11",
    ]


def test_a_dump_in_several_files_is_one_and_says_when_its_end_is_missing() -> None:
    first = dump("", is_last=False)
    assert codes(planned(read_dump({"1.json": first})))[0] == "IDX-43"
    whole = read_dump({"1.json": first, "2.json": dump("", number=1102)})
    assert [dossier.number for dossier in whole.dossiers] == ["1101", "1102"]
    assert whole.problems == ()


def test_another_json_is_no_dump() -> None:
    with pytest.raises(AppError) as refusal:
        read_dump({"carte.json": b'{"features": []}'})
    assert refusal.value.code == "IDX-01"


# ------------------------------------------------------------------------------------------- bad tables


@pytest.mark.parametrize(
    ("title", "values"),
    [
        ("ID", ["a", "b", "c"]),
        ("Email", ["12", "13", "14"]),
        ("État du dossier", ["Stains", "Grasse", "Lens"]),
        ("Déposé le", ["oui", "non", "oui"]),
        ("Total demandé à l’État", ["beaucoup", "", 3]),
        ("Total demandé à l’État", [-5, 1, 2]),
        ("Nombre d’ETP", [506_000, 418_000, 300_000]),
    ],
)
def test_a_column_that_was_moved_is_refused(title: str, values: list[Cell]) -> None:
    problems = [each for each in planned(edited(XLSX, title, values)).problems if each.code == "IDX-25"]
    assert [each.facts["column"] for each in problems] == [title]


def test_ranks_offered_as_amounts_are_refused() -> None:
    book = exports.book(XLSX)
    header, first = book[0][1][0], book[0][1][1]
    rows = []
    for place, rank in enumerate((3, 1, 5, 2, 4)):
        line = list(first)
        line[0] = str(2001 + place)
        line[header.index("Total demandé à l’État")] = rank
        rows.append(line)
    book[0] = ("Dossiers", [header, *rows])
    assert "IDX-26" in codes(planned(of_book(book)))


def test_a_rank_in_the_place_of_populations_is_refused_in_any_index() -> None:
    rows = [("id", "porteur", "type", "departement", "typologie", "population", "fichier")]
    rows += [(f"d{n}", f"Ville de V{n}", "commune", "23", "rural", str(n), "a.pdf") for n in (2, 1, 4, 3, 5)]
    text = "\n".join(";".join(row) for row in rows).encode()
    index = read_source({"index.csv": 1}, (), lambda _: text, read_sheets)
    assert isinstance(index, Index)
    assert "IDX-26" in codes(plan_intake({"index.csv": 1, "a.pdf": 1}, index))


@pytest.mark.parametrize(
    ("siret", "code"),
    [
        ("2,19301E+13", "IDX-27"),
        ("2193007200001", "IDX-27"),
        ("21930072000017", "IDX-27"),
        ("n° 21930072000016", "IDX-27"),
        (exports.luhn("0500000000001"), None),
        (exports.luhn("0500000000001")[1:], "IDX-28"),
        ("35600000000048", None),
    ],
)
def test_a_siret_that_is_wrong_is_shown_and_a_lost_zero_put_back(siret: str, code: str | None) -> None:
    read = edited(TEMPLATE, "Établissement SIRET", [siret, *exports.SIRETS[1:]])
    assert [each.code for each in read.problems] == ([code] if code else [])
    assert len(read.dossiers) == 3


def test_two_dossiers_of_one_number_and_an_empty_export_are_refused() -> None:
    book = exports.book(XLSX)
    book[0][1][2][0] = NUMBERS[0]
    assert "IDX-12" in codes(planned(of_book(book)))
    book[0] = ("Dossiers", book[0][1][:1])
    assert codes(planned(of_book(book)))[0] == "IDX-31"


def test_a_name_of_several_communes_is_asked_and_the_answer_settles_it() -> None:
    read = edited(TEMPLATE, "Établissement SIRET", ["", "", ""])
    (question,) = [each for each in planned(read).questions if each.id == "territoire:1103"]
    assert [choice.key for choice in question.choices] == [
        "31468",
        "32356",
        "66168",
        "73223",
        "81240",
        "97409",
    ]
    plan = planned(read, answers={"territoire:1103": "97409"})
    assert plan.candidacies[2].territory.name == "Saint-André"
    together = planned(read, answers={"territoire:1103": "93072 97409"}).candidacies[2].territory
    assert (together.kind, together.departement, together.population) == (
        "groupement",
        "974",
        38_285 + 56_902,
    )
    again = [
        each for each in planned(read, answers={"territoire:1103": "99999"}).questions if "1103" in each.id
    ]
    assert "99999" in again[0].words


def test_a_number_that_no_commune_has_is_never_taken_for_the_town_it_sits_in() -> None:
    union = exports.luhn("2599999990001")
    read = edited(TEMPLATE, "Établissement SIRET", [union, *exports.SIRETS[1:]])
    plan = planned(read)
    assert [each.id for each in plan.questions] == ["territoire:1101"]
    assert [choice.key for choice in plan.questions[0].choices] == ["93072"]


def test_dossiers_that_were_refused_on_the_platform_come_in_and_are_named() -> None:
    plan = planned(
        edited(TEMPLATE, "État du dossier", ["Refusé", "En construction", "Classé sans suite"]),
        TEMPLATE_FILES,
    )
    (problem,) = plan.problems
    assert (problem.code, problem.facts["dossiers"]) == ("IDX-37", "1101, 1103")
    assert len(plan.candidacies) == 3
