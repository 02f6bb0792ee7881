"""A lot that came in several messages: each volume is taken in, the missing ones named, the last opens it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from commission_app.texts import list_fr, typeset
from commission_app.ui import notices
from commission_app.ui.first_use.verbs import OpeningVerbs
from commission_app.ui.page import Page
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.banners import NoticeBanner, Tone

if TYPE_CHECKING:  # heavy: not before the first image
    from commission_app.workflow.member.volumes import Brought


class VolumeGathering:
    """Says what it finds in the notices of a page; `whole` takes the lot once it is together again."""

    def __init__(
        self,
        page: Page,
        verbs: OpeningVerbs,
        tasks: Tasks,
        whole: Callable[[Path], object],
        busy: Callable[[bool], object],
    ) -> None:
        self._page, self._verbs, self._tasks = page, verbs, tasks
        self._whole, self._busy = whole, busy
        self._brought: Brought | None = None

    def take(self, files: Sequence[Path]) -> bool:
        """Take in the volumes among files; false when there are none, and nothing is done."""
        bring, volumes = self._verbs.bring, [file for file in files if self._verbs.is_volume(file)]
        if bring is None or not volumes:
            return False
        self._page.notices.clear()
        self._busy(True)
        self._page.run_long(
            self._tasks,
            QCoreApplication.translate("VolumeGathering", "Lecture des volumes"),
            lambda report: bring(volumes, report),
            self._keep,
            ended=self._end,
        )
        return True

    def _keep(self, brought: "Brought") -> None:
        self._brought = brought

    def _end(self) -> None:
        self._busy(False)
        brought, self._brought = self._brought, None
        if brought is None:  # refused, or interrupted
            return
        if brought.lot is not None:
            self._whole(brought.lot)
        self._say(brought)

    def _say(self, brought: "Brought") -> None:
        tr = QCoreApplication.translate
        twice = ""
        if brought.twice:
            words = tr("VolumeGathering", "Déjà là, compté une seule fois : volume {numbers}. ")
            twice = words.format(numbers=_numbers(brought.twice))
        if brought.lot is not None:
            what = tr("VolumeGathering", "Les {count} volumes sont réunis.").format(count=brought.count)
            where = tr("VolumeGathering", "Votre lot est dans le dossier {folder}.")
            self._tell(what, twice + where.format(folder=brought.lot.parent), "success")
            return
        have = brought.count - len(brought.missing)
        what = tr("VolumeGathering", "Volumes reçus : {have} sur {count}.").format(
            have=have, count=brought.count
        )
        do = tr("VolumeGathering", "Il manque les volumes {numbers} : déposez-les ici, ensemble ou non.")
        if len(brought.missing) == 1:
            do = tr("VolumeGathering", "Il manque le volume {numbers} : déposez-le ici.")
        self._tell(what, twice + do.format(numbers=_numbers(brought.missing)), "info")

    def _tell(self, what: str, do: str, tone: Tone) -> None:
        self._page.notices.add(NoticeBanner(typeset(what), typeset(do), tone))
        notices.announce(self._page, f"{what} {do}")


def _numbers(numbers: Sequence[int]) -> str:
    return list_fr([str(number) for number in numbers])
