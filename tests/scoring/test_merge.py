"""What counts for each member and dossier, scenario by scenario."""

import pytest

from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId, MemberId, Sha512
from commission_app.scoring.merge import PAPER, Merged, SheetAct, State, counted_readings, merge
from commission_app.scoring.sheet import WITHHELD, DossierSheet, Entry
from tests.scoring.merge_examples import D1, D2, M7, act, closed_mark, merged, sheet, standing


def test_a_closed_reading_counts() -> None:
    found = standing(act("a", closed={D1: 4}))
    assert closed_mark(found) == 4
    assert found.acts == {"a"}


def test_a_later_fiche_that_closes_again_replaces_the_earlier_one() -> None:
    first, second = act("a", closed={D1: 4}), act("b", prev="a", closed={D1: 2})
    assert closed_mark(standing(first, second)) == 2
    assert closed_mark(standing(second, first)) == 2
    assert merged(first, second).superseded == {"a"}


def test_the_order_goes_through_acts_in_between() -> None:
    chain = [
        act("a", closed={D1: 4}),
        act("b", prev="a", closed={D2: 1}),
        act("c", prev="b", closed={D1: 3}),
    ]
    assert closed_mark(standing(*chain)) == 3
    assert merged(*chain).superseded == {"a"}


def test_a_later_fiche_silent_on_a_dossier_leaves_its_reading_in_force() -> None:
    first, second = act("a", closed={D1: 4, D2: 4}), act("b", prev="a", closed={D2: 2})
    assert closed_mark(standing(first, second)) == 4
    assert merged(first, second).superseded == set()


def test_a_reading_opened_again_shows_only_in_the_provisional_view() -> None:
    found = standing(act("a", closed={D1: 4}), act("b", prev="a", still_open={D1: 1}))
    assert closed_mark(found) == 4
    assert found.provisional == sheet(1, is_closed=False)
    assert found.provisional_acts == {"b"}


def test_a_reading_never_closed_does_not_count() -> None:
    found = standing(act("a", still_open={D1: 1}))
    assert (found.state, found.closed) == (State.OPEN, None)
    assert found.provisional == sheet(1, is_closed=False)


def test_an_open_reading_disappears_once_the_dossier_is_closed() -> None:
    acts = [act("a", still_open={D1: 1}), act("b", prev="a", closed={D1: 2})]
    assert standing(*acts).provisional is None
    assert merged(*acts).superseded == {"a"}


def test_remarks_decide_nothing() -> None:
    """An archive whose texts are withheld must merge as it did with them."""

    def saying(digest: str, remark: str) -> SheetAct:
        reading = DossierSheet({CriterionId("a1"): Entry(4, remark=remark)}, is_closed=True)
        return SheetAct(Sha512(digest), M7, "old", 1, frozenset(), {D1: reading})

    assert closed_mark(standing(saying("a", "bien"), saying("b", "très bien"))) == 4
    assert closed_mark(standing(saying("a", WITHHELD), saying("b", WITHHELD))) == 4


def test_open_readings_that_differ_are_not_chosen_between() -> None:
    found = standing(act("a", still_open={D1: 1}), act("b", still_open={D1: 2}))
    assert found.state is State.OPEN
    assert found.provisional is None
    assert found.provisional_acts == {"a", "b"}


def test_two_fiches_that_do_not_know_each_other_are_a_fork_and_neither_counts() -> None:
    acts = [act("a"), act("b", prev="a", closed={D1: 4}), act("c", prev="a", closed={D1: 5})]
    found = standing(*acts)
    assert (found.state, found.closed) == (State.FORK, None)
    assert found.acts == {"b", "c"}
    assert merged(*acts).forks == {(M7, D1)}


def test_a_fork_on_one_dossier_leaves_the_others_counted() -> None:
    left, right = act("b", closed={D1: 4, D2: 3}), act("c", closed={D1: 5})
    standings = merged(left, right).standings
    assert standings[M7, D1].state is State.FORK
    assert closed_mark(standings[M7, D2]) == 3


def test_two_fiches_that_say_the_same_are_no_fork() -> None:
    found = standing(act("b", closed={D1: 4}), act("c", closed={D1: 4}))
    assert closed_mark(found) == 4
    assert found.acts == {"b", "c"}


