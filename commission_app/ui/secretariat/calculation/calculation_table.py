"""The table of a fiche de calcul: every row as high as its words ask, several rows chosen to be copied."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from commission_app.scoring.calculation_sheet import Heading, Step
from commission_app.ui import actions, fonts, theme
from commission_app.ui.models.calculation_model import (
    CalculationModel,
    StepColumn,
    StepRow,
    copied,
    label,
    operation,
    value,
)
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.record_table import (
    LEFT,
    PADDING,
    RIGHT,
    Index,
    RecordHeader,
    RecordTable,
    RowDelegate,
    draw_text,
)
from commission_app.ui.widgets.wrapped_text import LINE_HEIGHT, draw_wrapped, wrapped

FIRST_PADDING = 24
ROW_HEIGHT, HEADING_HEIGHT, AROUND = 32, 44, 13
WIDTHS = (290, 0, 200)
TEXTS = {StepColumn.STEP: label, StepColumn.OPERATION: operation, StepColumn.VALUE: value}


class StepHeader(RecordHeader):
    """Titles over their columns, the last over numbers."""

    def paint_title(self, painter: QPainter, place: QRectF, section: int) -> None:
        """Paint one title."""
        text = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        align = RIGHT if section == StepColumn.VALUE else LEFT
        inner = _inner(place, StepColumn(section))
        draw_text(painter, inner, text, fonts.font(12, fonts.SEMIBOLD), "mention", align=align)


class StepDelegate(RowDelegate):
    """Paints headings across the table, and steps in three columns."""

    def ground(self, index: Index) -> Token:
        """Set headings apart."""
        return "sunken" if isinstance(index.data(RowRole), Heading) else "surface"

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index) -> None:
        """Paint one cell."""
        shown, column = index.data(RowRole), StepColumn(index.column())
        inner = _inner(place, column)
        if isinstance(shown, Heading):
            draw_text(painter, inner, shown.title, fonts.font(14, fonts.SEMIBOLD), "title")
        elif isinstance(shown, Step) and column is StepColumn.STEP:
            draw_wrapped(painter, inner, shown.label, fonts.font(13), "text")
        elif isinstance(shown, Step):
            is_value = column is StepColumn.VALUE
            face = fonts.font(13, fonts.SEMIBOLD if is_value else fonts.REGULAR, tabular=True)
            align = RIGHT if is_value else LEFT
            draw_wrapped(painter, inner, TEXTS[column](shown), face, "title", align=align)


class CalculationTable(RecordTable):
    """The steps of one dossier; what is chosen is copied as text."""

    def __init__(self, model: CalculationModel, name: str) -> None:
        self._steps = model
        super().__init__(model, StepDelegate(), name, row_height=ROW_HEIGHT, header=StepHeader(34))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.set_widths(WIDTHS, StepColumn.OPERATION)
        within = Qt.ShortcutContext.WidgetShortcut
        self.addAction(actions.make("copy", self, self.copy_chosen, context=within))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        model.modelReset.connect(self.fit)

    def copy_chosen(self) -> None:
        """Copy the chosen rows as text, or the whole when none is chosen."""
        chosen = sorted({index.row() for index in self.selectionModel().selectedRows()})
        rows = self._steps.rows()
        QGuiApplication.clipboard().setText(copied([rows[place] for place in chosen] or rows))

    def fit(self) -> None:
        """Give rows and columns their sizes, at the text size in use."""
        super().fit()
        self.clearSpans()
        for number, row in enumerate(self._steps.rows()):
            if isinstance(row, Heading):
                self.setSpan(number, 0, 1, len(StepColumn))
            elif not row.operation:  # what nothing computes has the room of both columns
                self.setSpan(number, StepColumn.OPERATION, 1, 2)
        self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the rows again at the new width."""
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        for number, row in enumerate(self._steps.rows()):
            self.setRowHeight(number, self._height(row))

    def _height(self, row: StepRow) -> int:
        if isinstance(row, Heading):
            return theme.scaled(HEADING_HEIGHT)
        spanned = self.columnWidth(StepColumn.VALUE) if not row.operation else 0
        face = fonts.font(13, tabular=True)
        lines = max(
            len(wrapped(text(row), self._room(column) + (spanned if column else 0), face))
            for column, text in TEXTS.items()
        )
        return max(theme.scaled(ROW_HEIGHT), theme.scaled(LINE_HEIGHT) * lines + AROUND)

    def _room(self, column: StepColumn) -> float:
        return _inner(QRectF(0, 0, self.columnWidth(column), 1), column).width()


def _inner(place: QRectF, column: StepColumn) -> QRectF:
    before = FIRST_PADDING if column is StepColumn.STEP else PADDING
    after = FIRST_PADDING if column is StepColumn.VALUE else PADDING
    return place.adjusted(before, 0, -after, -1)
