"""« Analyse »: closed by default, made in the background, in neutral words, and nothing of it is official."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from commission_app.scoring.ids import SectionId
from commission_app.scoring.other_weights import Reweighed
from commission_app.ui.models.analysis_words import percent_text
from commission_app.ui.models.held_model import HeldColumn, HeldRow
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.models.weights_model import WeightColumn
from commission_app.ui.secretariat.analysis.analysis_window import AnalysisWindow
from commission_app.ui.secretariat.analysis.reading import AnalysisVerbs
from commission_app.ui.shell import Shell
from commission_app.ui.tasks import Report
from commission_app.ui.widgets.labels import ElidedLabel, Label
from commission_app.workflow.deliberation.analysis import analyse, begin, refine, try_weights
from commission_app.workflow.deliberation.analysis_views import Analysis, AnalysisStart
from tests.ui.audit import changed_by_wheel, unnamed
from tests.workflow.consolidated import NOW, consolidated, disputed

A, B = SectionId("A"), SectionId("B")
STEERING = ("probabilité", "chances", "score", "sévère", "généreux", "faible", "moyen ", "bon ", "très bon")


class Room:
    """The verbs over one consolidation in memory; `gate` holds the heavy figures back."""

    def __init__(self) -> None:
        self.start = begin(consolidated(disputed), NOW)
        self.gate = Event()
        self.gate.set()
        self.made = 0

    def begin(self) -> AnalysisStart:
        return self.start

    def analyse(self, start: AnalysisStart, report: Report) -> Analysis:
        self.gate.wait()
        self.made += 1
        return analyse(start, report)

    def try_weights(self, start: AnalysisStart, weights: Mapping[SectionId, Fraction]) -> Reweighed | None:
        return try_weights(start, weights)


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def window(parent: QWidget, shell: Shell, room: Room) -> AnalysisWindow:
    return AnalysisWindow(
        parent, AnalysisVerbs(room.begin, room.analyse, refine, room.try_weights), shell.tasks
    )


@pytest.fixture
def shown(window: AnalysisWindow, qtbot: QtBot) -> AnalysisWindow:
    with qtbot.waitSignal(window.reading.arrived, check_params_cb=all_made):
        window.show_pages()
    qtbot.waitUntil(lambda: bool(window.weights.sliders))
    return window


def all_made(analysis: Analysis) -> bool:
    """Tell that nothing more is being made."""
    return analysis.is_refined


def rows(window: AnalysisWindow) -> list[HeldRow]:
    model = window.held.table.model()
    return [model.index(row, 0).data(RowRole) for row in range(model.rowCount())]


def words(widget: QWidget) -> str:
    plain = [label.plain_text() for label in widget.findChildren(Label)]
    return " ".join(plain + [label.text() for label in widget.findChildren(ElidedLabel)])


def test_the_ranking_shows_before_its_figures_and_does_not_wait(
    window: AnalysisWindow, room: Room, qtbot: QtBot
) -> None:
    room.gate.clear()
    with qtbot.waitSignal(window.reading.begun):
        window.show_pages()
    assert [row.placed.rank for row in rows(window)] == [row.rank for row in room.start.rows]
    assert all(row.held is None for row in rows(window))
    assert window.held.table.model().index(0, HeldColumn.SHARE).data() == "…"
    with qtbot.waitSignal(window.reading.arrived):
        room.gate.set()
    assert all(row.held is not None for row in rows(window))


def test_figures_of_the_same_data_are_not_made_twice(shown: AnalysisWindow, room: Room, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.reading.arrived):
        shown.show_pages()
    assert room.made == 1
    room.start = replace(room.start, digest="autre")
    with qtbot.waitSignal(shown.reading.arrived, check_params_cb=all_made):
        shown.show_pages()
    assert room.made == 2


def test_a_dossier_that_hangs_on_a_reader_is_told_in_a_sentence(shown: AnalysisWindow) -> None:
    place = next(number for number, row in enumerate(rows(shown)) if row.placed.dossier == "D02")
    shown.held.table.selectRow(place)
    said = words(shown.held)
    assert "Sans les notes de Membre 0, ce dossier sort des 3." in said
    assert "Part des pondérations voisines (±20\N{NO-BREAK SPACE}%) où le dossier est dans les 3" in said
    assert "Moyenne par section, de 0 à 5" in said
    assert shown.held.table.model().index(place, HeldColumn.ZONE).data() == "à débattre"


def test_no_word_of_it_is_a_chance_or_a_verdict(shown: AnalysisWindow) -> None:
    said = ""
    for place in range(len(rows(shown))):
        shown.held.table.selectRow(place)
        said += words(shown)
    assert "Accord entre lecteurs" in said
    assert "Deux lecteurs pris au hasard" in said
    for word in STEERING:
        assert word not in said.lower(), word


def test_what_the_draws_were_made_with_is_printed(shown: AnalysisWindow) -> None:
    said = words(shown.held)
    assert "pondérations tirées" in said
    assert "graine" in said


def test_an_analysis_made_while_fiches_are_missing_says_so_on_every_page(
    shown: AnalysisWindow, room: Room
) -> None:
    assert room.start.provisional
    for page in (shown.held, shown.readers, shown.weights):
        assert [notice.words()[1] for notice in page.notices.notices()] == [" ".join(room.start.provisional)]


def test_a_weight_moved_with_the_keyboard_shows_who_would_move_and_writes_nothing(
    shown: AnalysisWindow, room: Room
) -> None:
    before = room.start.rows
    slider = shown.weights.sliders[B].track
    assert "Ce sont les poids officiels." in words(shown.weights)
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert shown.weights.sliders[B].weight() == 0
    said = words(shown.weights)
    assert "Avec ces poids, la liste des 3 changerait :" in said
    assert "Commune D03" in said
    moves = [shown.weights.table.model().index(row, WeightColumn.MOVE).data() for row in range(len(before))]
    assert {"↑\N{NO-BREAK SPACE}1, entre", "↓\N{NO-BREAK SPACE}1, sort"} <= set(moves)
    assert room.start.rows == before
    shown.weights.restore.click()
    assert "Ce sont les poids officiels." in words(shown.weights)


def test_all_weights_at_zero_give_no_note(shown: AnalysisWindow) -> None:
    for slider in shown.weights.sliders.values():
        slider.track.setValue(0)
    assert "aucune note" in words(shown.weights)
    assert shown.weights.table.model().index(0, WeightColumn.TRIED_NOTE).data() == "—"


def test_weights_tried_stay_when_the_page_is_read_again(shown: AnalysisWindow, qtbot: QtBot) -> None:
    shown.weights.sliders[A].track.setValue(20)
    with qtbot.waitSignal(shown.reading.arrived):
        shown.show_pages()
    assert shown.weights.sliders[A].weight() == 20


def test_a_mouse_puts_the_handle_where_it_presses_and_a_wheel_moves_nothing(shown: AnalysisWindow) -> None:
    shown.tabs.setCurrentIndex(2)
    track = shown.weights.sliders[A].track
    QTest.mouseClick(track, Qt.MouseButton.LeftButton, pos=track.rect().center())
    assert track.value() == track.maximum() / 2
    assert changed_by_wheel(shown) == []


def test_every_stop_of_the_keyboard_is_named_on_every_page(shown: AnalysisWindow) -> None:
    for place in range(3):
        shown.tabs.setCurrentIndex(place)
        assert unnamed(shown) == []


def test_closed_it_computes_nothing_more(window: AnalysisWindow, room: Room, qtbot: QtBot) -> None:
    room.gate.clear()
    arrived: list[Analysis] = []
    window.reading.arrived.connect(arrived.append)
    with qtbot.waitSignal(window.reading.begun):
        window.show_pages()
    window.close()
    room.gate.set()
    with qtbot.waitSignal(window.reading.begun):
        window.reading.read()
    qtbot.waitUntil(lambda: bool(arrived))
    assert sum(not found.is_refined for found in arrived) == 1


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(0), "0\N{NO-BREAK SPACE}%"),
        (Fraction(1, 1000), "moins de 1\N{NO-BREAK SPACE}%"),
        (Fraction(66, 100), "66\N{NO-BREAK SPACE}%"),
        (Fraction(9999, 10000), "plus de 99\N{NO-BREAK SPACE}%"),
        (Fraction(1), "100\N{NO-BREAK SPACE}%"),
    ],
)
def test_a_share_is_never_rounded_to_all_or_nothing(share: Fraction, text: str) -> None:
    assert percent_text(share) == text
