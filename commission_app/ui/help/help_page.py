"""The help as a page: the books and their titles at the left, one short text at the right."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QListWidget, QWidget

from commission_app.ui import fonts, notices, theme
from commission_app.ui.folder_choice import ask_new_pdf
from commission_app.ui.help.books import Book, books
from commission_app.ui.help.help_text import HelpText
from commission_app.ui.help.topics import Side
from commission_app.ui.page import Page
from commission_app.ui.tasks import Report, Tasks
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.layouts import Line, Panel, column, row
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.workflow.desk import local_now
from commission_app.workflow.guides import Guide, folder_of_pictures, write_guide

LEFT_WIDTH = 264
BOOK_HEIGHT, BOOKS_MARGIN = 33, 18


class HelpPage(Page):
    """All that one space reads. A guide is written as a PDF file where the person says."""

    def __init__(
        self,
        side: Side,
        tasks: Tasks | None,
        choose_file: Callable[[QWidget, str, str], Path | None] = ask_new_pdf,
    ) -> None:
        """Take the lanes on which a PDF is made; without them, none can be asked for."""
        super().__init__()
        self.notices = NoticeArea((20, 12, 20, 12))
        self._tasks, self._choose_file = tasks, choose_file
        self._books = books(side)
        self.books = self._list(self.tr("Aide et guides"))
        self.titles = self._list(self.tr("Pages d’aide"))
        self.text = HelpText(folder_of_pictures())
        self.text.setAccessibleName(self.tr("Texte de l’aide"))
        self.save = Button(self.tr("Enregistrer le guide en PDF…"), icon="download")
        self.save.clicked.connect(self._save)
        self._foot = QWidget()
        self._foot.setLayout(column(Line(), row(self.save, margins=(12, 10, 12, 10))))
        left = column(self.books, Line(), self.titles, self._foot)
        left.setStretch(2, 1)
        self._left = Panel(left, "sunken")
        right = column(self.notices, self.text)
        right.setStretch(1, 1)
        layout = row(self._left, Line(Qt.Orientation.Vertical), right)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        for book in self._books:
            self.books.addItem(book.title)
        self.titles.currentRowChanged.connect(self._show)
        self.books.currentRowChanged.connect(self._open)
        self._dress()
        self.books.setCurrentRow(0)

    def show_topic(self, name: str) -> None:
        """Show a page of the screens, the first one when the name is unknown."""
        self.books.setCurrentRow(0)
        names = [page.name for page in self._book().pages()]
        self.titles.setCurrentRow(names.index(name) if name in names else 0)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if theme.is_change(event) and hasattr(self, "_foot"):
            self._dress()

    def _list(self, name: str) -> QListWidget:
        made = QListWidget()
        made.setProperty("titles", "true")
        made.setAccessibleName(name)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setWordWrap(True)
        made.setTextElideMode(Qt.TextElideMode.ElideNone)
        return made

    def _dress(self) -> None:
        self._left.setFixedWidth(theme.scaled(LEFT_WIDTH))
        self.books.setFixedHeight(theme.scaled(BOOK_HEIGHT) * len(self._books) + BOOKS_MARGIN)
        self.books.setFont(fonts.font(13, fonts.SEMIBOLD))
        self.titles.setFont(fonts.font(13))

    def _book(self) -> Book:
        return self._books[max(0, self.books.currentRow())]

    def _open(self) -> None:
        book = self._book()
        self.titles.clear()
        self.titles.addItems([page.title for page in book.pages()])
        self.titles.setCurrentRow(0)
        self._foot.setVisible(book.guide is not None and self._tasks is not None)

    def _show(self, place: int) -> None:
        if place >= 0:
            page = self._book().pages()[place]
            self.text.show_page(page.title, page.text)

    def _save(self) -> None:
        guide = self._book().guide
        if guide is None or self._tasks is None:
            return
        file = self._choose_file(self, self.save.text().strip(), guide.file_name)
        if file is not None:
            title = self.tr("Préparation du guide")
            self.run_long(self._tasks, title, partial(_write, guide, file), self._show_written)

    def _show_written(self, file: Path) -> None:
        what = self.tr("Guide enregistré.")
        self.notices.add(NoticeBanner(what, str(file), "success"))
        notices.announce(self, what)


def _write(guide: Guide, file: Path, report: Report) -> Path:
    report(0, 1, "")
    return write_guide(guide, file, local_now())
