"""A table whose rows are as high as one of its sentences asks, at the width that is left to it."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtGui import QResizeEvent

from commission_app.ui import fonts, theme
from commission_app.ui.widgets.record_table import PADDING, RecordHeader, RecordTable, RowDelegate
from commission_app.ui.widgets.wrapped_text import LINE_HEIGHT, wrapped


class SentenceTable(RecordTable):
    """Each row has a sentence in the same column."""

    def __init__(
        self,
        model: QAbstractItemModel,
        delegate: RowDelegate,
        name: str,
        sentences: Callable[[], Iterable[str]],
        column: int,
        *,
        row_height: int,
        around: int,
        header: RecordHeader,
    ) -> None:
        """Take the sentences, their column, and the pixels above and below one taken together."""
        self._sentences, self._column, self._around = sentences, column, around
        super().__init__(model, delegate, name, row_height=row_height, header=header)
        model.modelReset.connect(self._fit_rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the sentences again at the new width."""
        super().resizeEvent(event)
        self._fit_rows()

    def fit(self) -> None:
        """Give rows and columns their sizes, at the text size in use."""
        super().fit()
        self._fit_rows()

    def _fit_rows(self) -> None:
        width, face = self.columnWidth(self._column) - 2 * PADDING, fonts.font(13)
        least, line = theme.scaled(self._row_height), theme.scaled(LINE_HEIGHT)
        for number, sentence in enumerate(self._sentences()):
            lines = len(wrapped(sentence, width, face))
            self.setRowHeight(number, max(least, line * lines + self._around))
