"""A member's paper grids at the window: two agents at one keyboard, over a real campaign."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from commission_app.scoring.ids import CriterionId
from commission_app.ui.secretariat.paper.paper_window import PaperQuestions, PaperWindow
from commission_app.ui.secretariat.paper.verbs import paper_verbs
from commission_app.ui.shell import Shell
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.workflow.preparation.campaign import freeze_grid
from commission_app.workflow.receiving.paper_store import papers_of
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.ui.audit import changed_by_wheel, unnamed
from tests.ui.seen import all_text, plain
from tests.workflow.campaigns import Prepared, invented, prepare
from tests.workflow.papered import FIRST, SECOND, SEEN, THIRD, enter, put, sheet_of
from tests.workflow.received import M01


@pytest.fixture(scope="module")
def _frozen_once(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    prepared = prepare(tmp_path_factory.mktemp("papier"), invented(1, 2))
    with prepared.secretariat() as session:
        freeze_grid(session)
    return prepared


@pytest.fixture
def session(_frozen_once: Prepared, tmp_path: Path) -> Iterator[SecretariatSession]:
    """A campaign of one dossier whose grid is frozen."""
    with _frozen_once.copied(tmp_path / "campagne").secretariat() as opened:
        yield opened


@pytest.fixture
def window(qtbot: QtBot, shell: Shell, session: SecretariatSession) -> Iterator[PaperWindow]:
    """The window of m01, whatever it asks being answered by yes."""
    around = QWidget()
    qtbot.addWidget(around)
    around.show()
    shown = PaperWindow(
        around, paper_verbs(session), shell.tasks, PaperQuestions(confirm=lambda *_words: True)
    )
    shown.show_member(M01)
    qtbot.waitUntil(lambda: "Grille papier de" in shown.windowTitle())
    yield shown
    shown.close()
    shell.tasks.flush()


def answer(field: QLineEdit, words: str, qtbot: QtBot) -> None:
    field.selectAll()
    field.insert(words)  # as keys do: those of the tests have no accents
    QTest.keyClick(field, Qt.Key.Key_Return)


def begin(window: PaperWindow, name: str, qtbot: QtBot) -> None:
    answer(window.start.name, name, qtbot)
    qtbot.waitUntil(lambda: window.codes is not None and window.codes.isVisible())


def told(window: PaperWindow) -> str:
    return plain(" ".join(" ".join(one.words()) for one in window.notices.findChildren(NoticeBanner)))


def open_paper(window: PaperWindow, session: SecretariatSession, qtbot: QtBot) -> None:
    codes, campaign = window.codes, session.campaign
    assert codes is not None
    codes.campaign.setText(campaign.id)
    codes.dossier.setText(session.dossiers()[0].id)
    answer(codes.grid, campaign.grid.digest[:8], qtbot)
    qtbot.waitUntil(lambda: window.table is not None and window.table.isVisible())


def test_an_agent_types_the_marks_of_a_paper_and_nothing_is_lost_when_the_window_goes(
    qtbot: QtBot, window: PaperWindow, session: SecretariatSession
) -> None:
    begin(window, FIRST, qtbot)
    open_paper(window, session, qtbot)
    assert window.table is not None
    (first, line), (second, other), *_ = window.table.rows.items()
    QTest.keyClick(line.mark, Qt.Key.Key_4)
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(other.mark, Qt.Key.Key_0)
    other.remark.insert(SEEN)
    window.close()  # while the last word is still being typed
    window.show_member(M01)
    qtbot.waitUntil(lambda: f"Commencée par {FIRST}" in plain(all_text(window)))
    dossier = session.dossiers()[0].id
    kept = sheet_of(session, M01, FIRST).reading(dossier)
    assert (kept.entry(first).mark, kept.entry(second).mark, kept.entry(second).remark) == (4, 0, SEEN)
    assert len([entry for entry in kept.entries.values() if not entry.is_blank]) == 2


def test_wrong_codes_open_nothing_and_are_told(
    qtbot: QtBot, window: PaperWindow, session: SecretariatSession
) -> None:
    begin(window, FIRST, qtbot)
    assert window.codes is not None
    window.codes.campaign.setText(session.campaign.id)
    answer(window.codes.grid, "0BADC0DE", qtbot)
    qtbot.waitUntil(lambda: "0BADC0DE" in told(window))
    assert window.table is not None
    assert not window.table.isVisible()


def test_what_is_not_assessable_is_kept_with_its_motive_only(
    qtbot: QtBot, window: PaperWindow, session: SecretariatSession
) -> None:
    begin(window, FIRST, qtbot)
    open_paper(window, session, qtbot)
    assert window.table is not None
    assert window.editor is not None
    criterion, line = next(iter(window.table.rows.items()))
    dossier, reason = session.dossiers()[0].id, session.campaign.grid.not_assessable_reasons[0]
    QTest.keyClick(line.mark, Qt.Key.Key_N)
    assert window.editor.sheet.reading(dossier).entry(criterion).mark is None
    line.marked.emit("NE", reason)
    qtbot.waitUntil(lambda: window.editor is not None and not window.editor.unsaved)
    assert sheet_of(session, M01, FIRST).reading(dossier).entry(criterion).motive == reason


def test_the_second_agent_sees_nothing_of_the_first_and_is_another(
    qtbot: QtBot, window: PaperWindow, session: SecretariatSession
) -> None:
    enter(session, M01, FIRST, 4)
    window.refresh()
    qtbot.waitUntil(lambda: window.start.begin.text().strip() == "Reprendre la saisie")
    begin(window, FIRST, qtbot)
    assert window.codes is not None
    window.codes.end.click()
    qtbot.waitUntil(lambda: "Terminée par" in plain(all_text(window)))
    answer(window.start.name, FIRST.upper(), qtbot)
    qtbot.waitUntil(lambda: "une autre personne" in told(window))
    begin(window, SECOND, qtbot)
    open_paper(window, session, qtbot)
    assert window.table is not None
    assert all(line.mark.mark() is None for line in window.table.rows.values())
    assert SEEN not in all_text(window)


def test_differences_are_answered_then_the_fiche_is_recorded(
    qtbot: QtBot, window: PaperWindow, session: SecretariatSession
) -> None:
    verbs, dossier = paper_verbs(session), session.dossiers()[0].id
    criterion: CriterionId = next(
        c.id for c in session.campaign.grid.criteria if c.id not in verbs.view(M01).neutralised
    )
    for agent, mark in ((FIRST, 4), (SECOND, 3)):
        enter(session, M01, agent, 4)
        entry = sheet_of(session, M01, agent).reading(dossier).entry(criterion)
        put(session, M01, agent, (dossier, criterion), type(entry)(mark, remark=SEEN))
        verbs.end(M01, agent)
    window.refresh()
    qtbot.waitUntil(lambda: len(window.settling.rows) == 1)
    (line,) = window.settling.rows.values()
    assert unnamed(window) == []
    assert changed_by_wheel(window) == []
    QTest.keyClicks(window.settling.name, THIRD)
    assert not window.settling.keep.isEnabled()
    QTest.keyClick(line.mark, Qt.Key.Key_2)
    qtbot.waitUntil(window.settling.keep.isEnabled)
    assert "elle compte" in plain(all_text(window))
    with qtbot.waitSignal(window.recorded):
        window.settling.keep.click()
    (record,) = papers_of(session, M01)
    assert record.seq == 1
