"""A reading pane over a member's desk, and what a person does in it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commission_app.scoring.ids import CriterionId
from commission_app.ui.member.marking.reading_pane import ReadingPane
from commission_app.ui.reading.dossier_words import DossierWords
from commission_app.ui.reading.reader_pane import ReaderPane
from commission_app.ui.shell import Shell
from tests.ui.member_samples import MemberDesk, wait_for_lanes

PLACES = CriterionId("A1.1")


class Reading:
    """A reading pane with its desk, and what a person does in it."""

    def __init__(self, qtbot: QtBot, shell: Shell, desk: MemberDesk | None = None) -> None:
        self.desk = desk or MemberDesk()
        self.shell = shell
        self.qtbot = qtbot
        criteria = self.desk.view.grid.criteria
        words = DossierWords(self.desk.read_words, shell.tasks.words)
        reader = ReaderPane(self.desk.open_piece, shell.tasks.pdf, criteria)
        self.pane = ReadingPane(reader, criteria, words, self.desk.places)
        self.dossier = self.desk.view.dossiers[0].dossier
        self.reader = self.pane.reader
        self.view = self.reader.view
        qtbot.addWidget(self.pane, before_close_func=lambda _: self._leave())
        self.pane.resize(730, 700)
        self.pane.show()
        self.pane.show_sheet(self.desk.sheet().reading(self.dossier.id), PLACES, is_editable=True)

    def _leave(self) -> None:
        """End the reading processes, and wait for them."""
        self.pane.let_go()
        wait_for_lanes(self.qtbot, self.shell.tasks)

    def open(self, piece: int = 0) -> None:
        """Open a piece of the first dossier and wait for its first page."""
        if self.pane.place().piece is None:
            self.pane.show_dossier(self.desk.view.dossiers[0], 14, self.dossier.pieces[piece].path)
        else:
            self.pane.open_piece(self.dossier.pieces[piece].path)
        self.wait(lambda: 1 in self.reader.session.texts)

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=10_000)

    def screen(self, x_pt: float, y_pt: float) -> QPoint:
        """Return where a point of the first page is in the viewport."""
        box = self.view.pages.boxes[0]
        at = box.box.topLeft() + QPointF(x_pt, y_pt) * box.scale - self.view.offset()
        return at.toPoint()

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Select with the mouse."""
        left, viewport = Qt.MouseButton.LeftButton, self.view.viewport()
        QTest.mousePress(viewport, left, pos=start)
        QApplication.sendEvent(viewport, _move(QPointF(end)))
        QTest.mouseRelease(viewport, left, pos=end)


def _move(position: QPointF) -> QMouseEvent:
    return QMouseEvent(
        QEvent.Type.MouseMove,
        position,
        position,
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
