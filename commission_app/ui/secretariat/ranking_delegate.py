"""Paints one row of the consolidation: official note from zero, members' totals, line of the seats."""

from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from commission_app.ui import fonts, theme
from commission_app.ui.models.ranking_columns import FIRST_MEMBER, Divider, RankingColumn
from commission_app.ui.models.ranking_model import RankingModel
from commission_app.ui.models.ranking_words import cell_text
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.widgets.record_table import (
    CENTER,
    LEFT,
    RIGHT,
    Index,
    RowDelegate,
    draw_text,
)
from commission_app.workflow.secretariat.views import CellKind, MemberCell, RankedRow

AXIS = (0, 25, 50, 75, 100)
FAR = 14  # points from the others beyond which a cell is outlined: a shape beside the tint
LEFT_MARGIN, RIGHT_MARGIN, BAR_MARGIN, INSET = 20, 18, 26, 12


def bar_place(place: QRectF) -> QRectF:
    """Return where the axis from 0 to 100 stands in the column of the bar."""
    return place.adjusted(8, 0, -BAR_MARGIN, 0)


def at_note(place: QRectF, note: Fraction | float) -> float:
    """Return where a note stands on the axis, in pixels."""
    axis = bar_place(place)
    return axis.left() + axis.width() * float(note) / 100


def hatch(painter: QPainter, cell: QRectF, tint: theme.Token = "track") -> None:
    """Hatch a cell or a bar: a shape, and not only a tint."""
    painter.save()
    path = QPainterPath()
    path.addRoundedRect(cell, 3, 3)
    painter.setClipPath(path)
    painter.setPen(QPen(theme.color(tint), 1))
    left = cell.left() - cell.height()
    while left < cell.right():
        painter.drawLine(QPointF(left, cell.bottom()), QPointF(left + cell.height(), cell.top()))
        left += 5
    painter.restore()


def paint_bar(painter: QPainter, place: QRectF, line: str) -> None:
    """Paint a bar: inside the seats, hatched when tied at their line, or beyond it."""
    tint: theme.Token = "bar_below" if line == "en_dessous" else "accent"
    path = QPainterPath()
    path.addRoundedRect(place, 2, 2)
    if line != "a_la_ligne":
        painter.fillPath(path, theme.color(tint))
        return
    painter.fillPath(path, theme.color("surface"))
    hatch(painter, place, tint)
    painter.setPen(QPen(theme.color(tint), 1))
    painter.drawPath(path)


