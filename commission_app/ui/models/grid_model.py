"""The grid of one dossier as the member's panel shows it: entries, points, what misses, where to go next.

It stores nothing of the sheet: everything is read from the editor each time.
"""

from dataclasses import dataclass

from commission_app.scoring.dossier import Dossier, RecordedFact
from commission_app.scoring.grid import Criterion, Grid, Section
from commission_app.scoring.ids import CriterionId
from commission_app.scoring.individual import DeskPoints, desk_points
from commission_app.scoring.sheet import DossierSheet, Entry, Recusal
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.workflow.member.views import BundleView


@dataclass(frozen=True)
class CriterionView:
    """One criterion of the grid with what the member said of it."""

    criterion: Criterion
    section: Section
    entry: Entry
    is_neutralised: bool
    facts: tuple[RecordedFact, ...]

    @property
    def lacks_justification(self) -> bool:
        """True when the mark asks for a remark or a passage that is not there."""
        maximum = len(self.criterion.anchors) - 1
        return self.entry.needs_justification(maximum) and not self.entry.is_justified


class GridModel:
    """Reads the current dossier's part of the sheet."""

    def __init__(self, bundle: BundleView, editor: SheetEditor, dossier: Dossier) -> None:
        self._bundle = bundle
        self._editor = editor
        self.dossier = dossier

    @property
    def grid(self) -> Grid:
        """The frozen grid of the campaign."""
        return self._bundle.grid

    @property
    def phone(self) -> str:
        """The secretariat's telephone."""
        return self._bundle.phone

    @property
    def reading(self) -> DossierSheet:
        """What the member said of the dossier so far."""
        return self._editor.sheet.reading(self.dossier.id)

    @property
    def recusal(self) -> Recusal | None:
        """The member's recusal from the dossier, if any."""
        return self._editor.sheet.recused.get(self.dossier.id)

    @property
    def is_editable(self) -> bool:
        """False while the reading is closed or the member recused."""
        return not self.reading.is_closed and self.recusal is None

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria that this member marks, in the order of the grid."""
        return tuple(c for c in self.grid.criteria if c.id not in self._bundle.neutralised)

    @property
    def points(self) -> DeskPoints:
        """Points earned over the points examined, by section and in all."""
        marks = {criterion: entry.mark for criterion, entry in self.reading.entries.items()}
        return desk_points(self.grid, marks, self._bundle.neutralised)

    @property
    def missing(self) -> tuple[CriterionId, ...]:
        """The criteria still blank."""
        return self.reading.missing(self.grid, self._bundle.neutralised)

    @property
    def unjustified(self) -> tuple[CriterionId, ...]:
        """The criteria whose mark asks for a remark or a passage."""
        return self.reading.unjustified(self.grid, self._bundle.neutralised)

    def view(self, criterion: CriterionId) -> CriterionView:
        """Return one criterion with what the member said of it."""
        return CriterionView(
            criterion=self.grid.by_id[criterion],
            section=self.grid.section_of[criterion],
            entry=self.reading.entry(criterion),
            is_neutralised=criterion in self._bundle.neutralised,
            facts=tuple(fact for fact in self.dossier.facts if fact.criterion == criterion),
        )

    def beside(self, criterion: CriterionId, step: int) -> CriterionId:
        """Return the next criterion to mark (1) or the previous one (-1), the same at both ends."""
        ids = [marked.id for marked in self.criteria]
        if criterion not in ids:
            return ids[0] if ids else criterion
        return ids[max(0, min(len(ids) - 1, ids.index(criterion) + step))]

    def first_to_mark(self) -> CriterionId:
        """Return the first blank criterion, the first one when all are marked."""
        return (*self.missing, *(criterion.id for criterion in self.criteria), self.grid.criteria[0].id)[0]
