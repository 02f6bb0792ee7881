"""« Noter par critère »: the same criterion, dossier after dossier; each mark leads to the next one."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.ui.member.grid.criterion_row import mark_words
from commission_app.ui.member.marking.marking_words import MarkingWords
from commission_app.ui.models.by_criterion import beside, next_blank
from commission_app.ui.models.grid_model import GridModel
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.workflow.member.views import BundleView

GoTo = Callable[[DossierId, CriterionId], object]


class CriterionRound(QObject):
    """Moves the page; `go_to` opens a dossier at a criterion."""

    def __init__(self, bundle: BundleView, editor: SheetEditor, words: MarkingWords, go_to: GoTo) -> None:
        super().__init__(words)
        self._bundle = bundle
        self._editor = editor
        self._words = words
        self._go_to = go_to

    def go_on(self, model: GridModel, criterion: CriterionId) -> None:
        """Go to the next dossier to mark; a mark that asks for a justification keeps the person there."""
        view, dossier = model.view(criterion), model.dossier
        if view.lacks_justification:
            return
        following = next_blank(self._bundle, self._editor.sheet, dossier.id, criterion)
        if following is None:
            self._words.toast(self.tr("Tous vos dossiers ouverts sont notés."))
            return
        said = self.tr("{territory} : {criterion}, {mark}").format(
            territory=dossier.territory.name,
            criterion=criterion,
            mark=mark_words(view.entry.mark, model.grid.scale.maximum),
        )
        self._go_to(*following)
        self._words.toast(said, self.tr("Revenir"), lambda: self._go_to(dossier.id, criterion))

    def step(self, dossier: DossierId, criterion: CriterionId, step: int) -> None:
        """Go to the dossier beside, at the same criterion; at the end, to the next criterion."""
        found = beside(self._bundle, self._editor.sheet, dossier, step)
        if found is not None:
            self._go_to(found, criterion)
        elif step > 0:
            following = next_blank(self._bundle, self._editor.sheet, dossier, criterion)
            if following is not None:
                self._go_to(*following)
