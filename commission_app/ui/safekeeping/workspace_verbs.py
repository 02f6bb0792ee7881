"""What the cards about the workspace ask of the workflow, bound to one session."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from commission_app.scoring.contributions import Subject
from commission_app.ui.tasks import Report
from commission_app.workflow.secretariat.backup import back_up, choose_backup_folder
from commission_app.workflow.secretariat.contributing import write_contribution
from commission_app.workflow.secretariat.contributions import Received, receive_contribution, settle_fork
from commission_app.workflow.secretariat.handing_over import hand_over, take_back, write_again
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.workspace_view import WorkspaceView, workspace_view


@dataclass(frozen=True)
class WorkspaceVerbs:
    """Every function blocks: the cards call them on a lane, `hand_over` alone on all of them."""

    view: Callable[[], WorkspaceView]
    choose_folder: Callable[[Path], None]
    back_up: Callable[[Report], Path]
    hand_over: Callable[[str, str, Path, Report], Path]  # who gives, who receives, where
    write_again: Callable[[Path, Report], Path]
    take_back: Callable[[], None]
    contribute: Callable[[Path], Path]
    receive: Callable[[Path], Received]
    settle: Callable[[Subject, str], None]


def workspace_verbs(session: SecretariatSession) -> WorkspaceVerbs:
    """Bind the verbs."""
    return WorkspaceVerbs(
        partial(workspace_view, session),
        partial(choose_backup_folder, session),
        partial(back_up, session),
        partial(hand_over, session),
        partial(write_again, session),
        partial(take_back, session),
        partial(write_contribution, session),
        partial(receive_contribution, session),
        partial(settle_fork, session),
    )
