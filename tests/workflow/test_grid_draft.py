"""A grid in preparation: kept at once, refused in words when nobody could read it back, written as a file."""

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.scoring.grid import Criterion, Grid, Tag
from commission_app.scoring.grid_edit import TO_WRITE, add_section, typed_weight, with_criterion
from commission_app.workflow.preparation.grid import grid_draft
from commission_app.workflow.preparation.grid.grid_versions import GridState, freeze, grid_view
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.workflow.received import refused


@pytest.fixture
def session(drafted: SecretariatSession) -> SecretariatSession:
    """One campaign for all, put back as it was."""
    return drafted


def first(session: SecretariatSession) -> Criterion:
    return session.campaign.grid.criteria[0]


def test_weights_may_be_wrong_while_drafting_but_such_a_grid_is_not_frozen(
    session: SecretariatSession,
) -> None:
    heavy = replace(first(session), weight=typed_weight("7,5", "A1.1"))
    grid_draft.change_grid(session, with_criterion(session.campaign.grid, heavy))
    assert grid_view(session).weights == Fraction(201, 2)
    with pytest.raises(AppError) as refusal:
        freeze(session)
    assert (refusal.value.code, refusal.value.facts["total"]) == ("GRI-04", "100,5")
    assert grid_view(session).state is GridState.DRAFT


@pytest.mark.parametrize("weight", ["0", "-1", "", "beaucoup", "1/0", "1e9"])
def test_a_weight_that_is_no_number_above_zero_is_refused(weight: str) -> None:
    with refused("GRI-05"):
        typed_weight(weight, "A1.1")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda grid: with_criterion(grid, replace(grid.criteria[0], anchors=("  ",) * 6)), "GRI-06"),
        (lambda grid: with_criterion(grid, replace(grid.criteria[0], label="")), "GRI-07"),
        (lambda grid: with_criterion(grid, replace(grid.criteria[0], evidence_hints=(" ",))), "GRI-07"),
        (lambda grid: replace(grid, sections=(replace(grid.sections[0], label=""),)), "GRI-07"),
        (lambda grid: replace(grid, tags=(Tag("T1", ""),)), "GRI-07"),
        (lambda grid: replace(grid, title=" "), "GRI-07"),
    ],
)
def test_a_grid_with_an_empty_text_is_refused_and_the_one_from_before_stays(
    session: SecretariatSession, spoil: Callable[[Grid], Grid], code: str
) -> None:
    before = session.campaign
    with refused(code):
        grid_draft.change_grid(session, spoil(before.grid))
    assert session.campaign == before


def test_what_is_added_is_kept_before_it_is_written_and_holds_the_freeze_back(
    session: SecretariatSession,
) -> None:
    grid, added = add_section(session.campaign.grid)
    lighter = replace(grid.criteria[0], weight=grid.criteria[0].weight - 1)
    grid_draft.change_grid(session, with_criterion(grid, lighter))
    assert session.campaign.grid.by_id[added].question == TO_WRITE
    assert grid_view(session).weights == 100
    with refused("GRI-09"):
        freeze(session)


def test_a_grid_goes_out_and_comes_back_as_a_file(
    session: SecretariatSession, tmp_path: Path, fipe: Grid
) -> None:
    file = tmp_path / "grille.json"
    grid_draft.write_grid(fipe, file)
    assert grid_draft.read_grid(file) == fipe
    grid_draft.change_grid(session, grid_draft.read_grid(file))
    assert session.campaign.grid == fipe
    with refused("ARC-08"):
        grid_draft.write_grid(fipe, file)


def test_a_bad_grid_file_is_refused(tmp_path: Path, fipe: Grid) -> None:
    file = tmp_path / "grille.json"
    document = fipe.document()
    document["sections"][0]["criteria"][1]["id"] = document["sections"][0]["criteria"][0]["id"]
    for text, code in (
        (json.dumps(document), "GRI-02"),
        ('{"scale": []}', "GRI-02"),
        ("[]", "GRI-02"),
        ("", "GRI-01"),
        (" " * (grid_draft.MOST_BYTES + 1), "GRI-01"),
    ):
        file.write_text(text)
        with refused(code):
            grid_draft.read_grid(file)
    with refused("CAM-03"):
        grid_draft.read_grid(tmp_path / "absent.json")
