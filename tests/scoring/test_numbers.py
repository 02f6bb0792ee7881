"""Rounding and the display of official notes."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission_app.scoring.numbers import displayed
from commission_app.texts import decimal_fr, rounded

NOTES = st.fractions(min_value=0, max_value=100, max_denominator=10**8)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Fraction(9, 200), 2, "0.05"),
        (Fraction(125, 4), 1, "31.3"),
        (Fraction(3, 16), 2, "0.19"),
        (Fraction(1999, 20), 1, "100.0"),
    ],
)
def test_halves_are_rounded_up_where_binary_numbers_round_down(
    value: Fraction, decimals: int, text: str
) -> None:
    assert rounded(value, decimals) == text


def test_two_decimals_are_enough_when_no_other_note_reads_alike() -> None:
    assert displayed([Fraction(80), Fraction(208, 3)]) == {Fraction(80): "80.00", Fraction(208, 3): "69.33"}


def test_different_notes_that_read_alike_take_more_decimals_and_the_others_do_not() -> None:
    notes = [Fraction(208, 3), Fraction(208, 3), Fraction(6933, 100), Fraction(80), Fraction(12)]
    assert displayed(notes) == {
        Fraction(208, 3): "69.333",
        Fraction(6933, 100): "69.330",
        Fraction(80): "80.00",
        Fraction(12): "12.00",
    }


def test_a_note_that_six_decimals_do_not_tell_apart_is_written_as_a_fraction() -> None:
    close = Fraction(70) + Fraction(1, 10**8)
    assert displayed([Fraction(70), close]) == {Fraction(70): "70", close: str(close)}


def test_people_read_a_decimal_comma() -> None:
    assert displayed([Fraction(208, 3)], decimal_fr) == {Fraction(208, 3): "69,33"}


@given(st.lists(NOTES, max_size=12))
def test_different_notes_never_show_the_same_text(notes: list[Fraction]) -> None:
    shown = displayed(notes)
    assert shown.keys() == set(notes)
    assert len(set(shown.values())) == len(shown)
