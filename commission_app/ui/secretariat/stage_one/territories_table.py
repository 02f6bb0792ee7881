"""The list to invite, painted: rows of one height, so that thirty-six thousand scroll as a few."""

from collections.abc import Collection
from itertools import groupby
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView

from commission_app.ui import fonts, icons, theme
from commission_app.ui.icons import IconName
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.models.territories_model import TerritoriesColumn, TerritoriesModel
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.record_table import (
    PADDING,
    RIGHT,
    Index,
    RecordHeader,
    RecordTable,
    RowDelegate,
    draw_text,
)
from commission_app.workflow.preparation.departements.invitations import Standing, TerritoryLine

ROW_HEIGHT, FIRST_PADDING = 29, 24
WIDTHS: Final = (0, 108, 172, 88, 140, 96, 176)
LOOKS: Final[dict[Standing, tuple[IconName, Token]]] = {
    Standing.TO_INVITE: ("circle", "mention"),
    Standing.WAITING: ("clock", "mention"),
    Standing.ANSWERED: ("check", "success"),
    Standing.CANDIDATE: ("circle-check", "success"),
}


class TerritoriesDelegate(RowDelegate):
    """Paints each column; a state is a sign and a word."""

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index) -> None:
        """Paint one cell."""
        line = index.data(RowRole)
        if not isinstance(line, TerritoryLine):
            return
        left = FIRST_PADDING if index.column() == TerritoriesColumn.TERRITORY else PADDING
        within, text = place.adjusted(left, 0, -PADDING, -1), str(index.data())
        match TerritoriesColumn(index.column()):
            case TerritoriesColumn.TERRITORY:
                draw_text(painter, within, text, fonts.font(13, fonts.MEDIUM), "title")
            case TerritoriesColumn.POPULATION:
                draw_text(painter, within, text, fonts.font(13, tabular=True), align=RIGHT)
            case TerritoriesColumn.CODE:
                draw_text(painter, within, text, fonts.font(13, tabular=True))
            case TerritoriesColumn.STANDING:
                icon, ink = LOOKS[line.standing]
                side = theme.scaled(15)
                top = within.center().y() - side / 2
                icons.paint(painter, icon, QPointF(within.left(), top), ink, 15)
                draw_text(painter, within.adjusted(side + 6, 0, 0, 0), text, fonts.font(12))
            case _:
                draw_text(painter, within, text, fonts.font(13))


class TerritoriesHeader(RecordHeader):
    """The title of numbers stands over them."""

    def paint_title(self, painter: QPainter, place: QRectF, section: int) -> None:
        """Paint one title."""
        if section == TerritoriesColumn.POPULATION:
            text = str(self.model().headerData(section, Qt.Orientation.Horizontal))
            face = fonts.font(12, fonts.SEMIBOLD)
            draw_text(painter, place.adjusted(4, 0, -PADDING, 0), text, face, "mention", align=RIGHT)
        else:
            super().paint_title(painter, place, section)


class TerritoriesTable(RecordTable):
    """Several rows may be chosen together, with Shift, Ctrl or Ctrl+A."""

    def __init__(self, model: TerritoriesModel, name: str) -> None:
        self._territories = model
        header = TerritoriesHeader(34, FIRST_PADDING)
        super().__init__(model, TerritoriesDelegate(), name, row_height=ROW_HEIGHT, header=header)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.set_widths(WIDTHS, TerritoriesColumn.TERRITORY)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the rows chosen go on Escape; with none, the key goes on and closes the window."""
        if event.key() == Qt.Key.Key_Escape and self.count_chosen():
            self.clearSelection()
        else:
            super().keyPressEvent(event)

    def count_chosen(self) -> int:
        """Count the rows chosen, without listing them."""
        return sum(len(part) for part in self._chosen())

    def chosen(self) -> list[TerritoryLine]:
        """Return the rows chosen, in their order: by ranges, for an index for each would take long."""
        rows = self._territories.rows()
        return [rows[place] for part in self._chosen() for place in part]

    def choose(self, codes: Collection[str]) -> None:
        """Choose the rows of these codes again, after others took their place; those that left are let go."""
        selection, last = QItemSelection(), self._territories.columnCount() - 1
        places = [place for place, line in enumerate(self._territories.rows()) if line.code in codes]
        for _, part in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
            rows = [place for _, place in part]
            top, bottom = self._territories.index(rows[0], 0), self._territories.index(rows[-1], last)
            selection.select(top, bottom)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _chosen(self) -> list[range]:
        selection = self.selectionModel().selection()
        parts = (selection.at(place) for place in range(selection.count()))
        return sorted((range(part.top(), part.bottom() + 1) for part in parts), key=lambda part: part.start)
