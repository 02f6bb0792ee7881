"""A quiet notice that the secretariat's keys are others, or that its grid is, until it is put aside."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from commission_app.texts import date_fr
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.workflow.member.grid_carry import notice_words
from commission_app.workflow.member.views import GridNotice, SecretariatChange


def tell_change(area: NoticeArea, change: SecretariatChange, put_aside: Callable[[], object]) -> None:
    """Show the change; `put_aside` is called when the member closes the notice."""
    translate = QCoreApplication.translate
    if change.by_letter:
        what = translate("ChangeNotice", "Votre nouvelle lettre vous relie de nouveau au secrétariat.")
        do = translate("ChangeNotice", "Vérifié le {date}. Détruisez votre ancienne lettre.")
    else:
        what = translate("ChangeNotice", "Le secrétariat a changé ses moyens de protection.")
        do = translate("ChangeNotice", "L’application l’a vérifié le {date}. Vous n’avez rien à faire.")
    banner = NoticeBanner(what, do.format(date=date_fr(change.at)), "info")
    banner.closed.connect(put_aside)
    area.add(banner)


def tell_new_grid(area: NoticeArea, change: GridNotice, put_aside: Callable[[], object]) -> None:
    """Say what a new version of the grid asks; `put_aside` is called when the member closes the notice."""
    banner = NoticeBanner(*notice_words(change), "warning")
    banner.closed.connect(put_aside)
    area.add(banner)
