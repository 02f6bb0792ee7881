"""The second implementation gives the figures that were computed by hand, as the kernel does."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from fractions import Fraction
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commission_app.scoring.campaign import Neutralised, ScoringRules, Threshold
from commission_app.scoring.consolidation import consolidate
from commission_app.scoring.ids import DossierId
from commission_app.scoring.ranking import rank
from tests.scoring.cases import FILE
from tests.scoring.test_consolidation_invariants import Invented, campaigns
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


@st.composite
def under_rules(draw: st.DrawFn) -> tuple[Invented, ScoringRules, frozenset[Neutralised], frozenset[str]]:
    """Draw a campaign, its rules, what institutions leave out, and the dossiers decided « irrecevables »."""
    invented = draw(campaigns())
    names = [criterion.id for criterion in invented.grid.criteria]
    targets = [f"critere:{name}" for name in names]
    targets += [f"section:{section.id}" for section in invented.grid.sections]
    bound = st.builds(Threshold, st.sampled_from(["total", *targets]), st.integers(0, 5).map(Fraction))
    rules = ScoringRules(
        seats=draw(st.integers(1, 3)),
        voice_unit=draw(st.sampled_from(["institution", "evaluateur"])),
        readings_min=draw(st.integers(1, 2)),
        rank_mode=draw(st.sampled_from(["exact", "arrondi"])),
        decimals=draw(st.integers(0, 2)),
        tie_break=tuple(draw(st.lists(st.sampled_from(targets), max_size=2))),
        thresholds=tuple(draw(st.lists(bound, max_size=2))),
    )
    silent = st.builds(
        Neutralised, st.sampled_from([item.institution for item in invented.readings]), st.sampled_from(names)
    )
    neutralised = draw(st.frozensets(silent, max_size=2))
    left_out = {(item.institution, item.criterion) for item in neutralised}
    readings = tuple(
        replace(
            item, marks={c: mark for c, mark in item.marks.items() if (item.institution, c) not in left_out}
        )
        for item in invented.readings
    )
    refused = draw(st.frozensets(st.sampled_from([str(name) for name in invented.dossiers]), max_size=1))
    return replace(invented, readings=readings), rules, neutralised, refused


def as_the_verifier_reads(
    verifier: ModuleType,
    invented: Invented,
    rules: ScoringRules,
    neutralised: frozenset[Neutralised],
    refused: frozenset[str],
) -> Any:
    """Return the same campaign for the second implementation."""
    thresholds = [{"target": one.target, "minimum": str(one.minimum)} for one in rules.thresholds]
    campaign = campaign_of(
        verifier,
        verifier.read_grid(invented.grid.document()),
        {item.reader: item.institution for item in invented.readings},
        **{**asdict(rules), "thresholds": thresholds},
    )
    return replace(
        campaign,
        neutralised=frozenset((item.institution, item.criterion) for item in neutralised),
        ineligible=dict.fromkeys(refused, "hors délai"),
    )


@settings(max_examples=100)
@given(drawn=under_rules(), settles=st.booleans())
def test_both_programs_give_every_figure_status_rank_line_and_text_of_a_campaign_drawn_by_chance(
    verifier: ModuleType,
    drawn: tuple[Invented, ScoringRules, frozenset[Neutralised], frozenset[str]],
    *,
    settles: bool,  # the commission gives a collegial mark wherever nobody could mark
) -> None:
    invented, rules, neutralised, refused = drawn
    collegial = {
        (dossier, criterion): 2
        for dossier, result in invented.consolidate(rules).items()
        for criterion in result.unmarked
        if settles
    }
    dossiers, readings = invented.dossiers, invented.readings
    results = consolidate(
        invented.grid, rules, dossiers, readings, neutralised=neutralised, collegial=collegial
    )
    ours = rank(results, rules, ineligible={DossierId(name): "hors délai" for name in refused})
    campaign = as_the_verifier_reads(verifier, invented, rules, neutralised, refused)
    panels = {
        name: {item.reader: item.marks for item in readings if item.dossier == name} for name in dossiers
    }
    scores = [verifier.score_of(campaign, name, panel, collegial) for name, panel in panels.items()]
    texts = verifier.displays(score.note for score in scores)
    assert [
        (row.score.dossier, row.status, row.rank, row.line, texts.get(row.score.note))
        for row in verifier.ranking(campaign, scores)
    ] == [(row.dossier, str(row.status), row.rank, row.line and str(row.line), row.display) for row in ours]
    for score in scores:
        result = results[score.dossier]
        assert (score.note, score.sections) == (result.note, result.sections)
        assert score.criteria == result.criteria
        assert {name: (own.total, own.coverage) for name, own in score.owns.items()} == {
            name: (own.total, own.coverage) for name, own in result.individuals.items()
        }
