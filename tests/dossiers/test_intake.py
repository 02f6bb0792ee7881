"""The plan of an import: what would come in, what is wrong, and nothing guessed."""

from dataclasses import replace
from pathlib import Path

import pytest

from commission_app.dossiers.index import Funding, Index, IndexedCandidacy, IndexedPiece, read_index
from commission_app.dossiers.intake import PIECE_LIMIT, IntakePlan, plan_intake
from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.scoring.dossier import CardLine, Territory

CANDIDACIES = Path(__file__).parent / "data" / "candidacies"

FOUND = IndexedCandidacy(
    id="a1",
    folders=("", "a1"),
    pieces=(IndexedPiece("caf.pdf", "lettre CAF"), IndexedPiece("a1/lettre.pdf", "Lettre d'intention")),
    title="Aller vers",
    applicant="Ville de Mourzat",
    kind="commune",
    departement="23",
    density="rural",
    population="1 220",
    code="23101",
)
SIZES = {"index.csv": 900, "a1/lettre.pdf": 5_000, "a1/caf.pdf": 4_000}


def planned(*found: IndexedCandidacy, **sizes: int) -> IntakePlan:
    """Plan the import of these dossiers; every problem must have its two French sentences."""
    plan = plan_intake({**SIZES, **sizes}, Index(found or (FOUND,), frozenset({"index.csv"})))
    for problem in plan.problems:
        assert sentences(AppError(problem.code, **problem.facts)).do
    return plan


def codes(plan: IntakePlan) -> list[str]:
    return [problem.code for problem in plan.problems]


def test_a_sound_dossier_comes_in_whole() -> None:
    plan = planned()
    assert (plan.problems, plan.unused) == ((), ())
    (candidacy,) = plan.candidacies
    assert (candidacy.id, candidacy.title, candidacy.applicant) == ("a1", "Aller vers", "Ville de Mourzat")
    assert candidacy.territory == Territory("Mourzat", "commune", "23101", "23", "rural", 1_220)
    assert [(piece.file, piece.kind, piece.title) for piece in candidacy.pieces] == [
        ("a1/lettre.pdf", "Lettre d'intention", "Lettre d’intention"),
        ("a1/caf.pdf", "lettre CAF", "Lettre de la CAF"),
    ]
    assert candidacy.card == (
        CardLine("Porteur", "Ville de Mourzat"),
        CardLine("Population et typologie", "1\u202f220\u00a0habitants, rural"),
    )


def test_the_six_candidacies_come_in_with_their_five_lines() -> None:
    files = {path.relative_to(CANDIDACIES).as_posix(): path for path in CANDIDACIES.rglob("*.json")}
    index = read_index(files, lambda name: files[name].read_bytes(), lambda *_: ())
    pieces = {f"{found.folders[0]}/{piece.file}": 9 for found in index.candidacies for piece in found.pieces}
    plan = plan_intake({**dict.fromkeys(files, 1), **pieces}, index)
    assert (plan.problems, plan.unused) == ((), ())
    assert {len(candidacy.card) for candidacy in plan.candidacies} == {5}
    assert {candidacy.pieces[0].title for candidacy in plan.candidacies} == {"Lettre d’intention"}
    assert [candidacy.territory.name for candidacy in plan.candidacies] == [
        "CA de Rouvelain-Ostrequin",
        "CC des Vals d’Orzelle",
        "Fontaubry-sur-Seine",
        "Brouzargues",
        "Vaubrelles-sous-Bois",
        "CA de Mrébani-Dzoumavé et commune de Tsaravouni",
    ]
    assert [line.value for line in plan.candidacies[4].card] == [
        "Ville de Vaubrelles-sous-Bois",
        "28\u202f400\u00a0habitants, urbain",
        "8\u00a0juin\u00a02021 à 15\u00a0h\u00a030",
        "418\u202f400\u00a0€",
        "1,5\u00a0ETP, 300\u202f000\u00a0€ d’amorçage",
    ]


@pytest.mark.parametrize(
    ("deposited", "shown"),
    [
        ("2021-06-02", "2\u00a0juin\u00a02021"),
        ("02/06/2021", "2\u00a0juin\u00a02021"),
        ("01/06/2021 09:05", "1er\u00a0juin\u00a02021 à 9\u00a0h\u00a005"),
        ("début juin", "début juin"),
    ],
)
def test_a_date_is_written_in_french_or_left_as_it_is(deposited: str, shown: str) -> None:
    (candidacy,) = planned(replace(FOUND, deposited=deposited)).candidacies
    assert candidacy.card[-1] == CardLine("Date de dépôt", shown)


