"""A chart or its equivalent table: by a link beside the title, or by Alt+T for all those of a page."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commission_app.ui import theme
from commission_app.ui.models.table_model import Column, TableModel
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, column, row
from commission_app.ui.widgets.record_table import RecordHeader, RecordTable, RowDelegate

ROW, HEADER = 26, 28
Line = tuple[str, ...]  # the texts of a row, in the order of its columns


class Charted(QWidget):
    """A title, what the chart shows, then the chart or its table."""

    toggled = Signal(bool)  # the table is shown

    def __init__(self, title: str, chart: QWidget, titles: Sequence[str], widths: Sequence[int]) -> None:
        """Take the chart and the columns of its table; the first one takes the width that others leave."""
        super().__init__()
        self._title, self._chart = title, chart
        self.mention = Label("", "mention", wrap=True)
        self._model = TableModel[Line]([_column(name, place) for place, name in enumerate(titles)])
        self.table = RecordTable(
            self._model, RowDelegate(), title, row_height=ROW, header=RecordHeader(HEADER)
        )
        self.table.set_widths(tuple(widths), 0)
        self.table.hide()
        self.button = Button(self.tr("Voir en tableau"), "link", size="small")
        self.button.clicked.connect(lambda: self.show_table(is_shown=self.table.isHidden()))
        head = row(Label(title, "panel_title"), STRETCH, self.button)
        self.setLayout(column(head, 1, self.mention, 8, chart, self.table))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Fill the table, which is as high as its rows."""
        self._model.set_rows(lines)
        self.table.setFixedHeight(theme.scaled(ROW) * len(lines) + theme.scaled(HEADER) + 2)

    def show_table(self, *, is_shown: bool) -> None:
        """Show the table in the place of the chart, or the chart again."""
        self.table.setVisible(is_shown)
        self._chart.setVisible(not is_shown)
        self.button.setText(self.tr("Voir le graphique") if is_shown else self.tr("Voir en tableau"))
        self.button.setAccessibleName(f"{self.button.text()} : {self._title}")
        self.toggled.emit(is_shown)


def _column(title: str, place: int) -> Column[Line]:
    return Column(
        title,
        lambda line: line[place],
        lambda line: line[place],
        ", ".join,
        is_number=place > 0,
    )
