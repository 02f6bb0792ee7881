"""Before « Lire et noter »: ties declared dossier by dossier, then « Reprendre où vous en étiez »."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from commission_app.scoring.sheet import Recusal
from commission_app.ui import appearance, theme
from commission_app.ui.main_window import MainWindow
from commission_app.ui.member.before.before_pages import BeforePages
from commission_app.ui.member.before.resume_page import ResumePage
from commission_app.ui.member.before.ties_page import TieRow, TiesPage
from commission_app.ui.page import Page
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.shell import Shell
from commission_app.ui.top_bar import Space
from commission_app.ui.turns import at_once
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.tabs import NavigationTabs
from commission_app.workflow.member.views import BeforeReading, Check, CheckKind, Resume
from tests.ui.audit import unnamed
from tests.ui.marking_desk import A12, FIRST, KEY, SECOND, texts
from tests.ui.member_samples import NOON, MemberDesk, wait_for_lanes

ALL = tuple(reading.dossier.id for reading in MemberDesk().view.dossiers)


class Desk:
    """A window with one page, and what comes before it."""

    def __init__(self, qtbot: QtBot, shell: Shell, before: BeforeReading) -> None:
        self.desk = MemberDesk()
        self.answered: list[object] = []
        verbs = replace(self.desk.verbs(), ties_answered=self.answered.append)
        self.window = MainWindow(Space("Campagne", "Claire Vasseur", "CNAF"), shell)
        qtbot.addWidget(self.window, before_close_func=lambda _: wait_for_lanes(qtbot, shell.tasks))
        self.window.add_page(Page(), "Lire et noter")
        self.editor = SheetEditor(
            self.desk.sheet(), (), self.desk.record, shell.tasks.store, parent=self.window
        )
        self.pages = BeforePages(self.window, self.desk.view, before, verbs, self.editor, tasks=shell.tasks)
        self.window.resize(1366, 740)
        self.window.show()
        self.pages.show()
        self.first_rows = len(self.ties.rows) if before.ties else 0
        if before.ties:
            rows = self.ties.rows
            qtbot.waitUntil(lambda: len(rows) == len(before.ties) and rows[-1].isVisible())

    @property
    def ties(self) -> TiesPage:
        page = self.window.page_before()
        assert isinstance(page, TiesPage)
        return page

    @property
    def resume(self) -> ResumePage:
        page = self.window.page_before()
        assert isinstance(page, ResumePage)
        return page


Make = Callable[[BeforeReading], Desk]


@pytest.fixture
def make(qtbot: QtBot, shell: Shell) -> Make:
    return lambda before: Desk(qtbot, shell, before)


def resumed(missing: tuple[Check, ...] = ()) -> Resume:
    desk = MemberDesk()
    reading = desk.view.dossiers[1]
    return Resume(
        left=NOON,
        now=NOON + timedelta(days=3),
        reading=reading,
        count=len(desk.view.dossiers),
        is_recused=False,
        marked=5,
        to_mark=21,
        piece="",
        page=2,
        criterion=desk.view.grid.by_id[A12],
        remark="Le recrutement reste fragile.",
        review=desk.review(),
        missing=missing,
    )


# ------------------------------------------------------------------------------------------------ ties


def test_a_long_list_fills_under_the_first_screen_while_the_window_answers(make: Make) -> None:
    desk = make(BeforeReading(ties=ALL))
    assert 0 < desk.first_rows < len(ALL)
    assert tuple(row.dossier for row in desk.ties.rows) == ALL
    assert desk.ties.go.isEnabled()


def test_reading_begins_only_once_every_dossier_is_shown(qtbot: QtBot) -> None:
    desk = MemberDesk()
    editor = SheetEditor(desk.sheet(), (), desk.record, lambda *_: None)
    page = TiesPage(desk.view, ALL, editor)
    qtbot.addWidget(page)
    assert not page.go.isEnabled()
    at_once(page.make())
    assert page.go.isEnabled()


def test_without_a_tie_nothing_is_ticked_and_one_button_goes_on(make: Make, qtbot: QtBot) -> None:
    desk = make(BeforeReading(ties=ALL))
    shown = texts(desk.ties)
    assert "Avez-vous un lien avec l’un de ces dossiers\N{NARROW NO-BREAK SPACE}?" in shown
    assert any("3 dossiers d’étalonnage" in words for words in shown)
    assert any("Précision des engagements" in words for words in shown)  # neutralised for this institution
    assert unnamed(desk.ties) == []
    with qtbot.waitSignal(desk.pages.left):
        desk.ties.go.click()
    qtbot.waitUntil(lambda: desk.answered == [ALL])
    assert desk.editor.sheet.recused == {}
    assert desk.window.page_before() is None


def test_a_personal_tie_is_a_recusal_once_its_reason_is_whole(make: Make, qtbot: QtBot) -> None:
    desk = make(BeforeReading(ties=ALL))
    row = desk.ties.rows[1]
    row.personal.click()
    bar = desk.ties.findChildren(FlowArea)[0].verticalScrollBar()
    bar.setValue(bar.maximum())
    desk.ties.go.click()
    missing = "Il manque le motif d’un lien personnel."
    assert missing in texts(desk.ties)
    assert desk.window.focusWidget() is row.reason.choices[0]
    assert not row.reason.choices[0].visibleRegion().isEmpty()
    assert desk.answered == []
    row.reason.choices[0].click()
    assert missing not in texts(desk.ties)
    QTest.keyClicks(row.reason.words, "adjointe jusqu'en 2020")
    desk.ties.flush()
    reason = "Mandat ou fonction dans la collectivité : adjointe jusqu'en 2020"
    assert desk.editor.sheet.recused == {SECOND: Recusal("personal", reason)}
    row.personal.click()
    assert desk.editor.sheet.recused == {}


def test_words_typed_after_a_reason_are_recorded_by_themselves(make: Make, qtbot: QtBot) -> None:
    desk = make(BeforeReading(ties=ALL[:1]))
    row = desk.ties.rows[0]
    row._delay.setInterval(0)
    row.personal.click()
    row.reason.choices[-1].click()
    QTest.keyClicks(row.reason.words, "voisine")
    qtbot.waitUntil(lambda: desk.editor.sheet.recused == {FIRST: Recusal("personal", "voisine")})
    again = TieRow(desk.desk.view.dossiers[0], desk.editor)
    qtbot.addWidget(again)
    assert (again.personal.isChecked(), again.reason.reason()) == (True, "voisine")


def reached_with_tab(desk: Desk, page: Page) -> set[QWidget]:
    """Press Tab from the bar of the window until it comes back there; return what it met on the page."""
    desk.window.activateWindow()
    desk.window.findChildren(NavigationTabs)[0].setFocus()
    met: list[QWidget] = []
    while (now := desk.window.focusWidget()) not in met:
        met.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    return {part for part in met if page.isAncestorOf(part)}


def test_every_tie_is_declared_with_the_keyboard_alone(make: Make) -> None:
    desk = make(BeforeReading(ties=ALL))
    assert desk.window.focusWidget() is desk.ties.rows[0].personal
    met = reached_with_tab(desk, desk.ties)
    boxes = {box for row in desk.ties.rows for box in (row.personal, row.institutional)}
    assert met >= boxes | set(desk.ties.findChildren(Button))


def test_tab_goes_from_a_tie_to_its_reason_then_to_the_next_dossier(make: Make) -> None:
    desk = make(BeforeReading(ties=ALL))
    row, following = desk.ties.rows[-2:]
    row.personal.setFocus()
    QTest.keyClick(row.personal, Qt.Key.Key_Space)
    assert desk.window.focusWidget() is row.reason.choices[0]
    row.reason.words.setFocus()
    QTest.keyClick(row.reason.words, Qt.Key.Key_Tab)
    assert desk.window.focusWidget() is following.personal


def test_one_resumes_or_sees_the_list_with_the_keyboard_alone(make: Make) -> None:
    desk = make(BeforeReading(resume=resumed()))
    assert desk.window.focusWidget() is desk.resume.go
    assert reached_with_tab(desk, desk.resume) >= set(desk.resume.findChildren(Button))


def test_a_tie_of_the_institution_keeps_the_dossier(make: Make) -> None:
    desk = make(BeforeReading(ties=ALL))
    desk.ties.rows[2].institutional.click()
    assert desk.editor.sheet.declared == {ALL[2]}
    assert desk.editor.sheet.recused == {}
    desk.editor.undo(ALL[2])
    assert desk.editor.sheet.declared == frozenset()


def test_answering_later_asks_again(make: Make) -> None:
    desk = make(BeforeReading(ties=ALL))
    desk.ties.postponed.emit()
    assert desk.window.page_before() is None
    assert desk.answered == []


@pytest.mark.parametrize("percent", [100, 200])
def test_the_explanations_go_under_the_list_when_text_is_large(
    make: Make, qapp: QApplication, percent: int
) -> None:
    appearance.apply(qapp, theme.LIGHT, percent)
    desk = make(BeforeReading(ties=ALL))
    rows = desk.ties.rows[0]
    side = desk.ties._side
    assert (side.y() > rows.y() + 200) == (percent == 200)


# --------------------------------------------------------------------------------------------- resuming


def test_coming_back_shows_the_place_and_enter_goes_on(make: Make, qtbot: QtBot) -> None:
    desk = make(BeforeReading(resume=resumed()))
    shown = texts(desk.resume)
    assert {
        "Bonjour Claire Vasseur",
        "Communauté de communes des Vals d’Orzelle",
        "Critère A1.2 — Formats adaptés aux besoins des familles pauvres",
        "25\N{NO-BREAK SPACE}juin\N{NO-BREAK SPACE}2021 à 18\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}00",
    } <= shown
    assert any("Le recrutement reste fragile." in words for words in shown)
    assert any("Creuse (23)" in words and "dossier 2 sur 14" in words for words in shown)
    assert unnamed(desk.resume) == []
    with qtbot.waitSignal(desk.pages.left):
        QTest.keyClick(desk.resume, KEY.Key_Return)
    assert desk.window.page_before() is None


def test_one_key_goes_past_all_the_ties(make: Make, qtbot: QtBot) -> None:
    desk = make(BeforeReading(ties=(FIRST, SECOND)))
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.ties.take_focus()
    assert desk.ties.rows[0].personal.hasFocus()
    desk.ties.step_pane(1)
    assert desk.ties.go.hasFocus()


def test_what_misses_before_handing_in_leads_to_its_criterion(make: Make, qtbot: QtBot) -> None:
    unjustified = (MemberDesk().view.grid.by_id[A12],)
    check = Check(CheckKind.BLOCKING, "Gourdaleix : 1 note à justifier", "Une remarque.", SECOND, unjustified)
    desk = make(BeforeReading(resume=resumed((check,))))
    way = next(b for b in desk.resume.findChildren(QPushButton) if b.accessibleName().startswith("Y aller"))
    with qtbot.waitSignal(desk.pages.place_asked) as asked:
        way.click()
    assert asked.args == [SECOND, A12]
    assert desk.window.page_before() is None


def test_the_page_where_they_were_is_drawn(make: Make, qtbot: QtBot) -> None:
    found = replace(resumed(), piece="Lettre d’intention")
    opened = make(BeforeReading())
    opened.desk.place = replace(opened.desk.place, dossier=SECOND, piece=found.reading.dossier.pieces[0].path)
    opened.pages._before = BeforeReading(resume=found)
    opened.pages.show()
    qtbot.waitUntil(lambda: not opened.resume.picture.picture.isNull(), timeout=10_000)


def test_ties_come_before_the_place_and_a_tab_leaves_both(make: Make) -> None:
    desk = make(BeforeReading(ties=ALL, resume=resumed()))
    desk.ties.go.click()
    assert isinstance(desk.window.page_before(), ResumePage)
    desk.window._bar.tabs.tabBarClicked.emit(0)
    assert desk.window.page_before() is None