def test_what_a_funding_plan_does_not_tell_has_no_line() -> None:
    (candidacy,) = planned(replace(FOUND, funding=Funding())).candidacies
    assert len(candidacy.card) == 2


def test_a_missing_file_is_named_and_the_rest_comes_in() -> None:
    plan = planned(replace(FOUND, pieces=(*FOUND.pieces, IndexedPiece("ars.pdf", "ARS"))))
    assert [(problem.code, dict(problem.facts)) for problem in plan.problems] == [
        ("IDX-10", {"dossier": "a1", "file": "ars.pdf"})
    ]
    assert len(plan.candidacies[0].pieces) == 2


def test_a_dossier_announced_and_absent_is_named() -> None:
    plan = plan_intake(SIZES, Index((FOUND,), frozenset({"index.csv"}), ("b2/index.json",)))
    assert dict(plan.problems[0].facts) == {"dossier": "b2", "file": "b2/index.json"}


def test_files_nobody_named_are_counted_once_and_listed() -> None:
    plan = planned(
        **{"a1/x.pdf": 1, "Thumbs.db": 1, "a1/.DS_Store": 1, "__MACOSX/a": 1, "a1/~$l.docx": 1, "z.pdf": 1}
    )
    assert plan.unused == ("a1/x.pdf", "z.pdf")
    assert [dict(problem.facts) for problem in plan.problems] == [
        {"files": "2\u00a0fichiers", "file": "a1/x.pdf"}
    ]


def test_dossiers_with_the_same_id_both_stay_out() -> None:
    plan = planned(FOUND, replace(FOUND, applicant="Ville de Noirpré"))
    assert (codes(plan), plan.candidacies, plan.unused) == (["IDX-12"], (), ())


@pytest.mark.parametrize("applicant", ["Commune de MOURZAT", "Ville de  Mourzat"])
def test_homonyms_are_pointed_at_and_both_come_in(applicant: str) -> None:
    plan = planned(
        FOUND, replace(FOUND, id="b2", folders=("a1",), applicant=applicant, pieces=FOUND.pieces[:1])
    )
    assert codes(plan) == ["IDX-13"]
    assert len(plan.candidacies) == 2


def test_the_same_name_in_another_departement_is_no_homonym() -> None:
    assert codes(planned(FOUND, replace(FOUND, id="b2", folders=("", "a1"), departement="62"))) == []


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"kind": "région"}, "type"),
        ({"kind": ""}, "type"),
        ({"density": "mixte"}, "typologie"),
        ({"departement": "Creuse"}, "département"),
        ({"departement": "9999"}, "département"),
        ({"population": "beaucoup"}, "population"),
        ({"population": "-5"}, "population"),
        ({"population": "²"}, "population"),
        ({"applicant": ""}, "porteur"),
        ({"id": ""}, "identifiant"),
    ],
)
def test_a_dossier_with_a_doubtful_value_stays_out(change: dict[str, str], column: str) -> None:
    plan = planned(replace(FOUND, folders=("", "a1"), **change))  # type: ignore[arg-type] # texts only
    assert plan.candidacies == ()
    assert [(problem.code, problem.facts["column"]) for problem in plan.problems] == [("IDX-14", column)]
    assert plan.unused == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"kind": "Ville"}, ("commune", "23101", "23", "Mourzat")),
        ({"departement": "1", "code": "1004"}, ("commune", "01004", "01", "Mourzat")),
        ({"departement": "2a"}, ("commune", "23101", "2A", "Mourzat")),
        ({"departement": "976"}, ("commune", "23101", "976", "Mourzat")),
        (
            {"kind": "Communauté d'agglomération", "applicant": "Communauté d’Agglomération du Pays Bleu"},
            ("EPCI", "23101", "23", "CA du Pays Bleu"),
        ),
        (
            {"kind": "CC", "applicant": "Communauté de communes des Monts"},
            ("EPCI", "23101", "23", "CC des Monts"),
        ),
        ({"applicant": "Ville d’Ostrequin"}, ("commune", "23101", "23", "Ostrequin")),
        ({"territory": " Le Haut Pays "}, ("commune", "23101", "23", "Le Haut Pays")),
        ({"kind": "groupement", "code": ""}, ("groupement", "", "23", "Mourzat")),
    ],
)
def test_a_territory_is_understood_as_it_is_usually_written(
    change: dict[str, str], expected: tuple[str, ...]
) -> None:
    (candidacy,) = planned(replace(FOUND, **change)).candidacies  # type: ignore[arg-type] # texts only
    territory = candidacy.territory
    assert (territory.kind, territory.code, territory.departement, territory.name) == expected


