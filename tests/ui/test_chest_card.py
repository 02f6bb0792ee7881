"""The chest and the digits on « Réception »: typed forgivingly, kept nowhere on the screen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from commission_app.errors import AppError
from commission_app.ui.secretariat.chest_card import ChestCard, ChestVerbs
from commission_app.ui.secretariat.digits_field import DigitsField
from commission_app.ui.secretariat.reception_page import ReceptionPage, ReceptionVerbs
from commission_app.ui.shell import Shell
from commission_app.ui.widgets.drop_zone import DropZone
from commission_app.workflow.secretariat.views import ReceivedFile, ReceptionStanding
from tests.ui import samples
from tests.ui.audit import unnamed
from tests.ui.seen import button, texts

CODE = "S8ES46-HTNVDM-7ZXSRF-T2PVBK-RF78MX-SZRSNJ-6NC0T4"
DIGITS = "0123456789" * 4
STANDING = ReceptionStanding("La réception est ouverte.")


class Chest:
    """A chest in memory, opened by `CODE`."""

    def __init__(self) -> None:
        self.closed = True

    def is_closed(self) -> bool:
        return self.closed

    def open(self, code: str) -> None:
        if code != CODE:
            raise AppError("CHE-01")
        self.closed = False

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def chest() -> Chest:
    return Chest()


@pytest.fixture
def confirmed() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def make(
    qtbot: QtBot, shell: Shell, chest: Chest, confirmed: list[tuple[str, str]]
) -> Callable[..., ReceptionPage]:
    """A page over a reception in memory, with or without the two options."""

    def confirm(file: ReceivedFile, digits: str = "") -> None:
        confirmed.append((file.file, digits))

    def made(*, has_chest: bool = False, is_reinforced: bool = False) -> ReceptionPage:
        view = samples.reception(waits=True)
        page = ReceptionPage(
            ReceptionVerbs(
                lambda: view,
                lambda _files, _report: (),
                confirm,
                lambda _folder: (),
                lambda: STANDING,
                lambda: None,
                confirm if is_reinforced else None,
                ChestVerbs(chest.is_closed, chest.open, chest.close) if has_chest else None,
            ),
            shell.tasks,
        )
        qtbot.addWidget(page)
        page.resize(1440, 852)
        page.show()
        page.refresh()
        qtbot.waitUntil(lambda: STANDING.text in texts(page))
        return page

    return made


def card_of(page: ReceptionPage) -> ChestCard:
    return page.findChildren(ChestCard)[0]


def test_a_campaign_without_a_chest_shows_none(make: Callable[..., ReceptionPage]) -> None:
    assert not card_of(make()).isVisible()


def test_the_chair_opens_the_chest_and_the_code_leaves_the_screen(
    make: Callable[..., ReceptionPage], chest: Chest, qtbot: QtBot
) -> None:
    page = make(has_chest=True)
    drop = page.findChildren(DropZone)[0]
    qtbot.waitUntil(lambda: not drop.isEnabled())
    card = card_of(page)
    assert card.code.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClicks(card.code, CODE)
    QTest.keyClick(card.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Le coffre est ouvert" in texts(page))
    assert card.code.text() == ""
    assert drop.isEnabled()
    button(page, "Refermer").click()
    qtbot.waitUntil(lambda: "Le coffre est fermé" in texts(page))
    assert chest.closed


def test_another_code_is_told_in_the_page_and_what_was_typed_is_still_there(
    make: Callable[..., ReceptionPage], chest: Chest, qtbot: QtBot
) -> None:
    page = make(has_chest=True)
    card = card_of(page)
    QTest.keyClicks(card.code, "nimporte")
    button(page, "Ouvrir le coffre").click()
    qtbot.waitUntil(lambda: bool(page.notices.notices()))
    assert "celui du coffre" in page.notices.notices()[0].words()[0]
    assert card.code.text() == "nimporte"
    assert card.button.isEnabled()
    assert chest.closed


def test_the_signs_are_shown_only_when_asked(make: Callable[..., ReceptionPage]) -> None:
    card = card_of(make(has_chest=True))
    reveal = card.findChildren(QCheckBox)[0]
    reveal.setChecked(True)
    assert card.code.echoMode() is QLineEdit.EchoMode.Normal
    card.show_state(is_closed=True)
    assert card.code.echoMode() is QLineEdit.EchoMode.Password


def test_the_reinforced_mode_asks_for_the_digits_before_a_fiche_counts(
    make: Callable[..., ReceptionPage], confirmed: list[tuple[str, str]], qtbot: QtBot
) -> None:
    page = make(is_reinforced=True)
    field = page.findChildren(DigitsField)[0]
    accept = button(page, "Prendre sa fiche en compte")
    QTest.keyClicks(field, " ".join([DIGITS[:17], "-", DIGITS[17:39]]))
    assert not accept.isEnabled()
    QTest.keyClicks(field, DIGITS[39:])
    assert field.text() == " ".join(["01234", "56789"] * 4)
    accept.click()
    qtbot.waitUntil(lambda: bool(confirmed))
    assert confirmed[0][1] == DIGITS


def test_elsewhere_a_word_of_the_agent_is_enough(
    make: Callable[..., ReceptionPage], confirmed: list[tuple[str, str]], qtbot: QtBot
) -> None:
    page = make()
    assert not page.findChildren(DigitsField)
    button(page, "C’est bien sa fiche").click()
    qtbot.waitUntil(lambda: bool(confirmed))
    assert confirmed[0][1] == ""


def test_every_stop_of_both_options_has_a_name(make: Callable[..., ReceptionPage], tmp_path: Path) -> None:
    assert unnamed(make(has_chest=True, is_reinforced=True)) == []
