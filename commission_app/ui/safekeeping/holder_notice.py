"""Said for as long as the campaign is not held here: it was handed over, or this is a copy to work on."""

from PySide6.QtCore import QObject

from commission_app.texts import date_time_fr, typeset
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.workflow.secretariat.workspace_view import WorkspaceView


class HolderNotice(QObject):
    """One notice at most, at the head of the desk."""

    def __init__(self, area: NoticeArea, parent: QObject) -> None:
        super().__init__(parent)
        self._area = area
        self._banner: NoticeBanner | None = None

    def show_view(self, view: WorkspaceView) -> None:
        """Say who holds the campaign; nothing where it is held."""
        words = self._words(view)
        if self._banner is not None:
            if self._banner.words() == words:
                return
            self._banner.dismiss()
            self._banner = None
        if words is not None:
            self._banner = NoticeBanner(*words, "info", is_closable=False)
            self._area.add(self._banner)

    def _words(self, view: WorkspaceView) -> tuple[str, str] | None:
        if view.left is not None:
            what = self.tr("La campagne a été passée à {name} le {moment} : ici, elle se lit seulement.")
            what = what.format(name=view.left.receiver, moment=date_time_fr(view.left.at))
            return typeset(what), typeset(self.tr("Ce qui suit se fait sur son ordinateur."))
        if view.contributor:
            do = self.tr(
                "Remplissez la recevabilité et les fiches signalétiques, puis écrivez votre contribution "
                "dans « Mise à l’abri ». Le reste se fait sur l’ordinateur qui tient la campagne."
            )
            what = self.tr("Copie de travail de {name}.").format(name=view.contributor)
            return typeset(what), typeset(do)
        return None
