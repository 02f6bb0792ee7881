"""Paints the cells of « Ma synthèse »: points on their tint, what is missing, what is left aside."""

from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from commission_app.scoring.individual import Points
from commission_app.ui import fonts, icons, theme
from commission_app.ui.icons import IconName
from commission_app.ui.models.dossiers_model import ReadingState
from commission_app.ui.models.summary_model import FIRST_SECTION, Leading, SummaryModel, Trailing
from commission_app.ui.models.summary_rows import CellKind, SectionCell, SummaryRow
from commission_app.ui.models.summary_words import cell_text
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.record_table import CENTER, RIGHT, Index, RowDelegate, draw_text

RADIUS = 3
BAR = 5  # thickness
WHOLE = 100  # points of a grid


def paint_section(painter: QPainter, place: QRectF, cell: SectionCell) -> None:
    """Paint the cell of a section: each answer has a shape of its own, beside its words."""
    text, face = cell_text(cell), fonts.font(12, fonts.MEDIUM, tabular=True)
    match cell.kind:
        case CellKind.MARKED:
            _paint_points(painter, place, cell, text)
        case CellKind.TO_MARK:
            painter.setBrush(theme.color("surface"))
            painter.setPen(QPen(theme.color("warning"), 1.2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(place.adjusted(0.6, 0.6, -0.6, -0.6), RADIUS, RADIUS)
            draw_text(painter, place, text, face, "warning", align=CENTER)
        case CellKind.NOT_ASSESSABLE | CellKind.NEUTRALISED:
            is_hatched = cell.kind is CellKind.NOT_ASSESSABLE
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("neutral"))
            painter.drawRoundedRect(place, RADIUS, RADIUS)
            if is_hatched:
                painter.setBrush(QBrush(theme.color("line_soft"), Qt.BrushStyle.BDiagPattern))
                painter.drawRoundedRect(place, RADIUS, RADIUS)
            draw_text(painter, place, text, face, "text", align=CENTER)
        case CellKind.RECUSED:
            pass


def _paint_points(painter: QPainter, place: QRectF, cell: SectionCell, text: str) -> None:
    share = cell.points.earned / cell.points.examined
    background, ink = theme.heat(float(share), 1)
    painter.setPen(QPen(theme.color("line_soft"), 1) if share < Fraction(1, 5) else Qt.PenStyle.NoPen)
    painter.setBrush(background)
    painter.drawRoundedRect(place, RADIUS, RADIUS)
    painter.setFont(fonts.font(12, fonts.MEDIUM, tabular=True))
    painter.setPen(ink)
    painter.drawText(place, CENTER, text)


def paint_points_bar(painter: QPainter, place: QRectF, points: Points) -> None:
    """Paint points from 0 to 100: what the grid holds, what was examined, what was earned."""
    thickness = theme.scaled(BAR)
    top, radius = place.center().y() - thickness / 2, thickness / 2
    painter.setPen(Qt.PenStyle.NoPen)
    parts: tuple[tuple[Fraction, Token], ...] = (
        (Fraction(WHOLE), "track"),
        (points.examined, "accent_light"),
        (points.earned, "accent"),
    )
    for amount, tint in parts:
        if amount:
            painter.setBrush(theme.color(tint))
            width = max(float(thickness), place.width() * float(amount / WHOLE))
            painter.drawRoundedRect(QRectF(place.left(), top, width, thickness), radius, radius)


class SummaryDelegate(RowDelegate):
    """Paints each column; the cell that the keyboard is on has a frame of its own."""

    has_lines = False

    def __init__(self, model: SummaryModel) -> None:
        super().__init__()
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell, then the frame of the keyboard."""
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
            painter.restore()

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index) -> None:
        """Paint one cell of a dossier."""
        row, column = index.data(RowRole), index.column()
        if not isinstance(row, SummaryRow):
            return
        section = column - FIRST_SECTION
        if 0 <= section < len(row.sections):
            if row.state is ReadingState.RECUSED:
                self._paint_recused(painter, place, section)
            else:
                paint_section(painter, place.adjusted(2, 1.5, -2, -1.5), row.sections[section])
        elif section < 0:
            _paint_leading(painter, place, Leading(column), row, str(index.data()))
        else:
            trailing = Trailing(section - len(row.sections))
            _paint_trailing(painter, place, trailing, row, str(index.data()))

    def _paint_recused(self, painter: QPainter, place: QRectF, section: int) -> None:
        if section == 0:  # the row is one cell from here: `SummaryTable` spans it
            words = self.tr("Vous vous êtes déporté : dossier non noté")
            draw_text(painter, place.adjusted(4, 0, 0, 0), words, fonts.font(12), "mention")


def _paint_leading(painter: QPainter, place: QRectF, column: Leading, row: SummaryRow, text: str) -> None:
    ink: Token = "mention" if row.state is ReadingState.RECUSED else "title"
    match column:
        case Leading.POSITION:
            before = place.adjusted(0, 0, -theme.scaled(14), 0)
            draw_text(painter, before, text, fonts.font(12, tabular=True), "mention", align=RIGHT)
        case Leading.TERRITORY:
            draw_text(painter, place.adjusted(0, 0, -8, 0), text, fonts.font(13, fonts.MEDIUM), ink)
        case Leading.DEPARTEMENT:
            draw_text(painter, place, text, fonts.font(11, tabular=True), "mention")


def _paint_trailing(painter: QPainter, place: QRectF, column: Trailing, row: SummaryRow, text: str) -> None:
    match column:
        case Trailing.TOTAL:
            before = place.adjusted(0, 0, -theme.scaled(14), 0)
            ink: Token = "mention" if row.total is None else "title"
            draw_text(painter, before, text, fonts.font(13, fonts.SEMIBOLD, tabular=True), ink, align=RIGHT)
        case Trailing.BAR:
            if row.state is not ReadingState.RECUSED:
                paint_points_bar(painter, place.adjusted(0, 0, -theme.scaled(14), 0), row.points)
        case Trailing.STATE:
            _paint_state(painter, place, row, text)


def _paint_state(painter: QPainter, place: QRectF, row: SummaryRow, text: str) -> None:
    icon, ink = _state_sign(row)
    side = theme.scaled(14)
    icons.paint(painter, icon, QPointF(place.left(), place.center().y() - side / 2), ink, 14)
    words = place.adjusted(side + 6, 0, 0, 0)
    draw_text(painter, words, text, fonts.font(12), "mention" if ink == "mention" else "text")


def _state_sign(row: SummaryRow) -> tuple[IconName, Token]:
    if row.state is ReadingState.RECUSED:
        return "user-x", "mention"
    if row.missing:
        return "circle", "warning"
    if row.unjustified:
        return "triangle-alert", "warning"
    return ("check", "success") if row.state is ReadingState.CLOSED else ("lock-open", "mention")
