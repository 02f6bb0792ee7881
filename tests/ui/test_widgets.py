"""The shared parts of the pages: what they show, what they say, what they refuse."""

from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from commission_app.ui import appearance, theme
from commission_app.ui.widgets.avatar import Avatar
from commission_app.ui.widgets.badge import Badge, KeyCap
from commission_app.ui.widgets.banners import NoticeBanner, ProgressBanner
from commission_app.ui.widgets.buttons import Button, IconButton
from commission_app.ui.widgets.chips import Chip, ChipFilter
from commission_app.ui.widgets.empty_page import EmptyPage
from commission_app.ui.widgets.focus_ring import FocusRing
from commission_app.ui.widgets.labels import ElidedLabel, Label
from commission_app.ui.widgets.layouts import Card, Slot, column
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.ui.widgets.progress import PieState, ProgressBar, paint_pie
from commission_app.ui.widgets.save_status import SaveStatus
from commission_app.ui.widgets.search_field import SearchField
from commission_app.ui.widgets.segmented import Segmented
from commission_app.ui.widgets.tabs import NavigationTabs
from commission_app.ui.widgets.toast import Toast
from commission_app.ui.widgets.two_panes import TwoPanes
from tests.ui.audit import wheel

EVENING = datetime(2021, 6, 3, 21, 42, tzinfo=UTC)


def test_a_label_never_interprets_what_it_shows(qtbot: QtBot) -> None:
    hostile = '<img src="x"> & <b>gras</b>'
    plain, wrapped = Label(hostile), Label(hostile, wrap=True)
    for label in (plain, wrapped):
        qtbot.addWidget(label)
    assert plain.text() == hostile
    assert plain.textFormat() is Qt.TextFormat.PlainText
    assert "<img" not in wrapped.text()
    assert wrapped.plain_text() == wrapped.accessibleName() == hostile


def test_a_label_that_wraps_keeps_its_narrow_spaces(qtbot: QtBot) -> None:
    label = Label("Un projet\N{NARROW NO-BREAK SPACE}?", wrap=True)
    qtbot.addWidget(label)
    document = QTextDocument()
    document.setHtml(label.text())
    assert document.toRawText() == "Un projet\N{NARROW NO-BREAK SPACE}?"


def test_an_elided_label_tells_the_whole_in_its_tool_tip_only_when_short(qtbot: QtBot) -> None:
    label = ElidedLabel("CC de la Brèvenne et du Sonnant")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.toolTip() == "CC de la Brèvenne et du Sonnant"
    label.resize(400, 20)
    assert label.toolTip() == ""
    assert label.accessibleName() == label.text()


def test_a_button_says_its_words_without_the_space_beside_its_icon(qtbot: QtBot) -> None:
    before = Button("Exporter…", icon="download")
    after = Button("Suivant", icon="arrow-right", icon_after=True)
    for button in (before, after):
        qtbot.addWidget(button)
        assert button.accessibleName() == button.text().strip()


def test_an_icon_alone_always_has_a_name(qtbot: QtBot) -> None:
    button = IconButton("search", "Chercher")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "Chercher"


def test_choosing_a_chip_gives_its_key(qtbot: QtBot) -> None:
    chips = ChipFilter("Fichiers", (Chip("all", "Tous", 3), Chip("refused", "Refusées", 1)))
    qtbot.addWidget(chips)
    chips.show()
    chosen: list[str] = []
    chips.chosen.connect(chosen.append)
    chips.choose("refused")
    assert (chosen, chips.choice()) == (["refused"], "refused")
    assert chips.findChildren(QRadioButton)[0].accessibleName() == "Tous 3"


def test_an_optional_chip_shows_only_when_it_keeps_something(qtbot: QtBot) -> None:
    def chips(count: int) -> tuple[Chip, Chip]:
        return Chip("all", "Tous", 3), Chip("wait", "À confirmer", count, is_optional=True)

    row = ChipFilter("Fichiers", chips(0))
    qtbot.addWidget(row)
    row.show()
    assert not row.findChildren(QRadioButton)[1].isVisible()
    row.show_chips(chips(2))
    assert row.findChildren(QRadioButton)[1].isVisible()


