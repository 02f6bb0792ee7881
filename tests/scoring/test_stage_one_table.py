"""The choice of the départements on the published figures."""

import pytest

from commission_app import resources
from commission_app.errors import AppError
from commission_app.scoring.stage_one import (
    Indicator,
    StageOne,
    StageOneRules,
    choose,
    without_each_indicator,
)
from commission_app.scoring.stage_one_table import LONGEST, table_from_text

TEXT = resources.path("indicators/departements.csv").read_text("utf-8")
COLUMNS = {
    "pauvrete": ("taux_pauvrete_2018", "taux_pauvrete_dom_bdf_2017"),
    "global": ("tx_couv_global_2018",),
    "eaje": ("tx_couv_eaje_2018",),
}
INDICATORS = (
    Indicator("pauvrete", high_first=True),
    Indicator("global", high_first=False),
    Indicator("eaje", high_first=False),
)


def chosen(*, without: str = "") -> StageOne:
    table = {code: row for code, row in table_from_text(TEXT, COLUMNS).items() if code != without}
    return choose(table, StageOneRules(INDICATORS, 15))


def test_mayotte_is_not_classable_without_its_figures_and_the_hundred_others_are() -> None:
    found = chosen()
    assert found.unclassable == ("976",)
    assert len(found.ranks) == 100
    assert found.sums["973"] == 3
    assert (found.ranks["973"], found.ranks["02"]) == (1, 2)


def test_removing_the_most_extreme_departement_moves_no_other_by_the_sum_of_ranks() -> None:
    before, after = chosen(), chosen(without="973")
    assert len(before.chosen) == 15
    order = sorted(before.chosen, key=lambda code: before.ranks[code])
    assert [after.ranks[code] for code in order[1:]] == [before.ranks[code] - 1 for code in order[1:]]


def test_four_methods_stand_side_by_side_and_each_indicator_is_left_out_in_turn() -> None:
    found = chosen()
    assert set(found.other_methods) == {"z", "minmax", "ratio"}
    assert all(ranks.keys() == found.ranks.keys() for ranks in found.other_methods.values())
    assert found.agreeing_methods["973"] == found.agreeing_methods["02"] == 4
    certain = {code for code, count in found.agreeing_methods.items() if count == 4}
    assert len(certain) == 11
    assert certain <= set(found.chosen)
    moves = without_each_indicator(found, StageOneRules(INDICATORS, 15))
    assert moves.keys() == {"pauvrete", "global", "eaje"}
    for move in moves.values():
        assert set(move.leaving) <= set(found.chosen)
        assert not set(move.entering) & set(found.chosen)
        assert "976" not in move.entering


def test_an_unpublished_indicator_leaves_everybody_unclassable() -> None:
    table = table_from_text(TEXT, {"occupation": ("taux_occupation_eaje",)})
    found = choose(table, StageOneRules((Indicator("occupation", high_first=False),), 15))
    assert len(found.unclassable) == 101
    assert found.chosen == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "NOT-11"),
        ("code,nom\n02,Aisne\n", "NOT-11"),
        ("code,x\n02\n", "NOT-12"),
        ("code,x\n02,1e9\n", "NOT-12"),
        ("code,x\n02,1\n02,2\n", "NOT-12"),
        ("code,x\n,1\n", "NOT-12"),
        ("x\n1\n", "NOT-12"),
        ("x" * (LONGEST + 1), "NOT-12"),
    ],
)
def test_a_table_of_another_form_is_refused(text: str, code: str) -> None:
    with pytest.raises(AppError) as refusal:
        table_from_text(text, {"x": ("x",)})
    assert refusal.value.code == code
