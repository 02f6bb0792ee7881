"""What a member does to the sheet from the grid: marks, passages, recusal, close, and the way back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt

from commission_app.scoring.draft import RecusalEdit
from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.sheet import Evidence, MarkValue
from commission_app.ui import notices
from commission_app.ui.member.grid.grid_panel import GridPanel
from commission_app.ui.member.grid.recusal_dialog import RecusalDialog
from commission_app.ui.member.marking.marking_words import MarkingWords
from commission_app.ui.member.marking.reading_pane import ReadingPane
from commission_app.ui.models.grid_model import GridModel
from commission_app.ui.sheet_editor import SheetEditor


class MarkingGestures(QObject):
    """Follows the grid and the reading pane; `model` gives the dossier that both show."""

    def __init__(
        self,
        grid: GridPanel,
        reading: ReadingPane,
        editor: SheetEditor,
        words: MarkingWords,
        model: Callable[[], GridModel],
        *,
        phone: str,
    ) -> None:
        super().__init__(grid)
        self._grid = grid
        self._reading = reading
        self._editor = editor
        self._words = words
        self._model = model
        self._phone = phone
        reading.cited.connect(self._add_evidence)
        grid.recusal_asked.connect(self._ask_recusal)
        grid.recused.withdrawn.connect(lambda: editor.set_recusal(self._dossier, None))
        grid.tags.chosen.connect(lambda tags: editor.set_tags(self._dossier, tags))
        grid.closing.closed.connect(self._close)
        grid.closing.reopened.connect(lambda: editor.set_closed(self._dossier, closed=False))
        grid.card.cite_asked.connect(self.cite)
        grid.card.undo_asked.connect(self.undo)
        grid.card.redo_asked.connect(self.redo)
        grid.card.erased.connect(words.erased)

    def put_mark(self, mark: MarkValue) -> None:
        """Mark the criterion that is open; say why nothing happens on a closed reading."""
        model = self._model()
        if model.is_editable:
            self._grid.card.put_mark(mark)
        elif model.recusal is None:
            self._words.is_closed(self._dossier)

    def cite(self) -> None:
        """Cite what is selected on the page."""
        if self._model().is_editable and not self._reading.reader.making.cite(self._grid.criterion):
            self._words.asks_selection()

    def undo(self) -> None:
        """Undo the last edit of the dossier, unless it is a recusal that a fiche took away."""
        is_recusal = isinstance(self._editor.next_undo(self._dossier), RecusalEdit)
        if is_recusal and self._grid.is_handed(self._dossier):
            self._words.is_handed(self._phone)
        else:
            self._editor.undo(self._dossier)

    def redo(self) -> None:
        """Make again what was undone last."""
        self._editor.redo(self._dossier)

    @property
    def _dossier(self) -> DossierId:
        return self._model().dossier.id

    def _add_evidence(self, criterion: str, evidence: Evidence) -> None:
        self._editor.add_evidence(self._dossier, CriterionId(criterion), evidence)
        notices.announce(self._grid, self.tr("Passage cité dans {criterion}.").format(criterion=criterion))

    def _close(self) -> None:
        self._editor.set_closed(self._dossier, closed=True)
        self._words.closed(self._dossier)
        self._grid.closing.focus_target().setFocus(Qt.FocusReason.TabFocusReason)  # Enter goes on

    def _ask_recusal(self) -> None:
        dialog = RecusalDialog(self._grid, self._model().dossier.territory.name)
        if dialog.exec():
            self._editor.set_recusal(self._dossier, dialog.recusal())
            self._words.recused(self._dossier)
        dialog.deleteLater()