def test_a_progress_banner_tells_the_step_and_interrupts_once(qtbot: QtBot) -> None:
    banner = ProgressBanner("Vérification des fiches")
    qtbot.addWidget(banner)
    banner.show_progress(2, 8, "fiche_Benali.fiche")
    stop = banner.findChildren(Button)[0]
    with qtbot.waitSignal(banner.interrupted):
        stop.click()
    assert not stop.isEnabled()


def test_a_notice_area_hides_when_its_last_message_goes(qtbot: QtBot) -> None:
    area = NoticeArea()
    qtbot.addWidget(area)
    area.add(NoticeBanner("Le fichier du lot est incomplet.", "Recopiez-le."))
    assert not area.isHidden()
    area.notices()[0].dismiss()
    qtbot.waitUntil(area.isHidden)


def test_the_same_message_is_shown_once(qtbot: QtBot) -> None:
    area = NoticeArea()
    qtbot.addWidget(area)
    for _ in range(3):
        area.add(NoticeBanner("Le fichier du lot est incomplet.", "Recopiez-le."))
    assert len(area.notices()) == 1


def test_a_toast_takes_back_what_it_tells(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(400, 300)
    page.show()
    undone: list[bool] = []
    toast = Toast(page, "Note effacée", "Rétablir", lambda: undone.append(True))
    toast.show_briefly()
    assert toast.geometry().bottom() < page.height()
    page.resize(600, 500)
    assert toast.geometry().bottom() > 400
    toast.findChildren(Button)[0].click()
    assert undone == [True]
    assert not toast.isVisible()


def test_the_save_status_says_three_things(qtbot: QtBot) -> None:
    status = SaveStatus()
    qtbot.addWidget(status)
    status.show()
    status.show_saved(EVENING)
    assert status.words() == "Enregistré à 21\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}42"
    status.show_writing()
    assert status.words().startswith("Enregistré"), "nothing is said before one second"
    qtbot.waitUntil(lambda: status.words() == "Enregistrement…")
    status.show_unsaved(EVENING)
    assert status.is_alert()
    assert status.words().startswith("Non enregistré depuis 21")
    with qtbot.waitSignal(status.explanation_asked):
        status.findChildren(Button)[0].click()
    status.show_saved(EVENING)
    assert not status.is_alert()


def test_the_ring_shows_for_the_keyboard_and_not_for_the_mouse(qtbot: QtBot) -> None:
    _window, ring, first, second = ringed_pair(qtbot)
    assert QApplication.focusWidget() is second
    assert ring.isVisible()
    assert ring.geometry().contains(second.geometry())
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert not ring.isVisible()


def test_the_ring_follows_what_it_surrounds_when_the_page_moves(qtbot: QtBot) -> None:
    window, banner, page = QWidget(), Card(), QWidget()
    banner.setFixedHeight(40)
    banner.hide()
    first, second = Button("Un"), Button("Deux")
    page.setLayout(column(first, second))
    window.setLayout(column(banner, page))
    ring = FocusRing(window)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    before = ring.geometry().top()
    banner.show()
    qtbot.waitUntil(lambda: page.y() > 0)
    assert ring.geometry().top() == before + page.y()


def test_the_ring_leaves_with_what_it_surrounds(qtbot: QtBot) -> None:
    _window, ring, _, second = ringed_pair(qtbot)
    second.hide()
    assert not ring.isVisible() or not ring.geometry().contains(second.geometry())


def test_the_ring_survives_the_deletion_of_what_it_surrounds(qtbot: QtBot, qapp: QApplication) -> None:
    window = QWidget()
    first, second = Button("Un"), Button("Deux")
    window.setLayout(column(first, second))
    ring = FocusRing(window)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    second.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.resize(300, 200)
    first.resize(50, 50)
    assert not ring.isVisible() or QApplication.focusWidget() is first


def test_escape_clears_a_search(qtbot: QtBot) -> None:
    field = SearchField("Filtrer", "nom, département…")
    qtbot.addWidget(field)
    field.show()
    QTest.keyClicks(field, "orzelle")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_a_segment_chooses_one_view(qtbot: QtBot) -> None:
    switch = Segmented("Vue", ("Notes", "Rangs"))
    qtbot.addWidget(switch)
    switch.show()
    with qtbot.waitSignal(switch.chosen) as caught:
        switch.findChildren(QRadioButton)[1].click()
    assert (caught.args, switch.choice()) == ([1], 1)


def test_the_wheel_never_changes_tab(qtbot: QtBot) -> None:
    tabs = NavigationTabs("Pages")
    qtbot.addWidget(tabs)
    for title in ("Réception", "Consolidation"):
        tabs.addTab(title)
    tabs.show()
    for turn in (120, -120):
        QApplication.sendEvent(tabs, wheel(tabs, turn))
    assert tabs.currentIndex() == 0


def test_a_counter_widens_its_tab_and_is_read_with_it(qtbot: QtBot) -> None:
    tabs = NavigationTabs("Pages")
    qtbot.addWidget(tabs)
    tabs.addTab("Réception")
    tabs.show()
    before = tabs.tabSizeHint(0).width()
    tabs.show_counter(0, "6/8")
    assert tabs.tabSizeHint(0).width() > before
    assert tabs.accessibleTabName(0) == "Réception 6/8"


def test_progress_is_also_said_in_words(qtbot: QtBot) -> None:
    bar = ProgressBar()
    qtbot.addWidget(bar)
    bar.show_share(1.4, "8 sur 8")
    assert (bar.share(), bar.accessibleName()) == (1.0, "8 sur 8")


def test_the_states_of_a_pie_differ_by_their_shape() -> None:
    images = []
    reading = ((0.0, PieState.READING), (0.5, PieState.READING))
    for share, state in (*reading, (1.0, PieState.DONE), (0.0, PieState.RECUSED)):
        image = QImage(18, 18, QImage.Format.Format_RGB32)
        image.fill(theme.color("surface"))
        painter = QPainter(image)
        paint_pie(painter, QRectF(image.rect()), share, state)
        painter.end()
        images.append(image)
    assert all(images[a] != images[b] for a in range(4) for b in range(a))


def test_two_panes_become_one_when_text_is_large(qtbot: QtBot, qapp: QApplication) -> None:
    main, side = Card(), Card()
    panes = TwoPanes(main, side, "Volet", ("Classement", "Lecture"))
    panes.set_side_width(300)
    qtbot.addWidget(panes)
    panes.resize(1366, 600)
    panes.show()
    assert (main.isVisible(), side.isVisible(), side.width()) == (True, True, 300)
    appearance.apply(qapp, theme.LIGHT, 150)
    assert (main.isVisible(), side.isVisible()) == (True, False)
    panes.findChildren(QRadioButton)[1].click()
    assert (main.isVisible(), side.isVisible()) == (False, True)


def test_painted_parts_grow_with_the_text(qtbot: QtBot, qapp: QApplication) -> None:
    widgets = [Badge("Recevable", "success"), KeyCap("Ctrl"), Avatar("Claire Vasseur", "DGCS")]
    for widget in widgets:
        qtbot.addWidget(widget)
    before = [widget.sizeHint().height() for widget in widgets]
    appearance.apply(qapp, theme.DARK, 200)
    assert all(
        widget.sizeHint().height() == 2 * height for widget, height in zip(widgets, before, strict=True)
    )
    for widget in widgets:
        assert not widget.grab().isNull()
        assert widget.accessibleName()


def test_a_slot_replaces_its_whole_content(qtbot: QtBot) -> None:
    slot = Slot()
    qtbot.addWidget(slot)
    slot.show()
    for words in ("premier", "second"):
        slot.fill(column(Label(words)))
    assert [label.text() for label in slot.findChildren(Label) if label.isVisible()] == ["second"]


def test_an_empty_page_says_what_to_do(qtbot: QtBot) -> None:
    page = EmptyPage("inbox", "Aucune fiche reçue", "Déposez-les ici.", "Choisir…")
    qtbot.addWidget(page)
    page.show_words("Aucun fichier", "")
    assert [label.text() for label in page.findChildren(Label)] == ["Aucun fichier", ""]
    assert page.button is not None


def ringed_pair(qtbot: QtBot) -> tuple[QWidget, FocusRing, Button, Button]:
    """Return two buttons in a window, and the ring that Tab put around the second."""
    window = QWidget()
    first, second = Button("Un"), Button("Deux")
    window.setLayout(column(first, second))
    ring = FocusRing(window)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    return window, ring, first, second  # the window lives as long as somebody holds it
