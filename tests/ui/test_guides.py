"""The guides in the help window: reached and read with the keyboard, pictures fitted, written as a PDF."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from commission_app.printing.guide_text import (
    Chapter,
    Commands,
    Grid,
    Items,
    Line,
    Picture,
    Title,
    read_chapter,
)
from commission_app.ui import theme
from commission_app.ui.help.help_page import HelpPage
from commission_app.ui.help.help_window import HelpWindow
from commission_app.ui.shell import Shell
from commission_app.workflow.guides import GUIDES, chapters, folder_of_pictures
from tests.ui.audit import unnamed
from tests.ui.seen import told

KEY = Qt.Key
MEMBER = GUIDES[0]


@pytest.fixture
def page(qtbot: QtBot, shell: Shell, tmp_path: Path) -> HelpPage:
    made = HelpPage("membre", shell.tasks, lambda *_: tmp_path / MEMBER.file_name)
    qtbot.addWidget(made)
    made.resize(900, 620)
    made.show()
    return made


def test_a_chapter_is_reached_with_the_keyboard_alone(page: HelpPage) -> None:
    assert page.save.isHidden() or not page.save.isVisible()
    page.books.setFocus()
    QTest.keyClick(page.books, KEY.Key_Down)
    assert page.titles.item(0).text() == chapters("membre")[0].title
    QTest.keyClick(page.titles, KEY.Key_Down)
    assert page.text.toPlainText().startswith(chapters("membre")[1].title)
    assert page.save.isVisible()
    assert unnamed(page) == []
    QTest.keyClick(page.books, KEY.Key_Up)
    assert not page.save.isVisible()


def test_f1_goes_to_the_page_of_the_screen_whatever_was_read_before(qtbot: QtBot, shell: Shell) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    window = HelpWindow(parent, "membre", shell.tasks)
    window.page.books.setCurrentRow(1)
    window.show_topic("clavier")
    assert window.page.books.currentRow() == 0
    assert window.page.text.toPlainText().startswith("Le clavier")
    QTest.keyClick(window, KEY.Key_Escape)
    assert not window.isVisible()


def test_the_secretariat_has_its_three_guides(qtbot: QtBot, shell: Shell) -> None:
    page = HelpPage("secretariat", shell.tasks)
    qtbot.addWidget(page)
    books = [page.books.item(row).text() for row in range(page.books.count())]
    assert books[1:] == [guide.title for guide in GUIDES[1:]]


def test_a_picture_fits_the_text_whatever_its_width(page: HelpPage) -> None:
    shown = next(part for part in _chapter("membre", 2).parts if isinstance(part, Picture))
    page.books.setCurrentRow(1)
    page.titles.setCurrentRow(2)
    for width in (900, 640, 1300):
        page.resize(width, 620)
        image = page.text.loadResource(QTextDocument.ResourceType.ImageResource.value, f"images/{shown.name}")
        assert isinstance(image, QImage)
        assert 200 < image.deviceIndependentSize().width() <= page.text.viewport().width()
        assert page.text.horizontalScrollBar().maximum() == 0
    outside = page.text.loadResource(QTextDocument.ResourceType.ImageResource.value, "../icons/x.png")
    assert outside is None


def test_a_guide_follows_the_theme_and_the_text_size(page: HelpPage) -> None:
    page.books.setCurrentRow(1)
    page.titles.setCurrentRow(3)
    before = page.text.toPlainText()
    page.text.verticalScrollBar().setValue(40)
    page.resize(700, 500)
    assert page.text.toPlainText() == before
    assert page.text.document().defaultFont().pixelSize() == theme.scaled(14)


def test_a_guide_is_written_as_a_pdf_while_the_window_goes_on(
    page: HelpPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.books.setCurrentRow(1)
    page.save.click()
    qtbot.waitUntil(lambda: "Guide enregistré." in told(page), timeout=20_000)
    assert (tmp_path / MEMBER.file_name).read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.parametrize("name", [guide.name for guide in GUIDES])
def test_the_window_and_the_paper_read_the_same_words(name: str, qtbot: QtBot) -> None:
    """One Markdown, two readers: Qt's on screen, ours on paper."""
    del qtbot
    for number, chapter in enumerate(chapters(name)):
        document = QTextDocument()
        document.setMarkdown(chapter.markdown)
        shown = _packed(document.toPlainText())
        assert shown == _packed("".join(_words(_chapter(name, number)))), chapter.title


def _chapter(name: str, number: int) -> Chapter:
    files = sorted((folder_of_pictures() / name).glob("*.md"))
    return read_chapter(files[number].read_text(encoding="utf-8"))


def _words(chapter: Chapter) -> list[str]:
    found: list[str] = []
    for part in chapter.parts:
        match part:
            case Title():
                found.append(part.text)
            case Items():
                found.extend(map(_line, part.lines))
            case Commands():
                found.extend(part.lines)
            case Grid():
                found.extend(_line(cell) for row in (part.titles, *part.rows) for cell in row)
            case Picture():
                found.append(part.alt)
            case _:
                found.append(_line(part.words))
    return found


def _line(line: Line) -> str:
    return "".join(words.text for words in line)


def _packed(text: str) -> str:
    return re.sub(r"[\s\N{OBJECT REPLACEMENT CHARACTER}]", "", text)
