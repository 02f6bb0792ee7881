"""What goes wrong around a member's window: told in its page, recovered from, and nothing lost."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from commission_app.scoring.ids import CriterionId, MemberId
from commission_app.ui.first_use.start_window import StartWindow
from commission_app.ui.first_use.unlock_page import UnlockPage
from commission_app.ui.member.desk import MemberWindow
from commission_app.ui.shell import Shell, open_shell
from commission_app.ui.start import Opening
from commission_app.workflow.member.open_bundle import resume
from tests.ui.conftest import NOW
from tests.workflow.campaigns import Prepared, invented, lot_of, make_desk, prepare

A11 = CriterionId("A1.1")
REMARK = "Cœur de ville, très solide."


@pytest.fixture(scope="module")
def _prepared_once(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    made = prepare(tmp_path_factory.mktemp("adversity"), invented(2, 2))
    made.member("m01", lot_of(made.seal(), "m01")).close()
    return made


@pytest.fixture
def campaign(_prepared_once: Prepared, tmp_path: Path) -> Prepared:
    return _prepared_once.copied(tmp_path / "campagne")


class Application:
    """The application on a desk, from its first image."""

    def __init__(self, campaign: Prepared, shell: Shell, qtbot: QtBot) -> None:
        self.qtbot, self.shell = qtbot, shell
        self.folder, self.code = campaign.folder / "m01", campaign.letters[MemberId("m01")].code
        self.start = StartWindow(shell)
        self.opening = Opening(self.start, shell, self.folder, None, use_keyring=False)
        self.is_left = False
        self.start.show()
        self.opening.begin(self.code)

    @property
    def window(self) -> MemberWindow:
        self.qtbot.waitUntil(lambda: isinstance(self.opening.desk_window, MemberWindow))
        assert isinstance(self.opening.desk_window, MemberWindow)
        return self.opening.desk_window

    def words(self) -> str:
        """Return all that the page of the first window says."""
        return words_of(self.start)

    def leave(self) -> None:
        """End as a person does, once."""
        if self.is_left:
            return
        self.is_left = True
        for window in (self.opening.desk_window, self.start):
            if window is not None:
                window.close()
                window.deleteLater()
        self.shell.tasks.close()
        close = getattr(self.opening._session, "close", None)
        if close is not None:
            close()


def words_of(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def application(campaign: Prepared, shell: Shell, qtbot: QtBot) -> Iterator[Application]:
    made = Application(campaign, shell, qtbot)
    yield made
    made.leave()


def test_a_second_application_on_the_same_desk_is_told_so_and_opens_once_the_first_is_left(
    application: Application, campaign: Prepared, tmp_path: Path, qtbot: QtBot
) -> None:
    first = application.window
    dossier = first.marking.dossier
    first.editor.put_mark(dossier, A11, 4)
    second = Application(campaign, open_shell(tmp_path / "second", lambda: NOW), qtbot)
    qtbot.waitUntil(lambda: isinstance(second.start.centralWidget(), UnlockPage))
    qtbot.waitUntil(lambda: "déjà ouverts dans une autre fenêtre" in second.words())
    application.leave()
    second.opening.begin(second.code)
    assert second.window.editor.sheet.reading(dossier).entry(A11).mark == 4
    second.leave()


def test_a_reading_process_that_dies_is_told_and_takes_nothing_with_it(
    application: Application, campaign: Prepared, qtbot: QtBot
) -> None:
    window = application.window
    window.show_pages()
    page, session = window.marking, window.marking.reading.reader.session
    qtbot.waitUntil(lambda: bool(session.texts))
    window.editor.type_remark(page.dossier, A11, REMARK)
    os.kill(_reading_process(session), signal.SIGKILL)
    failures: list[object] = []
    session.page_failed.connect(lambda _page, error: failures.append(error))
    session.images.clear()
    page.reading.reader.view.zoom_by(1)
    qtbot.waitUntil(lambda: bool(failures))
    next(action for action in page.actions() if action.objectName() == "next_dossier").trigger()
    qtbot.waitUntil(lambda: bool(session.texts))
    next(action for action in page.actions() if action.objectName() == "previous_dossier").trigger()
    qtbot.waitUntil(lambda: bool(session.texts))
    dossier = page.dossier
    application.leave()
    with resume(make_desk(application.folder), code=application.code) as again:
        assert again.sheet.reading(dossier).entry(A11).remark == REMARK


def _reading_process(session: object) -> int:
    """Return the process that reads the piece in front."""
    pid: int = session._reader.worker._process.pid  # type: ignore[attr-defined]  # no window needs to know it
    return pid
