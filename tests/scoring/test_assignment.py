"""Who reads what."""

from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commission_app.advice.assignment import Assignment, ReadingPlan, assign, assign_or_relax, reassign
from commission_app.advice.assignment_spread import shared_readings, spread
from commission_app.errors import AppError
from commission_app.scoring.connectivity import contrast_variance
from commission_app.scoring.ids import DossierId, InstitutionId, MemberId

READERS = {MemberId(f"r{place}"): InstitutionId("ABC"[place % 3]) for place in range(4)}
DOSSIERS = [DossierId(f"D{place}") for place in range(3)]
PAIRS = [(reader, dossier) for reader in READERS for dossier in DOSSIERS]


@st.composite
def plans(draw: st.DrawFn) -> ReadingPlan:
    return ReadingPlan(
        READERS,
        DOSSIERS,
        draw(st.integers(1, 3)),
        frozenset(draw(st.sets(st.sampled_from(PAIRS), max_size=4))),
        {pair: draw(st.integers(0, 3)) for pair in PAIRS},
    )


def cheapest(plan: ReadingPlan) -> int | None:
    """Try every assignment."""
    fewest, most = plan.loads
    panels = [
        [
            panel
            for panel in combinations(READERS, plan.readings)
            if not plan.recused & {(reader, dossier) for reader in panel}
            and (len({READERS[reader] for reader in panel}) == len(panel) or not plan.one_per_institution)
        ]
        for dossier in DOSSIERS
    ]
    costs = []
    for choice in product(*panels):
        loads = [sum(reader in panel for panel in choice) for reader in READERS]
        if all(fewest <= load <= most for load in loads):
            chosen = [(r, d) for d, panel in zip(DOSSIERS, choice, strict=True) for r in panel]
            costs.append(sum(plan.costs[pair] for pair in chosen) if plan.costs else 0)
    return min(costs, default=None)


@settings(max_examples=80)
@given(plans())
def test_the_assignment_is_the_cheapest_of_all(plan: ReadingPlan) -> None:
    found = assign(plan)
    assert (None if found is None else found.cost) == cheapest(plan)
    if found is not None:
        for dossier, own in found.readers.items():
            assert len(own) == plan.readings
            assert not {(reader, dossier) for reader in own} & plan.recused
            assert len({READERS[reader] for reader in own}) == len(own)


def test_what_gives_way_is_said_and_comes_in_order() -> None:
    one = MemberId("r0")
    plan = ReadingPlan(READERS, DOSSIERS, 1)
    assert assign_or_relax(plan).relaxed == ()
    busy = replace(plan, recused=frozenset((one, dossier) for dossier in DOSSIERS[:1]))
    assert assign_or_relax(busy).relaxed == ()
    alone = replace(plan, recused=frozenset((r, d) for r, d in PAIRS if r not in {"r0", "r1"}))
    assert assign_or_relax(alone).relaxed == ("charges",)
    assert assign_or_relax(replace(plan, readings=4)).relaxed == ("charges", "institution")
    kept = frozenset((r, d) for r, d in PAIRS if r == "r3" and d == "D0")
    fewer = assign_or_relax(replace(plan, readings=4, recused=kept))
    assert fewer.relaxed == ("charges", "institution", "lectures")
    assert fewer.plan.readings == 3


def test_a_dossier_that_nobody_may_read_is_said_so() -> None:
    with pytest.raises(AppError) as refusal:
        assign_or_relax(ReadingPlan(READERS, DOSSIERS, 2, frozenset(PAIRS)))
    assert refusal.value.code == "NOT-15"


@pytest.mark.parametrize(
    "plan",
    [
        ReadingPlan(READERS, DOSSIERS, 0),
        ReadingPlan({}, DOSSIERS, 1),
        ReadingPlan(READERS, DOSSIERS, 1, calibration=frozenset({DossierId("ailleurs")})),
    ],
)
def test_a_plan_without_sense_is_refused(plan: ReadingPlan) -> None:
    with pytest.raises(AppError) as refusal:
        assign(plan)
    assert refusal.value.code == "NOT-07"


