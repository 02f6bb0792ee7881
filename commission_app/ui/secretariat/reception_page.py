"""The page « Réception »: fiches come in, each gets a verdict in words, and nothing is ever deleted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from commission_app.scoring.ids import MemberId
from commission_app.texts import count_fr, list_fr
from commission_app.ui import actions, notices
from commission_app.ui.folder_choice import ask_folder
from commission_app.ui.models.sheets_model import SheetsModel
from commission_app.ui.page import Page
from commission_app.ui.secretariat.chest_card import ChestCard, ChestVerbs
from commission_app.ui.secretariat.reception_filters import FILTERS, chips, tally
from commission_app.ui.secretariat.reception_panel import ReceptionPanel
from commission_app.ui.secretariat.reception_table import ReceptionTable
from commission_app.ui.tasks import Report, Tasks
from commission_app.ui.widgets import question
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.chips import ChipFilter
from commission_app.ui.widgets.drop_zone import DropZone
from commission_app.ui.widgets.empty_page import EmptyPage
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import Panel, column, row
from commission_app.ui.widgets.two_panes import TwoPanes
from commission_app.workflow.secretariat.views import (
    ReceivedFile,
    ReceptionStanding,
    ReceptionView,
    WrittenReceipt,
)

if TYPE_CHECKING:
    from commission_app.ui.secretariat.paper.paper_window import PaperWindow
    from commission_app.ui.secretariat.paper.verbs import PaperVerbs

PANEL, COMPACT_PANEL = 376, 320  # width of the members
WHOLE_PAGE = Qt.ShortcutContext.WidgetWithChildrenShortcut


@dataclass(frozen=True)
class ReceptionVerbs:
    """What the page asks of the workflow."""

    view: Callable[[], ReceptionView]
    accept: Callable[[Sequence[Path], Report], tuple[ReceivedFile, ...]]
    confirm: Callable[[ReceivedFile], None]  # a fiche from another computer, confirmed with its member
    write_receipts: Callable[[Path], tuple[WrittenReceipt, ...]]  # into a folder
    standing: Callable[[], ReceptionStanding]  # is the reception closed?
    close: Callable[[], object]
    confirm_digits: Callable[[ReceivedFile, str], None] | None = None  # in the reinforced mode
    chest: ChestVerbs | None = None  # of a campaign with two keys
    paper: "PaperVerbs | None" = None  # where grids marked on paper are entered


def ask_sheets(parent: QWidget) -> list[Path]:
    """Ask for fiches with the dialog of the system; empty when the person gives up."""
    tr = QCoreApplication.translate
    title, kinds = tr("ReceptionPage", "Choisir des fiches"), tr("ReceptionPage", "Fiches (*.fiche)")
    names, _kind = QFileDialog.getOpenFileNames(parent, title, "", kinds)
    return [Path(name) for name in names]


@dataclass(frozen=True)
class ReceptionQuestions:
    """What the page asks a person; replaced in tests."""

    sheets: Callable[[QWidget], list[Path]] = ask_sheets
    folder: Callable[[QWidget, str], Path | None] = ask_folder
    confirm: Callable[[QWidget, str, str, str], bool] = question.ask


class ReceptionPage(Page):
    """The files received and whose fiche counts."""

    help_topic = "reception"
    consolidation_asked = Signal()

    def __init__(
        self,
        verbs: ReceptionVerbs,
        tasks: Tasks,
        ask: ReceptionQuestions = ReceptionQuestions(),
    ) -> None:
        super().__init__()
        self._verbs = verbs
        self._tasks = tasks
        self._ask = ask
        self._files: tuple[ReceivedFile, ...] = ()
        self._model = SheetsModel()
        self._subtitle = Label("", "mention", wrap=True)
        self._receipts = Button(self.tr("Écrire les accusés de réception…"), icon="send")
        self._drop = DropZone(
            self.tr("Déposez ici les fiches reçues"),
            self.tr("Une ou plusieurs à la fois ; chacune est vérifiée avant d’être prise en compte"),
            actions.text("choose_sheets"),
            (".fiche",),
        )
        self._chips = ChipFilter(self.tr("Fichiers montrés"), chips(()))
        self._table = ReceptionTable(self._model, self.tr("Fichiers reçus"))
        self._empty = EmptyPage("inbox", self.tr("Aucune fiche reçue"), "")
        self._panel = ReceptionPanel(
            asks_digits=verbs.confirm_digits is not None, takes_paper=verbs.paper is not None
        )
        self.paper: PaperWindow | None = None
        self._chest = ChestCard()
        self._connect()
        titles = (self.tr("Fichiers reçus"), self.tr("Membres"))
        self._panes = TwoPanes(Panel(self._content()), self._panel, self.tr("Volet montré"), titles)
        self.setLayout(column(self._panes))
        self.set_compact(is_compact=False)

    def refresh(self) -> None:
        """Read the reception again."""
        self._tasks.store(self._verbs.view, self.show_view, self.show_failure)
        self._tasks.store(self._verbs.standing, self._panel.show_standing, self.show_failure)
        if self._verbs.chest is not None:
            self._tasks.store(self._verbs.chest.is_closed, self._show_chest, self.show_failure)

    def show_view(self, view: ReceptionView) -> None:
        """Show a reception."""
        self._files = view.files
        self._subtitle.setText(tally(view.files))
        self._chips.show_chips(chips(view.files))
        self._panel.show_view(view)
        self._filter()
        self._receipts.setEnabled(bool(view.files))
        is_in = sum(member.is_in for member in view.members)
        self.counter_changed.emit(f"{is_in}/{len(view.members)}")

    def show_member(self, member: MemberId) -> None:
        """Show what was received of a member, or the reminder to send when nothing was."""
        if all(file.member != member for file in self._files):
            self._panes.show_side()
            self._panel.show_reminder()
            return
        self._chips.choose("all")
        rows = self._model.rows()
        self._table.selectRow(next(number for number, file in enumerate(rows) if file.member == member))
        self._panes.show_main()

    def show_paper(self, member: MemberId) -> None:
        """Show the window where the paper grids of a member are entered."""
        if self._verbs.paper is None:
            return
        if self.paper is None:
            from commission_app.ui.secretariat.paper.paper_window import (
                PaperWindow,
            )  # not before somebody asks

            self.paper = PaperWindow(self, self._verbs.paper, self._tasks)
            self.paper.recorded.connect(self.refresh)
            self.paper.changed.connect(self.refresh)
        self.paper.show_member(member)

    def receive(self, files: Sequence[Path]) -> None:
        """Check files one by one and keep each with its verdict."""
        if not files:
            return
        self.notices.clear()  # what was said of former files
        title = self.tr("Vérification des fiches")
        self._drop.setEnabled(False)
        self.run_long(
            self._tasks,
            title,
            lambda report: self._verbs.accept(files, report),
            self._say_received,
            ended=self._end_reception,
        )

    def panes(self) -> Sequence[QWidget]:
        """Return where F6 goes."""
        return self._table, self._panel

    def set_compact(self, *, is_compact: bool) -> None:
        """Tighten the columns on a small window."""
        self._panes.set_side_width(COMPACT_PANEL if is_compact else PANEL)
        self._table.set_compact(is_compact=is_compact)

    def _connect(self) -> None:
        self._drop.dropped.connect(self.receive)
        self._drop.strange.connect(self._say_strange)
        self._drop.asked.connect(self._choose)
        self._receipts.clicked.connect(self._write_receipts)
        self._chips.chosen.connect(self._filter)
        self._panel.consolidation_asked.connect(self.consolidation_asked)
        self._panel.confirmed.connect(self._confirm)
        self._panel.close_asked.connect(self._close)
        self._panel.letter_asked.connect(self._copy_letter)
        self._panel.paper_asked.connect(lambda member: self.show_paper(MemberId(member)))
        self._chest.code_typed.connect(self._open_chest)
        self._chest.close_asked.connect(self._close_chest)
        self.addAction(actions.make("choose_sheets", self, self._choose, context=WHOLE_PAGE))

    def _content(self) -> QVBoxLayout:
        title = column(Label(self.tr("Réception des fiches"), "screen_title"), 2, self._subtitle)
        head = row(title, 12, self._receipts, margins=(20, 14, 20, 14))
        head.setStretch(0, 1)
        chest = QWidget()
        chest.setLayout(column(self._chest, margins=(0, 0, 0, 12)))
        chest.setVisible(self._verbs.chest is not None)
        tools = column(chest, self._drop, 14, self._chips, margins=(20, 0, 20, 6))
        self._empty.hide()
        layout = column(head, self.notices, tools)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._empty, 1)
        return layout

    def _say_strange(self, files: Sequence[Path]) -> None:
        what = self.tr("Ce n’est pas une fiche de notation : {names}.")
        self.say_strange(what, files, self.tr("Déposez le fichier que le membre a remis, tel quel."))

    def _choose(self) -> None:
        self.receive(self._ask.sheets(self))

    def _write_receipts(self) -> None:
        folder = self._ask.folder(self, self.tr("Dossier des accusés de réception"))
        if folder is None:
            return
        self.notices.clear()
        self._receipts.setEnabled(False)
        self.run_long(
            self._tasks,
            self.tr("Écriture des accusés de réception"),
            lambda _: self._verbs.write_receipts(folder),
            self._say_receipts,
            ended=lambda: self._receipts.setEnabled(True),
        )

    def _say_receipts(self, written: tuple[WrittenReceipt, ...]) -> None:
        count = count_fr(len(written), self.tr("accusé écrit"), self.tr("accusés écrits"))
        names = self.tr("À remettre à {names}.").format(names=list_fr([receipt.name for receipt in written]))
        where = self.tr("Dans le dossier {folder}.").format(folder=written[0].file.parent) if written else ""
        self.notices.add(NoticeBanner(f"{count}.", f"{names} {where}" if written else "", "success"))
        notices.announce(self, count)

    def _close(self) -> None:
        what = self.tr("Clore la réception ?")
        meaning = self.tr(
            "La liste des membres, de leurs ordinateurs et des fiches retenues est arrêtée et scellée. Les "
            "accusés écrits ensuite la portent, et chaque membre y cherche sa fiche. Une fiche peut encore "
            "arriver : il suffira de clore de nouveau."
        )
        if self._ask.confirm(self, what, meaning, self.tr("Clore la réception")):
            self._tasks.store(self._verbs.close, lambda _closed: self.refresh(), self.show_failure)

    def _copy_letter(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        notices.tell_briefly(self, self.tr("Courriel copié : collez-le dans votre messagerie."))

    def _confirm(self, file: ReceivedFile, digits: str) -> None:
        with_digits = self._verbs.confirm_digits
        if with_digits is None:
            confirm = partial(self._verbs.confirm, file)
        else:
            confirm = partial(with_digits, file, digits)
        self._tasks.store(confirm, lambda _none: self.refresh(), self.show_failure)

    def _open_chest(self, code: str) -> None:
        if self._verbs.chest is None:
            return
        verbs = self._verbs.chest
        self.notices.clear()
        self._chest.wait(is_waiting=True)
        self._tasks.store(partial(verbs.open, code), lambda _none: self._end_chest(), self._end_chest)

    def _close_chest(self) -> None:
        if self._verbs.chest is not None:
            self._tasks.store(self._verbs.chest.close, lambda _none: self.refresh(), self.show_failure)

    def _end_chest(self, refusal: Exception | None = None) -> None:
        """Let the chair type again, what they typed still there, or show the open chest."""
        self._chest.wait(is_waiting=False)
        if refusal is None:
            self.refresh()
        else:
            self.show_failure(refusal)
            self._chest.code.setFocus()

    def _show_chest(self, is_closed: bool) -> None:  # noqa: FBT001 - an answer of the workflow
        self._chest.show_state(is_closed=is_closed)
        self._drop.setEnabled(not is_closed)

    def _say_received(self, files: tuple[ReceivedFile, ...]) -> None:
        notices.announce(self, tally(files))

    def _end_reception(self) -> None:
        self._drop.setEnabled(True)
        self.refresh()

    def _filter(self) -> None:
        verdicts = FILTERS[self._chips.choice()]
        shown = [file for file in self._files if file.verdict in verdicts]
        self._model.set_rows(shown)
        self._table.setVisible(bool(shown))
        self._empty.setVisible(not shown)
        if not self._files:
            self._empty.show_words(self.tr("Aucune fiche reçue"), self.tr("Déposez-les dans le cadre."))
        else:
            self._empty.show_words(self.tr("Aucun fichier de cette sorte"), "")
