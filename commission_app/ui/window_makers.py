"""Makes the window of a session, a member's or the secretariat's, from what was read in the background."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from commission_app.ui.main_window import MainWindow
from commission_app.ui.shell import Shell

if TYPE_CHECKING:
    from datetime import datetime

    from commission_app.scoring.draft import Edit
    from commission_app.workflow.member.session import MemberSession
    from commission_app.workflow.member.views import BeforeReading, BundleView
    from commission_app.workflow.secretariat.session import SecretariatSession

WindowMaker = Callable[[Shell], MainWindow]
LotOpener = Callable[["MemberSession", MainWindow, Path], None]


def window_maker(session: object, open_lot: LotOpener) -> WindowMaker:
    """Read, on the store lane, what the window of a session needs, its sheet too; return what makes it.

    The pages are imported here too: half a second during which the window on screen would not answer.
    """
    from commission_app.workflow.member.mark import current_sheet, last_saved, recent_edits
    from commission_app.workflow.member.read import bundle_view
    from commission_app.workflow.member.resume import before_reading
    from commission_app.workflow.member.session import MemberSession
    from commission_app.workflow.secretariat.session import SecretariatSession

    if isinstance(session, MemberSession):
        import commission_app.ui.member.desk

        current_sheet(session)  # the session keeps it: the window need not read the whole journal
        shown = bundle_view(session), recent_edits(session), last_saved(session)
        return partial(_member_window, session, shown, before_reading(session), open_lot)
    if isinstance(session, SecretariatSession):
        import commission_app.ui.secretariat.desk  # noqa: F401 - for the maker, which imports it again

        return partial(_secretariat_window, session, session.campaign.name)
    raise TypeError(type(session).__name__)


def _member_window(
    session: "MemberSession",
    shown: "tuple[BundleView, tuple[Edit, ...], datetime | None]",
    before: "BeforeReading",
    open_lot: LotOpener,
    shell: Shell,
) -> MainWindow:
    from commission_app.ui.member.desk import MemberWindow

    window = MemberWindow(session, *shown, shell, before=before)
    window.lot_chosen.connect(partial(open_lot, session, window))
    return window


def _secretariat_window(session: "SecretariatSession", campaign: str, shell: Shell) -> MainWindow:
    from commission_app.ui.secretariat.desk import SecretariatWindow

    return SecretariatWindow(session, campaign, shell)
