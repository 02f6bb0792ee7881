"""The second implementation gives the figures that were computed by hand, as the kernel does."""

import json
from collections.abc import Mapping
from fractions import Fraction
from types import ModuleType
from typing import Any

import pytest

from tests.scoring.cases import FILE
from tests.workflow import second_program

CASES: list[dict[str, Any]] = json.loads(FILE.read_bytes())["cas"]
RULES = {
    "seats": 1,
    "voice_unit": "evaluateur",
    "readings_min": 2,
    "rank_mode": "exact",
    "decimals": 2,
    "tie_break": [],
    "thresholds": [],
}


@pytest.fixture(scope="module")
def verifier() -> ModuleType:
    """The second implementation, loaded once."""
    return second_program.loaded()


def of_kind(kind: str) -> pytest.MarkDecorator:
    """Give a test every worked case of a kind."""
    cases = [case for case in CASES if case["kind"] == kind]
    return pytest.mark.parametrize("case", cases, ids=[case["id"] for case in cases])


def grid_of(verifier: ModuleType, sections: list[dict[str, Any]], maximum: int) -> Any:
    """Read a grid of the worked cases."""
    levels = [str(level) for level in range(maximum + 1)]
    return verifier.read_grid(
        {
            "scale": {"maximum": maximum, "labels": levels},
            "sections": [
                {
                    "id": section["id"],
                    "weight": section["poids"],
                    "criteria": [
                        {"id": criterion["id"], "weight": criterion["poids"], "anchors": levels}
                        for criterion in section["criteres"]
                    ],
                }
                for section in sections
            ],
        }
    )


def campaign_of(verifier: ModuleType, grid: Any, institutions: Mapping[str, str], **rules: object) -> Any:
    """Return a campaign that has nothing but what a score needs."""
    neutralised: frozenset[tuple[str, str]] = frozenset()
    return verifier.Campaign(
        "essai", grid, {**RULES, **rules}, institutions, neutralised, {}, [], {}, frozenset(), {}
    )


def text(value: Fraction | None) -> str | None:
    """Write a fraction as the cases do."""
    return None if value is None else str(value)


@of_kind("arrondi")
def test_halves_are_rounded_up(verifier: ModuleType, case: dict[str, Any]) -> None:
    found = [verifier.rounded(Fraction(one["valeur"]), one["decimales"]) for one in case["input"]]
    assert found == case["expected"]


@of_kind("consolidation")
def test_a_dossier_is_consolidated_criterion_first(verifier: ModuleType, case: dict[str, Any]) -> None:
    given = case["input"]
    grid = grid_of(verifier, given["grille"], given["echelle_max"])
    unit, quorum = given["unite"], given["quorum"]
    campaign = campaign_of(verifier, grid, given["evaluateurs"], voice_unit=unit, readings_min=quorum)
    for dossier, expected in case["expected"]["dossiers"].items():
        readings = {
            sheet["evaluateur"]: {
                criterion: mark for criterion, mark in sheet["notes"].items() if mark != "neutralise"
            }
            for sheet in given["fiches"]
            if sheet["dossier"] == dossier and [sheet["evaluateur"], dossier] not in given["deports"]
        }
        score = verifier.score_of(campaign, dossier, readings)
        assert text(score.note) == expected["note"]
        assert {name: text(value) for name, value in score.criteria.items()} == expected["criteres"]
        assert {name: text(value) for name, value in score.sections.items()} == expected["sections"]
        assert len(score.owns) == expected["nb_lecteurs"]
        (row,) = verifier.ranking(campaign, [score])
        assert row.status == {"classable": "classe"}.get(expected["statut"], expected["statut"])


@of_kind("classement")
def test_ties_share_a_rank_and_a_place(verifier: ModuleType, case: dict[str, Any]) -> None:
    given, expected = case["input"], case["expected"]
    parts = given.get("cles", {})
    scores = []
    for name, note in given["notes"].items():
        sections = {"A1": Fraction(parts.get(name, {}).get("A1", 0))}
        scores.append(verifier.Score(name, {}, sections, Fraction(note), {}))
    grid = grid_of(verifier, [{"id": "A", "poids": "1", "criteres": [{"id": "a", "poids": "1"}]}], 5)
    rules = {"rank_mode": given["mode"], "tie_break": given["departage"], "seats": given["K"]}
    decimals = given.get("decimales", 2)
    campaign = campaign_of(verifier, grid, {}, **rules, decimals=decimals, readings_min=0)
    rows = verifier.ranking(campaign, scores)
    assert {row.score.dossier: row.rank for row in rows} == expected["rangs"]
    assert {row.score.dossier: row.line for row in rows} == expected["ligne"]
    if "affichage" in expected:
        texts = verifier.displays(score.note for score in scores)
        assert {score.dossier: texts[score.note] for score in scores} == expected["affichage"]
        assert [row.score.dossier for row in rows] == expected["ordre"]


@of_kind("seuils")
def test_only_what_is_strictly_under_a_threshold_is_set_apart(
    verifier: ModuleType, case: dict[str, Any]
) -> None:
    given, expected = case["input"], case["expected"]
    thresholds = [{"target": one["cible"], "minimum": one["minimum"]} for one in given["seuils"]]
    grid = grid_of(verifier, [{"id": "A", "poids": "1", "criteres": [{"id": "a", "poids": "1"}]}], 5)
    campaign = campaign_of(verifier, grid, {}, thresholds=thresholds, readings_min=0)
    scores = []
    for dossier, values in given["valeurs"].items():
        exact = {name: Fraction(value) for name, value in values.items()}
        scores.append(verifier.Score(dossier, exact, exact, exact["total"], {}))
    rows = verifier.ranking(campaign, scores)
    apart = {row.score.dossier for row in rows if row.status == "elimine"}
    assert apart == {dossier for dossier, targets in expected["motifs"].items() if targets}
    assert {row.score.dossier: row.rank for row in rows if row.rank} == expected["rangs"]
