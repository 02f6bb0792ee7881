"""Said at each start of the secretariat, until a person puts it aside: a change of keys leaves work to do."""

from PySide6.QtCore import QCoreApplication

from commission_app.texts import date_fr, typeset
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.workflow.secretariat.rotation import KeyChange


def tell_key_change(area: NoticeArea, change: KeyChange) -> Button:
    """Show the notice and return its button, which leads to what remains to be done."""
    translate = QCoreApplication.translate
    if change.reason is None:
        what = translate("KeyChangeNotice", "Un changement de clés a été interrompu : il n’a pas eu lieu.")
        do = translate("KeyChangeNotice", "Rien n’est perdu : le pli de secours d’avant reste le bon.")
        banner = NoticeBanner(typeset(what), typeset(do), "warning")
    else:
        what = translate("KeyChangeNotice", "Les clés ont changé le {date}.").format(date=date_fr(change.at))
        do = translate("KeyChangeNotice", "Le pli de secours et les lots d’avant sont à remplacer.")
        banner = NoticeBanner(what, do, "info")
    area.add(banner)
    return banner.add_action(translate("KeyChangeNotice", "Voir ce qui reste à faire"), icon="key-round")
