"""The grid of « Lire et noter »: levels in sight, points never extrapolated, closing, recusal."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from commission_app.scoring.ids import CriterionId
from commission_app.scoring.sheet import Recusal
from commission_app.ui.member.grid.evidence_panel import EvidenceChip
from commission_app.ui.member.grid.recusal_dialog import RecusalDialog
from commission_app.ui.shell import Shell
from tests.ui.marking_desk import A11, A12, FIRST, KEY, SECOND, SHIFT, Marking, texts
from tests.ui.member_samples import MemberDesk


@pytest.fixture
def marking(qtbot: QtBot, shell: Shell) -> Marking:
    return Marking(qtbot, shell, MemberDesk())


def test_all_levels_are_in_sight_at_the_moment_of_choice(marking: Marking) -> None:
    levels = marking.page.grid.card.levels
    unfolded = [levels.is_unfolded]
    marking.press(KEY.Key_4)
    unfolded.append(levels.is_unfolded)
    # With the focus on the mark again, it can be chosen anew.
    marking.press(KEY.Key_Return)
    marking.press(KEY.Key_Return, SHIFT)
    unfolded.append(levels.is_unfolded)
    assert unfolded == [True, True, True]


def test_a_mark_already_given_shows_its_own_level_and_the_way_to_all(marking: Marking) -> None:
    marking.press(KEY.Key_4)
    marking.page.grid.open_criterion(A12)
    marking.page.grid.open_criterion(A11)
    levels = marking.page.grid.card.levels
    folded = not levels.is_unfolded
    assert "Localisation prioritaire établie et calendrier daté." in texts(levels)
    levels.unfold()
    assert (folded, levels.is_unfolded) == (True, True)


def test_a_click_on_a_level_marks(marking: Marking) -> None:
    marking.page.grid.card.levels.chosen.emit(2)
    assert marking.entry().mark == 2


def test_points_are_over_what_was_examined(marking: Marking) -> None:
    marking.press(KEY.Key_4)
    marking.press(KEY.Key_Return)
    marking.press(KEY.Key_N)
    marking.press(KEY.Key_Return)  # the first motive
    header = texts(marking.page.grid.header)
    assert {"5,6", "/ 7"} <= header
    assert "Total provisoire · 2\N{NO-BREAK SPACE}critères sur 21" in header


def test_totals_can_be_hidden(marking: Marking) -> None:
    marking.press(KEY.Key_4)
    marking.page.grid.header.findChildren(QPushButton)[1].click()
    assert "5,6" not in texts(marking.page.grid.header)


def test_an_extreme_mark_asks_for_a_reason(marking: Marking) -> None:
    marking.press(KEY.Key_5)
    asked = "Ce choix demande une remarque ou une preuve."
    assert asked in texts(marking.page.grid.card)
    marking.press(KEY.Key_C)
    marking.type("Places datées.")
    assert asked not in texts(marking.page.grid.card)


def test_facts_of_the_secretariat_stand_beside_the_criterion_and_lead_to_their_page(
    marking: Marking,
) -> None:
    facts = marking.page.grid.card.facts
    assert "Places créées\N{NARROW NO-BREAK SPACE}: 24 en multi-accueil" in texts(facts)
    view = marking.page.reading.reader.view
    marking.qtbot.waitUntil(lambda: len(view.session.pages) == 3, timeout=10_000)
    next(b for b in facts.findChildren(QPushButton) if "page 2" in b.accessibleName()).click()
    assert view.page == 2
    marking.press(KEY.Key_Return)
    assert not facts.isVisible()


def test_a_passage_is_cited_with_p_and_taken_away_with_its_cross(marking: Marking) -> None:
    reader = marking.page.reading.reader
    marking.qtbot.waitUntil(lambda: 1 in reader.session.texts, timeout=10_000)
    marking.press(KEY.Key_P)
    assert any("Sélectionnez" in words for words in marking.toasts())
    reader.view.selector.select_range(1, 200, 30)
    marking.qtbot.waitUntil(lambda: reader.view.selector.passage is not None, timeout=10_000)
    marking.press(KEY.Key_P)
    marking.qtbot.waitUntil(lambda: bool(marking.entry().evidence), timeout=10_000)
    chip = marking.page.grid.card.findChildren(EvidenceChip)[0]
    assert chip.accessibleName().startswith("Lettre d’intention, p. 1")
    assert len(reader.view.chips) == 1
    chip.remove.click()
    assert marking.entry().evidence == ()
    assert "Preuve retirée" in marking.toasts()
    marking.act("undo")
    assert len(marking.entry().evidence) == 1


def test_a_dossier_is_closed_only_when_all_is_marked_and_can_be_opened_again(marking: Marking) -> None:
    closing = marking.page.grid.closing
    assert not closing.close_button.isEnabled()
    assert any("21" in words for words in texts(closing))
    marking.mark_all()
    assert closing.close_button.isEnabled()
    closing.close_button.click()
    assert marking.editor.sheet.reading(FIRST).is_closed
    marking.page.reading.reader.view.setFocus()
    marking.press(KEY.Key_1)
    assert marking.entry().mark == 3
    assert "Ce dossier est clos." in marking.toasts()
    closing.reopen_button.click()
    marking.press(KEY.Key_1)
    assert marking.entry().mark == 1


def test_enter_goes_from_the_end_to_each_gap_and_back_to_the_closing(marking: Marking) -> None:
    grid = marking.page.grid
    marking.mark_all()
    for gap in (A11, A12):
        marking.editor.put_mark(FIRST, gap, None)
    grid.open_criterion(CriterionId("D6"))
    for key, opened in ((KEY.Key_Return, "D6"), (KEY.Key_Return, A11), (KEY.Key_3, A11)):
        marking.press(key)
        assert grid.criterion == opened
    marking.press(KEY.Key_Return)
    assert grid.criterion == A12
    marking.press(KEY.Key_5)
    marking.press(KEY.Key_Return)
    assert grid.closing.close_button.hasFocus()
    marking.press(KEY.Key_Return)
    assert marking.editor.sheet.reading(FIRST).is_closed


def test_a_closed_dossier_takes_the_remark_that_its_mark_asks_for(marking: Marking) -> None:
    grid = marking.page.grid
    marking.mark_all()
    for extreme in (A11, A12):
        marking.editor.put_mark(FIRST, extreme, 5)
    marking.editor.set_closed(FIRST, closed=True)
    marking.page.show_place(FIRST, A11)
    marking.type("Daté et chiffré")
    marking.press(KEY.Key_3)  # a letter of the remark: a closed mark never changes
    marking.press(KEY.Key_Escape)
    assert (marking.entry().mark, marking.entry().remark) == (5, "Daté et chiffré3")
    marking.press(KEY.Key_Return)
    assert grid.criterion == A12
    marking.type("De même")
    marking.press(KEY.Key_Escape)
    marking.press(KEY.Key_Return)
    assert grid.closing.next_button.hasFocus()
    assert marking.editor.sheet.reading(FIRST).is_closed
    marking.page.show_place(FIRST, "A2.1")
    assert grid.card.remark.isReadOnly()


def test_enter_leads_from_a_closed_dossier_to_the_next_one_to_read(marking: Marking) -> None:
    closing = marking.page.grid.closing
    marking.mark_all()
    marking.editor.set_closed(SECOND, closed=True)
    closing.close_button.setFocus()
    marking.press(KEY.Key_Return)
    assert closing.next_button.hasFocus()
    third = marking.desk.view.dossiers[2].dossier
    assert any(third.territory.name in words for words in texts(closing))
    marking.press(KEY.Key_Return)
    assert marking.page.dossier == third.id
    marking.press(KEY.Key_3)
    assert marking.entry(dossier=third.id).mark == 3


def test_the_last_closed_dossier_leads_to_the_handing_in(marking: Marking) -> None:
    marking.mark_all()
    for reading in marking.desk.view.dossiers:
        marking.editor.set_closed(reading.dossier.id, closed=True)
    button = marking.page.grid.closing.next_button
    assert button.accessibleName() == "Remettre ma fiche"
    with marking.qtbot.waitSignal(marking.page.hand_in_asked):
        button.click()


def test_the_closing_names_what_misses_and_leads_there(marking: Marking) -> None:
    marking.mark_all()
    marking.editor.put_mark(FIRST, CriterionId("D6"), None)
    closing = marking.page.grid.closing
    assert any("D6" in words for words in texts(closing))
    next(b for b in closing.findChildren(QPushButton) if "D6" in b.text()).click()
    assert marking.page.grid.criterion == "D6"
    marking.page.grid.step(1)
    marking.editor.put_mark(FIRST, CriterionId("D6"), 5)
    assert any("À justifier" in words and "D6" in words for words in texts(closing))


def test_a_neutralised_criterion_says_so(marking: Marking) -> None:
    rows = [row for row in marking.page.grid.rows.values() if not row.isEnabled()]
    assert [row.accessibleName() for row in rows] == [
        "L3 Précision des engagements, neutralisé pour votre organisme"
    ]


def test_a_recusal_hides_grid_and_pieces_and_can_be_withdrawn(marking: Marking) -> None:
    marking.press(KEY.Key_4)
    marking.editor.set_recusal(FIRST, Recusal("personal", "Mandat"))
    assert marking.page.grid.recused.isVisible()
    assert not marking.page.reading.reader.isVisible()
    marking.press(KEY.Key_1)
    assert marking.entry().mark == 4
    marking.page.grid.recused.withdrawn.emit()
    assert FIRST not in marking.editor.sheet.recused
    assert marking.page.grid.card.isVisible()
    assert marking.entry().mark == 4


@pytest.mark.parametrize("folds_list", [False, True])
def test_the_keyboard_goes_past_a_recused_dossier(marking: Marking, *, folds_list: bool) -> None:
    marking.editor.set_recusal(SECOND, Recusal("personal", "Mandat"))
    marking.page.reading.header.focus_mode.setChecked(folds_list)
    marking.page.grid.card.take_focus()
    marking.act("next_dossier")
    assert marking.page.dossier == SECOND
    kept = marking.page if folds_list else marking.page.list.focus_target()
    assert marking.page.window().focusWidget() is kept


def test_the_keyboard_stays_on_the_page_of_a_closed_dossier(marking: Marking) -> None:
    marking.mark_all()
    marking.editor.set_closed(FIRST, closed=True)
    marking.page.grid.header.setFocus()
    marking.page.take_focus()
    assert marking.page.window().focusWidget() is marking.page.list.focus_target()


def test_a_recusal_needs_a_reason(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = RecusalDialog(parent, "Brouzargues")
    assert not dialog.confirm.isEnabled()
    dialog.reason.choices[-1].click()
    assert not dialog.confirm.isEnabled()  # « Autre motif » says nothing by itself
    QTest.keyClicks(dialog.reason.words, "  Voisin du maire ")
    assert dialog.recusal() == Recusal("personal", "Voisin du maire")
    dialog.reason.choices[1].click()
    assert dialog.confirm.isEnabled()
    reason = "Lien familial ou personnel avec un porteur : Voisin du maire"
    assert dialog.recusal() == Recusal("personal", reason)
