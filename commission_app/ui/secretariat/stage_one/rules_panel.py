"""How the choice is made: how many, which year, which indicators and their weights. Kept as it is typed."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from commission_app.texts import count_fr
from commission_app.ui import theme
from commission_app.ui.secretariat.meeting.questions import line_field, number_field
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.check_line import CheckLine
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Item, Slot, column, row
from commission_app.ui.widgets.segmented import Segmented
from commission_app.workflow.preparation.departements.indicators import YEARS
from commission_app.workflow.preparation.departements.stage_one import MOST_SEATS
from commission_app.workflow.preparation.departements.stage_one_note import way_words
from commission_app.workflow.preparation.departements.stage_one_views import IndicatorLine, StageOneView

NARROW = 64  # pixels of a field for a number


class RulesPanel(QWidget):
    """A field that nobody changed is never written; what is refused stays in its field."""

    seats_typed = Signal(int)
    year_chosen = Signal(str)
    conditions_typed = Signal(int)
    weighed = Signal(str, str)  # indicator, weight as typed; empty: not used
    forgotten = Signal(str, str)  # indicator, its title

    def __init__(self) -> None:
        super().__init__()
        self._view: StageOneView | None = None
        self.seats, self.conditions = number_field(MOST_SEATS), number_field(MOST_SEATS)
        self.year = Segmented(self.tr("Année des chiffres publiés"), YEARS)
        self.year.chosen.connect(lambda place: self.year_chosen.emit(YEARS[place]))
        self.seats.editingFinished.connect(
            lambda: self._write_number(self.seats, self.seats_typed.emit, lambda view: view.seats)
        )
        self.conditions.editingFinished.connect(
            lambda: self._write_number(
                self.conditions, self.conditions_typed.emit, lambda view: view.conditions_min
            )
        )
        self.boxes: dict[str, CheckLine] = {}
        self.weights: dict[str, QLineEdit] = {}
        self._indicators = Slot()
        above = self.tr(
            "Garder seulement les départements plus touchés que la médiane sur tant d’indicateurs (0 : tous)"
        )
        self.setLayout(
            column(
                self._field(self.tr("Départements à retenir"), self.seats),
                14,
                Label(self.tr("Année des chiffres publiés"), "field"),
                5,
                row(self.year, STRETCH),
                16,
                Label(self.tr("Indicateurs et leur poids"), "panel_title"),
                6,
                self._indicators,
                8,
                self._field(above, self.conditions),
            )
        )

    def show_view(self, view: StageOneView) -> None:
        """Show the rules; a field in which somebody is typing stays."""
        former, self._view = self._view, view
        for field, number in ((self.seats, view.seats), (self.conditions, view.conditions_min)):
            if not field.hasFocus():
                field.setText(str(number))
        self.year.choose(YEARS.index(view.year))
        if former is None or former.indicators != view.indicators:
            self._show_indicators(view)

    def _show_indicators(self, view: StageOneView) -> None:
        focused = next((name for name, field in self.weights.items() if field.hasFocus()), "")
        ticked = next((name for name, box in self.boxes.items() if box.hasFocus()), "")
        self.boxes, self.weights = {}, {}
        parts: list[Item] = []
        for line in view.indicators:
            parts += [self._indicator(line), 12]
        self._indicators.fill(column(*parts))
        kept = self.weights.get(focused) or self.boxes.get(ticked)
        if kept is not None:
            kept.setFocus()

    def _indicator(self, line: IndicatorLine) -> QVBoxLayout:
        box = CheckLine(line.short)
        box.setAccessibleName(line.title)
        box.setChecked(line.is_used)
        box.setEnabled(bool(line.known))
        box.toggled.connect(lambda is_on: self.weighed.emit(line.id, "1" if is_on else ""))
        weight = line_field(line.weight)
        weight.setAccessibleName(self.tr("Poids : {title}").format(title=line.title))
        weight.setFixedWidth(theme.scaled(NARROW))
        weight.setEnabled(line.is_used)
        weight.editingFinished.connect(lambda: self._write_weight(line))
        self.boxes[line.id], self.weights[line.id] = box, weight
        box.setMinimumWidth(theme.scaled(NARROW))  # a long title is shortened, its tool tip says it whole
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box.setToolTip(line.title)
        head = row(box, 8, weight)
        head.setStretch(0, 1)
        said = [f"{way_words(line.high_first).capitalize()}. {line.source}."]
        if line.is_imported:
            said.append(f"{count_fr(line.known, self.tr('chiffre'))}.")
        parts: list[Item] = [head, 2, Label(" ".join(said), "mention", wrap=True)]
        if line.note:
            parts += [2, Label(line.note, "mention", wrap=True)]
        if line.is_imported:
            remove = Button(self.tr("Retirer cet indicateur…"), "link", size="small")
            remove.clicked.connect(lambda: self.forgotten.emit(line.id, line.title))
            parts.append(row(remove, STRETCH))
        return column(*parts)

    def _write_weight(self, line: IndicatorLine) -> None:
        field = self.weights.get(line.id)
        typed = "" if field is None else field.text().strip()
        if typed and typed != line.weight:
            self.weighed.emit(line.id, typed)
        elif field is not None and not typed:
            field.setText(line.weight)  # the box says that it is not used

    def _write_number(
        self, field: QLineEdit, written: Callable[[int], object], kept: Callable[[StageOneView], int]
    ) -> None:
        if self._view is None:
            return
        if not field.text():
            field.setText(str(kept(self._view)))
        elif int(field.text()) != kept(self._view):
            written(int(field.text()))

    @staticmethod
    def _field(words: str, field: QLineEdit) -> Item:
        field.setAccessibleName(words)
        field.setFixedWidth(theme.scaled(NARROW))
        whole = row(Label(words, "field", wrap=True), 10, field)
        whole.setStretch(0, 1)
        return whole
