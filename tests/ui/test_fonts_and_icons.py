"""Shipped fonts and icons: present, the right ones, sharp, and none that nobody uses."""

import re
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF

import commission_app
from commission_app import resources
from commission_app.ui import fonts, icons, theme

SOURCES = Path(commission_app.__file__).parent / "ui"


@pytest.mark.parametrize("family", ["Inter", "Spectral", "JetBrains Mono"])
def test_a_shipped_family_is_found(family: fonts.Family) -> None:
    face = fonts.font(13, italic=family == "Spectral", family=family)
    assert QFontInfo(face).family() == family


def test_letters_are_never_hinted() -> None:
    assert fonts.font().hintingPreference() is QFont.HintingPreference.PreferNoHinting


def test_tabular_digits_have_one_width_and_others_do_not() -> None:
    tabular, plain = QFontMetricsF(fonts.font(tabular=True)), QFontMetricsF(fonts.font())
    assert len({round(tabular.horizontalAdvance(digit * 10), 2) for digit in "0123456789"}) == 1
    assert plain.horizontalAdvance("1" * 10) < plain.horizontalAdvance("0" * 10)


def test_large_titles_are_set_tighter() -> None:
    assert fonts.font(26).letterSpacing() < fonts.font(16).letterSpacing() < 100


def test_the_text_size_scales_every_font() -> None:
    theme.use(theme.LIGHT, 150)
    assert fonts.font(20).pixelSize() == 30


def test_the_folder_of_icons_holds_those_of_the_table_and_no_other() -> None:
    shipped = {path.stem for path in resources.path("icons").glob("*.svg")}
    assert shipped == set(get_args(icons.IconName))


def test_no_icon_ships_that_nobody_shows() -> None:
    texts = [path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py") if path.name != "icons.py"]
    shown = {name for text in texts for name in re.findall(r'"([a-z0-9-]+)"', text)}
    assert set(get_args(icons.IconName)) - shown == set()


@pytest.mark.parametrize("name", get_args(icons.IconName))
def test_an_icon_is_drawn_in_its_tint(name: icons.IconName) -> None:
    image = icons.pixmap(name, "error", 24, ratio=2.0).toImage()
    tint = theme.color("error")
    opaque = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert opaque
    assert all(abs(QColor(name).red() - tint.red()) <= 1 for name in opaque)


def test_an_icon_has_as_many_pixels_as_the_screen_asks() -> None:
    sharp = icons.pixmap("check", "text", 16, ratio=1.5)
    assert (sharp.width(), sharp.devicePixelRatio()) == (24, 1.5)
