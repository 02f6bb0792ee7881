"""What goes wrong around a member's window: told in its page, recovered from, and nothing lost."""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from commission_app.errors import AppError
from commission_app.scoring.ids import CriterionId, MemberId
from commission_app.ui import other_window
from commission_app.ui.first_use.start_window import StartWindow
from commission_app.ui.first_use.unlock_page import UnlockPage
from commission_app.ui.member.desk import MemberWindow
from commission_app.ui.other_window import NOTE
from commission_app.ui.reading.piece_failure import PieceFailure
from commission_app.ui.reading.piece_session import PieceSession
from commission_app.ui.shell import Shell, open_shell
from commission_app.ui.start import Opening
from commission_app.ui.widgets.save_status import SaveStatus
from commission_app.workflow.member.draft_offers import find_backups, restore_backup
from commission_app.workflow.member.open_bundle import enter, resume
from commission_app.workflow.progress import no_progress
from tests.ui.conftest import NOW
from tests.ui.marking_desk import Marking
from tests.ui.member_samples import DAMAGED, MemberDesk
from tests.workflow.campaigns import Prepared, invented, lot_of, make_desk, prepare

A11, A12 = CriterionId("A1.1"), CriterionId("A1.2")
REMARK = "Cœur de ville, très solide."
PATIENCE_MS = 30_000


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
        self.qtbot.waitUntil(lambda: isinstance(self.opening.desk_window, MemberWindow), timeout=PATIENCE_MS)
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
    qtbot.waitUntil(lambda: isinstance(second.start.centralWidget(), UnlockPage), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "déjà ouverts dans une autre fenêtre" in second.words(), timeout=PATIENCE_MS)
    application.leave()
    second.opening.begin(second.code)
    assert second.window.editor.sheet.reading(dossier).entry(A11).mark == 4
    second.leave()


def test_the_second_application_brings_the_window_already_open_to_the_front_and_leaves(
    application: Application, campaign: Prepared, tmp_path: Path, qtbot: QtBot
) -> None:
    first = application.window
    first.showMinimized()
    second = Application(campaign, open_shell(tmp_path / "second", lambda: NOW), qtbot)
    qtbot.waitUntil(lambda: bool(buttons(second.start, "Aller à l’autre fenêtre")), timeout=PATIENCE_MS)
    buttons(second.start, "Aller à l’autre fenêtre")[0].click()
    qtbot.waitUntil(lambda: not second.start.isVisible(), timeout=PATIENCE_MS)
    assert not first.isMinimized()
    assert not (application.folder / NOTE).exists()
    second.leave()


