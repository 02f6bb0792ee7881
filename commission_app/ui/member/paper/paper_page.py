"""« Imprimer… »: what to take to paper, and the warning that a PDF file protects nothing."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from commission_app.scoring.ids import DossierId
from commission_app.texts import count_fr
from commission_app.ui import notices
from commission_app.ui.folder_choice import documents_folder
from commission_app.ui.member.folder_line import (
    ChooseFolder,
    FolderLine,
    ask_for_folder,
)
from commission_app.ui.member.paper.pieces_tree import PiecesTree
from commission_app.ui.member.verbs import MemberVerbs
from commission_app.ui.page import Page
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.check_line import CheckLine
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import Card, column, row
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.ui.widgets.side_window import SideWindow, heading
from commission_app.workflow.member.views import BundleView, PaperChoice

SIZE = (720, 640)


class PaperPage(Page):
    """The dossiers and pieces to choose, three kinds of files, the folder, one button."""

    help_topic = "imprimer"

    def __init__(
        self,
        bundle: BundleView,
        verbs: MemberVerbs,
        editor: SheetEditor,
        tasks: Tasks,
        choose_folder: ChooseFolder = ask_for_folder,
    ) -> None:
        super().__init__()
        self._verbs, self._editor, self._tasks = verbs, editor, tasks
        self._choose_folder = choose_folder
        self.notices = NoticeArea((0, 0, 0, 12))
        self.tree = PiecesTree(bundle)
        self.tree.changed.connect(self._count)
        self.pieces = CheckLine(self.tr("Les pièces cochées"))
        self.grids = CheckLine(self.tr("Une grille vierge pour chaque dossier coché"))
        self.copy = CheckLine(self.tr("Une copie lisible de mes notes"))
        for box, is_wanted in ((self.pieces, True), (self.grids, True), (self.copy, False)):
            box.setChecked(is_wanted)
            box.toggled.connect(self._count)
        self.folder = FolderLine(self.tr("Les fichiers seront écrits dans"))
        self.folder.change_asked.connect(self._change_folder)
        self.button = Button(self.tr("Écrire les PDF"), "primary", icon="printer")
        self.button.clicked.connect(self._write)
        self._said = Label("", "mention", wrap=True)
        self.show_folder(documents_folder())
        self._lay_out()

    def show_folder(self, folder: Path) -> None:
        """Write into another folder."""
        self._folder = folder
        self.folder.show_folder(folder)

    def show_choice(self, dossier: DossierId | None) -> None:
        """Offer a dossier, without the ones left aside since."""
        self.tree.show_dossiers(self._editor.sheet, dossier)
        self._count()

    def choice(self) -> PaperChoice:
        """Return what is chosen."""
        chosen = self.tree.chosen()
        return PaperChoice(
            frozenset(chosen if self.pieces.isChecked() else ()),
            frozenset(dossier for dossier, _ in chosen if self.grids.isChecked()),
            has_copy=self.copy.isChecked(),
        )

    def panes(self) -> Sequence[QWidget]:
        """Return where F6 goes."""
        return self.tree, self.pieces, self.button

    def _lay_out(self) -> None:
        warning = self.tr(
            "Ces fichiers ne sont pas protégés : toute personne qui les a peut lire les dossiers et vos "
            "notes. Supprimez-les après l’impression."
        )
        line = row(margins=(14, 10, 14, 10), spacing=12)
        line.addWidget(IconLabel("triangle-alert", "warning", 18), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Label(warning, "body", wrap=True), 1)
        card = Card(line, tint="warning_soft", line="warning_line")
        boxes = column(self.pieces, self.grids, self.copy, spacing=2)
        action = row(self.button, 12, self._said)
        action.setStretch(2, 1)
        parts = column(
            self.notices,
            Label(self.tr("Dossiers et pièces"), "panel_title"),
            8,
            self.tree,
            14,
            boxes,
            14,
            card,
            12,
            self.folder,
            14,
            action,
            margins=(24, 16, 24, 20),
        )
        parts.setStretch(3, 1)
        self.setLayout(column(FlowArea(parts, self.tr("Imprimer"))))

    def _count(self) -> None:
        choice = self.choice()
        files = len(choice.pieces) + len(choice.grids) + choice.has_copy
        self._said.setText(count_fr(files, self.tr("fichier")))
        self.button.setEnabled(files > 0)

    def _change_folder(self) -> None:
        chosen = self._choose_folder(self, self._folder)
        if chosen is not None:
            self.show_folder(chosen)

    def _write(self) -> None:
        self.notices.clear()
        self._editor.flush()
        self.button.setEnabled(False)
        choice, folder = self.choice(), self._folder
        self.run_long(
            self._tasks,
            self.tr("Écriture des PDF"),
            lambda report: self._verbs.write_on_paper(choice, folder, report),
            self._say_written,
            ended=self._count,
        )

    def _say_written(self, files: tuple[Path, ...]) -> None:
        written = count_fr(len(files), self.tr("fichier écrit"), self.tr("fichiers écrits"))
        what = self.tr("{written}.").format(written=written)
        do = self.tr("Imprimez-les, puis supprimez-les : l’application n’en garde pas de trace.")
        banner = NoticeBanner(what, do, "success")
        folder = files[0].parent
        open_folder = banner.add_action(self.tr("Ouvrir le dossier"), icon="folder-open")
        open_folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        self.notices.add(banner)
        notices.announce(self, f"{what} {do}")


class PaperWindow(SideWindow):
    """The page beside the work, which goes on behind it."""

    def __init__(self, parent: QWidget, page: PaperPage) -> None:
        super().__init__(parent)
        self.page = page
        self.setWindowTitle(self.tr("Imprimer"))
        words = self.tr("Des PDF à imprimer ou à lire ailleurs, et une grille à remplir à la main.")
        self.fill(heading(self.tr("Imprimer"), words, under=14), page, SIZE)

    def show_choice(self, dossier: DossierId | None) -> None:
        """Offer a dossier, and come to the front."""
        self.page.show_choice(dossier)
        self.show_in_front()
        self.page.tree.setFocus()
