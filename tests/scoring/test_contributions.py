"""Contributions of agents merge whatever their order, and never take the place of what they did not know."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from commission_app.scoring.contributions import Contribution, Own, Statement, merge_contributions
from commission_app.scoring.ids import DossierId, Sha512

POINT = (DossierId("D1"), "R4")
OTHER = (DossierId("D1"), "card")


def said(name: str, value: str, before: str = "", *prev: str, author: str = "") -> Contribution:
    return Contribution(
        Sha512(name), author or name, frozenset(map(Sha512, prev)), {POINT: Statement(value, before)}
    )


def outcome(*contributions: Contribution, own: Own | None = None) -> tuple[str, list[str]]:
    """Merge in every order; return what becomes of the point, always the same."""
    found = {
        (result.value, tuple(result.choices))
        for order in permutations(contributions)
        for result in [merge_contributions([*order, *order], {POINT: own or Own("")})[POINT]]
    }
    ((value, choices),) = found
    return value, list(choices)


def test_a_contribution_that_knew_what_is_here_takes_its_place() -> None:
    assert outcome(said("a", "oui")) == ("oui", [])
    assert outcome(said("a", "oui", "non"), own=Own("non")) == ("oui", [])


def test_what_was_written_here_meanwhile_is_not_replaced_but_shown_beside() -> None:
    assert outcome(said("a", "oui", ""), own=Own("non")) == ("non", ["non", "oui"])
    assert outcome(said("a", "oui", ""), own=Own("oui")) == ("oui", [])


def test_two_agents_who_differ_are_a_fork_and_two_who_agree_are_not() -> None:
    assert outcome(said("a", "oui"), said("b", "non")) == ("", ["non", "oui"])
    assert outcome(said("a", "oui"), said("b", "oui")) == ("oui", [])


def test_the_next_contribution_of_an_agent_takes_the_place_of_the_one_before() -> None:
    assert outcome(said("a1", "oui"), said("a2", "non", "", "a1")) == ("non", [])
    assert outcome(said("a1", "oui"), said("a2", "non", "", "a1"), said("b", "non")) == ("non", [])


def test_what_somebody_wrote_here_after_seeing_contributions_stands() -> None:
    known = Own("à vérifier", frozenset({Sha512("a"), Sha512("b")}))
    assert outcome(said("a", "oui"), said("b", "non"), own=known) == ("à vérifier", [])
    assert outcome(said("a", "oui"), said("c", "non"), own=known) == ("à vérifier", ["non", "à vérifier"])


def test_who_says_what_is_told() -> None:
    merged = merge_contributions([said("a", "oui", author="Anne")], {POINT: Own("non")})[POINT]
    assert merged.choices == {"non": ("",), "oui": ("Anne",)}
    assert merged.is_fork
    assert POINT not in merge_contributions([], {POINT: Own("non")})


_names = st.sampled_from("abcde")


@given(
    st.lists(
        st.tuples(_names, st.sampled_from(["oui", "non"]), st.sampled_from(["", "non"]), st.sets(_names)),
        max_size=5,
        unique_by=lambda drawn: drawn[0],
    ),
    st.randoms(use_true_random=False),
)
def test_order_and_repeats_change_nothing(
    drawn: list[tuple[str, str, str, set[str]]], random: object
) -> None:
    acts = [
        said(name, value, before, *(one for one in prev if one < name)) for name, value, before, prev in drawn
    ]
    shuffled = [*acts, *acts]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis names no type
    own = {POINT: Own("non"), OTHER: Own("x")}
    assert merge_contributions(acts, own) == merge_contributions(shuffled, own)
