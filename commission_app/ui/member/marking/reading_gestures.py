"""What a member does while reading, on the sheet and with the keyboard: private marks, passages, tools."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, QObject, Qt

from commission_app.scoring.draft import EntryEdit
from commission_app.scoring.ids import DossierId
from commission_app.scoring.sheet import Evidence
from commission_app.ui.destinations import Destination, Kind
from commission_app.ui.member.marking.dossier_passages import CitedPassage
from commission_app.ui.member.marking.marking_keys import CONTROL, SHIFT, Slot, Stroke
from commission_app.ui.member.marking.marking_words import MarkingWords
from commission_app.ui.member.marking.reading_pane import ReadingPane
from commission_app.ui.reading.page_layout import FITTED
from commission_app.ui.reading.side_views import SideView
from commission_app.ui.sheet_editor import SheetEditor

NONE = Qt.KeyboardModifier.NoModifier


def key_words() -> tuple[tuple[str, str, Stroke], ...]:
    """Return the keys of the pages that have no action of their own: words, key as written, stroke."""
    tr = QCoreApplication.translate
    return (
        (tr("ReadingGestures", "Surligner pour moi"), tr("ReadingGestures", "S"), (Qt.Key.Key_S, NONE)),
        (tr("ReadingGestures", "Texte de la page"), tr("ReadingGestures", "T"), (Qt.Key.Key_T, NONE)),
        (tr("ReadingGestures", "Mode lecture"), tr("ReadingGestures", "L"), (Qt.Key.Key_L, NONE)),
        (tr("ReadingGestures", "Sommaire de la pièce"), tr("ReadingGestures", "O"), (Qt.Key.Key_O, NONE)),
        (
            tr("ReadingGestures", "Preuves et surlignages du dossier"),
            tr("ReadingGestures", "V"),
            (Qt.Key.Key_V, NONE),
        ),
        (
            tr("ReadingGestures", "Tourner les pages à droite"),
            tr("ReadingGestures", "R"),
            (Qt.Key.Key_R, NONE),
        ),
        (
            tr("ReadingGestures", "Tourner les pages à gauche"),
            tr("ReadingGestures", "Maj+R"),
            (Qt.Key.Key_R, SHIFT),
        ),
        (tr("ReadingGestures", "Vignettes"), tr("ReadingGestures", "F4"), (Qt.Key.Key_F4, NONE)),
        (
            tr("ReadingGestures", "Chercher dans tout le dossier"),
            tr("ReadingGestures", "Ctrl+Maj+F"),
            (Qt.Key.Key_F, CONTROL | SHIFT),
        ),
        (
            tr("ReadingGestures", "Page précédente"),
            tr("ReadingGestures", "Ctrl+PagePréc"),
            (Qt.Key.Key_PageUp, CONTROL),
        ),
        (
            tr("ReadingGestures", "Page suivante"),
            tr("ReadingGestures", "Ctrl+PageSuiv"),
            (Qt.Key.Key_PageDown, CONTROL),
        ),
    )


class ReadingGestures(QObject):
    """Follows one reading pane; what it changes on the sheet can be undone like a mark."""

    def __init__(
        self,
        reading: ReadingPane,
        editor: SheetEditor,
        words: MarkingWords,
        dossier: Callable[[], DossierId],
    ) -> None:
        super().__init__(reading)
        self._reading = reading
        self._editor = editor
        self._words = words
        self._dossier = dossier
        reading.highlighted.connect(self._add_highlight)
        reading.uncited.connect(self._take_away)

    def keys(self) -> dict[Stroke, Slot]:
        """Return what the keys do to the pages, outside the fields of text.

        Without Shift, the upper row of an AZERTY keyboard gives « à » for 0, and « = » carries the plus.
        """
        reader = self._reading.reader
        view, toggle = reader.view, reader.side.toggle
        fit = lambda: view.set_zoom(FITTED)  # noqa: E731 - the same for three keys
        return {
            (Qt.Key.Key_S, NONE): self._highlight,
            (Qt.Key.Key_T, NONE): self._show_text,
            (Qt.Key.Key_L, NONE): self._reading.header.focus_mode.toggle,
            (Qt.Key.Key_O, NONE): lambda: toggle(SideView.OUTLINE),
            (Qt.Key.Key_V, NONE): lambda: toggle(SideView.PASSAGES),
            (Qt.Key.Key_R, NONE): reader.rotate,
            (Qt.Key.Key_R, SHIFT): lambda: reader.rotate(clockwise=False),
            (Qt.Key.Key_F4, NONE): lambda: toggle(SideView.THUMBNAILS),
            (Qt.Key.Key_F, CONTROL | SHIFT): reader.find_everywhere,
            (Qt.Key.Key_C, CONTROL): view.copy,
            (Qt.Key.Key_Space, NONE): lambda: view.scroll_page(forward=True),
            (Qt.Key.Key_Space, SHIFT): lambda: view.scroll_page(forward=False),
            (Qt.Key.Key_PageDown, CONTROL): lambda: view.go_to_page(view.page + 1),
            (Qt.Key.Key_PageUp, CONTROL): lambda: view.go_to_page(view.page - 1),
            (Qt.Key.Key_Plus, CONTROL): lambda: view.zoom_by(1),
            (Qt.Key.Key_Equal, CONTROL): lambda: view.zoom_by(1),
            (Qt.Key.Key_Minus, CONTROL): lambda: view.zoom_by(-1),
            (Qt.Key.Key_0, CONTROL): fit,
            (Qt.Key.Key_0, CONTROL | SHIFT): fit,
            (Qt.Key.Key_Agrave, CONTROL): fit,
        }

    def destinations(self) -> Iterator[Destination]:
        """Yield those of the keys that « Aller à… » offers."""
        slots, kind = self.keys(), QCoreApplication.translate("Palette", "Action")
        for words, key, stroke in key_words():
            yield Destination(Kind.ACTION, words, kind, slots[stroke], key)

    def _highlight(self) -> None:
        if not self._reading.reader.making.highlight():
            self._words.asks_selection()

    def _show_text(self) -> None:
        """Show the text of the page in the place of its picture, with the keyboard in it, or come back."""
        reader = self._reading.reader
        reader.toolbar.text.toggle()
        reader.focus_target().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add_highlight(self, passage: Evidence) -> None:
        dossier = self._dossier()
        self._editor.add_highlight(dossier, passage)
        self._words.toast(
            self.tr("Passage surligné, pour vous seul"),
            self.tr("Annuler"),
            lambda: self._editor.remove_highlight(dossier, passage),
        )

    def _take_away(self, passage: CitedPassage) -> None:
        """Take a passage away from its criterion, or the mark that the member made for themselves."""
        dossier, criterion, evidence = self._dossier(), passage.criterion, passage.evidence
        if criterion is None:
            self._editor.remove_highlight(dossier, evidence)
            self._words.toast(
                self.tr("Surlignage retiré"),
                self.tr("Rétablir"),
                lambda: self._editor.add_highlight(dossier, evidence),
            )
            return
        before = self._editor.sheet.reading(dossier).entry(criterion)
        self._editor.remove_evidence(dossier, criterion, evidence)
        after = self._editor.sheet.reading(dossier).entry(criterion)
        self._words.erased(EntryEdit(dossier, criterion, before, after))
