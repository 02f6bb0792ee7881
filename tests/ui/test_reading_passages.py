"""Passages cited and marked for oneself: on the pages, in their list, in a new version of a piece."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from commission_app.scoring.dossier import Dossier
from commission_app.scoring.draft import HighlightEdit
from commission_app.scoring.ids import PiecePath, Sha512
from commission_app.scoring.sheet import Evidence
from commission_app.ui.member.grid.evidence_panel import EvidenceChip, EvidencePanel
from commission_app.ui.member.marking.dossier_passages import CitedPassage, piece_of
from commission_app.ui.reading.side_views import SideView
from commission_app.ui.shell import Shell
from commission_app.workflow.open_piece import EvidenceState
from tests.reader.sample_pdfs import LETTER, letter
from tests.ui.member_samples import SCANNED, MemberDesk
from tests.ui.reading_desk import PLACES, Reading

KEY = Qt.Key
EARLIER = Sha512("e" * 128)  # of the version of a piece that was read before
QUOTE = "douze places d’accueil"


@pytest.fixture
def reading(qtbot: QtBot, shell: Shell) -> Reading:
    opened = Reading(qtbot, shell)
    opened.pane.highlighted.connect(lambda passage: add_highlight(opened, passage))
    opened.pane.uncited.connect(lambda passage: remove_highlight(opened, passage))
    return opened


def add_highlight(reading: Reading, passage: Evidence) -> None:
    reading.desk.edits.append(HighlightEdit(reading.dossier.id, None, passage))
    show(reading)


def remove_highlight(reading: Reading, passage: CitedPassage) -> None:
    reading.desk.edits.append(HighlightEdit(reading.dossier.id, passage.evidence, None))
    show(reading)


def show(reading: Reading) -> None:
    """Show what the sheet says, as the marking page does."""
    sheet = reading.desk.sheet()
    highlights = sheet.highlighted(reading.dossier.id)
    reading.pane.show_sheet(
        sheet.reading(reading.dossier.id), PLACES, is_editable=True, highlights=highlights
    )


def highlights(reading: Reading) -> tuple[Evidence, ...]:
    return reading.desk.sheet().highlighted(reading.dossier.id)


def select(reading: Reading, start: int, count: int) -> None:
    reading.view.selector.select_range(1, start, count)
    reading.wait(lambda: reading.view.selector.passage is not None)


def cited(quote: str, **others: object) -> Evidence:
    return replace(Evidence(PiecePath("d/0001/01.pdf"), EARLIER, 1, quote), **others)  # type: ignore[arg-type]  # by name


def test_s_marks_a_passage_for_oneself_and_s_again_takes_the_mark_away(reading: Reading) -> None:
    reading.open()
    select(reading, 200, 30)
    assert reading.reader.making.highlight()
    reading.wait(lambda: len(highlights(reading)) == 1)
    assert reading.view.selector.passage is None
    assert reading.view.chips == (), "the margin is for criteria"
    select(reading, 200, 30)
    assert reading.reader.bar.highlight.text().strip() == "Retirer le surlignage"
    reading.reader.bar.highlight.click()
    assert highlights(reading) == ()


def test_a_click_on_a_private_mark_selects_it(reading: Reading) -> None:
    reading.open()
    select(reading, 200, 30)
    reading.reader.making.highlight()
    reading.wait(lambda: len(highlights(reading)) == 1)
    box = reading.view.pages.boxes[0]
    (passage,) = highlights(reading)
    at = (box.to_screen(passage.rects[0]).center() - reading.view.offset()).toPoint()
    QTest.mouseClick(reading.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    chosen = reading.view.selector.passage
    assert chosen is not None
    assert (chosen.start, chosen.count) == (200, 30)


def test_a_frame_on_a_scanned_page_is_marked_for_oneself_too(reading: Reading) -> None:
    reading.open(SCANNED)
    reading.drag(reading.screen(80, 100), reading.screen(300, 220))
    assert reading.reader.making.highlight()
    reading.wait(lambda: len(highlights(reading)) == 1)
    assert highlights(reading)[0].quote == ""


def test_the_list_of_the_dossier_leads_to_each_passage_and_takes_marks_away(reading: Reading) -> None:
    reading.open()
    select(reading, 200, 30)
    with reading.qtbot.waitSignal(reading.pane.cited) as made:
        reading.reader.making.cite(PLACES)
    reading.desk.add_evidence(reading.dossier.id, PLACES, (made.args or ("", None))[1])  # type: ignore[arg-type]  # the evidence just made
    select(reading, 400, 20)
    reading.reader.making.highlight()
    reading.wait(lambda: len(highlights(reading)) == 1)
    panel = reading.reader.side.passages
    rows = panel.list.rows.rows
    assert [row.title for row in rows if row.target is None] == [
        "A1.1  Solutions nouvelles en territoire prioritaire",
        "Surlignages, pour vous seul",
    ]
    assert [row.title for row in rows if row.target] == ["Lettre d’intention, p. 1"] * 2
    reading.open(1)
    reading.reader.side.toggle(SideView.PASSAGES)
    with reading.qtbot.waitSignal(reading.pane.criterion_clicked) as clicked:
        QTest.keyClick(panel.list, KEY.Key_Return)
    assert clicked.args == [PLACES]
    reading.wait(lambda: reading.pane.place().piece == reading.dossier.pieces[0].path)
    QTest.keyClick(panel.list, KEY.Key_Down)
    QTest.keyClick(panel.list, KEY.Key_Delete)
    assert highlights(reading) == ()
    assert panel.list.currentIndex().row() == 1, "the passage before the one that is gone"


def reading_of(qtbot: QtBot, shell: Shell, content: bytes, *passages: Evidence) -> Reading:
    """Return a reading whose first piece is a corrected version of the one that was cited."""
    desk = MemberDesk()
    desk.contents[PiecePath("d/0001/01.pdf")] = content
    opened = Reading(qtbot, shell, desk)
    for passage in passages:
        desk.add_evidence(opened.dossier.id, PLACES, passage)
    opened.open()
    show(opened)
    return opened


def test_in_a_new_version_a_passage_is_found_again_or_said_to_be_looked_at(
    qtbot: QtBot, shell: Shell
) -> None:
    kept, lost = cited(QUOTE), cited("treize places d’école")
    desk = MemberDesk()
    desk.contents[PiecePath("d/0001/01.pdf")] = letter(("Page de garde",), LETTER)
    opened = Reading(qtbot, shell, desk)
    for passage in (kept, lost):
        desk.add_evidence(opened.dossier.id, PLACES, passage)
    show(opened)
    with qtbot.waitSignal(opened.pane.located) as located:
        opened.open()
    found = (located.args or [])[0]
    assert (found[kept].state, found[kept].page) == (EvidenceState.FOUND, 2)
    assert (found[lost].state, found[lost].page) == (EvidenceState.LOST, 1)
    rows = [row for row in opened.reader.side.passages.list.rows.rows if row.target]
    assert [(row.title[-4:], row.side, row.warning) for row in rows] == [
        ("p. 1", "à vérifier", "à vérifier"),
        ("p. 2", "retrouvée", ""),
    ]
    opened.pane.show_evidence(kept)
    assert opened.view.page == 2
    panel = EvidencePanel()
    qtbot.addWidget(panel)
    panel.show_evidence((kept, lost), is_enabled=True)
    panel.show_places(found)
    names = [chip.accessibleName() for chip in panel.findChildren(EvidenceChip)]
    assert any("retrouvée" in name for name in names)
    assert any("à vérifier" in name for name in names)


def test_an_evidence_of_a_new_version_is_gone_to_from_another_piece(qtbot: QtBot, shell: Shell) -> None:
    kept = cited(QUOTE)
    opened = reading_of(qtbot, shell, letter(("Page de garde",), ("Annexe",), LETTER), kept)
    opened.open(1)
    opened.pane.show_evidence(kept)
    opened.wait(lambda: opened.pane.place().piece == kept.piece and opened.view.page == 3)


def test_a_piece_that_changed_its_place_keeps_its_evidence(reading: Reading) -> None:
    dossier: Dossier = reading.dossier
    moved = replace(dossier.pieces[1], original_sha512=EARLIER)
    changed = replace(dossier, pieces=(dossier.pieces[0], moved))
    assert piece_of(changed, cited(QUOTE)) == moved.path
    assert piece_of(dossier, cited(QUOTE)) == dossier.pieces[0].path
