"""Two proposals for an even reading, each made once, neither of them blocking nor quoting a figure.

After ten closed dossiers, those of calibration may be read again. After an hour and a half, or six dossiers
closed in a row, a pause: only if the member asked for such reminders.
"""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from commission_app.scoring.ids import DossierId
from commission_app.ui.member.options import MemberOptions
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.workflow.member.views import BundleView

REREAD_AFTER: Final = 10  # closed dossiers
PAUSE_AFTER_DOSSIERS: Final = 6
PAUSE_AFTER_MS: Final = 90 * 60 * 1000


class ReadingAdvice(QObject):
    """Follows the editor for as long as the page lives."""

    dossier_asked = Signal(str)

    def __init__(
        self, bundle: BundleView, editor: SheetEditor, options: MemberOptions, area: NoticeArea
    ) -> None:
        super().__init__(area)
        self._editor = editor
        self._options = options
        self._area = area
        self._dossiers = [reading.dossier.id for reading in bundle.dossiers]
        self._calibration = [reading.dossier.id for reading in bundle.dossiers if reading.is_calibration]
        self._closed = self._closed_now()
        self._closed_at_start = len(self._closed)
        self._has_proposed_pause = False
        self.clock = QTimer(self, singleShot=True, interval=PAUSE_AFTER_MS)
        self.clock.timeout.connect(self._propose_pause)
        editor.changed.connect(self._look)

    def _look(self) -> None:
        """See what the last change amounts to."""
        if not self.clock.isActive() and not self._has_proposed_pause:
            self.clock.start()
        before, self._closed = self._closed, self._closed_now()
        if len(self._closed) <= len(before):
            return
        if len(self._closed) - self._closed_at_start >= PAUSE_AFTER_DOSSIERS:
            self._propose_pause()
        if len(before) < REREAD_AFTER <= len(self._closed) and self._calibration:
            self._propose_rereading()

    def _closed_now(self) -> frozenset[DossierId]:
        sheet = self._editor.sheet
        return frozenset(dossier for dossier in self._dossiers if sheet.reading(dossier).is_closed)

    def _propose_pause(self) -> None:
        if self._has_proposed_pause or not self._options.pause_reminder.isChecked():
            return
        self._has_proposed_pause = True
        what = self.tr("Une pause ?")
        do = self.tr("Vous lisez depuis un moment. Tout est enregistré : reprenez quand vous voudrez.")
        self._area.add(NoticeBanner(what, do, "info"))

    def _propose_rereading(self) -> None:
        what = self.tr("Un temps pour vérifier votre repère")
        do = self.tr(
            "Vous avez clos dix dossiers. Relire les premiers, les mêmes pour tous les membres, rend vos "
            "notes comparables du début à la fin."
        )
        banner = NoticeBanner(what, do, "info")
        again = banner.add_action(self.tr("Relire maintenant"), "primary", icon="scale")
        again.clicked.connect(banner.dismiss)
        again.clicked.connect(lambda: self.dossier_asked.emit(self._calibration[0]))
        banner.add_action(self.tr("Plus tard")).clicked.connect(banner.dismiss)
        self._area.add(banner)