def test_a_blank_left_out_and_a_blank_written_say_the_same() -> None:
    blank = DossierSheet({CriterionId("a1"): Entry(4), CriterionId("a2"): Entry()}, is_closed=True)
    written = SheetAct(Sha512("c"), M7, "old", 1, frozenset(), {D1: blank})
    assert closed_mark(standing(act("b", closed={D1: 4}), written)) == 4


def test_a_fiche_that_names_both_and_closes_again_resolves_a_fork() -> None:
    fork = [act("b", closed={D1: 4}), act("c", closed={D1: 5})]
    assert closed_mark(standing(*fork, act("d", prev="bc", closed={D1: 3}))) == 3
    assert standing(*fork, act("d", prev="b", closed={D1: 3})).state is State.FORK
    assert merged(*fork, act("d", prev="bc", closed={D1: 3})).superseded == {"b", "c"}


def test_a_fiche_that_names_both_but_leaves_the_dossier_open_does_not_resolve_it() -> None:
    fork = [act("b", closed={D1: 4}), act("c", closed={D1: 5})]
    found = standing(*fork, act("d", prev="bc", still_open={D1: 3}))
    assert found.state is State.FORK
    assert found.provisional == sheet(3, is_closed=False)


def test_the_chair_resolves_a_fork_by_excluding_one_reading_of_one_dossier() -> None:
    fork = [act("b", closed={D1: 4, D2: 4}), act("c", closed={D1: 5, D2: 5})]
    standings = merged(*fork, excluded=[("c", D1)]).standings
    assert closed_mark(standings[M7, D1]) == 4
    assert standings[M7, D2].state is State.FORK


def test_excluding_a_later_reading_gives_its_place_back_to_the_earlier_one() -> None:
    chain = [act("a", closed={D1: 4}), act("b", prev="a", closed={D1: 2})]
    assert closed_mark(standing(*chain, excluded=[("b", D1)])) == 4
    assert merged(*chain, excluded=[("b", D1)]).superseded == set()


def test_an_excluded_act_still_orders_the_others() -> None:
    chain = [act("a", closed={D1: 4}), act("b", prev="a"), act("c", prev="b", closed={D1: 2})]
    assert closed_mark(standing(*chain, excluded=[("b", D1)])) == 2


def test_when_everything_said_of_a_dossier_is_excluded_nothing_stands() -> None:
    assert merged(act("a", closed={D1: 4}), excluded=[("a", D1)]).standings == {}


def test_a_newer_computer_supersedes_what_the_older_one_closed() -> None:
    acts = [act("a", closed={D1: 4, D2: 4}), act("b", closed={D1: 2}, key="new")]
    standings = merged(*acts).standings
    assert closed_mark(standings[M7, D1]) == 2
    assert closed_mark(standings[M7, D2]) == 4
    assert merged(*acts).superseded == set()


def test_an_older_computer_that_knew_the_newer_one_has_the_last_word() -> None:
    acts = [act("a", closed={D1: 2}, key="new"), act("b", prev="a", closed={D1: 5})]
    assert closed_mark(standing(*acts)) == 5


def test_a_fork_of_the_older_computer_ends_when_the_newer_one_closes() -> None:
    fork = [act("b", closed={D1: 4}), act("c", closed={D1: 5})]
    assert closed_mark(standing(*fork, act("d", closed={D1: 3}, key="new"))) == 3


def test_a_computer_that_nobody_confirmed_is_refused() -> None:
    with pytest.raises(KeyError):
        standing(act("a", closed={D1: 4}, key="inconnu"))


def test_a_recusal_after_closing_withdraws_the_reading() -> None:
    acts = [act("a", closed={D1: 4}), act("b", prev="a", recused=[D1])]
    found = standing(*acts)
    assert (found.state, found.closed, found.provisional) == (State.RECUSED, None, None)
    assert merged(*acts).recused == {(M7, D1)}
    assert merged(*acts).superseded == {"a"}


def test_a_recusal_hides_the_marks_of_its_own_act() -> None:
    assert standing(act("a", closed={D1: 4}, recused=[D1])).state is State.RECUSED


def test_a_recusal_stands_until_a_later_act_closes_the_dossier() -> None:
    recusal = act("a", recused=[D1])
    reopened = act("b", prev="a", still_open={D1: 4})
    silent = act("c", prev="a", closed={D2: 4})
    assert standing(recusal, silent).state is State.RECUSED
    assert standing(recusal, reopened).state is State.RECUSED
    assert standing(recusal, reopened).provisional is None
    assert closed_mark(standing(recusal, reopened, act("d", prev="b", closed={D1: 4}))) == 4


