"""The index of a folder, JSON or table, read as it was written."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from commission_app.dossiers.index import Funding, Index, IndexedPiece, key, read_index
from commission_app.errors import AppError

CANDIDACIES = Path(__file__).parent / "data" / "candidacies"

TABLE = (
    (
        "Identifiant",
        "Titre",
        "PORTEUR",
        "Type",
        "Département",
        "Typologie",
        "Population",
        "Code",
        "Fichier",
        "Nature",
    ),
    (
        "a1",
        "Aller vers",
        "Ville de Mourzat",
        "commune",
        "23",
        "rural",
        "1220",
        "23101",
        "a1/lettre.pdf",
        "lettre d'intention",
    ),
    ("a1", "", "", "", "", "", "", "", "a1/caf.pdf", "CAF"),
    ("b2", "Grandir", "CC des Vals", "EPCI", "23", "rural", "16 200", "999023005", "lettre.pdf", ""),
)


def read(files: Mapping[str, bytes], rows: tuple[tuple[str, ...], ...] = ()) -> Index:
    return read_index(files, files.__getitem__, lambda *_: (("", rows),))


def refused(files: Mapping[str, bytes], rows: tuple[tuple[str, ...], ...] = ()) -> str:
    with pytest.raises(AppError) as refusal:
        read(files, rows)
    return refusal.value.code


def test_the_index_of_the_six_candidacies_is_read() -> None:
    files = {
        path.relative_to(CANDIDACIES).as_posix(): path.read_bytes() for path in CANDIDACIES.rglob("*.json")
    }
    index = read(files)
    assert (index.files, index.missing) == (frozenset(files), ())
    assert len(index.candidacies) == 6
    first = index.candidacies[0]
    assert (first.id, first.folders) == ("01-ca-rouvelain-ostrequin", ("01-ca-rouvelain-ostrequin",))
    assert first.pieces[0] == IndexedPiece("lettre_intention.md", "lettre d’intention")
    assert (first.kind, first.departement, first.density, first.population) == (
        "EPCI",
        "62",
        "urbain",
        "239400",
    )
    assert (first.code, first.deposited) == ("999062003", "2021-06-02T17:12")
    assert first.funding == Funding(Decimal(506_000), Decimal(2), Decimal(330_000))


def test_a_table_has_one_line_a_piece(tmp_path: Path) -> None:
    index = read({"index.xlsx": b""}, TABLE)
    assert index.files == {"index.xlsx"}
    first, second = index.candidacies
    assert (first.id, first.title, first.applicant) == ("a1", "Aller vers", "Ville de Mourzat")
    assert first.pieces == (
        IndexedPiece("a1/lettre.pdf", "lettre d'intention"),
        IndexedPiece("a1/caf.pdf", "CAF"),
    )
    assert first.folders == ("", "a1")
    assert (second.population, second.pieces) == ("16 200", (IndexedPiece("lettre.pdf", ""),))
    assert second.funding is None


def test_lines_of_a_dossier_need_not_follow_one_another() -> None:
    index = read({"index.csv": b""}, (TABLE[0], TABLE[1], TABLE[3], TABLE[2]))
    assert [len(found.pieces) for found in index.candidacies] == [2, 1]


def test_two_applicants_under_one_id_are_two_dossiers() -> None:
    other = ("a1", "", "Ville de Noirpré", *[""] * 5, "x.pdf", "")
    index = read({"index.csv": b""}, (*TABLE, other))
    assert [found.applicant for found in index.candidacies if found.id == "a1"] == [
        "Ville de Mourzat",
        "Ville de Noirpré",
    ]


def test_empty_lines_and_short_lines_are_no_trouble() -> None:
    index = read({"index.csv": b""}, (*TABLE, ("", "", ""), ("c3", "Seul")))
    assert [found.id for found in index.candidacies] == ["a1", "b2", "c3"]


@pytest.mark.parametrize("name", ["index.csv", "Index.XLSX", "candidatures.ods"])
def test_the_only_table_at_the_root_is_the_index(name: str) -> None:
    files = {name: b"", "a1/annexe.xlsx": b"", "lettre.pdf": b""}
    assert read(files, TABLE).files == {name}


def test_the_table_called_index_comes_before_the_others() -> None:
    assert read({"budget.xlsx": b"", "index.ods": b""}, TABLE).files == {"index.ods"}


def test_a_folder_without_index_is_refused() -> None:
    assert refused({"lettre.pdf": b"", "a1/index.json": b"", "a1/index.csv": b""}) == "IDX-02"


def test_a_folder_with_several_tables_is_refused() -> None:
    assert refused({"a.csv": b"", "b.csv": b""}) == "IDX-03"
    assert refused({"index.csv": b"", "index.ods": b"", "c.csv": b""}) == "IDX-03"


def test_the_columns_that_miss_are_named() -> None:
    with pytest.raises(AppError) as refusal:
        read({"index.csv": b""}, (("Titre", "Porteur"), ("a", "b")))
    assert refusal.value.facts == {"file": "index.csv", "columns": "id, fichier"}


@pytest.mark.parametrize("content", [b"", b"[", b'{"a": 1}', b"[1]", b'["a"', b"\xff\xfe", b"[" * 100_000])
def test_a_malformed_index_is_refused(content: bytes) -> None:
    assert refused({"index.json": content}) == "IDX-01"


@pytest.mark.parametrize(
    "change",
    [{"id": 3}, {"pieces": None}, {"pieces": [{}]}, {"population": 1.5}, {"financement_eur": {"etp": []}}],
)
def test_a_malformed_dossier_is_refused_by_its_name(change: Mapping[str, object]) -> None:
    dossier = {"id": "a1", "pieces": [], **change}
    files = {"index.json": b'["a1"]', "a1/index.json": json.dumps(dossier).encode()}
    with pytest.raises(AppError) as refusal:
        read(files)
    assert refusal.value.facts == {"file": "a1/index.json"}


def test_a_dossier_announced_without_its_folder_is_missing() -> None:
    index = read({"index.json": b'["a1", "../b2"]', "a1/index.json": b'{"id": "a1", "pieces": []}'})
    assert index.missing == ("../b2/index.json",)
    assert [found.id for found in index.candidacies] == ["a1"]


def test_spellings_of_a_word_have_one_key() -> None:
    assert {key("Département"), key(" DEPARTEMENT "), key("De\u0301partement")} == {"departement"}
