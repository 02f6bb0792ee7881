"""After « est-ce bien vous ? »: drafts found beside the lot, and work that no longer opens."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton

from commission_app.errors import AppError
from commission_app.ui import appearance, theme
from commission_app.ui.first_use import code_page
from commission_app.ui.first_use.closed_work import ask_to_start_over
from commission_app.ui.widgets.question import Question
from commission_app.workflow.member.draft_offers import DraftOffer
from tests.ui.audit import changed_by_wheel, unnamed
from tests.ui.first_opening import SAVED, Opening, offer
from tests.ui.marking_desk import texts
from tests.ui.seen import plain

# ---------------------------------------------------------------------------------------------- drafts


def test_drafts_found_beside_the_lot_are_proposed_in_one_calm_sentence(opening: Opening) -> None:
    opening.offers = (offer(),)
    panel = opening.drafts()
    said = {plain(text) for text in texts(opening.page)}
    assert "Vos brouillons du 12 mars à 18 h 40 sont à côté du lot : 14 dossiers notés, dont 9 clos." in said
    assert (panel.take.accessibleName(), panel.leave.accessibleName()) == (
        "Les reprendre",
        "Commencer sans eux",
    )
    assert QApplication.focusWidget() is panel.take
    with opening.qtbot.waitSignal(opening.page.entered) as entered:
        panel.take.click()
    assert entered.args == ["session"]
    assert opening.taken == list(opening.offers)


def test_beginning_without_them_takes_nothing_up(opening: Opening) -> None:
    opening.offers = (offer(dossiers=0, closed=0, is_beside_lot=False),)
    panel = opening.drafts()
    said = {plain(text) for text in texts(opening.page)}
    assert "Vos brouillons du 12 mars à 18 h 40 sont gardés sur cet ordinateur : 7 commentaires." in said
    with opening.qtbot.waitSignal(opening.page.entered):
        panel.leave.click()
    assert opening.taken == []


def test_without_drafts_the_lot_opens_without_a_word_of_them(opening: Opening) -> None:
    opening.offers = (offer(own_work=SAVED + timedelta(hours=1)),)  # this computer has later ones
    opening.greeted()
    assert opening.page.greeting is not None
    with opening.qtbot.waitSignal(opening.page.entered):
        opening.page.greeting.yes.click()
    assert opening.page.drafts is None


def test_more_recent_drafts_than_those_of_this_computer_are_never_taken_by_a_key_pressed_too_soon(
    opening: Opening,
) -> None:
    opening.offers = (offer(own_work=SAVED - timedelta(days=2)),)
    panel = opening.drafts()
    assert panel.leave.accessibleName() == "Garder ceux de cet ordinateur"
    assert QApplication.focusWidget() is panel.leave
    assert any("arrêtés le 10 mars à 18 h 40" in plain(said) for said in texts(opening.page))
    assert QApplication.focusWidget() is not panel.take


def test_among_several_drafts_the_person_chooses(opening: Opening) -> None:
    older = offer(SAVED - timedelta(days=3), dossiers=20)
    opening.offers = (offer(dossiers=1, closed=0), older)
    panel = opening.drafts()
    choices = panel.findChildren(QRadioButton)
    assert [plain(choice.text()) for choice in choices] == [
        "12 mars à 18 h 40 — 1 dossier noté",
        "9 mars à 18 h 40 — 20 dossiers notés, dont 9 clos",
    ]
    assert choices[0].isChecked()
    choices[1].click()
    with opening.qtbot.waitSignal(opening.page.entered):
        panel.take.click()
    assert opening.taken == [older]


def test_drafts_that_are_refused_leave_the_choice_to_begin_without_them(opening: Opening) -> None:
    opening.offers = (offer(),)
    panel = opening.drafts()
    opening.refusal = AppError("BRO-03", file="a")
    panel.take.click()
    opening.qtbot.waitUntil(lambda: bool(opening.page.notices.notices()))
    assert panel.isEnabled()
    with opening.qtbot.waitSignal(opening.page.entered):
        panel.leave.click()


def test_a_search_for_drafts_that_fails_does_not_keep_the_lot_closed(opening: Opening) -> None:
    opening.greeted()
    assert opening.page.greeting is not None

    def fail(session: object) -> tuple[DraftOffer, ...]:
        raise AppError("DSK-06", folder="x")

    opening.page._verbs = replace(opening.page._verbs, find_drafts=fail)
    with opening.qtbot.waitSignal(opening.page.entered):
        opening.page.greeting.yes.click()


# ---------------------------------------------------------------------------------- work that is closed


@pytest.mark.parametrize("code", ["KEY-02", "KEY-03", "DSK-04"])
def test_work_that_no_longer_opens_is_no_dead_end(
    opening: Opening, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    opening.closed = AppError(code, file="bureau.db")
    answers = iter([False, True])
    monkeypatch.setattr(code_page, "ask_to_start_over", lambda _: next(answers))
    opening.greeted()
    assert opening.page.greeting is not None
    opening.page.greeting.yes.click()
    opening.qtbot.waitUntil(lambda: bool(opening.page.notices.notices()))
    (notice,) = opening.page.notices.notices()
    button = next(b for b in notice.findChildren(QPushButton) if "Recommencer" in b.accessibleName())
    button.click()  # the question is answered no
    assert opening.page.notices.notices() == [notice]
    with opening.qtbot.waitSignal(opening.page.entered) as entered:
        button.click()
    assert entered.args == ["new session"]


def test_beginning_again_says_that_nothing_is_deleted(opening: Opening) -> None:
    asked: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, Question)
        asked.extend(texts(box))
        box.reject()

    QTimer.singleShot(0, look)
    assert not ask_to_start_over(opening.page)
    assert any("rien n’est effacé" in said for said in asked)


def test_every_stop_of_the_drafts_is_named_in_every_theme(opening: Opening, qapp: QApplication) -> None:
    opening.offers = (offer(), offer(SAVED - timedelta(days=1)))
    panel = opening.drafts()
    for chosen in (theme.LIGHT, theme.DARK, theme.HIGH_CONTRAST):
        appearance.apply(qapp, chosen, 130)
        assert unnamed(opening.page) == []
        assert changed_by_wheel(opening.page) == []
        panel.grab()
