"""The search of a whole dossier: read in the background, said in one line, listed, and gone to."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from commission_app.reader.text_index import TextIndex
from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.ui.reading import dossier_words
from commission_app.ui.reading.dossier_words import MOST_DOSSIERS, DossierWords
from commission_app.ui.reading.passage_list import ROW_ROLE, PassageRow
from commission_app.ui.shell import Shell
from commission_app.workflow.member.search import FoundPassage, PieceWords
from tests.ui.audit import unnamed
from tests.ui.member_samples import MemberDesk, wait_for_lanes
from tests.ui.reading_desk import Reading

KEY = Qt.Key


@pytest.fixture
def reading(qtbot: QtBot, shell: Shell) -> Reading:
    return Reading(qtbot, shell)


def search(reading: Reading, words: str) -> None:
    """Type in the search, and wait until every piece was read."""
    reading.open()
    reading.reader.find_everywhere()
    QTest.keyClicks(reading.reader.toolbar.field, words)
    reading.wait(lambda: reading.reader.summary.isVisible() and "encore" not in reading.reader.summary.words)


def rows(reading: Reading) -> list[PassageRow]:
    model = reading.reader.side.found.list.rows
    return list(model.rows)


def test_all_pieces_are_searched_whatever_the_accents_and_each_place_is_gone_to(reading: Reading) -> None:
    search(reading, "puericulture")
    said = reading.reader.summary.words.replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("6 passages dans cette pièce, 18 dans le dossier, en 3 pièces")
    assert said.endswith("1 pièce numérisée sans texte, 1 pièce qui ne s’ouvre pas")
    headings = [row.title for row in rows(reading) if row.target is None]
    assert headings == ["Lettre d’intention", "Lettre de la CAF", "Conseil départemental"]
    found = [row for row in rows(reading) if row.target is not None]
    assert {row.words for row in found} == {"puériculture"}
    assert found[0].before.endswith("trois auxiliaires de ")
    assert found[0].sentence.startswith("p. 1, « ")
    assert unnamed(reading.pane) == []
    QTest.keyClick(reading.reader.toolbar.field, KEY.Key_Down)
    assert reading.reader.side.found.list.hasFocus()
    reading.reader.side.show_view(None)
    reading.reader.summary.all.click()
    assert reading.reader.side.found.list.hasFocus()
    wanted = found[10].target
    assert isinstance(wanted, FoundPassage)
    assert (wanted.piece, wanted.page) == (reading.dossier.pieces[1].path, 3)
    reading.reader.side.found.list.choose(wanted)
    QTest.keyClick(reading.reader.side.found.list, KEY.Key_Return)
    reading.wait(lambda: reading.pane.place().piece == wanted.piece and reading.view.page == 3)
    reading.wait(lambda: reading.reader.toolbar.field.count.text() == "5 sur 6")
    current = reading.reader.search.current
    assert current is not None
    assert (current.page, current.start) == (3, wanted.start)
    QTest.keyClick(reading.reader.toolbar.field, KEY.Key_Return)
    following = reading.reader.side.found.list.currentIndex().data(ROW_ROLE)
    assert following == found[11], "the list follows what is shown on the page"


def test_without_a_place_the_line_says_so_and_clearing_closes_it(reading: Reading) -> None:
    whole = reading.desk.view.dossiers[0]
    single = replace(whole, dossier=replace(whole.dossier, pieces=whole.dossier.pieces[:1]))
    reading.pane.show_dossier(single, 14)
    search(reading, "xylophone")
    assert reading.reader.summary.words.startswith("Aucun passage dans le dossier")
    assert not reading.reader.summary.all.isEnabled()
    assert rows(reading) == []
    QTest.keyClick(reading.reader.toolbar.field, KEY.Key_Escape)
    assert not reading.reader.summary.isVisible()


def test_opening_a_piece_during_a_search_stays_where_it_was_left(reading: Reading) -> None:
    reading.open()
    reading.reader.search.start("places")
    reading.reader.toolbar.field.setText("places")
    reading.wait(lambda: bool(reading.reader.search.places))
    reading.view.go_to_page(3)
    for piece, page in ((1, 1), (0, 3)):
        reading.open(piece)
        reading.wait(lambda: bool(reading.reader.search.places))
        assert reading.view.page == page


def words_at_once(shell: Shell) -> DossierWords:
    """Return the words of pieces whose path is all that is written on them."""
    return DossierWords(lambda _, piece, report: PieceWords(piece, (TextIndex(piece),)), shell.tasks.words)


def test_only_the_last_dossiers_are_kept_in_memory(qtbot: QtBot, shell: Shell) -> None:
    words = words_at_once(shell)
    dossiers = [DossierId(f"{number:04d}") for number in range(MOST_DOSSIERS + 1)]
    for dossier in dossiers:
        words.show_dossier(dossier, [PiecePath(f"d/{dossier}/01.pdf")])
        words.hurry()
        qtbot.waitUntil(lambda: not words.waiting, timeout=10_000)
    words.show_dossier(dossiers[-2], [PiecePath(f"d/{dossiers[-2]}/01.pdf")])
    assert words.waiting == 0
    words.show_dossier(dossiers[0], [PiecePath(f"d/{dossiers[0]}/01.pdf")])
    assert words.waiting == 1
    words.interrupt()


def test_a_dossier_left_stops_being_read(qtbot: QtBot, shell: Shell) -> None:
    words = words_at_once(shell)
    words.show_dossier(DossierId("0001"), [PiecePath(f"d/0001/{number:02d}.pdf") for number in range(9)])
    words.hurry()
    words.show_dossier(DossierId("0002"), [PiecePath("d/0002/01.pdf")])
    words.hurry()
    qtbot.waitUntil(lambda: not words.waiting, timeout=10_000)
    assert [passage.piece for passage in words.find("pdf")] == ["d/0002/01.pdf"]
    wait_for_lanes(qtbot, shell.tasks)


def test_a_failure_that_nobody_foresaw_is_not_hidden(qtbot: QtBot, shell: Shell) -> None:
    raised: list[Exception] = []

    def lane(work: object, done: object, failed: object) -> object:
        with pytest.raises(ZeroDivisionError) as caught:
            failed(ZeroDivisionError())  # type: ignore[operator]  # the lane of the application calls it so
        raised.append(caught.value)
        return shell

    words = DossierWords(MemberDesk().read_words, lane)  # type: ignore[arg-type]  # a lane that fails at once
    words.show_dossier(DossierId("0001"), [PiecePath("d/0001/01.pdf")])
    words.hurry()
    assert len(raised) == 1
    assert dossier_words.BEFORE_READING_MS > 0
