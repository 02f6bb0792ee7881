"""What a member meets before « Lire et noter »: the ties of new dossiers, then where they were."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from commission_app.scoring.ids import DossierId
from commission_app.ui.main_window import MainWindow
from commission_app.ui.member.before.resume_page import ResumePage
from commission_app.ui.member.before.ties_page import TiesPage
from commission_app.ui.member.verbs import MemberVerbs
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.tasks import Tasks
from commission_app.ui.turns import by_turns
from commission_app.workflow.member.views import BeforeReading, BundleView, Place

PICTURE_PX = 420  # wide: enough for a screen of ratio 2


class BeforePages(QObject):
    """Puts these pages before those in tabs, one after the other; `left` says that reading begins."""

    left = Signal()
    place_asked = Signal(str, str)  # dossier, criterion or ""
    list_asked = Signal()

    def __init__(
        self,
        window: MainWindow,
        bundle: BundleView,
        before: BeforeReading,
        verbs: MemberVerbs,
        editor: SheetEditor,
        *,
        tasks: Tasks,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._bundle = bundle
        self._before = before
        self._verbs = verbs
        self._editor = editor
        self._tasks = tasks

    def show(self) -> None:
        """Show the first page there is, if there is one."""
        if self._before.ties:
            self._ask_ties()
        else:
            self._show_resume()

    def flush(self) -> None:
        """Record what was just typed; called before the window closes."""
        page = self._window.page_before()
        if isinstance(page, TiesPage):
            page.flush()

    def _ask_ties(self) -> None:
        page = TiesPage(self._bundle, self._before.ties, self._editor)
        page.answered.connect(self._on_answered)
        page.postponed.connect(self._show_resume)
        self._window.show_before(page)
        page.take_focus()
        by_turns(page.make(), page)

    def _on_answered(self, dossiers: tuple[DossierId, ...]) -> None:
        # Not written, the question comes back at the next start; what was ticked is recorded apart.
        self._tasks.store(partial(self._verbs.ties_answered, dossiers), lambda _: None, lambda _: None)
        self._show_resume()

    def _show_resume(self) -> None:
        resume = self._before.resume
        if resume is None:
            self._leave()
            return
        page = ResumePage(resume, self._bundle.member_name, self._bundle.campaign, self._bundle.phone)
        page.resumed.connect(self._leave)
        page.list_asked.connect(self._show_list)
        page.place_asked.connect(self._go_to)
        self._window.show_before(page)
        page.take_focus()
        if resume.piece and not resume.is_recused:
            self._draw(page, self._verbs.place())

    def _leave(self) -> None:
        self._window.show_pages()
        self.left.emit()

    def _show_list(self) -> None:
        self._window.show_pages()
        self.list_asked.emit()

    def _go_to(self, dossier: str, criterion: str) -> None:
        self._window.show_pages()
        self.place_asked.emit(dossier, criterion)

    def _draw(self, page: ResumePage, place: Place) -> None:
        """Have the page where the person was drawn, after the piece itself is open behind."""

        def draw() -> QImage:
            if place.dossier is None or place.piece is None:
                return QImage()
            piece = self._verbs.open_piece(place.dossier, place.piece)
            try:
                drawn = piece.page_image(place.page, PICTURE_PX)
            finally:
                piece.close()
            layout = QImage.Format.Format_RGB32
            return QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, layout).copy()

        def show(image: QImage) -> None:
            if self._window.page_before() is page:
                page.show_picture(QPixmap.fromImage(image))

        # A piece that does not open is told where it is read, not here.
        self._tasks.pdf(draw, show, lambda _: None)
