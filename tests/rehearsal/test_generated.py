import csv
from dataclasses import asdict

import pytest

from commission_app import resources
from commission_app.errors import AppError
from commission_app.rehearsal.generated import generated
from commission_app.rehearsal.scenario import BANNER, Scenario
from commission_app.rehearsal.six_dossiers import six_dossiers
from commission_app.scoring.grid_documents import grid_from_reference
from commission_app.scoring.sheet import DossierSheet


def told(scenario: Scenario) -> str:
    return repr([asdict(dossier) for dossier in scenario.dossiers]) + repr(scenario.plans)


def test_the_same_seed_gives_the_same_campaign() -> None:
    assert told(generated(12, 5, 3)) == told(generated(12, 5, 3))


def test_another_seed_gives_another_campaign() -> None:
    assert told(generated(12, 5, 3)) != told(generated(12, 5, 4))


@pytest.mark.parametrize(("dossiers", "members"), [(0, 3), (301, 3), (3, 0), (3, 21)])
def test_an_impossible_size_is_refused(dossiers: int, members: int) -> None:
    with pytest.raises(AppError) as refusal:
        generated(dossiers, members, 1)
    assert refusal.value.code == "DEM-02"


def test_the_largest_campaign_has_distinct_dossiers_and_people() -> None:
    scenario = generated(300, 20, 1)
    assert len({dossier.id for dossier in scenario.dossiers}) == 300
    assert len({person["name"] for person in scenario.campaign["members"]}) == 20
    assert scenario.recusals


def test_no_generated_territory_bears_the_name_of_a_real_commune_of_the_demonstration() -> None:
    invented = {dossier.index["porteur"] for dossier in generated(300, 2, 1).dossiers}
    assert all("-sur-" in name for name in invented)


@pytest.mark.parametrize("scenario", [generated(6, 5, 2), six_dossiers()], ids=["generated", "six"])
def test_every_invented_reading_could_be_handed_in(scenario: Scenario) -> None:
    grid = grid_from_reference(resources.path("grids/default.json").read_bytes())
    neutralised = {"CNAF": {"L3"}}
    institutions = {person["id"]: person["institution"] for person in scenario.campaign["members"]}
    for plan in scenario.plans:
        not_marked = neutralised.get(institutions[plan.member], set())
        readings: list[DossierSheet] = [*plan.readings.values(), *plan.second_thoughts.values()]
        for reading in readings:
            assert not reading.missing(grid, not_marked)  # type: ignore[arg-type]  # plain words as identifiers
            assert not reading.unjustified(grid, not_marked)  # type: ignore[arg-type]  # same


def test_every_invented_letter_says_that_it_is_fictional() -> None:
    for dossier in generated(4, 2, 1).dossiers:
        assert all(BANNER in piece.markdown for piece in dossier.pieces)


def test_the_demonstration_knows_only_territories_of_the_fictional_table() -> None:
    with resources.path("demonstration/territoires_fictifs.csv").open(encoding="utf-8", newline="") as file:
        codes = {line["code"] for line in csv.DictReader(file)}
    for dossier in six_dossiers().dossiers:
        assert dossier.index["code"] in codes
