"""The merge is a function of the set of acts: on invented histories, in any order, with repeats."""

from hypothesis import given
from hypothesis import strategies as st

from commission_app.scoring.ids import DossierId, MemberId, Sha512
from commission_app.scoring.merge import Merged, SheetAct, State, merge
from tests.scoring.merge_examples import D1, D2, KEYS, M7, act, closed_mark

DOSSIERS = (D1, D2)


@st.composite
def histories(draw: st.DrawFn) -> list[SheetAct]:
    """Draw acts of two members; each names some of the earlier ones, and perhaps one that is lost."""
    acts: list[SheetAct] = []
    for number in range(draw(st.integers(0, 7))):
        said = {dossier: draw(st.sampled_from(["closed", "open", "recused", ""])) for dossier in DOSSIERS}
        marks = {dossier: draw(st.integers(0, 1)) for dossier in DOSSIERS}
        known = draw(st.sets(st.sampled_from("abcdefg"[:number] + "z"), max_size=2))
        acts.append(
            act(
                "abcdefg"[number],
                prev="".join(sorted(known)),
                closed={dossier: marks[dossier] for dossier in DOSSIERS if said[dossier] == "closed"},
                still_open={dossier: marks[dossier] for dossier in DOSSIERS if said[dossier] == "open"},
                recused=[dossier for dossier in DOSSIERS if said[dossier] == "recused"],
                key=draw(st.sampled_from(["old", "new"])),
                member=draw(st.sampled_from(["m07", "m07", "m08"])),
            )
        )
    return acts


EXCLUDED = st.sets(st.tuples(st.sampled_from("abcdefg").map(Sha512), st.sampled_from(DOSSIERS)), max_size=2)


@given(histories(), EXCLUDED, st.data())
def test_the_order_of_arrival_and_repeats_change_nothing(
    acts: list[SheetAct], excluded: set[tuple[Sha512, DossierId]], data: st.DataObject
) -> None:
    repeated = data.draw(st.lists(st.sampled_from(acts), max_size=4)) if acts else []
    arrived = data.draw(st.permutations([*acts, *repeated]))
    assert merge(arrived, KEYS, excluded) == merge(acts, KEYS, excluded)


@given(histories(), st.data())
def test_acts_gathered_in_any_grouping_give_the_same(acts: list[SheetAct], data: st.DataObject) -> None:
    groups = [data.draw(st.sampled_from([0, 1, 2])) for _ in acts]
    first, second, third = (
        [item for item, group in zip(acts, groups, strict=True) if group == wanted] for wanted in range(3)
    )
    assert merge([*first, *second, *third], KEYS) == merge([*third, *[*second, *first]], KEYS)


@given(histories())
def test_a_member_s_standing_depends_on_their_own_acts_only(acts: list[SheetAct]) -> None:
    together = merge(acts, KEYS).standings
    alone = merge([item for item in acts if item.member == M7], KEYS).standings
    assert {key: value for key, value in together.items() if key[0] == M7} == alone


@given(histories(), st.sampled_from(["old", "new"]))
def test_a_fiche_that_knows_everything_and_closes_always_counts(acts: list[SheetAct], key: str) -> None:
    known = "".join(item.digest for item in acts if item.member == M7)
    last = act("y", prev=known, closed={D1: 9}, key=key)
    assert closed_mark(merge([*acts, last], KEYS).standings[M7, D1]) == 9


@given(histories())
def test_what_stands_was_said_by_acts_that_no_standing_act_follows(acts: list[SheetAct]) -> None:
    found = merge(acts, KEYS)
    by_digest = {item.digest: item for item in acts}
    for (member, dossier), standing in found.standings.items():
        assert standing.acts | standing.provisional_acts
        for digest in standing.acts:
            said = by_digest[digest]
            assert said.member == member
            assert dossier in said.readings or dossier in said.recused
            assert not standing.acts & said.prev
        if standing.state is State.RECUSED:
            assert standing.closed is standing.provisional is None
        assert (standing.closed is not None) == (standing.state is State.CLOSED)


@given(histories())
def test_a_superseded_act_stands_nowhere_and_never_is_the_last_of_its_member(acts: list[SheetAct]) -> None:
    found: Merged = merge(acts, KEYS)
    in_force = {digest for item in found.standings.values() for digest in item.acts | item.provisional_acts}
    assert not found.superseded & in_force
    for member in {item.member for item in acts}:
        own = {item.digest for item in acts if item.member == MemberId(member)}
        assert own - found.superseded


@given(histories())
def test_an_act_that_is_named_and_not_there_is_reported_and_only_then(acts: list[SheetAct]) -> None:
    there = {item.digest for item in acts}
    named = {item.member: set[Sha512]() for item in acts}
    for item in acts:
        named[item.member] |= item.prev - there
    assert merge(acts, KEYS).missing_ancestors == {member: gaps for member, gaps in named.items() if gaps}
