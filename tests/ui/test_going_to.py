"""« Aller à… » and the help: what is found, whatever the accents, and a page for every screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from commission_app.ui.destinations import Destination, Kind, answers
from commission_app.ui.help.topics import Side, topics
from commission_app.ui.member.hand_in.hand_in_page import HandInPage
from commission_app.ui.member.marking.marking_page import MarkingPage
from commission_app.ui.member.marking.reading_gestures import key_words
from commission_app.ui.member.summary.summary_page import SummaryPage
from commission_app.ui.palette.palette import Palette
from commission_app.ui.secretariat.consolidation_page import ConsolidationPage
from commission_app.ui.secretariat.meeting.meeting_page import MeetingPage
from commission_app.ui.secretariat.members_page import MembersPage
from commission_app.ui.secretariat.reception_page import ReceptionPage


def place(kind: Kind, title: str, key: str = "", words: str = "") -> Destination:
    return Destination(kind, title, "ici", lambda: None, key, words)


PLACES = (
    place(Kind.DOSSIER, "Mrébani et Dzoumavé"),
    place(Kind.CRITERION, "Cœur de ville", "A1.2"),
    place(Kind.HELP, "Le clavier", words="Alt+T remplace les graphiques"),
)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("mreb", "Mrébani et Dzoumavé"),
        ("DZOU mré", "Mrébani et Dzoumavé"),
        ("a1.2", "Cœur de ville"),
        ("coeur", "Cœur de ville"),
        ("graphiques", "Le clavier"),
    ],
)
def test_words_are_found_whatever_their_accents_and_order(asked: str, found: str) -> None:
    assert [answer.title for answer in answers(PLACES, asked)] == [found]


def test_nothing_asked_offers_everything_and_nonsense_nothing() -> None:
    assert len(answers(PLACES, " ")) == len(PLACES)
    assert list(answers(PLACES, "xyz")) == []


@pytest.mark.parametrize(
    ("side", "pages"),
    [
        ("membre", (MarkingPage, SummaryPage, HandInPage)),
        ("secretariat", (MembersPage, ReceptionPage, ConsolidationPage, MeetingPage)),
    ],
)
def test_every_screen_has_its_page_of_help(side: Side, pages: tuple[type, ...]) -> None:
    names = {topic.name for topic in topics(side)}
    assert {page.__dict__["help_topic"] for page in pages} <= names


def test_the_help_and_the_palette_list_the_keys_of_the_pages() -> None:
    keyboard = next(topic.text for topic in topics("membre") if topic.name == "clavier")
    listed = {key.strip() for row in keyboard.splitlines() for key in row.split("|")[1:2]}
    written = {key for row in listed for key in row.split(", ")}
    for _, key, _ in key_words():
        assert key in written, key
    assert "Alt+←" in written
    places = [place(Kind.ACTION, words, key) for words, key, _ in key_words()]
    assert [found.key for found in answers(places, "vignettes")] == ["F4"]


def test_the_windows_beside_the_ranking_have_their_page_of_help() -> None:
    assert {"analyse", "fiche-de-calcul"} <= {topic.name for topic in topics("secretariat")}


def test_a_member_reads_no_word_of_the_trade_in_the_help() -> None:
    text = " ".join(topic.text for topic in topics("membre")).replace("clé USB", "").casefold()
    for word in ("empreinte", "clé ", "chiffr", "signé", ".fiche", ".lot"):
        assert word not in text, word


def test_the_keyboard_alone_goes_there_and_gives_the_focus_back(qtbot: QtBot) -> None:
    window = QWidget()
    gone: list[str] = []
    qtbot.addWidget(window)
    window.resize(900, 600)
    field = QLineEdit(window)
    window.show()
    field.setFocus()
    palette = Palette(window, (Destination(Kind.PAGE, "Réception", "Page", lambda: gone.append("page")),))
    palette.open()
    QTest.keyClicks(palette.field, "recep")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: gone == ["page"])
    assert field.hasFocus()
