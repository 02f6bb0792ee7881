"""What the first pages ask of the workflow, and nothing else: a frozen set of functions, called on a lane."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commission_app.ui.member.verbs import Progress
from commission_app.workflow.member.views import Greeting

if TYPE_CHECKING:  # heavy: not before the first image
    from commission_app.workflow.member.draft_offers import DraftOffer
    from commission_app.workflow.member.volumes import Brought


@dataclass(frozen=True)
class OpeningVerbs:
    """What somebody can do with a lot and an opening code; each session goes to the window that follows."""

    greet: Callable[[Path, str], Greeting]
    enter: Callable[[Path, str, Progress], object]
    start_over: Callable[[Path, str, Progress], object]  # sets aside the work that no longer opens
    find_drafts: "Callable[[object], tuple[DraftOffer, ...]]"  # most recent first
    take_up: "Callable[[object, DraftOffer], None]"
    enter_known: Callable[[Path, Progress], object] | None = None  # without a code, when one is known
    is_volume: Callable[[Path], bool] = lambda _: False  # of a lot cut for mail; at once
    bring: "Callable[[Sequence[Path], Progress], Brought] | None" = None  # volumes, until none is missing
