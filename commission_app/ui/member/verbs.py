"""What the member's pages ask of the workflow, and nothing else: a frozen set of functions.

Every function blocks: pages call them on a lane. Functions that take a `Progress` call it, and it raises
`Cancelled` when the person interrupts.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commission_app.scoring.draft import Edit
from commission_app.scoring.ids import DossierId
from commission_app.scoring.sheet import Sheet
from commission_app.ui.reading.piece_reader import OpenPiece
from commission_app.workflow.member.views import (
    BundleView,
    HandedIn,
    HandInReview,
    PaperChoice,
    Place,
    SavedAt,
)

if TYPE_CHECKING:  # heavy: not before the first image
    from commission_app.ui.reading.dossier_words import ReadWords

Progress = Callable[[int, int, str], None]  # done, total, step in French


@dataclass(frozen=True)
class MemberVerbs:
    """What a member can do once their lot is open."""

    bundle: Callable[[], BundleView]
    sheet: Callable[[], Sheet]
    record: Callable[[Edit], SavedAt]
    recent_edits: Callable[[int], tuple[Edit, ...]]  # the last ones, oldest first
    open_piece: OpenPiece  # called on the PDF lane
    read_words: "ReadWords"  # called on the lane of words
    place: Callable[[], Place]
    places: Callable[[], tuple[Place, ...]]  # one for each piece of each dossier, the last one last
    remember_place: Callable[[Place], None]
    review: Callable[[], HandInReview]
    hand_in: Callable[[Path, Progress], HandedIn]  # into a folder
    handed_in: Callable[[], tuple[HandedIn, ...]]  # the latest version last
    take_receipt: Callable[[Path], tuple[str, ...]]  # what it says, line by line
    closing_lines: Callable[[], tuple[str, ...]]  # what the list settled at the close says, once read
    receipt_warning: Callable[[], str]  # empty unless a receipt is long to come
    print_copy: Callable[[Path], Path]  # into a folder; returns the PDF
    write_on_paper: Callable[[PaperChoice, Path, Progress], tuple[Path, ...]]  # into a folder; the files
    ties_answered: Callable[[Collection[DossierId]], None] = lambda _: None
    handed_recusals: Callable[[], frozenset[DossierId]] = frozenset  # what the last fiche handed in says
