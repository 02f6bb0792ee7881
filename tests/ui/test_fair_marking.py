"""Marking evenly: by criterion, with labels, facts answered in a word, totals hidden, and ways back."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from commission_app.scoring.ids import CriterionId
from commission_app.scoring.sheet import NOT_ASSESSABLE, DossierSheet, Entry, Recusal, Sheet
from commission_app.texts import typeset
from commission_app.ui.member.marking.marking_page import MarkingPage
from commission_app.ui.member.marking.reading_advice import ReadingAdvice
from commission_app.ui.member.marking.three_panes import ThreePanes
from commission_app.ui.member.options import MemberOptions
from commission_app.ui.models.by_criterion import beside, next_blank, open_dossiers
from commission_app.ui.settings import WindowSettings
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.shell import Shell
from commission_app.ui.turns import at_once
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.ui.widgets.toast import Toast
from tests.ui.marking_desk import A11, A12, FIRST, KEY, SECOND, SHIFT, Marking, texts
from tests.ui.member_samples import MEMBER, MemberDesk, wait_for_lanes


@pytest.fixture
def marking(qtbot: QtBot, shell: Shell) -> Marking:
    return Marking(qtbot, shell, MemberDesk())


def way_back(page: MarkingPage) -> QPushButton:
    """Return the button of the message in front."""
    return next(toast for toast in page.findChildren(Toast) if toast.isVisible()).findChildren(QPushButton)[0]


# -------------------------------------------------------------------------------------- by criterion


def test_by_criterion_each_mark_leads_to_the_same_criterion_of_the_next_dossier(marking: Marking) -> None:
    page = marking.page
    page.grid.by_criterion.click()
    assert page.grid.next_button.accessibleName() == "Dossier suivant"
    marking.press(KEY.Key_4)
    assert (page.dossier, page.grid.criterion) == (SECOND, A11)
    marking.press(KEY.Key_2)
    assert [marking.entry(dossier=dossier).mark for dossier in (FIRST, SECOND)] == [4, 2]
    way_back(page).click()
    assert page.dossier == SECOND
    marking.press(KEY.Key_Return, SHIFT)
    assert (page.dossier, page.grid.criterion) == (FIRST, A11)


def test_the_filter_and_the_widths_come_back_at_the_next_start(
    qtbot: QtBot, shell: Shell, tmp_path: Path
) -> None:
    def opened() -> MarkingPage:
        desk = MemberDesk()
        editor = SheetEditor(desk.sheet(), (), desk.record, shell.tasks.store)
        options = MemberOptions(WindowSettings(tmp_path / "window.ini"))
        page = MarkingPage(desk.view, desk.verbs(), editor, shell.tasks, options)
        at_once(page.make())
        editor.setParent(page)
        options.setParent(page)
        qtbot.addWidget(page, before_close_func=lambda _: _leave(page))
        page.resize(1440, 850)
        page.show()
        return page

    def _leave(page: MarkingPage) -> None:
        page.flush()
        page.reading.let_go()
        wait_for_lanes(qtbot, shell.tasks)

    first = opened()
    first.list.choose_filter("to_mark")
    splitter = first.findChildren(ThreePanes)[0]
    splitter.moveSplitter(330, 1)
    kept = splitter.sizes()
    assert kept[0] == 330
    again = opened()
    assert again.list.filter == "to_mark"
    assert again.findChildren(ThreePanes)[0].sizes()[::2] == kept[::2]


def test_by_criterion_a_mark_to_justify_keeps_the_person_on_it(marking: Marking) -> None:
    marking.page.grid.by_criterion.click()
    marking.press(KEY.Key_5)
    assert marking.page.dossier == FIRST
    marking.press(KEY.Key_N)
    marking.press(KEY.Key_Return)
    assert (marking.page.dossier, marking.entry().mark) == (FIRST, NOT_ASSESSABLE)
    marking.press(KEY.Key_C)
    marking.type("Illisible.")
    marking.press(KEY.Key_Escape)
    marking.press(KEY.Key_Return)
    assert (marking.page.dossier, marking.page.grid.criterion) == (SECOND, A11)


def test_by_criterion_leaves_out_what_cannot_be_marked_then_goes_to_the_next_criterion() -> None:
    view = MemberDesk().view
    ids = [reading.dossier.id for reading in view.dossiers]
    sheet = Sheet(MEMBER).with_recusal(SECOND, Recusal("personal", "Mandat"))
    sheet = sheet.with_reading(ids[2], DossierSheet(is_closed=True))
    assert open_dossiers(view, sheet) == (FIRST, *ids[3:])
    assert next_blank(view, sheet, FIRST, A11) == (ids[3], A11)
    assert beside(view, sheet, FIRST, -1) is None
    assert beside(view, sheet, ids[3], -1) == FIRST
    for dossier in open_dossiers(view, sheet):
        sheet = sheet.with_entry(dossier, A11, Entry(3))
    assert next_blank(view, sheet, FIRST, A11) == (FIRST, A12)
    whole = DossierSheet({criterion.id: Entry(3) for criterion in view.grid.criteria})
    for dossier in ids:
        sheet = sheet.with_reading(dossier, whole)
    assert next_blank(view, sheet, FIRST, CriterionId("D6")) is None


# ------------------------------------------------------------------------------- motives and ways back


def test_a_motive_that_nobody_chose_leaves_the_mark_as_it_was(marking: Marking) -> None:
    marking.press(KEY.Key_4)
    marking.press(KEY.Key_N)
    assert marking.page.grid.card.mark.mark() == NOT_ASSESSABLE
    marking.press(KEY.Key_Delete)
    assert (marking.entry().mark, marking.page.grid.card.mark.mark()) == (4, 4)
    marking.press(KEY.Key_N)
    marking.page.grid.open_criterion(A12)
    marking.page.grid.open_criterion(A11)
    assert marking.page.grid.card.mark.mark() == 4
    assert not marking.page.notices.notices()  # what is asked is not yet said: nothing failed to be recorded


def test_what_was_erased_comes_back_whatever_was_done_since(marking: Marking) -> None:
    marking.press(KEY.Key_4)
    marking.press(KEY.Key_Delete)
    back = way_back(marking.page)
    assert back.text() == "Rétablir"
    marking.editor.type_remark(FIRST, A12, "Ailleurs")
    back.click()
    assert marking.entry().mark == 4
    assert marking.entry(A12).remark == "Ailleurs"
    marking.press(KEY.Key_Delete)
    back = way_back(marking.page)
    marking.editor.put_mark(FIRST, A11, 2)
    back.click()
    assert marking.entry().mark == 2  # given again since: it stands


# ------------------------------------------------------------------------------------ labels and facts


def test_labels_are_kept_in_the_order_of_the_grid_and_undone(marking: Marking) -> None:
    boxes = marking.page.grid.tags.boxes
    boxes["T04"].click()
    boxes["T01"].click()
    assert marking.editor.sheet.reading(FIRST).tags == ("T01", "T04")
    marking.act("undo")
    assert [tag for tag, box in boxes.items() if box.isChecked()] == ["T04"]
    marking.act("next_dossier")
    assert not boxes["T04"].isChecked()


def test_a_grid_without_labels_shows_none(qtbot: QtBot, shell: Shell) -> None:
    view = MemberDesk().view
    bare = MemberDesk(view=replace(view, grid=replace(view.grid, tags=())))
    assert not Marking(qtbot, shell, bare).page.grid.tags.isVisible()


def test_a_fact_is_contested_in_the_remark_that_reaches_the_secretariat(marking: Marking) -> None:
    facts = marking.page.grid.card.facts
    contest = next(b for b in facts.findChildren(QPushButton) if b.accessibleName().startswith("Contester"))
    contest.click()
    assert marking.page.grid.card.remark.hasFocus()
    marking.type("24, dont 6 AVIP")
    said = "Relevé contesté — Places créées : 24 en multi-accueil → 24, dont 6 AVIP"
    assert marking.entry().remark == said
    assert not contest.isVisible()
    assert "contesté" in texts(facts)


# ---------------------------------------------------------------------------------------- own choices


def test_hidden_totals_are_hidden_everywhere_and_stay_so(
    shell: Shell, marking: Marking, tmp_path: Path
) -> None:
    marking.mark_all()
    marking.editor.set_closed(FIRST, closed=True)
    row = next(row for row in marking.page._rows.values() if row.dossier == FIRST)
    model = marking.page.list.model
    assert model.figure(row) == "57,6"
    marking.page._options.hide_total.setChecked(True)
    assert (model.figure(row), model.state_sentence(row)) == ("", "Clos.")
    assert "57,6" not in texts(marking.page.grid.header)
    options = MemberOptions(shell.settings)
    options.hide_total.setChecked(True)
    again = MemberOptions(WindowSettings(tmp_path / "window.ini"))
    assert [action.isChecked() for action in again.all()] == [True, False, False]


def test_a_recusal_that_a_fiche_took_away_is_withdrawn_by_telephone(marking: Marking) -> None:
    marking.editor.set_recusal(FIRST, Recusal("personal", "Mandat"))
    panel = marking.page.grid.recused
    assert panel.findChildren(QPushButton)[0].isVisible()
    marking.page.grid.show_handed(frozenset({FIRST}))
    assert not panel.findChildren(QPushButton)[0].isVisible()
    assert any(typeset("01 99 00 12 34") in words for words in texts(panel))
    marking.act("undo")
    assert FIRST in marking.editor.sheet.recused
    assert any("appelez le secrétariat" in words for words in marking.toasts())


class Advised:
    """The advice alone, over an editor."""

    def __init__(self, qtbot: QtBot, shell: Shell) -> None:
        self.desk, self.area, self.options = MemberDesk(), NoticeArea(), MemberOptions()
        qtbot.addWidget(self.area)
        self.ids = [reading.dossier.id for reading in self.desk.view.dossiers]
        self.editor = SheetEditor(Sheet(MEMBER), (), self.desk.record, shell.tasks.store, parent=self.area)
        self.advice = ReadingAdvice(self.desk.view, self.editor, self.options, self.area)

    def said(self) -> list[str]:
        return [banner.words()[0] for banner in self.area.notices()]


def test_rereading_is_proposed_after_ten_closed_dossiers(qtbot: QtBot, shell: Shell) -> None:
    advised = Advised(qtbot, shell)
    for dossier in advised.ids[:9]:
        advised.editor.set_closed(dossier, closed=True)
    assert advised.said() == []
    advised.editor.set_closed(advised.ids[9], closed=True)
    assert advised.said() == ["Un temps pour vérifier votre repère"]
    again = advised.area.findChildren(QPushButton)
    with qtbot.waitSignal(advised.advice.dossier_asked) as asked:
        next(button for button in again if button.accessibleName() == "Relire maintenant").click()
    assert asked.args == [advised.ids[0]]
    advised.editor.set_closed(advised.ids[10], closed=True)
    assert advised.said() == []


@pytest.mark.parametrize("is_asked", [False, True])
def test_a_pause_is_proposed_once_and_only_to_whoever_asked(
    qtbot: QtBot, shell: Shell, is_asked: bool
) -> None:
    advised = Advised(qtbot, shell)
    advised.options.pause_reminder.setChecked(is_asked)
    advised.editor.put_mark(FIRST, A11, 3)
    assert advised.advice.clock.isActive()
    advised.advice.clock.timeout.emit()
    for dossier in advised.ids[:6]:
        advised.editor.set_closed(dossier, closed=True)
    assert advised.said() == (["Une pause ?"] if is_asked else [])
