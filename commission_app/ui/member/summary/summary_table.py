"""The matrix of « Ma synthèse »: dossiers by sections; Enter or a double click on a cell goes there."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView

from commission_app.ui import fonts, theme
from commission_app.ui.member.grid.grid_header import short_name, shortened
from commission_app.ui.member.summary.summary_cells import SummaryDelegate
from commission_app.ui.models.dossiers_model import ReadingState
from commission_app.ui.models.summary_model import FIRST_SECTION, Leading, SummaryModel, Trailing
from commission_app.ui.widgets.record_table import CENTER, RIGHT, RecordHeader, RecordTable, draw_text

ROW_HEIGHT, HEADER_HEIGHT = 24, 48
POSITION, DEPARTEMENT, TOTAL, STATE = 62, 44, 96, 104  # widths
SECTION, SECTION_LARGEST = 62, 84
TERRITORY, BAR = 150, 110  # at least; the bar goes first when the place is short


class SummaryHeader(RecordHeader):
    """Short names of sections over the points at stake in each."""

    def __init__(self, model: SummaryModel) -> None:
        super().__init__(HEADER_HEIGHT)
        self._model = model

    def paint_title(self, painter: QPainter, place: QRectF, section: int) -> None:
        """Paint one title, on the lower line but for the sections."""
        line = theme.scaled(18)
        lower = QRectF(place.left(), place.bottom() - line - 4, place.width(), line)
        found = self._model.section_of(section)
        if found is not None:
            face = fonts.font(11, fonts.SEMIBOLD)
            name = shortened(short_name(found), face, place.width() - 6)
            draw_text(painter, lower.translated(0, -line), name, face, "title", align=CENTER)
            worth = self.tr("sur {points}").format(points=self._model.worths[section - FIRST_SECTION])
            draw_text(painter, lower, worth, fonts.font(11, tabular=True), "mention", align=CENTER)
            return
        title = str(self._model.headerData(section, Qt.Orientation.Horizontal))
        face = fonts.font(11, fonts.SEMIBOLD)
        if section in (Leading.POSITION, self._model.trailing(Trailing.TOTAL)):
            before = lower.adjusted(0, 0, -theme.scaled(14), 0)
            draw_text(painter, before, title, face, "mention", align=RIGHT)
        else:
            draw_text(painter, lower, title, face, "mention")


class SummaryTable(RecordTable):
    """One row a dossier. `place_asked` carries a dossier, and a criterion of it or an empty text."""

    place_asked = Signal(str, str)

    def __init__(self, model: SummaryModel, name: str) -> None:
        self._summary = model
        super().__init__(
            model, SummaryDelegate(model), name, row_height=ROW_HEIGHT, header=SummaryHeader(model)
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        model.modelReset.connect(self.fit)
        self.doubleClicked.connect(lambda index: self.place_asked.emit(*model.place_of(index)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go where the cell leads on Enter."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.place_asked.emit(*self._summary.place_of(index))
        else:
            super().keyPressEvent(event)

    def fit(self) -> None:
        """Give every column its width, and one cell to what is said of a dossier left aside."""
        super().fit()
        header = self.horizontalHeader()
        for column in range(self._summary.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self._share_width()
        self.clearSpans()
        sections = len(self._summary.sections)
        for number, row in enumerate(self._summary.rows()):
            if row.state is ReadingState.RECUSED and sections > 1:
                self.setSpan(number, FIRST_SECTION, 1, sections)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width again."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Give the names what they ask, then the sections, then the bar; without room there is no bar."""
        model, sections = self._summary, len(self._summary.sections)
        fixed = theme.scaled(POSITION + DEPARTEMENT + TOTAL + STATE)
        left = self.viewport().width() - fixed
        names = [row.territory for row in model.rows()]
        face = fonts.font(13, fonts.MEDIUM)
        longest = round(max((fonts.width(name, face) for name in names), default=0.0)) + 16
        least = theme.scaled(TERRITORY)
        territory = max(least, min(longest, left - sections * theme.scaled(SECTION)))
        bar = left - territory - sections * theme.scaled(SECTION)
        has_bar = bar >= theme.scaled(BAR)
        spare = left - territory - (theme.scaled(BAR) if has_bar else 0)
        section = max(theme.scaled(SECTION), min(theme.scaled(SECTION_LARGEST), spare // max(1, sections)))
        self.setColumnHidden(model.trailing(Trailing.BAR), not has_bar)
        self.setColumnWidth(Leading.POSITION, theme.scaled(POSITION))
        self.setColumnWidth(Leading.TERRITORY, territory)
        self.setColumnWidth(Leading.DEPARTEMENT, theme.scaled(DEPARTEMENT))
        for place in range(sections):
            self.setColumnWidth(FIRST_SECTION + place, section)
        self.setColumnWidth(model.trailing(Trailing.TOTAL), theme.scaled(TOTAL))
        self.setColumnWidth(model.trailing(Trailing.BAR), max(0, left - territory - sections * section))
        self.setColumnWidth(model.trailing(Trailing.STATE), theme.scaled(STATE))
