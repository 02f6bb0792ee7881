"""A quiet word to a member whose work is over: this computer has no more need of the campaign."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from commission_app.texts import typeset
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.notice_area import NoticeArea


def remind_to_erase(
    area: NoticeArea, ask: Callable[[], object], put_aside: Callable[[], object]
) -> NoticeBanner:
    """Show the reminder; `put_aside` is called when the member closes it, `ask` when they want to go on."""
    translate = QCoreApplication.translate
    what = translate("Reminder", "La liste des fiches est arrêtée : votre travail ici est terminé.")
    do = translate(
        "Reminder", "Quand vous n’aurez plus à le relire, effacez cette campagne de cet ordinateur."
    )
    banner = NoticeBanner(typeset(what), do, "info")
    banner.add_action(translate("Reminder", "Effacer la campagne…"), icon="trash-2").clicked.connect(ask)
    banner.closed.connect(put_aside)
    area.add(banner)
    return banner
