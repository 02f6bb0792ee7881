"""The member's window of the practice: the same pages, a label in the bar, and nothing that leaves it."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QCloseEvent

from commission_app.rehearsal.practice import Practice
from commission_app.scoring.draft import Edit
from commission_app.ui.member.desk import MemberWindow
from commission_app.ui.member.hand_in.hand_in_page import HandInPage
from commission_app.ui.practice.guide import PracticeGuide
from commission_app.ui.shell import Shell
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.member.views import BundleView

LEFT_OUT = frozenset({"open_lot", "erase", "proofs", "practice"})


class PracticeWindow(MemberWindow):
    """`left` once it is closed."""

    left = Signal()

    def __init__(
        self,
        session: MemberSession,
        shown: tuple[BundleView, tuple[Edit, ...], datetime | None],
        shell: Shell,
        practice: Practice,
    ) -> None:
        super().__init__(session, *shown, shell, may_lose=lambda _window: True)
        self._practice = practice
        self.guide = PracticeGuide()
        self.guide.left.connect(self.close)
        self.show_above(self.guide)
        self.editor.changed.connect(self._follow)
        for action in self.findChildren(QAction):
            if action.objectName() in LEFT_OUT:
                action.setVisible(False)
                action.setEnabled(False)

    @property
    def label(self) -> str:
        """What the bar says of this window."""
        return self.tr("Entraînement")

    def make_hand_in(self) -> HandInPage:
        """Make the page so that its fiche goes into the folder that is erased, and nowhere else."""
        page = super().make_hand_in()
        page.show_folder(self._practice.sheets)
        page.handed_in.connect(lambda _done: self.guide.say_over())
        for line in page.folder_lines:
            line.hide()
        return page

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell whoever opened the practice that it is over."""
        super().closeEvent(event)
        if event.isAccepted():
            self.left.emit()

    def _follow(self, dossier: str) -> None:
        del dossier
        self.guide.follow(self.editor.sheet, self._bundle.dossiers[0].dossier.id)
