"""The table of the consolidation: its header with the axis and the members, and the share of the width."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView

from commission_app.ui import fonts, theme
from commission_app.ui.models.ranking_columns import FIRST_MEMBER, Divider, RankingColumn
from commission_app.ui.models.ranking_model import RankingModel
from commission_app.ui.secretariat.ranking_delegate import (
    AXIS,
    INSET,
    RIGHT_MARGIN,
    RankingDelegate,
    at_note,
    bar_place,
)
from commission_app.ui.widgets.avatar import paint_avatar
from commission_app.ui.widgets.record_table import CENTER, RIGHT, RecordHeader, RecordTable, draw_text
from commission_app.workflow.secretariat.views import ConsolidationMember, RankedRow

ROW_HEIGHT, DIVIDER_HEIGHT, HEADER_HEIGHT = 24, 22, 56
WIDTHS = {
    RankingColumn.RANK: 60,
    RankingColumn.DEPARTEMENT: 44,
    RankingColumn.NOTE: 58,
    RankingColumn.SPREAD: 62,
}
MEMBER_WIDTH, BAR_SMALLEST, TERRITORY_SMALLEST = 38, 170, 190


class RankingHeader(RecordHeader):
    """Titles on the lower line; above them the axis of the notes and the members by institution."""

    def __init__(self, model: RankingModel) -> None:
        super().__init__(HEADER_HEIGHT)
        self._model = model

    def paint_title(self, painter: QPainter, place: QRectF, section: int) -> None:
        """Paint one title."""
        lower = QRectF(place.left(), place.bottom() - theme.scaled(26), place.width(), theme.scaled(20))
        face = fonts.font(11, fonts.SEMIBOLD)
        title = str(self._model.headerData(section, Qt.Orientation.Horizontal))
        if section >= FIRST_MEMBER:
            self._paint_member(painter, place, section - FIRST_MEMBER)
            return
        match RankingColumn(section):
            case RankingColumn.RANK | RankingColumn.NOTE | RankingColumn.SPREAD:
                place_before = lower.adjusted(0, 0, -theme.scaled(INSET), 0)
                draw_text(painter, place_before, title, face, "mention", align=RIGHT)
            case RankingColumn.BAR:
                self._paint_axis(painter, place, lower, title)
            case _:
                draw_text(painter, lower, title, face, "mention")

    @staticmethod
    def _paint_axis(painter: QPainter, place: QRectF, lower: QRectF, title: str) -> None:
        upper = bar_place(lower).translated(0, -theme.scaled(20))
        draw_text(painter, upper, title, fonts.font(11, fonts.SEMIBOLD), "mention")
        for note in AXIS:
            tick = QRectF(at_note(place, note) - 20, lower.top(), 40, lower.height())
            draw_text(
                painter, tick, str(note), fonts.font(11, fonts.MEDIUM, tabular=True), "mention", align=CENTER
            )

    def _paint_member(self, painter: QPainter, place: QRectF, member: int) -> None:
        side = theme.scaled(24)
        badge = QRectF(place.center().x() - side / 2, place.bottom() - side - 7, side, side)
        person = self._model.members[member]
        paint_avatar(painter, badge, person.name, person.institution)
        group = _group_of(self._model.members, member)
        if group is not None:
            first, count = group
            width = place.width() * count
            left = place.left() - place.width() * (member - first)
            above = QRectF(left, place.top() + 4, width, theme.scaled(16))
            face = fonts.font(11, fonts.SEMIBOLD)
            draw_text(painter, above.adjusted(-3, 0, 3, 0), person.institution, face, "mention", align=CENTER)


def _group_of(members: tuple[ConsolidationMember, ...], place: int) -> tuple[int, int] | None:
    """Return first place and size of a member's institution, for the member who stands last in it."""
    institution = members[place].institution
    if place + 1 < len(members) and members[place + 1].institution == institution:
        return None
    same = [index for index, member in enumerate(members) if member.institution == institution]
    return same[0], len(same)


class RankingTable(RecordTable):
    """The ranking, whose territory and bar share the width that members leave."""

    def __init__(self, model: RankingModel, name: str) -> None:
        self._ranking = model
        super().__init__(
            model, RankingDelegate(model), name, row_height=ROW_HEIGHT, header=RankingHeader(model)
        )
        model.modelReset.connect(self.fit)

    def fit(self) -> None:
        """Give the territory the width of the longest name, and the bar what is left."""
        super().fit()
        if not self._ranking.columnCount():
            return
        header = self.horizontalHeader()
        for column in range(self._ranking.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            width = MEMBER_WIDTH if column >= FIRST_MEMBER else WIDTHS.get(RankingColumn(column), 0)
            self.setColumnWidth(column, theme.scaled(width))
        self._share_width()
        self.clearSpans()
        for number, row in enumerate(self._ranking.rows()):
            if isinstance(row, Divider):
                self.setSpan(number, 0, 1, self._ranking.columnCount())
                self.setRowHeight(number, theme.scaled(DIVIDER_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width again."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Share what is left; the bar goes when it has no room, for the note beside it says the same."""
        shared = (RankingColumn.TERRITORY, RankingColumn.BAR)
        columns = range(self._ranking.columnCount())
        taken = sum(self.columnWidth(column) for column in columns if column not in shared)
        names = [row.territory for row in self._ranking.rows() if isinstance(row, RankedRow)]
        face = fonts.font(13, fonts.MEDIUM)
        longest = round(max((fonts.width(name, face) for name in names), default=0.0)) + 14
        left = self.viewport().width() - taken - RIGHT_MARGIN
        bar, territory = theme.scaled(BAR_SMALLEST), theme.scaled(TERRITORY_SMALLEST)
        has_bar = left >= bar + territory
        self.setColumnHidden(RankingColumn.BAR, not has_bar)
        territory = max(territory, min(longest, left - bar if has_bar else left))
        self.setColumnWidth(RankingColumn.TERRITORY, territory)
        self.setColumnWidth(RankingColumn.BAR, max(bar, left - territory))
