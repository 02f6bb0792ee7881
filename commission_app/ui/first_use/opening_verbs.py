"""Binds what the first pages ask to the workflow; the library of encryption is loaded at the first use."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from commission_app.ui.first_use.verbs import OpeningVerbs
from commission_app.ui.member.verbs import Progress
from commission_app.workflow.desk import Desk
from commission_app.workflow.member.views import Greeting

if TYPE_CHECKING:
    from commission_app.workflow.member.draft_offers import DraftOffer
    from commission_app.workflow.member.session import MemberSession
    from commission_app.workflow.member.volumes import Brought


def closed_desk(desk: Callable[[], Desk]) -> OpeningVerbs:
    """Return the verbs of a desk that nothing opened yet."""

    def enter(file: Path, code: str, progress: Progress) -> object:
        from commission_app.workflow.member import open_bundle

        return open_bundle.enter(desk(), file, code, progress)

    def start_over(file: Path, code: str, progress: Progress) -> object:
        from commission_app.workflow.member import start_over

        return start_over.start_over(desk(), file, code, progress)

    def bring(files: Sequence[Path], progress: Progress) -> "Brought":
        from commission_app.workflow.member import volumes

        return volumes.bring_volumes(desk(), files, progress)

    return OpeningVerbs(_greet, enter, start_over, _find_drafts, _take_up, is_volume=_is_volume, bring=bring)


def used_desk(desk: Callable[[], Desk], code: str | None) -> OpeningVerbs:
    """Return the same for a desk where a member was at work: it may open another lot by itself."""

    def enter_known(file: Path, progress: Progress) -> object:
        from commission_app.workflow.member import open_bundle

        session = open_bundle.resume(desk(), code=code)
        try:
            return open_bundle.enter_again(session, file, progress)
        except BaseException:
            session.close()
            raise

    return replace(closed_desk(desk), enter_known=enter_known)


def desk_of(session: "MemberSession") -> OpeningVerbs:
    """Return the verbs of an open desk: it takes another lot as it is, or with the code of a new letter."""

    def enter(file: Path, code: str, progress: Progress) -> object:
        from commission_app.workflow.member import open_bundle

        return open_bundle.enter_again(session, file, progress, code)

    def enter_known(file: Path, progress: Progress) -> object:
        from commission_app.workflow.member import open_bundle

        return open_bundle.enter_again(session, file, progress)

    known = closed_desk(lambda: session.desk)
    return replace(known, enter=enter, start_over=enter, enter_known=enter_known)


def _greet(file: Path, code: str) -> Greeting:
    from commission_app.workflow.member import open_bundle

    return open_bundle.greet(file, code)


def _is_volume(file: Path) -> bool:
    from commission_app.workflow.member import volumes

    return volumes.is_volume(file)


def _find_drafts(session: object) -> "tuple[DraftOffer, ...]":
    from commission_app.workflow.member.draft_offers import find_backups

    return find_backups(_member(session))


def _take_up(session: object, offer: "DraftOffer") -> None:
    from commission_app.workflow.member.draft_offers import restore_backup

    restore_backup(_member(session), offer, over_own_work=True)  # the panel asked


def _member(session: object) -> "MemberSession":
    from commission_app.workflow.member.session import MemberSession

    if not isinstance(session, MemberSession):
        raise TypeError(type(session).__name__)
    return session