def paint_member_cell(painter: QPainter, cell: QRectF, content: MemberCell) -> None:
    """Paint a member's total, tinted and outlined by its distance from the others, or why there is none."""
    text = cell_text(content)
    if content.kind is CellKind.RECUSED:
        hatch(painter, cell)
        draw_text(painter, cell, text, fonts.font(11, fonts.MEDIUM), "mention", align=CENTER)
        return
    if content.total is None or content.distance is None:
        tint: theme.Token = "warning" if content.kind is CellKind.FORK else "mention"
        draw_text(painter, cell, text, fonts.font(12, fonts.MEDIUM), tint, align=CENTER)
        return
    background, ink = theme.distance_tint(content.distance)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(background)
    painter.drawRoundedRect(cell, 3, 3)
    is_far = abs(content.distance) >= FAR
    if is_far:
        painter.setPen(QPen(theme.color("title"), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cell.adjusted(0.6, 0.6, -0.6, -0.6), 3, 3)
    painter.setFont(fonts.font(12, fonts.SEMIBOLD if is_far else fonts.REGULAR, tabular=True))
    painter.setPen(ink)
    painter.drawText(cell, CENTER, text)
    if content.coverage is not None and content.coverage < 1:
        painter.setPen(QPen(ink, 1.5))
        bottom, width = cell.bottom() - 2.5, (cell.width() - 8) * float(content.coverage)
        painter.drawLine(QPointF(cell.left() + 4, bottom), QPointF(cell.left() + 4 + width, bottom))


class RankingDelegate(RowDelegate):
    """Paints each column of the ranking."""

    has_lines = False

    def __init__(self, model: RankingModel) -> None:
        super().__init__()
        self._model = model

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index) -> None:
        """Paint a divider across the row, or one cell of a dossier."""
        row = index.data(RowRole)
        if isinstance(row, Divider):
            self._paint_divider(painter, place, row)
        elif isinstance(row, RankedRow) and index.column() >= FIRST_MEMBER:
            cell = place.adjusted(1, 1, -1, -1)
            paint_member_cell(painter, cell, self._model.member_cell(row, index.column() - FIRST_MEMBER))
        elif isinstance(row, RankedRow):
            self._paint_fixed(painter, place, index, row)

    def _paint_fixed(self, painter: QPainter, place: QRectF, index: Index, row: RankedRow) -> None:
        is_inside = row.line in ("au_dessus", "a_la_ligne")
        ink: theme.Token = "title" if is_inside else "text"
        weight = fonts.SEMIBOLD if is_inside else fonts.REGULAR
        text = str(index.data())
        before = place.adjusted(0, 0, -theme.scaled(INSET), 0)  # numbers stop short of the next column
        match RankingColumn(index.column()):
            case RankingColumn.RANK:
                face = fonts.font(12, weight, tabular=True)
                draw_text(painter, before, text, face, ink, align=RIGHT)
            case RankingColumn.TERRITORY:
                draw_text(painter, place.adjusted(0, 0, -8, 0), text, fonts.font(13, fonts.MEDIUM), ink)
            case RankingColumn.DEPARTEMENT:
                draw_text(painter, place, text, fonts.font(11, tabular=True), "mention")
            case RankingColumn.NOTE:
                face = fonts.font(13, fonts.SEMIBOLD, tabular=True)
                draw_text(painter, before, text, face, "title", align=RIGHT)
            case RankingColumn.BAR:
                self._paint_bar(painter, place, row, text)
            case RankingColumn.SPREAD:
                face = fonts.font(12, tabular=True)
                draw_text(painter, before, text, face, "mention", align=RIGHT)

    def _paint_bar(self, painter: QPainter, place: QRectF, row: RankedRow, status: str) -> None:
        if row.rank is None or row.note is None:
            draw_text(painter, bar_place(place), status, fonts.font(12), "mention")
            return
        self._paint_axis(painter, place)
        axis = bar_place(place)
        half = theme.scaled(9) / 2
        top, width = place.center().y() - half, at_note(place, row.note) - axis.left()
        paint_bar(painter, QRectF(axis.left(), top, width, 2 * half), row.line)
        self._paint_seat_note(painter, place)

    @staticmethod
    def _paint_axis(painter: QPainter, place: QRectF) -> None:
        painter.setPen(QPen(theme.color("track"), 1))
        for note in AXIS[1:]:
            x = round(at_note(place, note)) + 0.5
            painter.drawLine(QPointF(x, place.top()), QPointF(x, place.bottom()))

    def _paint_seat_note(self, painter: QPainter, place: QRectF) -> None:
        if self._model.seat_note is None:
            return
        pen = QPen(theme.color("title"), 1, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([2, 3])
        painter.setPen(pen)
        x = round(at_note(place, self._model.seat_note)) + 0.5
        painter.drawLine(QPointF(x, place.top()), QPointF(x, place.bottom()))

    @staticmethod
    def _paint_divider(painter: QPainter, place: QRectF, divider: Divider) -> None:
        ink: theme.Token = "accent" if divider.is_seats else "mention"
        title_face, detail_face = fonts.font(11, fonts.SEMIBOLD), fonts.font(11)
        inner = place.adjusted(LEFT_MARGIN, 0, -RIGHT_MARGIN, 0)
        draw_text(painter, inner, divider.title, title_face, ink, align=LEFT)
        draw_text(painter, inner, divider.detail, detail_face, "mention", align=RIGHT)
        left = inner.left() + fonts.width(divider.title, title_face) + 10
        right = inner.right() - (fonts.width(divider.detail, detail_face) + 10 if divider.detail else 0)
        painter.setPen(QPen(theme.color(ink if divider.is_seats else "line_soft"), 1))
        middle = round(place.center().y()) + 0.5
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
