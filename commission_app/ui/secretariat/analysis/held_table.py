"""The table of how places hold: intervals of ranks on one axis, shares as bars from zero."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from commission_app.scoring.zones import Zone
from commission_app.ui import fonts, theme
from commission_app.ui.models.held_model import HeldColumn, HeldModel, HeldRow
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.secretariat.analysis.figures_table import paint_seat_line
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
from commission_app.ui.widgets.wrapped_text import draw_wrapped
from commission_app.workflow.deliberation.analysis_views import HeldDossier

ROW_HEIGHT, HEADER_HEIGHT = 30, 56
FIRST_PADDING = 24
WIDTHS = (60, 0, 92, 186, 164, 112, 116)
TEXT_ROOM = 58  # of the words beside an interval or a bar
NUMBERS = frozenset({HeldColumn.RANK, HeldColumn.SIGNALS})


class HeldHeader(RecordHeader):
    """Titles on two lines when they are long."""

    def paint_title(self, painter: QPainter, place: QRectF, section: int) -> None:
        """Paint one title."""
        text = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        column = HeldColumn(section)
        align = RIGHT if column in NUMBERS else LEFT
        draw_wrapped(
            painter, inner(place, column), text, fonts.font(12, fonts.SEMIBOLD), "mention", align=align
        )


class HeldDelegate(RowDelegate):
    """Paints each column."""

    def __init__(self, model: HeldModel) -> None:
        super().__init__()
        self._model = model

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index) -> None:
        """Paint one cell, and the line of the seats under the last of them."""
        row, column = index.data(RowRole), HeldColumn(index.column())
        if not isinstance(row, HeldRow):
            return
        if row.ends_seats:
            paint_seat_line(painter, place)
        within, text = inner(place, column), str(index.data())
        is_inside = row.placed.rank <= row.seats
        face = fonts.font(13, fonts.SEMIBOLD if is_inside else fonts.REGULAR, tabular=True)
        match column:
            case HeldColumn.WEIGHTS if row.held is not None:
                self._paint_interval(painter, within, row, row.held)
                draw_text(painter, within, text, fonts.font(12, tabular=True), "text", align=RIGHT)
            case HeldColumn.SHARE if row.held is not None:
                paint_share(painter, bar(within), float(row.held.share))
                draw_text(painter, within, text, fonts.font(12, tabular=True), "text", align=RIGHT)
            case HeldColumn.ZONE if row.held is not None:
                paint_zone(painter, within, row.held.zone)
                draw_text(painter, within.adjusted(theme.scaled(18), 0, 0, 0), text, fonts.font(12), "text")
            case HeldColumn.TERRITORY:
                medium = fonts.font(13, fonts.MEDIUM)
                draw_text(painter, within, text, medium, "title" if is_inside else "text")
            case _:
                align = RIGHT if column in NUMBERS else LEFT
                draw_text(painter, within, text, face, "text", align=align)

    def _paint_interval(self, painter: QPainter, place: QRectF, row: HeldRow, held: HeldDossier) -> None:
        """Paint the ranks from first to last, the interval, and the official rank as a dot."""
        axis, count = bar(place), max(self._model.rowCount(), 2)

        def at(rank: int) -> float:
            return axis.left() + axis.width() * (rank - 1) / (count - 1)

        middle = axis.center().y()
        painter.setPen(QPen(theme.color("track"), 2))
        painter.drawLine(QPointF(axis.left(), middle), QPointF(axis.right(), middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("bar_below"))
        left, width = at(held.best) - 4, at(held.worst) - at(held.best) + 8
        painter.drawRoundedRect(QRectF(left, middle - 4, width, 8), 4, 4)
        painter.setBrush(theme.color("title"))
        painter.drawEllipse(QPointF(at(row.placed.rank), middle), 2.5, 2.5)


class HeldTable(RecordTable):
    """The ranked dossiers, whose territory takes the width left."""

    def __init__(self, model: HeldModel, name: str) -> None:
        header = HeldHeader(HEADER_HEIGHT)
        super().__init__(model, HeldDelegate(model), name, row_height=ROW_HEIGHT, header=header)
        self.set_widths(WIDTHS, HeldColumn.TERRITORY)


def inner(place: QRectF, column: HeldColumn) -> QRectF:
    """Return where the content of a cell stands."""
    before = FIRST_PADDING / 2 if column is HeldColumn.RANK else PADDING
    after = FIRST_PADDING if column is HeldColumn.SIGNALS else PADDING
    return place.adjusted(before, 0, -after, -1)


def bar(place: QRectF) -> QRectF:
    """Return where a bar or an axis stands, before its words."""
    return place.adjusted(4, 0, -theme.scaled(TEXT_ROOM), 0)


def paint_share(painter: QPainter, place: QRectF, share: float) -> None:
    """Paint a share as a bar from zero, on its track."""
    half = theme.scaled(6) / 2
    whole = QRectF(place.left(), place.center().y() - half, place.width(), 2 * half)
    for width, tint in (
        (whole.width(), theme.color("track")),
        (whole.width() * share, theme.color("accent")),
    ):
        path = QPainterPath()
        path.addRoundedRect(QRectF(whole.left(), whole.top(), width, whole.height()), 2, 2)
        painter.fillPath(path, tint)


def paint_zone(painter: QPainter, place: QRectF, zone: Zone) -> None:
    """Paint the shape of a zone before its words: full, half, or empty."""
    side = theme.scaled(11)
    disc = QRectF(place.left() + 1, place.center().y() - side / 2, side, side)
    painter.setPen(QPen(theme.color("accent" if zone is not Zone.OUT else "mention"), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(disc)
    painter.setBrush(theme.color("accent"))
    if zone is Zone.SAFE:
        painter.drawEllipse(disc)
    elif zone is Zone.OPEN:
        painter.drawPie(disc, 90 * 16, 180 * 16)
