"""The page « Documents »: the list by group, the real preview, and the writing into a chosen folder."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.texts import count_fr
from commission_app.ui import notices, theme
from commission_app.ui.destinations import Destination, Kind
from commission_app.ui.folder_choice import ask_folder
from commission_app.ui.page import Page
from commission_app.ui.reading.reader_pane import ReaderPane
from commission_app.ui.secretariat.documents.paper_list import PaperList
from commission_app.ui.secretariat.documents.paper_panel import PaperPanel
from commission_app.ui.secretariat.documents.verbs import DocumentsVerbs
from commission_app.ui.secretariat.documents.words import detail, look
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.badge import Badge
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.empty_page import EmptyPage
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Line, Panel, Slot, column, row
from commission_app.ui.widgets.two_panes import TwoPanes
from commission_app.workflow.papers.catalogue import Paper, State

LIST, COMPACT_LIST, PANEL, COMPACT_PANEL = 290, 250, 310, 280  # widths


class DocumentsPage(Page):
    """One document is shown at a time, made anew from what is kept each time it changed."""

    help_topic = "consolidation"

    def __init__(
        self,
        verbs: DocumentsVerbs,
        tasks: Tasks,
        choose_folder: Callable[[QWidget, str], Path | None] = ask_folder,
    ) -> None:
        super().__init__()
        self._verbs, self._tasks = verbs, tasks
        self._choose_folder = choose_folder
        self.papers: tuple[Paper, ...] = ()
        self._shown: tuple[str, str, tuple[str, ...]] | None = None  # kind, part, what it rests on
        self._part: dict[str, str] = {}  # of each kind, the file chosen last
        self.list = PaperList(self.tr("Documents"))
        self.list.paper_chosen.connect(self._show_paper)
        self.panel = PaperPanel()
        self.panel.save_asked.connect(self._save_chosen)
        self.panel.part_chosen.connect(self._choose_part)
        self.reader = ReaderPane(verbs.open_paper, tasks.pdf, ())
        self.reader.failed.connect(self.show_failure)
        self._empty = EmptyPage("files", self.tr("Rien à imprimer encore"))
        self._empty.hide()
        self._title = Slot()
        middle = column(self._title, Line(), self.notices, self.reader, self._empty)
        middle.setStretch(3, 1)
        self._left = self._make_left()
        main = row(self._left, Panel(middle))
        main.setStretch(1, 1)
        held = Panel(main)
        titles = (self.tr("Documents"), self.tr("À propos"))
        self._panes = TwoPanes(held, self.panel, self.tr("Volet montré"), titles)
        self.setLayout(column(self._panes))
        self.set_compact(is_compact=False)

    def refresh(self) -> None:
        """Read the state of every document again."""
        self._tasks.store(self._verbs.view, self.show_papers, self.show_failure)

    def show_papers(self, papers: tuple[Paper, ...]) -> None:
        """Show the list; the preview is made again only when what it rests on changed."""
        self.papers = papers
        waiting = sum(paper.state is State.STALE for paper in papers)
        self.counter_changed.emit(str(waiting) if waiting else "")
        self.list.show_papers(papers)

    def destinations(self) -> Iterator[Destination]:
        """Return the documents."""
        for number in range(self.list.count()):
            item = self.list.item(number)
            paper = next((one for one in self.papers if one.title == item.text()), None)
            if paper is not None:
                show = partial(self.list.setCurrentItem, item)
                yield Destination(Kind.PAGE, paper.title, detail(paper), show)

    def panes(self) -> Sequence[QWidget]:
        """Return where F6 goes."""
        return self.list, self.reader, self.panel

    def set_compact(self, *, is_compact: bool) -> None:
        """Give the preview more room on a small window."""
        self._left.setFixedWidth(theme.scaled(COMPACT_LIST if is_compact else LIST))
        self._panes.set_side_width(COMPACT_PANEL if is_compact else PANEL)
        self.reader.set_compact(is_compact=True)

    def _make_left(self) -> Panel:
        every = Button(self.tr("Tout enregistrer…"), icon="download")
        every.clicked.connect(self._save_all)
        title = column(Label(self.tr("Documents"), "screen_title"), margins=(20, 14, 20, 4))
        foot = column(Line(), row(every, STRETCH, margins=(20, 12, 20, 12)))
        layout = column(title, self.list, foot)
        layout.setStretch(1, 1)
        return Panel(layout, "app")

    def _show_paper(self, paper: Paper) -> None:
        part = self._part.get(paper.key, "")
        if part not in [one.key for one in paper.parts]:
            part = paper.parts[0].key if paper.parts else ""
        self._title.fill(column(self._head(paper)))
        self.panel.show_paper(paper, part)
        self._preview(paper, part)

    def _head(self, paper: Paper) -> QHBoxLayout:
        shown = look(paper)
        badge = Badge(shown.words, shown.tone, icon=shown.icon)
        head = row(Label(paper.title, "section_title"), 10, badge, STRETCH, margins=(20, 12, 20, 12))
        if paper.lacks:
            head.addWidget(Badge(self.tr("Projet"), "info"))
        return head

    def _preview(self, paper: Paper, part: str) -> None:
        self.reader.setVisible(bool(paper.parts))
        self._empty.setVisible(not paper.parts)
        self._empty.show_words(self.tr("Rien à imprimer encore"), " ".join(paper.lacks))
        wanted = (paper.key, part, paper.basis)
        if not paper.parts:
            self._shown = None
            self.reader.close_piece()
        elif wanted != self._shown:
            self._shown = wanted
            self.reader.open_piece(DossierId(paper.key), PiecePath(part))

    def _choose_part(self, part: str) -> None:
        paper = self.list.paper()
        if paper is not None:
            self._part[paper.key] = part
            self._preview(paper, part)

    def _save_chosen(self) -> None:
        paper = self.list.paper()
        if paper is not None:
            self._save([paper])

    def _save_all(self) -> None:
        """Keep everything but letters that wait: keeping one says that it leaves."""
        self._save([paper for paper in self.papers if paper.parts and not paper.waiting])

    def _save(self, papers: Sequence[Paper]) -> None:
        """Ask where, then write in the background; nothing that stands there is written over."""
        folder = self._choose_folder(self, self.tr("Dossier des documents"))
        if folder is None:
            return
        keys = [paper.key for paper in papers]
        title = self.tr("Enregistrement des documents")
        self.run_long(
            self._tasks,
            title,
            lambda report: self._verbs.write(keys, folder, report),
            self._show_written,
            self.refresh,
        )

    def _show_written(self, files: tuple[Path, ...]) -> None:
        count = count_fr(len(files), self.tr("document enregistré"), self.tr("documents enregistrés"))
        where = self.tr("Dans le dossier {folder}.").format(folder=files[0].parent) if files else ""
        self.notices.add(NoticeBanner(f"{count}.", where, "success"))
        notices.announce(self, count)
