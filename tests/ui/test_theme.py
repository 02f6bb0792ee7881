"""Three themes that can be read, and a change of theme that reaches everything."""

from typing import get_args

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commission_app.ui import appearance, theme
from commission_app.ui.tokens import Theme, Token
from commission_app.ui.widgets.badge import STYLES
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import Panel, column
from commission_app.ui.widgets.progress import ProgressBar

Pair = tuple[Token, Token]


def pairs(inks: str, grounds: str) -> list[Pair]:
    """Return every ink with every ground, named with spaces between them."""
    tokens: tuple[Token, ...] = get_args(Token)
    return [
        (ink, ground)
        for ink in tokens
        for ground in tokens
        if ink in inks.split() and ground in grounds.split()
    ]


TEXT_PAIRS = [
    *pairs("title text mention", "surface app sunken raised hover selected selected_soft"),
    *pairs("title text", "neutral error_soft warning_soft info_soft success_soft"),
    *pairs("accent", "surface app selected selected_soft accent_soft hover"),
    *pairs("error", "surface error_soft error_line"),
    *pairs("warning", "surface warning_soft warning_line"),
    *pairs("info", "surface info_soft info_line"),
    *pairs("success", "surface success_soft"),
    *pairs("on_accent", "accent"),
    *pairs("evidence_text", "evidence"),
    *pairs("toast_text toast_action", "toast"),
]
SHAPE_PAIRS = [
    *pairs("line_field focus accent faint", "surface app"),
    *pairs("accent bar_below", "surface selected"),
    *pairs("accent", "track"),
]


@pytest.fixture(params=list(theme.THEMES))
def chosen(request: pytest.FixtureRequest) -> Theme:
    found = theme.THEMES[request.param]
    theme.use(found)
    return found


def test_every_text_reads_at_four_and_a_half_to_one(chosen: Theme) -> None:
    least = 7.0 if chosen is theme.HIGH_CONTRAST else 4.5
    faults = {
        (ink, ground): round(theme.contrast(theme.color(ink), theme.color(ground)), 2)
        for ink, ground in TEXT_PAIRS
        if not (chosen is theme.HIGH_CONTRAST and ground.endswith("_line"))  # a border there, not a ground
    }
    assert {pair: ratio for pair, ratio in faults.items() if ratio < least} == {}


def test_shapes_that_mean_something_stand_out_at_three_to_one(chosen: Theme) -> None:
    ratios = {pair: theme.contrast(theme.color(pair[0]), theme.color(pair[1])) for pair in SHAPE_PAIRS}
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < 3} == {}


def test_a_mark_reads_on_every_shade_of_the_scale(chosen: Theme) -> None:
    ratios = [theme.contrast(*theme.heat(step / 10)) for step in range(51)]
    assert min(ratios) >= 4.5


def test_a_total_reads_on_every_shade_of_distance(chosen: Theme) -> None:
    ratios = [theme.contrast(*theme.distance_tint(points)) for points in range(-20, 21)]
    assert min(ratios) >= 4.5


def test_initials_read_on_every_institution(chosen: Theme) -> None:
    names = ("DGCS", "DSS", "ANCT", "MCC", "CNAF", "CCMSA", "Une autre", "XYZ")
    assert min(theme.contrast(*theme.institution_colors(name)) for name in names) >= 4.5


def test_the_three_themes_name_the_same_tokens() -> None:
    assert len({frozenset(found.colors) for found in theme.THEMES.values()}) == 1


def test_a_badge_has_an_ink_that_reads_on_its_tint() -> None:
    for style in STYLES.values():
        assert theme.contrast(theme.color(style.ink), theme.color(style.background)) >= 4.5


def test_the_scale_of_marks_follows_the_maximum_of_the_grid() -> None:
    assert theme.heat(4, maximum=4) == theme.heat(5)
    assert theme.heat(0, maximum=3) == theme.heat(0)
    assert theme.heat(9) == theme.heat(5)


