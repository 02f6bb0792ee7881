"""What every table model has in common: columns as records, three more roles, one way in for rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
SortRole = int(Qt.ItemDataRole.UserRole) + 1  # a native value that compares
RowRole = int(Qt.ItemDataRole.UserRole) + 2  # the frozen row itself


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its title, the text of a cell, what it sorts by, and the whole sentence it says."""

    title: str
    text: Callable[[Row], str]
    sort_key: Callable[[Row], object]
    sentence: Callable[[Row], str]
    tooltip: str = ""
    is_number: bool = False


class TableModel(QAbstractTableModel, Generic[Row]):
    """A read-only table over frozen rows."""

    def __init__(self, columns: Sequence[Column[Row]]) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row], columns: Sequence[Column[Row]] | None = None) -> None:
        """Show these rows, and other columns if they are given: the one way in."""
        self.beginResetModel()
        self._rows = tuple(rows)
        if columns is not None:
            self._columns = tuple(columns)
        self.endResetModel()

    def rows(self) -> tuple[Row, ...]:
        """Return the rows shown."""
        return self._rows

    def row(self, index: Index) -> Row:
        """Return the row of an index."""
        return self._rows[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of rows; a cell has none."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns; a cell has none."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's text, native value, sentence, or its row."""
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and column.is_number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        readers: dict[int, Callable[[Row], object]] = {
            Qt.ItemDataRole.DisplayRole: column.text,
            Qt.ItemDataRole.AccessibleTextRole: column.sentence,
            Qt.ItemDataRole.ToolTipRole: column.sentence,
            SortRole: column.sort_key,
            RowRole: lambda row: row,
        }
        reader = readers.get(role)
        return None if reader is None else reader(self._rows[index.row()])

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the title of a column."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return column.title
            case Qt.ItemDataRole.ToolTipRole:
                return column.tooltip or column.title
        return None
