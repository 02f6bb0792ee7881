"""The persistent message while edits cannot be recorded: what is at stake, what to do, two ways on."""

from PySide6.QtCore import QObject, Signal

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.texts import count_fr
from commission_app.ui import notices
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.notice_area import NoticeArea


class SaveNotice(QObject):
    """Appears with the first failure, counts what waits, and goes away with the next success."""

    elsewhere_asked = Signal()  # the drafts are to be kept on another disk

    def __init__(self, editor: SheetEditor, area: NoticeArea) -> None:
        super().__init__(area)
        self._editor = editor
        self._area = area
        self._banner: NoticeBanner | None = None
        editor.not_saved.connect(self._show)
        editor.saved.connect(self._hide)

    def _show(self, error: Exception) -> None:
        what, do = self._words(error)
        if self._banner is None:
            self._banner = NoticeBanner(what, do, is_closable=False)
            retry = self._banner.add_action(self.tr("Réessayer"), "primary")
            retry.clicked.connect(self._editor.retry)
            elsewhere = self._banner.add_action(self.tr("Enregistrer ailleurs…"))
            elsewhere.clicked.connect(self.elsewhere_asked)
            self._area.add(self._banner)
            notices.announce(self._area, f"{what} {do}")
        else:
            self._banner.show_words(what, do)

    def _hide(self) -> None:
        if self._banner is not None:
            self._area.remove(self._banner)
            self._banner = None

    def _words(self, error: Exception) -> tuple[str, str]:
        count = count_fr(self._editor.unsaved, self.tr("saisie"))
        what = self.tr("{count} à enregistrer. Rien n’est perdu tant que l’application reste ouverte.")
        said = sentences(error) if isinstance(error, AppError) else None
        cause = (
            f"{said.what} {said.do}" if said else self.tr("Un nouvel essai a lieu toutes les trois secondes.")
        )
        return what.format(count=count), cause