def test_changing_theme_repaints_everything_at_run_time(qtbot: QtBot, qapp: QApplication) -> None:
    bar = ProgressBar()
    bar.show_share(1.0, "8 sur 8")
    label, button = Label("Titre", "screen_title"), Button("Exporter…", icon="download")
    page = Panel(column(label, button, bar))
    qtbot.addWidget(page)
    page.resize(200, 120)
    page.show()
    light_icon = button.icon().pixmap(16, 16).toImage()
    assert _ground(page) == QColor(theme.LIGHT.colors["surface"])

    appearance.apply(qapp, theme.DARK)
    qapp.processEvents()

    assert _ground(page) == QColor(theme.DARK.colors["surface"])
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(theme.DARK.colors["title"])
    assert bar.grab().toImage().pixelColor(bar.width() // 2, 1) == QColor(theme.DARK.colors["accent"])
    assert button.icon().pixmap(16, 16).toImage() != light_icon


def test_a_larger_text_size_reaches_labels_and_buttons(qtbot: QtBot, qapp: QApplication) -> None:
    label, button = Label("Titre", "screen_title"), Button("Exporter…")
    page = Panel(column(label, button))
    qtbot.addWidget(page)
    page.show()
    before = button.sizeHint().height()

    appearance.apply(qapp, theme.LIGHT, 200)

    assert label.font().pixelSize() == 40
    assert button.sizeHint().height() > 1.8 * before


def test_a_part_is_dressed_once_however_deep_it_stands(qtbot: QtBot, qapp: QApplication) -> None:
    counting = _Counting()
    page = Panel(column(counting))
    for _ in range(8):
        page = Panel(column(page))
    qtbot.addWidget(page)
    page.show()
    counting.changes = counting.renewals = 0

    appearance.apply(qapp, theme.DARK, 130)

    assert counting.renewals == 1
    assert counting.changes <= 4  # a sheet put over another sends one for each of the parts around as well


def test_a_change_shows_in_one_image_and_what_is_seen_comes_first(qtbot: QtBot, qapp: QApplication) -> None:
    shown, hidden = Label("Devant", "strong"), Label("Derrière", "strong")
    front, behind = Panel(column(shown)), Panel(column(hidden))
    for page in (front, behind):
        qtbot.addWidget(page)
    front.show()
    images = _Images(front)

    appearance.change(qapp, theme.DARK, 150)
    assert theme.current() is theme.DARK  # whoever asks knows at once
    assert not front.updatesEnabled()
    qtbot.waitUntil(front.updatesEnabled)

    assert shown.font().pixelSize() == 20
    assert not images.before_its_time
    qtbot.waitUntil(lambda: hidden.font().pixelSize() == 20)


def test_a_change_asked_during_another_takes_its_place(qtbot: QtBot, qapp: QApplication) -> None:
    label = Label("Titre", "strong")
    page = Panel(column(label))
    qtbot.addWidget(page)
    page.show()

    appearance.change(qapp, theme.LIGHT, 115)
    appearance.change(qapp, theme.LIGHT, 200)
    qtbot.waitUntil(lambda: label.font().pixelSize() == 26 and page.updatesEnabled())

    assert theme.text_percent() == 200


class _Counting(Label):
    """Counts what it is told, and how often it has to renew itself."""

    changes = renewals = 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.changes += event.type() == QEvent.Type.StyleChange
        self.renewals += theme.is_change(event)


class _Images(QObject):
    """Watches a widget for an image made while its parts are not all dressed."""

    def __init__(self, watched: Panel) -> None:
        super().__init__(watched)
        self.before_its_time = False
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        label = watched.findChild(Label)
        if event.type() == QEvent.Type.Paint and theme.text_percent() == 150 and label is not None:
            self.before_its_time |= label.font().pixelSize() != 20
        return False


def _ground(page: Panel) -> QColor:
    return page.grab().toImage().pixelColor(2, 2)
