"""What « Mise à l’abri » asks of the workflow, bound to one session."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from commission_app.ui.tasks import Report
from commission_app.workflow.secretariat.recovery import export_recovery, refuse_unfit_folder
from commission_app.workflow.secretariat.rotation import Reason, change_keys, envelope_in, put_follow_up_aside
from commission_app.workflow.secretariat.safekeeping import Safekeeping, safekeeping
from commission_app.workflow.secretariat.session import SecretariatSession


@dataclass(frozen=True)
class SafekeepingVerbs:
    """Every function blocks: the page calls them on a lane, `change_keys` alone on all of them."""

    view: Callable[[], Safekeeping]
    copy_recovery: Callable[[str, Path], Path]  # the printed code, the folder
    check_folder: Callable[[Path], None]
    change_keys: Callable[[Reason, Path, Report], None]
    put_aside: Callable[[], None]
    is_open: Callable[[], bool]  # a failed change may leave a closed session


def safekeeping_verbs(session: SecretariatSession) -> SafekeepingVerbs:
    """Bind the verbs."""

    def change(reason: Reason, folder: Path, report: Report) -> None:
        change_keys(session, reason, envelope_in(session, folder), report)

    return SafekeepingVerbs(
        partial(safekeeping, session),
        partial(export_recovery, session),
        refuse_unfit_folder,
        change,
        partial(put_follow_up_aside, session),
        lambda: session.is_open,
    )
