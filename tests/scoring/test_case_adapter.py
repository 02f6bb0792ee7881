"""The command that answers worked cases, on what the published ones do not hold."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.scoring.case_values import Case
from tests.scoring.cases import answer, main, worked_cases

PUBLISHED = {case["id"]: case for case in worked_cases()}


def answered(name: str, **changed: Any) -> Any:
    """Answer a published case of which some parts were changed; None takes a part away."""
    case = copy.deepcopy(PUBLISHED[name])
    for part, value in changed.items():
        case["input"].pop(part, None)
        if value is not None:
            case["input"][part] = value
    return answer(case)


GRID = [
    {"id": "A", "poids": "60", "criteres": [{"id": "a", "poids": "1"}]},
    {"id": "B", "poids": "40", "criteres": [{"id": "b", "poids": "1"}]},
]


def of_the_specification(second: str | None, **more: Any) -> Case:
    """Return the example of §8.5: a marked 4 and 2, b by nobody."""
    notes = {"R1": {"a": 4}, "R2": {"a": 2}}
    sheets = [
        {"evaluateur": reader, "dossier": "X", "notes": {**own, **({"b": second} if second else {})}}
        for reader, own in notes.items()
    ]
    given = {"grille": GRID, "echelle_max": 5, "fiches": sheets, "unite": "evaluateur", **more}
    found: Case = answer({"id": "x", "kind": "consolidation", "input": given})
    return found


COLLEGIAL: tuple[dict[str, Any], ...] = (
    {"collegiales": [["X", "b", 3]]},
    {"notes_collegiales": {"X": {"b": 3}}},
    {"collegiales": [{"dossier": "X", "critere": "b", "note": 3}]},
    {"collegiales": {"X|b": 3}},
)


@pytest.mark.parametrize("collegial", COLLEGIAL)
def test_a_neutralised_criterion_is_settled_by_the_collegial_mark_of_the_commission(
    collegial: dict[str, Any],
) -> None:
    found = of_the_specification("neutralise", **collegial)
    result = found["dossiers"]["X"]
    assert (result["criteres"], result["note"]) == ({"a": "3", "b": "3"}, "60")
    assert (result["statut"], result["nb_lecteurs_effectifs"]) == ("classable", 2)
    assert found["collegiales"] == {"X": ["b"]}
    assert {own["couverture"] for own in found["individuels"].values()} == {"1"}


def test_without_the_collegial_mark_the_dossier_is_incomplete() -> None:
    result = of_the_specification("neutralise")["dossiers"]["X"]
    assert (result["statut"], result["criteres_sans_note"]) == ("incomplet", ["b"])


@pytest.mark.parametrize(
    "neutralised",
    [
        {"neutralises": [["R1", "b"], ["R2", "b"]]},
        {"neutralises": {"R1": ["b"], "R2": ["b"]}},
        {"neutralises": [["CNAF", "b"]], "evaluateurs": {"R1": "CNAF", "R2": "CNAF"}},
    ],
)
def test_what_is_neutralised_beside_the_marks_does_not_lower_the_coverage(
    neutralised: dict[str, Any],
) -> None:
    found = of_the_specification(None, **neutralised)
    assert {own["couverture"] for own in found["individuels"].values()} == {"1"}
    blank = of_the_specification(None)
    assert {own["couverture"] for own in blank["individuels"].values()} == {"3/5"}


def test_the_criteria_without_a_mark_are_listed_by_identifier() -> None:
    turned = of_the_specification("NE", grille=GRID[::-1], fiches=[])
    assert turned["dossiers"] == {}
    alone = of_the_specification("NE", grille=GRID[::-1], fiches=[], dossiers=["X"])
    assert alone["dossiers"]["X"]["criteres_sans_note"] == ["a", "b"]


def test_a_float_or_a_mark_out_of_the_scale_is_refused_by_its_code() -> None:
    for mark in ("3.5", 6, True):
        fiches = [{"evaluateur": "R1", "dossier": "X", "notes": {"a1": mark, "a2": 1, "b1": 5}}]
        assert answered("M-CON-a", fiches=fiches) == {"refus": "NOT-01"}


def test_the_voice_is_the_institution_unless_the_case_says_otherwise() -> None:
    assert answered("M-CON-b", unite=None)["dossiers"]["X"]["note"] == "69"


def test_a_tie_is_broken_by_a_criterion_as_by_a_section() -> None:
    found = answered("M-CLA-dep", departage=["critere:c"], cles={"X": {"c": "3"}, "Y": {"c": "7/2"}})
    assert (found["rangs"]["X"], found["rangs"]["Y"]) == (2, 1)
    none = answered("M-CLA-dep", cles=None)
    assert (none["rangs"]["X"], none["rangs"]["Y"]) == (1, 1)


def test_a_dossier_without_note_or_value_stands_in_no_rank() -> None:
    notes = {**PUBLISHED["M-CLA-2"]["input"]["notes"], "U": None}
    found = answered("M-CLA-2", notes=notes)
    assert "U" not in found["rangs"]
    assert found["ordre"] == PUBLISHED["M-CLA-2"]["expected"]["ordre"]
    values = {"X": {"total": None, "A": "1"}, "Y": {"total": "50", "A": "5"}}
    assert answered("M-SEU", valeurs=values)["rangs"] == {"Y": 1}


def test_weights_on_a_hundred_are_the_shares_they_stand_for() -> None:
    assert answered("M-DOM", poids=["50", "50"]) == answered("M-DOM")


def test_costs_may_be_written_as_fractions_of_their_unit() -> None:
    candidates = {
        name: {**item, "cout": f"{2 * item['cout']}/2"}
        for name, item in PUBLISHED["M-POR-bud"]["input"]["candidats"].items()
    }
    assert answered("M-POR-bud", candidats=candidates) == answered("M-POR-bud")
    assert answered("M-POR-bud", imposes=None, exclus=None) == answered("M-POR-bud")


def test_a_pair_whose_names_are_a_and_b_is_told_by_name() -> None:
    straight, turned = answered("M-DUEL"), answered("M-DUEL", paire=["B", "A"])
    assert (turned["pour_A"], turned["pour_B"]) == (straight["pour_A"], straight["pour_B"])


def test_a_line_makes_the_flags_of_sensitive_places_appear() -> None:
    given = PUBLISHED["M-LOO"]["input"]
    found = answer({"id": "x", "kind": "divergence", "input": given})
    assert ["sensible_lecteur", "A"] in found["signalements"]
    assert ["sensible_lecteur", "C"] not in found["signalements"]


def test_two_totals_for_one_reading_are_refused() -> None:
    totals = PUBLISHED["M-CAL"]["input"]["totaux"]
    assert answered("M-CAL", totaux=[*totals, totals[0]]) == {"refus": "NOT-05"}
    assert answered("M-CAL", totaux=[])["composantes"] == []


def test_dossiers_read_by_all_may_open_an_assignment() -> None:
    found = answered("M-AFF", etalons=[0])
    assert found["affectation"][0] == ["R1", "R2", "R3"]


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("M-ETA", {"indicateurs": [{"id": "pauvrete", "sens": "moyen", "poids": "1"}]}),
        ("M-ETA-f", {"filtres": [{"indicateur": "pauvrete", "op": ">", "ref": "9"}]}),
        ("M-KW", {"classements": [[1, 2], [1]]}),
        ("M-ALP-nominal", {"metrique": "euclidienne"}),
        ("M-CLA-2", {"notes": None}),
        ("M-FIA", {"totaux": {"A": ["1/0"]}}),
    ],
)
def test_a_case_of_another_shape_is_said_so(name: str, changed: dict[str, Any]) -> None:
    assert answered(name, **changed)["refus"] == "forme"


def test_one_case_that_cannot_be_read_hides_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken: Case = {"id": "cassé", "kind": "classement", "input": {"notes": 3, "K": 1, "departage": []}}
    unknown: Case = {"id": "inconnu", "kind": "divination", "input": {}}
    file = tmp_path / "cas.json"
    file.write_text(json.dumps({"cas": [broken, unknown, PUBLISHED["M-CLA-2"]]}), encoding="utf-8")
    assert main([str(file)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["cassé"]["refus"] == "forme"
    assert found["M-CLA-2"]["rangs"] == PUBLISHED["M-CLA-2"]["expected"]["rangs"]
    assert "inconnu" not in found