def test_a_dossier_without_any_piece_stays_out() -> None:
    plan = planned(replace(FOUND, pieces=()))
    assert (codes(plan), plan.candidacies) == (["IDX-15", "IDX-11"], ())


@pytest.mark.parametrize(
    "file",
    [
        "../secret.pdf",
        "a/../../x.pdf",
        "/etc/passwd",
        "C:\\secret.pdf",
        "..\\x.pdf",
        "c:x.pdf",
        "\\\\serveur\\x.pdf",
    ],
)
def test_a_file_out_of_the_folder_is_refused(file: str) -> None:
    plan = planned(replace(FOUND, pieces=(*FOUND.pieces, IndexedPiece(file, "ARS"))), **{file: 10})
    assert "IDX-16" in codes(plan)
    assert len(plan.candidacies[0].pieces) == 2


def test_a_piece_too_heavy_to_be_read_is_refused_before_it_is() -> None:
    plan = planned(**{"a1/caf.pdf": PIECE_LIMIT + 1})
    assert [dict(problem.facts) for problem in plan.problems] == [
        {"dossier": "a1", "file": "caf.pdf", "size": "256\u00a0Mo"}
    ]
    assert len(plan.candidacies[0].pieces) == 1


@pytest.mark.parametrize("file", ["A1\\Lettre.PDF", "./a1/lettre.pdf", " a1/lettre.pdf ", "LETTRE.pdf"])
def test_a_file_is_found_under_another_spelling(file: str) -> None:
    plan = planned(replace(FOUND, pieces=(IndexedPiece(file, ""), FOUND.pieces[0])))
    assert sorted(piece.file for piece in plan.candidacies[0].pieces) == ["a1/caf.pdf", "a1/lettre.pdf"]


def test_accents_of_another_system_are_the_same_file() -> None:
    plan = planned(replace(FOUND, pieces=(IndexedPiece("école.pdf", ""),)), **{"a1/e\u0301cole.pdf": 10})
    assert plan.candidacies[0].pieces[0].file == "a1/e\u0301cole.pdf"


@pytest.mark.parametrize(
    ("nature", "title"),
    [
        ("lettre d’intention", "Lettre d’intention"),
        ("Lettre d'intention", "Lettre d’intention"),
        ("CAF", "Lettre de la CAF"),
        ("lettre de la Caf", "Lettre de la CAF"),
        ("lettre CSSM (tient lieu de lettre CAF)", "Lettre de la CSSM"),
        ("MSA", "Lettre de la MSA"),
        ("ARS", "Lettre de l’ARS"),
        ("lettre de l’ARS", "Lettre de l’ARS"),
        ("DRAC", "Lettre de la DRAC"),
        ("conseil départemental", "Lettre du conseil départemental"),
        ("lettre du Conseil Départemental", "Lettre du conseil départemental"),
        ("Éducation nationale", "Lettre de l’Éducation nationale"),
        ("association", "Lettre d’une association"),
        ("lettre des associations", "Lettre des associations"),
        ("commissaire à la lutte contre la pauvreté", "Lettre du commissaire à la lutte contre la pauvreté"),
        ("budget prévisionnel", "Budget prévisionnel"),
        ("", "Annexe 2"),
    ],
)
def test_a_piece_is_titled_in_french(nature: str, title: str) -> None:
    pieces = (IndexedPiece("annexe 2.pdf", nature),)
    plan = planned(replace(FOUND, pieces=pieces), **{"a1/annexe 2.pdf": 10})
    assert plan.candidacies[0].pieces[0].title == title


def test_pieces_are_in_reading_order_and_equal_titles_are_numbered() -> None:
    natures = ("association", "ARS", "CSSM", "association", "lettre d’intention")
    pieces = tuple(IndexedPiece(f"{place}.pdf", nature) for place, nature in enumerate(natures))
    plan = planned(replace(FOUND, pieces=pieces), **{f"a1/{place}.pdf": 10 for place in range(5)})
    assert [piece.title for piece in plan.candidacies[0].pieces] == [
        "Lettre d’intention",
        "Lettre de la CSSM",
        "Lettre d’une association",
        "Lettre de l’ARS",
        "Lettre d’une association (2)",
    ]