def test_another_window_that_does_not_answer_is_told(
    application: Application,
    campaign: Prepared,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    application.window.hide()  # it takes no note any more, as a frozen one does
    monkeypatch.setattr(other_window, "PATIENCE_LOOKS", 2)
    second = Application(campaign, open_shell(tmp_path / "second", lambda: NOW), qtbot)
    qtbot.waitUntil(lambda: bool(buttons(second.start, "Aller à l’autre fenêtre")), timeout=PATIENCE_MS)
    buttons(second.start, "Aller à l’autre fenêtre")[0].click()
    qtbot.waitUntil(lambda: "L’autre fenêtre ne répond pas." in second.words(), timeout=PATIENCE_MS)
    assert second.start.isVisible()
    assert not (application.folder / NOTE).exists()
    second.leave()


def test_a_reading_process_that_dies_is_replaced_without_a_word_and_takes_nothing_with_it(
    application: Application, campaign: Prepared, qtbot: QtBot
) -> None:
    window, session = reading(application, qtbot)
    page = window.marking
    window.editor.type_remark(page.dossier, A11, REMARK)
    failures: list[object] = []
    session.page_failed.connect(lambda _page, error: failures.append(error))
    dead = _reading_process(session)
    os.kill(dead, signal.SIGKILL)
    paint_again(window)
    qtbot.waitUntil(lambda: session.images.nearest(1, 0) is not None, timeout=PATIENCE_MS)
    assert not failures
    assert _reading_process(session) != dead
    dossier = page.dossier
    application.leave()
    with resume(make_desk(application.folder), code=application.code) as again:
        assert again.sheet.reading(dossier).entry(A11).remark == REMARK


def test_a_page_that_hangs_is_stopped_with_its_sentence_and_the_others_stay_readable(
    application: Application, qtbot: QtBot
) -> None:
    window, session = reading(application, qtbot)
    failures: list[tuple[int, AppError]] = []
    session.page_failed.connect(lambda page, error: failures.append((page, error)))
    worker = session._reader.worker  # type: ignore[union-attr]  # no window needs to know it
    worker.reading_seconds = 0.1
    os.kill(worker._process.pid, signal.SIGSTOP)
    paint_again(window)
    qtbot.waitUntil(lambda: bool(failures), timeout=PATIENCE_MS)
    assert [(page, error.code) for page, error in failures] == [(1, "PIE-03")]
    assert "temps prévu" in window.marking.reading.reader.view._page_errors[1]
    words: list[str] = []
    qtbot.waitUntil(lambda: session.is_open, timeout=PATIENCE_MS)  # in another process
    session.ask(lambda reader: reader.page_text(1).text, words.append, lambda _: None)
    qtbot.waitUntil(lambda: bool(words), timeout=PATIENCE_MS)


def test_a_piece_left_while_it_hangs_does_not_hold_the_next_one_up(
    application: Application, qtbot: QtBot
) -> None:
    window, session = reading(application, qtbot)
    os.kill(
        _reading_process(session), signal.SIGSTOP
    )  # its deadline is ten seconds, twice what is waited for
    paint_again(window)
    act(window.marking, "next_dossier")
    qtbot.waitUntil(lambda: 1 in session.texts, timeout=PATIENCE_MS)


def test_a_piece_that_does_not_show_is_told_to_the_secretariat_by_a_message_ready_to_paste(
    qtbot: QtBot, shell: Shell
) -> None:
    made = Marking(qtbot, shell, MemberDesk())
    damaged = made.desk.view.dossiers[0].dossier.pieces[DAMAGED]
    made.page.reading.open_piece(damaged.path)
    card = made.page.reading.reader.findChildren(PieceFailure)[0]
    qtbot.waitUntil(card.isVisible, timeout=PATIENCE_MS)
    buttons(card, "Signaler au secrétariat")[0].click()
    message = QGuiApplication.clipboard().text()
    view = made.desk.view
    for told in (damaged.title, view.dossiers[0].dossier.territory.name, view.member_name, view.campaign):
        assert told in message
    assert "le fichier est endommagé" in message
    assert "Le message est copié" in words_of(card)
    assert view.phone in words_of(card).replace("\N{NO-BREAK SPACE}", " ")


def test_a_stick_pulled_out_while_its_lot_is_read_takes_nothing_away(
    campaign: Prepared, shell: Shell, tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    campaign.member("m01", Path(shutil.copy(lot_of_m01(campaign), stick))).close()
    application = Application(campaign, shell, qtbot)
    window, session = reading(application, qtbot)
    shutil.rmtree(stick)
    act(window.marking, "next_dossier")
    qtbot.waitUntil(lambda: 1 in session.texts, timeout=PATIENCE_MS)
    dossier = window.marking.dossier
    window.editor.put_mark(dossier, A11, 4)
    application.leave()
    with resume(make_desk(application.folder), code=application.code) as again:
        assert again.sheet.reading(dossier).entry(A11).mark == 4
        assert list(again.campaign.drafts.glob("*.brouillon")), "the copy is kept on the computer"


def test_a_full_disk_is_told_the_notes_are_kept_elsewhere_and_come_back_on_another_computer(
    application: Application, campaign: Prepared, tmp_path: Path, qtbot: QtBot
) -> None:
    window, _ = reading(application, qtbot)
    dossier, stick = window.marking.dossier, tmp_path / "stick"
    stick.mkdir()
    window.editor.put_mark(dossier, A12, 2)
    qtbot.waitUntil(lambda: not window.editor.unsaved, timeout=PATIENCE_MS)
    with full_disk(application):
        window.editor.type_remark(dossier, A11, REMARK)
        window.editor.put_mark(dossier, A11, 4)
        qtbot.waitUntil(lambda: "le disque est plein" in words_of(window), timeout=PATIENCE_MS)
        window.backup.choose = lambda _page, _title: stick
        buttons(window, "Enregistrer ailleurs…")[0].click()
        qtbot.waitUntil(lambda: "Vos notes sont gardées dans" in words_of(window), timeout=PATIENCE_MS)
        assert window.editor.unsaved, "they wait on the screen still"
    buttons(window, "Réessayer")[0].click()
    qtbot.waitUntil(lambda: not window.editor.unsaved, timeout=PATIENCE_MS)
    lot = Path(shutil.copy(lot_of_m01(campaign), stick))
    with enter(make_desk(tmp_path / "new"), lot, application.code, no_progress) as new:
        (offer,) = find_backups(new)
        restore_backup(new, offer)
        entries = new.sheet.reading(dossier).entries
        assert (entries[A11].mark, entries[A11].remark, entries[A12].mark) == (4, REMARK, 2)


def test_what_is_not_recorded_is_said_since_the_first_refusal(qtbot: QtBot) -> None:
    status = SaveStatus()
    qtbot.addWidget(status)
    status.show_unsaved(NOW)
    said = status.words()
    status.show_unsaved(NOW.replace(hour=23))  # three seconds later, and so on
    assert status.words() == said


def test_a_place_that_cannot_hold_a_desk_is_told_before_anything_is_typed(
    tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "profile").write_bytes(b"a file, where the folder of the desk should be")
    shell = open_shell(tmp_path, lambda: NOW)
    start = StartWindow(shell)
    qtbot.addWidget(start)
    start.show()
    Opening(start, shell, tmp_path / "profile" / "desk", None, use_keyring=False).begin(None)
    qtbot.waitUntil(
        lambda: "Rien ne peut être gardé dans votre session" in words_of(start), timeout=PATIENCE_MS
    )
    shell.tasks.close()


def reading(application: Application, qtbot: QtBot) -> tuple[MemberWindow, PieceSession]:
    """Open the window, and wait until what is in sight is painted: nothing more is asked of the process."""
    window = application.window
    window.show_pages()
    session = window.marking.reading.reader.session
    qtbot.waitUntil(lambda: 1 in session.texts and not session._is_painting, timeout=PATIENCE_MS)
    return window, session


def paint_again(window: MemberWindow) -> None:
    """Ask for the page in sight once more."""
    window.marking.reading.reader.session.images.clear()
    window.marking.reading.reader.view.zoom_by(1)


def act(page: QWidget, name: str) -> None:
    next(action for action in page.actions() if action.objectName() == name).trigger()


def buttons(window: QWidget, words: str) -> list[QPushButton]:
    return [button for button in window.findChildren(QPushButton) if button.accessibleName() == words]


@contextmanager
def full_disk(application: Application) -> Iterator[None]:
    """Have no file grow beyond the size of the log of the drafts, as a full disk does."""
    import resource  # which Windows does not have

    (log,) = application.folder.rglob("*.db-wal")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def lot_of_m01(campaign: Prepared) -> Path:
    return next((campaign.folder / "lots").glob("*.lot"))


def _reading_process(session: object) -> int:
    """Return the process that reads the piece in front."""
    pid: int = session._reader.worker._process.pid  # type: ignore[attr-defined]  # no window needs to know it
    return pid
