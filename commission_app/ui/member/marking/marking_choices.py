"""Has the panes of the marking page do as the member likes, now and each time they change their mind."""

from PySide6.QtCore import QObject, Signal

from commission_app.ui.member.grid.grid_panel import GridPanel
from commission_app.ui.member.marking.criterion_round import CriterionRound
from commission_app.ui.member.marking.dossier_list import DossierList
from commission_app.ui.member.marking.three_panes import ThreePanes
from commission_app.ui.member.options import MemberOptions
from commission_app.ui.models.grid_model import GridModel


class MarkingChoices(QObject):
    """Totals shown or not, where a mark or Enter leads, the filter of the list, the widths of the panes."""

    changed = Signal()  # totals are shown, or no longer

    def __init__(
        self,
        options: MemberOptions,
        panes: ThreePanes,
        dossiers: DossierList,
        grid: GridPanel,
        by_criterion: CriterionRound,
    ) -> None:
        super().__init__(grid)
        self._options = options
        self._dossiers = dossiers
        self._grid = grid
        self._round = by_criterion
        grid.header.totals_toggled.connect(lambda is_shown: options.hide_total.setChecked(not is_shown))
        options.hide_total.toggled.connect(self._on_totals)
        grid.by_criterion.toggled.connect(options.by_criterion.setChecked)
        options.by_criterion.toggled.connect(grid.show_by_criterion)
        grid.show_by_criterion(options.by_criterion.isChecked())
        self._hide_totals(is_hidden=options.hide_total.isChecked())
        dossiers.choose_filter(options.filter)
        dossiers.filtered.connect(options.put_filter)
        panes.choose_widths(*options.widths)
        panes.widths_chosen.connect(options.put_widths)

    def step(self, model: GridModel, step: int) -> None:
        """Go to the criterion beside, or to the same one in the dossier beside."""
        if self._options.by_criterion.isChecked():
            self._round.step(model.dossier.id, self._grid.criterion, step)
            self._grid.card.take_focus()
        else:
            self._grid.step(step)

    def go_on(self, model: GridModel) -> None:
        """Go on after a mark: nowhere, unless the person marks by criterion."""
        if self._options.by_criterion.isChecked():
            self._round.go_on(model, self._grid.criterion)
            self._grid.card.take_focus()

    def _on_totals(self, is_hidden: bool) -> None:  # noqa: FBT001 - a signal
        self._hide_totals(is_hidden=is_hidden)
        self.changed.emit()

    def _hide_totals(self, *, is_hidden: bool) -> None:
        self._grid.header.show_totals(is_shown=not is_hidden)
        self._dossiers.model.show_totals(is_shown=not is_hidden)
