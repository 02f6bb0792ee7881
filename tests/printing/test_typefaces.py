"""The shipped fonts, and texts made fit for them."""

import struct

import pytest

from commission_app import resources
from commission_app.printing.typefaces import UNPRINTABLE, Face, printable, shortened, width_of

NEEDED = "œŒæÆŸÿéèêëàâçùûüîïôÉÈÀÇ’‘“”«»…–—−×≥≤≠½°№€•□✓→ \u00a0"


def table(face: Face, name: str) -> bytes:
    """Return one table of a font file."""
    content = resources.path(f"fonts/{face}.ttf").read_bytes()
    count = struct.unpack(">H", content[4:6])[0]
    for number in range(count):
        tag, _, offset, length = struct.unpack(">4sLLL", content[12 + 16 * number : 28 + 16 * number])
        if tag == name.encode():
            return content[offset : offset + length]
    raise KeyError(name)


@pytest.mark.parametrize("face", list(Face))
def test_a_shipped_font_has_true_type_outlines_and_may_be_embedded(face: Face) -> None:
    assert table(face, "glyf")
    assert struct.unpack(">H", table(face, "OS/2")[8:10]) == (0,)


@pytest.mark.parametrize(
    "face", [Face.REGULAR, Face.MEDIUM, Face.SEMIBOLD, Face.BOLD, Face.ITALIC, Face.TABULAR]
)
def test_a_font_of_the_interface_has_the_signs_that_french_needs(face: Face) -> None:
    text = NEEDED + "\N{NARROW NO-BREAK SPACE}ᵉ\N{NON-BREAKING HYPHEN}" if face != Face.TABULAR else NEEDED
    assert printable(text, face) == text


@pytest.mark.parametrize("face", [Face.TABULAR, Face.TABULAR_SEMIBOLD, Face.QUOTE, Face.MONO])
def test_digits_have_the_same_width_where_numbers_stand_in_columns(face: Face) -> None:
    assert len({width_of(digit, face, 10) for digit in "0123456789"}) == 1


def test_every_font_has_the_sign_that_stands_for_a_missing_one() -> None:
    for face in Face:
        assert printable(UNPRINTABLE, face) == UNPRINTABLE


@pytest.mark.parametrize("text", ["😀", "م", "漢", "\ufffd", "\x00", "\x1b", "\x7f"])
def test_a_sign_that_no_font_has_is_replaced_by_a_visible_one(text: str) -> None:
    assert printable(text, Face.REGULAR) == UNPRINTABLE


def test_invisible_signs_leave_nothing_behind() -> None:
    assert printable("a\u200bb\u202ec\ufeffd\ufe0f", Face.REGULAR).replace("\u200b", "") == "abcd"


def test_a_letter_and_its_accent_are_put_together() -> None:
    assert printable("e\u0301te\u0301", Face.REGULAR) == "été"


def test_a_font_without_the_narrow_space_takes_the_ordinary_no_break_one() -> None:
    assert printable("« oui »", Face.QUOTE) == "«\u00a0oui\u00a0»"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Est-ce vrai ?", "Est-ce vrai\u202f?"),
        ("trois : un ; deux", "trois\u202f: un\u202f; deux"),
        ("239 400 habitants", "239\u202f400 habitants"),
        ("01 02 03 04 05", "01\u00a002\u00a003\u00a004\u00a005"),
        ("506 000 € (80 %)", "506\u202f000\u00a0€ (80\u00a0%)"),
        ("Fiche n° 1", "Fiche n°\u00a01"),
        ("12h : a:b", "12h\u202f: a:b"),
        ("cinq dossiers", "cinq dossiers"),
    ],
)
def test_french_no_break_spaces_replace_ordinary_ones_and_none_is_added(written: str, printed: str) -> None:
    assert printable(written, Face.REGULAR) == printed


def test_a_title_too_long_for_a_header_ends_with_an_ellipsis() -> None:
    short = shortened("Commission nationale de sélection " * 9, Face.REGULAR, 8, 200)
    assert short.endswith("…")
    assert width_of(short, Face.REGULAR, 8) <= 200
    assert shortened("Commission", Face.REGULAR, 8, 200) == "Commission"