def test_the_dossiers_of_calibration_are_read_by_all_and_weigh_on_no_load() -> None:
    common = frozenset(DOSSIERS[:1])
    recused = frozenset({(MemberId("r3"), DOSSIERS[0])})
    found = assign(ReadingPlan(READERS, DOSSIERS, 2, recused, calibration=common))
    assert found is not None
    assert found.readers[DOSSIERS[0]] == ("r0", "r1", "r2")
    others = [reader for dossier in DOSSIERS[1:] for reader in found.readers[dossier]]
    assert sorted(others) == sorted(READERS)
    pairs = [(reader, dossier) for dossier, own in found.readers.items() for reader in own]
    assert contrast_variance(READERS, pairs) is not None
    mixed = spread(found, 1, budget=9, trials=200)
    assert mixed.readers[DOSSIERS[0]] == found.readers[DOSSIERS[0]]
    only = assign(ReadingPlan(READERS, DOSSIERS, 2, calibration=frozenset(DOSSIERS)))
    assert only is not None
    assert {len(own) for own in only.readers.values()} == {4}


def test_a_dossier_of_calibration_that_nobody_may_read_leaves_no_assignment() -> None:
    away = frozenset((reader, DOSSIERS[0]) for reader in READERS)
    plan = ReadingPlan(READERS, DOSSIERS, 2, away, calibration=frozenset(DOSSIERS[:1]))
    assert assign(plan) is None
    with pytest.raises(AppError) as refusal:
        assign_or_relax(plan)
    assert refusal.value.code == "NOT-15"


@settings(max_examples=40)
@given(plans(), st.data())
def test_a_late_recusal_changes_as_few_readings_as_it_can(plan: ReadingPlan, data: st.DataObject) -> None:
    before = assign(plan)
    if before is None:
        return
    pairs = [(reader, dossier) for dossier, own in before.readers.items() for reader in own]
    late = data.draw(st.sampled_from(pairs))
    try:
        after = reassign(before, [late])
    except AppError:
        return
    assert late[0] not in after.readers[late[1]]
    now = {(reader, dossier) for dossier, own in after.readers.items() for reader in own}
    assert plan.costs is not None
    assert after.cost == sum(plan.costs[pair] for pair in now)
    if not after.relaxed:
        count = {pair: int(pair not in pairs) for pair in PAIRS}
        fewest = cheapest(replace(plan, recused=plan.recused | {late}, costs=count))
        assert len(now - set(pairs)) == fewest


def test_mixing_readers_makes_pairs_more_even_and_keeps_loads_recusals_and_institutions() -> None:
    readers = {MemberId(f"r{place}"): InstitutionId("ABCDEF"[place % 6]) for place in range(6)}
    dossiers = [DossierId(f"D{place}") for place in range(12)]
    costs = {(reader, dossier): (place % 2) for place, reader in enumerate(readers) for dossier in dossiers}
    recused = frozenset({(MemberId("r0"), dossiers[6])})
    blocks = {
        name: tuple(readers)[:3] if place < 6 else tuple(readers)[3:] for place, name in enumerate(dossiers)
    }
    before = Assignment(blocks, 18, ReadingPlan(readers, dossiers, 3, recused, costs))
    for budget in (0, 5):
        after = spread(before, 1, budget=budget, trials=3000)
        assert sum(n * n for n in shared_readings(after).values()) < sum(
            n * n for n in shared_readings(before).values()
        )
        assert after.cost <= before.cost + budget
        assert after.cost == sum(costs[reader, name] for name, own in after.readers.items() for reader in own)
        assert "r0" not in after.readers[dossiers[6]]
        for panels in (before.readers, after.readers):
            assert {len(own) for own in panels.values()} == {3}
        loads = [
            sorted(sum(r in own for own in x.readers.values()) for r in readers) for x in (before, after)
        ]
        assert loads[0] == loads[1]
        assert after == spread(before, 1, budget=budget, trials=3000)


@settings(max_examples=30)
@given(plans(), st.integers(0, 3))
def test_mixing_readers_breaks_no_rule_of_the_plan(plan: ReadingPlan, budget: int) -> None:
    before = assign(plan)
    if before is None:
        return
    after = spread(before, 1, budget=budget, trials=100)
    assert after.cost <= before.cost + budget
    for dossier, own in after.readers.items():
        assert len({READERS[reader] for reader in own}) == len(own) == plan.readings
        assert not {(reader, dossier) for reader in own} & plan.recused
