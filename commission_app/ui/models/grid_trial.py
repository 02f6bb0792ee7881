"""A dossier of nobody on a grid in preparation, so that the secretariat may try it as a member will."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject

from commission_app.scoring.dossier import Dossier, Territory
from commission_app.scoring.draft import Edit
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import DossierId, InstitutionId, MemberId
from commission_app.scoring.sheet import Sheet
from commission_app.ui.lane import Answer
from commission_app.ui.models.grid_model import GridModel
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.workflow.member.views import BundleView, SavedAt

NOBODY: Final = MemberId("essai")
DOSSIER: Final = Dossier(DossierId("essai"), "", Territory("", "commune", "", "", "urbain", 0), ())
NEVER: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - nothing is saved, hence no time either


def trial_editor(parent: QObject) -> SheetEditor:
    """Return an editor whose sheet is kept nowhere."""
    return SheetEditor(Sheet(NOBODY), (), _record, _at_once, parent)


def trial(grid: Grid, editor: SheetEditor) -> GridModel:
    """Return what a member's panel would read of this grid."""
    bundle = BundleView("", "", NEVER, NOBODY, "", InstitutionId(""), grid, frozenset(), (), 1)
    return GridModel(bundle, editor, DOSSIER)


def _record(edit: Edit) -> SavedAt:
    del edit
    return SavedAt(0, NEVER)


def _at_once(
    work: Callable[[], Answer], done: Callable[[Answer], None], failed: Callable[[Exception], None]
) -> None:
    """Answer in place: there is no lane to wait for, and nothing that could be refused."""
    del failed
    done(work())
