"""What the member's pages ask of the workflow, and nothing else: two frozen sets of functions.

Every function blocks: pages call them on a lane. Functions that take a `Progress` call it, and it raises
`Cancelled` when the person interrupts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from commission_app.scoring.draft import Edit
from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.scoring.sheet import Sheet
from commission_app.ui.reading.piece_reader import PieceReader
from commission_app.workflow.views import BundleView, Greeting, HandedIn, HandInReview, Place, SavedAt

Progress = Callable[[int, int, str], None]  # done, total, step in French


@dataclass(frozen=True)
class MemberVerbs:
    """What a member can do once their lot is open."""

    bundle: Callable[[], BundleView]
    sheet: Callable[[], Sheet]
    record: Callable[[Edit], SavedAt]
    recent_edits: Callable[[int], tuple[Edit, ...]]  # the last ones, oldest first
    open_piece: Callable[[DossierId, PiecePath], PieceReader]  # called on the PDF lane
    place: Callable[[], Place]
    remember_place: Callable[[Place], None]
    review: Callable[[], HandInReview]
    hand_in: Callable[[Path, Progress], HandedIn]  # into a folder
    handed_in: Callable[[], tuple[HandedIn, ...]]  # the latest version last
    print_copy: Callable[[Path], Path]  # into a folder; returns the PDF


@dataclass(frozen=True)
class OpeningVerbs:
    """What somebody can do with a lot and an opening code."""

    greet: Callable[[Path, str], Greeting]
    enter: Callable[[Path, str, Progress], object]
