"""What the marking page says: short messages with their way back, and the mark read aloud."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from commission_app.scoring.draft import EntryEdit
from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.sheet import NOT_ASSESSABLE
from commission_app.texts import typeset
from commission_app.ui import notices
from commission_app.ui.member.grid.criterion_row import mark_words, points_fr
from commission_app.ui.models.grid_model import GridModel
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.widgets.toast import Toast


class MarkingWords(QObject):
    """Speaks over one page; each way back is the change that it names, and no other."""

    def __init__(self, page: QWidget, editor: SheetEditor) -> None:
        super().__init__(page)
        self._page = page
        self._editor = editor
        self._heard: DossierId | None = None  # the dossier of the last criterion read aloud

    def toast(self, text: str, action: str = "", undo: Callable[[], object] | None = None) -> None:
        """Show a message in the place of the one before."""
        for earlier in self._page.findChildren(Toast):
            earlier.close()
        Toast(self._page, text, action, undo).show_briefly()
        notices.announce(self._page, text)

    def erased(self, edit: EntryEdit) -> None:
        """Tell what was taken away, and offer it back for eight seconds."""
        words = self.tr("Preuve retirée")
        if edit.before.mark != edit.after.mark:
            words = self.tr("Note du critère {criterion} effacée").format(criterion=edit.criterion)
        self.toast(words, self.tr("Rétablir"), lambda: self._editor.put_back(edit))

    def closed(self, dossier: DossierId) -> None:
        """Tell that a reading was closed."""
        again = lambda: self._editor.set_closed(dossier, closed=False)  # noqa: E731 - a slot
        self.toast(self.tr("Dossier clos : il comptera à la remise"), self.tr("Annuler"), again)

    def is_closed(self, dossier: DossierId) -> None:
        """Tell why nothing happens on a closed reading."""
        again = lambda: self._editor.set_closed(dossier, closed=False)  # noqa: E731 - a slot
        self.toast(self.tr("Ce dossier est clos."), self.tr("Rouvrir"), again)

    def asks_selection(self) -> None:
        """Tell what to do before a passage can be cited or marked."""
        self.toast(self.tr("Sélectionnez d’abord un passage de la pièce."))

    def is_handed(self, phone: str) -> None:
        """Tell why a recusal that a fiche took away is not withdrawn here."""
        words = self.tr("Votre fiche remise dit ce déport : appelez le secrétariat au {phone}.")
        self.toast(typeset(words.format(phone=phone)))

    def recused(self, dossier: DossierId) -> None:
        """Tell that a recusal was recorded."""
        back = lambda: self._editor.set_recusal(dossier, None)  # noqa: E731 - a slot
        self.toast(self.tr("Déport enregistré"), self.tr("Annuler"), back)

    def read_criterion(self, model: GridModel, criterion: CriterionId) -> None:
        """Read aloud the criterion that opens, after the name of its dossier when that one changed too."""
        if not self._page.isVisible():
            return
        view = model.view(criterion)
        words = self.tr("Critère {criterion}, {label}, {mark}.").format(
            criterion=criterion,
            label=view.criterion.label,
            mark=mark_words(view.entry.mark, model.grid.scale.maximum),
        )
        if model.dossier.id != self._heard:
            self._heard = model.dossier.id
            words = f"{model.dossier.territory.name}. {words}"
        notices.announce(self._page, words)

    def read_mark(self, model: GridModel, criterion: CriterionId, *, has_total: bool) -> None:
        """Read a mark aloud, with the total unless the person hides it."""
        mark = model.view(criterion).entry.mark
        words = mark_words(mark, model.grid.scale.maximum)
        if mark is not None and mark != NOT_ASSESSABLE:
            words = f"{words}, {model.grid.scale.labels[mark]}"
        sentence = self.tr("Critère {criterion}, {words}.").format(criterion=criterion, words=words)
        if has_total:
            total = self.tr("Total provisoire {points}.").format(points=points_fr(model.points.total))
            sentence = f"{sentence} {total}"
        notices.announce(self._page, sentence)
