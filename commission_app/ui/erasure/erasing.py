"""Erasing behind the start window: one page while it lasts, one sentence after, a way on if it stopped."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.texts import count_fr, typeset
from commission_app.ui import notices, theme
from commission_app.ui.first_use.start_window import StartWindow
from commission_app.ui.main_window import MainWindow
from commission_app.ui.page import Page
from commission_app.ui.shell import Shell
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, column, row
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.ui.widgets.sign import Sign
from commission_app.workflow.desk import Desk, DeskCampaign, half_erased_campaigns, personal_desk

if TYPE_CHECKING:
    from commission_app.ui.erasure.asking import Erasure  # heavy: not before the first image


WIDTH = 560


class ErasurePage(Page):
    """What stands in the place of the desk: nothing can be asked of it any more."""

    def __init__(self, campaign: str) -> None:
        super().__init__()
        title = Label(self.tr("Effacement en cours"), "page_title")
        words = self.tr("« {name} » : cela prend quelques secondes, n’éteignez pas l’ordinateur.")
        self.sentence = Label(typeset(words.format(name=campaign)), "long", tint="mention", wrap=True)
        middle = QWidget()
        middle.setFixedWidth(theme.scaled(WIDTH))
        middle.setLayout(
            column(STRETCH, Sign(28), 20, title, 4, self.sentence, 20, self.notices, STRETCH, STRETCH)
        )
        self.setLayout(row(STRETCH, middle, STRETCH, margins=(24, 0, 24, 0)))
        self.setAccessibleName(f"{title.text()}. {self.sentence.plain_text()}")


class Erasing(QObject):
    """Erases what was confirmed, and tells in the next page what became of it."""

    def __init__(
        self, window: StartWindow, shell: Shell, desk: Callable[[], Desk], go_on: Callable[[], None]
    ) -> None:
        """Take the desk, asked on a lane since its keyring is slow, and how to look at it again."""
        super().__init__(window)
        self._window = window
        self._shell = shell
        self._desk = desk
        self._go_on = go_on
        self._erased: NoticeBanner | None = None
        self._failure: Exception | None = None

    def take(self, window: MainWindow, session: object, asked: "Erasure") -> None:
        """Take the desk's window away, then erase once all that was asked for it has been answered."""
        page = ErasurePage(asked.place.name)
        self._window.take_over(window, page)
        self._shell.unexpected.attach(page.notices, self._shell.tasks.flush)
        notices.announce(page, page.accessibleName())
        window.give_way()

        def erase() -> None:
            window.deleteLater()
            self._shell.tasks.long(
                lambda _report: self._erase(asked, session),
                partial(self._on_erased, asked.place.name),
                self._on_failed,
            )

        self._shell.tasks.when_answered(erase)

    def tell(self, area: NoticeArea, folder: Path) -> None:
        """Say what was just erased, why it was not, and what an interruption left to finish."""
        for place in half_erased_campaigns(personal_desk(folder, use_keyring=False)):
            self._tell_half_erased(area, place)
        if self._failure is not None:
            error, self._failure = self._failure, None
            if not isinstance(error, AppError):
                raise error
            notices.show(error, area)
        if self._erased is not None:
            banner, self._erased = self._erased, None
            area.add(banner)
            notices.announce(area, " ".join(banner.words()))

    def _erase(self, asked: "Erasure", session: object) -> tuple[Path, ...]:
        from commission_app.workflow.end_of_campaign import erase_campaign
        from commission_app.workflow.member.session import MemberSession
        from commission_app.workflow.secretariat.session import SecretariatSession

        if not isinstance(session, MemberSession | SecretariatSession):
            raise TypeError(type(session).__name__)
        try:
            return erase_campaign(
                session.desk, asked.place, asked.typed, session, without_archive=asked.without_archive
            )
        finally:
            session.close()  # a refusal leaves it open, and its window is gone

    def _on_erased(self, campaign: str, left: tuple[Path, ...]) -> None:
        self._erased = self._erased_notice(campaign, left)
        self._window.setWindowTitle(self.tr("Commission de sélection"))
        self._go_on()

    def _on_failed(self, error: Exception) -> None:
        self._failure = error
        self._go_on()

    def _tell_half_erased(self, area: NoticeArea, place: DeskCampaign) -> None:
        words = sentences(AppError("END-03", name=place.name))
        banner = NoticeBanner(words.what, words.do, "warning", is_closable=False)
        finish = banner.add_action(self.tr("Terminer l’effacement"), "primary", "trash-2")

        def work(_report: object) -> tuple[Path, ...]:
            from commission_app.workflow.end_of_campaign import erase_campaign

            return erase_campaign(self._desk(), place, place.name)

        def done(left: tuple[Path, ...]) -> None:
            if shiboken6.isValid(banner):  # the page may be gone
                area.remove(banner)
                area.add(self._erased_notice(place.name, left))
                notices.announce(area, self.tr("L’effacement est terminé."))

        def failed(error: Exception) -> None:
            if not isinstance(error, AppError):
                raise error
            if shiboken6.isValid(banner):
                finish.setEnabled(True)
                notices.show(error, area)

        def start() -> None:
            finish.setEnabled(False)
            self._shell.tasks.long(work, done, failed)

        finish.clicked.connect(start)
        area.add(banner)
        notices.announce(area, f"{words.what} {words.do}")

    def _erased_notice(self, campaign: str, left: tuple[Path, ...]) -> NoticeBanner:
        what = self.tr("La campagne « {name} » est effacée de cet ordinateur.").format(name=campaign)
        if not left:
            return NoticeBanner(typeset(what), tone="success")
        files = count_fr(len(left), self.tr("fichier"))
        do = self.tr("Restent dans « {folder} » {files} que l’application n’a pas écrits.")
        return NoticeBanner(typeset(what), typeset(do.format(folder=left[0].parent, files=files)), "success")