def test_a_recusal_and_a_closing_that_do_not_know_each_other_are_a_fork() -> None:
    assert standing(act("a", recused=[D1]), act("b", closed={D1: 4})).state is State.FORK


def test_a_newer_computer_that_ignores_a_recusal_does_not_bring_the_marks_back() -> None:
    assert standing(act("a", recused=[D1]), act("b", closed={D1: 4}, key="new")).state is State.FORK
    assert standing(act("a", closed={D1: 4}), act("b", recused=[D1], key="new")).state is State.RECUSED


def test_two_recusals_agree() -> None:
    assert standing(act("a", recused=[D1]), act("b", recused=[D1])).state is State.RECUSED


def test_a_fiche_lost_on_the_way_is_named_and_nothing_is_guessed_meanwhile() -> None:
    first, lost, last = (
        act("a", closed={D1: 4}),
        act("b", prev="a", closed={D1: 3}),
        act("c", prev="b", closed={D1: 2}),
    )
    assert merged(first, last).missing_ancestors == {M7: {"b"}}
    assert standing(first, last).state is State.FORK
    assert merged(first, lost, last).missing_ancestors == {}
    assert closed_mark(standing(first, lost, last)) == 2


def test_a_fiche_that_names_all_the_earlier_ones_does_not_depend_on_a_lost_one() -> None:
    acts = [act("a", closed={D1: 4}), act("c", prev="ab", closed={D1: 2})]
    assert closed_mark(standing(*acts)) == 2
    assert merged(*acts).missing_ancestors == {M7: {"b"}}


def test_an_act_of_another_member_orders_nothing() -> None:
    mine = [act("a", closed={D1: 4}), act("c", prev="b", closed={D1: 2})]
    other = act("b", prev="a", closed={D1: 1}, member="m08")
    found = merged(*mine, other)
    assert found.standings[M7, D1].state is State.FORK
    assert closed_mark(found.standings[MemberId("m08"), D1]) == 1
    assert found.missing_ancestors == {}


def test_an_empty_fiche_changes_nothing() -> None:
    assert merged(act("a")).standings == {}
    assert merged(act("a")).superseded == set()
    assert merged(act("a"), act("b", prev="a")).superseded == {"a"}


def test_nothing_received_is_an_empty_merge() -> None:
    assert merge([], {}) == Merged({}, frozenset(), {})


def test_only_closed_readings_are_counted_and_the_provisional_view_adds_the_open_ones() -> None:
    d3, d4 = DossierId("D3"), DossierId("D4")
    found = merged(
        act("a", closed={D1: 4, D2: 3}),
        act("b", prev="a", still_open={D2: 1, d3: 2}, recused=[d4]),
    )
    institutions = {M7: InstitutionId("DSS")}
    official = {item.dossier: item.marks for item in counted_readings(found, institutions)}
    assert official == {D1: {"a1": 4}, D2: {"a1": 3}}
    provisional = counted_readings(found, institutions, is_provisional=True)
    assert {item.dossier: item.marks[CriterionId("a1")] for item in provisional} == {D1: 4, D2: 1, d3: 2}
    assert {(item.reader, item.institution) for item in provisional} == {("m07", "DSS")}


def test_a_paper_and_a_fiche_that_differ_contradict_each_other_whatever_the_computer() -> None:
    paper = act("p", closed={D1: 4}, key=PAPER)
    for key in ("old", "new"):
        assert standing(paper, act("a", closed={D1: 2}, key=key)).state is State.FORK
        assert closed_mark(standing(paper, act("a", closed={D1: 4}, key=key))) == 4
    assert standing(paper, act("a", recused={D1})).state is State.FORK
    assert closed_mark(standing(paper, act("a", prev="p", closed={D1: 2}))) == 2
    assert closed_mark(standing(paper, act("q", prev="p", closed={D1: 1}, key=PAPER))) == 1


def test_a_paper_alone_counts_without_any_computer() -> None:
    merged_alone = merge([act("p", closed={D1: 4}, key=PAPER)], {})
    assert closed_mark(merged_alone.standings[M7, D1]) == 4
    assert merged_alone.superseded == frozenset()
