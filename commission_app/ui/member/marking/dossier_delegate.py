"""Paints one row of the list of dossiers: pie, name on two lines at most, place, points or progress."""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from commission_app.ui import fonts, icons, theme
from commission_app.ui.models.dossiers_model import (
    ROW_ROLE,
    DossierRow,
    DossiersModel,
    Group,
    ReadingState,
)
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.progress import PieState, paint_pie
from commission_app.ui.widgets.record_table import draw_text

Index = QModelIndex | QPersistentModelIndex
HEADING_HEIGHT: Final = 34
INSET: Final = 20  # from both edges of the list
TEXT_LEFT: Final = 29  # from the pie
PADDING: Final = 10
PIE: Final = 17
PIE_STATES: Final = {ReadingState.CLOSED: PieState.DONE, ReadingState.RECUSED: PieState.RECUSED}


class DossierDelegate(QStyledItemDelegate):
    """The rows of one list; the width of the list decides whether a name takes two lines."""

    def __init__(self, view: QAbstractItemView, model: DossiersModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self.padding = PADDING

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a heading, or of a dossier with its name folded."""
        del option
        item = index.data(ROW_ROLE)
        if isinstance(item, Group):
            return QSize(100, theme.scaled(HEADING_HEIGHT))
        width = self._view.viewport().width() - 2 * INSET - TEXT_LEFT
        lines = len(self._name_lines(item, width, is_current=True))
        return QSize(100, theme.scaled(20 * lines + 18) + 2 * self.padding)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        item = index.data(ROW_ROLE)
        place = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(item, Group):
            self._paint_heading(painter, place, item)
        else:
            is_current = bool(option.state & QStyle.StateFlag.State_Selected)
            is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
            _paint_ground(painter, place, is_current=is_current, is_hovered=is_hovered)
            self._paint_dossier(painter, place, item, is_current=is_current)
        painter.restore()

    def _paint_heading(self, painter: QPainter, place: QRectF, group: Group) -> None:
        words = place.adjusted(16, 10, -16, 0)
        draw_text(painter, words, self._model.heading(group), fonts.font(11, fonts.SEMIBOLD), "mention")

    def _paint_dossier(self, painter: QPainter, place: QRectF, row: DossierRow, *, is_current: bool) -> None:
        line, side = theme.scaled(20), theme.scaled(PIE)
        left, right, top = place.left() + INSET, place.right() - INSET, place.top() + self.padding
        pie = QRectF(left, top + (line - side) / 2, side, side)
        paint_pie(painter, pie, row.share, PIE_STATES.get(row.state, PieState.READING))
        left += TEXT_LEFT
        self._paint_figure(painter, QRectF(left, top, right - left, line), row)
        face = name_font(is_current=is_current)
        width = right - left
        tint: Token = "mention" if row.state is ReadingState.RECUSED else "title"
        for words in self._name_lines(row, width, is_current=is_current):
            draw_text(painter, QRectF(left, top, width, line), words, face, tint)
            top += line
        where = QRectF(left, top, right - left, theme.scaled(18))
        exception = self._model.exception(row)
        if exception:
            where.setRight(self._paint_exception(painter, where, exception) - 6)
        draw_text(painter, where, row.place, fonts.font(12), "mention")

    def _paint_figure(self, painter: QPainter, place: QRectF, row: DossierRow) -> None:
        is_total = row.state in (ReadingState.CLOSED, ReadingState.MARKED)
        face = _figure_font(is_total=is_total)
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        draw_text(
            painter, place, self._model.figure(row), face, "title" if is_total else "mention", align=align
        )

    @staticmethod
    def _paint_exception(painter: QPainter, place: QRectF, words: str) -> float:
        """Paint an unusual fact at the right, and return where it begins."""
        face, icon = fonts.font(12, fonts.MEDIUM), theme.scaled(14)
        left = place.right() - icon
        icons.paint(painter, "triangle-alert", QPointF(left, place.center().y() - icon / 2), "warning", 14)
        left -= fonts.width(words, face) + 5
        draw_text(painter, QRectF(left, place.top(), place.right(), place.height()), words, face, "warning")
        return left

    def _name_lines(self, row: DossierRow, width: float, *, is_current: bool) -> tuple[str, ...]:
        """Return the name on one line beside the figure, or on two, the second one across the whole row."""
        figure, pixels = self._model.figure(row), theme.scaled(13)
        first_width = width - (_figure_width(figure, pixels) + 10 if figure else 0.0)
        return _name_lines(row.title, pixels, first_width, width, is_current=is_current)


@lru_cache(
    maxsize=2048
)  # one key pressed asks for the height of every row, and the size of letters is theirs
def _name_lines(
    title: str, _pixels: int, first_width: float, second_width: float, *, is_current: bool
) -> tuple[str, ...]:
    return fold(title, name_font(is_current=is_current), first_width, second_width)


@lru_cache(maxsize=2048)  # same
def _figure_width(figure: str, _pixels: int) -> float:
    return fonts.width(figure, _figure_font(is_total=True))


def fold(text: str, face: QFont, first_width: float, second_width: float) -> tuple[str, ...]:
    """Return a name on one line or two, the second one shortened when it must be."""
    layout = QTextLayout(text, face)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(max(first_width, 40))
    layout.endLayout()
    end = first.textStart() + first.textLength()
    if end >= len(text):
        return (text,)
    rest = text[end:].strip()
    shortened = QFontMetricsF(face).elidedText(rest, Qt.TextElideMode.ElideRight, max(second_width, 40))
    return text[:end].strip(), shortened


def name_font(*, is_current: bool) -> QFont:
    """Return the font of a name."""
    return fonts.font(13, fonts.SEMIBOLD if is_current else fonts.MEDIUM)


def _figure_font(*, is_total: bool) -> QFont:
    return fonts.font(13, fonts.SEMIBOLD if is_total else fonts.REGULAR, tabular=True)


def _paint_ground(painter: QPainter, place: QRectF, *, is_current: bool, is_hovered: bool) -> None:
    box = place.adjusted(8.5, 1.5, -8.5, -1.5)
    if is_current:
        painter.setPen(QPen(theme.color("line_soft"), 1))
        painter.setBrush(theme.color("selected" if theme.current().is_dark else "surface"))
        painter.drawRoundedRect(box, 7, 7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(QRectF(box.left() - 0.5, box.top() + 9, 3, box.height() - 18), 1.5, 1.5)
    elif is_hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("hover"))
        painter.drawRoundedRect(box, 7, 7)
