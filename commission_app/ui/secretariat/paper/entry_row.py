"""One criterion of a paper grid: its mark, its remark, and the motive of « non évaluable »."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from commission_app.scoring.grid import Criterion, Grid
from commission_app.scoring.sheet import NOT_ASSESSABLE, Entry, MarkValue
from commission_app.texts import typeset
from commission_app.ui import theme
from commission_app.ui.member.grid.motives import Motives
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import column, row
from commission_app.ui.widgets.mark_field import MarkField

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CODE, MARK = 34, 348  # widths
LONGEST_REMARK = 4000


class EntryRow(QWidget):
    """What the person reads is emitted at once; Enter goes on to the next criterion."""

    marked = Signal(object, str)  # the mark, and its motive
    typed = Signal(str)  # the remark, with every key
    left = Signal()  # the remark is left
    stepped = Signal(int)  # Enter: the next criterion; Shift and Enter: the one before

    def __init__(self, grid: Grid, criterion: Criterion) -> None:
        super().__init__()
        self._entry = Entry()
        code = Label(criterion.id, "mention")
        code.setFixedWidth(theme.scaled(CODE))
        self.mark = MarkField(grid.scale.labels)
        self.mark.setFixedWidth(theme.scaled(MARK))
        self.mark.setAccessibleName(criterion.label)
        self.mark.committed.connect(self._on_mark)
        self.remark = QLineEdit()
        self.remark.setMaxLength(LONGEST_REMARK)
        name = self.tr("Remarque : {criterion}").format(criterion=criterion.label)
        self.remark.setAccessibleName(name)
        self.remark.setPlaceholderText(self.tr("Remarque, pièce et page"))
        self.remark.textEdited.connect(self.typed)
        self.remark.editingFinished.connect(self.left)
        self._motives = Motives(grid.not_assessable_reasons)
        self._motives.chosen.connect(lambda motive: self.marked.emit(NOT_ASSESSABLE, motive))
        self._motives.hide()
        self.neutralised = Label(self.tr("Neutralisé pour l’organisme de ce membre"), "mention")
        self.neutralised.hide()
        label = Label(typeset(criterion.label), "body", wrap=True)
        fields = row(self.mark, 10, self.remark)
        fields.setStretch(2, 1)
        head = row(code, label, self.neutralised)
        head.setStretch(1, 1)
        self.setLayout(column(head, 3, fields, self._motives, margins=(18, 7, 18, 7)))

    def show_entry(self, entry: Entry, *, is_enabled: bool, is_neutralised: bool) -> None:
        """Show what was read; what is being typed keeps its cursor."""
        self._entry = entry
        self.mark.set_mark(entry.mark)
        self._motives.setVisible(entry.mark == NOT_ASSESSABLE)
        self._motives.show_motive(entry.motive)
        if self.remark.text() != entry.remark:
            self.remark.setText(entry.remark)
        for field in (self.mark, self.remark, self._motives):
            field.setEnabled(is_enabled and not is_neutralised)
        for field in (self.mark, self.remark):
            field.setVisible(not is_neutralised)
        self.neutralised.setVisible(is_neutralised)

    def take_focus(self) -> None:
        """Put the keyboard on the mark."""
        self.mark.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter, from the mark or from the remark."""
        if event.key() in ENTER:
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _on_mark(self, mark: MarkValue) -> None:
        """Give a mark; « non évaluable » is given with its motive only."""
        if mark != NOT_ASSESSABLE:
            self._motives.hide()
            self.marked.emit(mark, "")
            return
        self._motives.show_motive("")
        self._motives.take_focus()
