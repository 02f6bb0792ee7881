"""What list, pages and grid do to each other, with nothing of the sheet: links, folding, F6."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from commission_app.scoring.dossier import RecordedFact
from commission_app.scoring.ids import CriterionId
from commission_app.ui.member.grid.grid_panel import GridPanel
from commission_app.ui.member.marking.dossier_list import DossierList
from commission_app.ui.member.marking.reading_pane import ReadingPane
from commission_app.ui.member.marking.three_panes import ThreePanes

KEYBOARD = Qt.FocusReason.ShortcutFocusReason
Stop = tuple[QWidget, Callable[[], object]]  # a pane, and what puts the keyboard in it


class PaneLinks(QObject):
    """Ties the three panes for as long as they live."""

    def __init__(
        self, panes: ThreePanes, dossiers: DossierList, reading: ReadingPane, grid: GridPanel
    ) -> None:
        super().__init__(panes)
        self._list = dossiers
        self._reading = reading
        self._grid = grid
        card = grid.card
        card.evidence.opened.connect(reading.show_evidence)
        reading.located.connect(card.evidence.show_places)
        reading.criterion_clicked.connect(lambda chosen: grid.open_criterion(CriterionId(chosen)))
        for facts in (card.facts, grid.facts):
            facts.opened.connect(self._show_fact)
        reading.header.focus_mode_toggled.connect(self._fold_list)
        reading.reader.side.changed.connect(self._fold_list)
        panes.list_crowded.connect(lambda: reading.header.focus_mode.setChecked(True))

    def step(self, step: int) -> None:
        """Go from pane to pane: list, what stands beside the pages, pages, grid."""
        reader = self._reading.reader
        go_beside(
            [
                (self._list, lambda: self._list.focus_target().setFocus(KEYBOARD)),
                *((panel, panel.take_focus) for panel in reader.side.lists),
                (self._reading, lambda: reader.focus_target().setFocus(KEYBOARD)),
                (self._grid, self._grid.card.take_focus),
            ],
            step,
        )

    def _fold_list(self) -> None:
        """Fold the list when the person asks, and while another stands beside the pages."""
        is_replaced = self._reading.reader.side.is_list
        self._list.setHidden(self._reading.header.focus_mode.isChecked() or is_replaced)

    def _show_fact(self, fact: RecordedFact) -> None:
        if fact.piece is not None:
            self._reading.open_piece(fact.piece, (fact.page or 1, ()))


def go_beside(stops: Sequence[Stop], step: int) -> None:
    """Go to the next pane (1) or the previous one (-1), past those folded; a pane in another comes first."""
    shown = [(pane, take_focus) for pane, take_focus in stops if pane.isVisible()]
    focused = QApplication.focusWidget()
    inside = (place for place, (pane, _) in enumerate(shown) if focused and pane.isAncestorOf(focused))
    place = next(inside, None)
    _, take_focus = shown[0 if place is None else (place + step) % len(shown)]
    take_focus()
