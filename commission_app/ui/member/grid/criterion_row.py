"""One line of the grid for each criterion that is not open, and the head of each section."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from commission_app.scoring.grid import Section
from commission_app.scoring.individual import Points
from commission_app.scoring.sheet import MarkValue
from commission_app.texts import decimal_fr
from commission_app.ui import fonts, icons, theme
from commission_app.ui.icons import IconName
from commission_app.ui.member.grid.mark_pill import paint_pill, pill_size
from commission_app.ui.models.grid_model import CriterionView
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.painted import Painted
from commission_app.ui.widgets.record_table import RIGHT, draw_text

HEIGHT: Final = 38
NEUTRALISED_HEIGHT: Final = 50
HEAD_HEIGHT: Final = 40
INSET: Final = 16
CODE_WIDTH: Final = 38
ICON: Final = 14


class CriterionRow(Painted, QAbstractButton):
    """Code, name, signs of a remark and of evidence, mark; a click opens the criterion."""

    def __init__(self, view: CriterionView) -> None:
        super().__init__()
        self._view = view
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_view(view)

    def show_view(self, view: CriterionView) -> None:
        """Show what is said of the criterion now."""
        self._view = view
        self.setEnabled(not view.is_neutralised)
        self.setAccessibleName(self._sentence())
        self.setToolTip(view.criterion.label)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return one line, two when the criterion is neutralised."""
        height = NEUTRALISED_HEIGHT if self._view.is_neutralised else HEIGHT
        return QSize(theme.scaled(200), theme.scaled(height))

    def paint(self, painter: QPainter) -> None:
        """Paint the line."""
        width, height = self.width(), self.height()
        if self.isEnabled() and self.underMouse():
            painter.fillRect(self.rect(), theme.color("hover"))
        line_height = height if not self._view.is_neutralised else height / 2 + 4
        left = INSET + theme.scaled(CODE_WIDTH)
        code = QRectF(INSET, 0, left - INSET, line_height)
        draw_text(
            painter, code, self._view.criterion.id, fonts.font(12, fonts.MEDIUM, tabular=True), "mention"
        )
        right = self._paint_right(painter)
        is_blank = self._view.entry.is_blank and not self._view.is_neutralised
        face = fonts.font(13, fonts.MEDIUM if is_blank else fonts.REGULAR)
        tint: Token = "mention" if self._view.is_neutralised else "title"
        name = QRectF(left, 0, right - left, line_height)
        draw_text(painter, name, self._view.criterion.label, face, tint)
        if self._view.is_neutralised:
            second = QRectF(left, height / 2 - 3, width - left, height / 2)
            draw_text(painter, second, self.tr("neutralisé pour votre organisme"), fonts.font(12), "mention")
        painter.setPen(QPen(theme.color("grid_line"), 1))
        painter.drawLine(QPointF(left, height - 0.5), QPointF(width - INSET, height - 0.5))

    def _paint_right(self, painter: QPainter) -> float:
        """Paint the pill and the signs from the right; return where they begin."""
        if self._view.is_neutralised:
            return self.width() - INSET
        size = pill_size()
        place = QRectF(self.width() - INSET - size.width(), (self.height() - size.height()) / 2, 0, 0)
        place.setSize(size)
        paint_pill(painter, place, self._view.entry.mark, len(self._view.criterion.anchors) - 1)
        right = place.left() - 10
        for icon, count, tint in self._signs():
            if count:
                face = fonts.font(12, fonts.MEDIUM, tabular=True)
                words = fonts.width(count, face)
                text = QRectF(right - words - 1, 0, words + 2, self.height())
                draw_text(painter, text, count, face, tint, align=RIGHT)
                right -= words + 4
            right -= theme.scaled(ICON)
            top = (self.height() - theme.scaled(ICON)) / 2
            icons.paint(painter, icon, QPointF(right, top), tint, ICON)
            right -= 8
        return right

    def _signs(self) -> list[tuple[IconName, str, Token]]:
        signs: list[tuple[IconName, str, Token]] = []
        entry = self._view.entry
        if entry.evidence:
            signs.append(("quote", str(len(entry.evidence)), "mention"))
        if entry.remark.strip():
            signs.append(("message-square-text", "", "mention"))
        if self._view.lacks_justification:
            signs.append(("triangle-alert", "", "warning"))
        return signs

    def _sentence(self) -> str:
        view, entry = self._view, self._view.entry
        parts = [f"{view.criterion.id} {view.criterion.label}"]
        if view.is_neutralised:
            parts.append(self.tr("neutralisé pour votre organisme"))
        else:
            parts.append(mark_words(entry.mark, len(view.criterion.anchors) - 1))
        if entry.evidence:
            parts.append(self.tr("preuves : {count}").format(count=len(entry.evidence)))
        if entry.remark.strip():
            parts.append(self.tr("avec une remarque"))
        if view.lacks_justification:
            parts.append(self.tr("à justifier"))
        return ", ".join(parts)


class SectionHead(Painted, QWidget):
    """The name of a section, with its points over what was examined."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self._section = section
        self._points = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_points(self, points: Points | None) -> None:
        """Show the points; None hides them."""
        self._points = points_fr(points) if points else ""
        self.setAccessibleName(f"{self._section.label} {self._points}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        """Return one line."""
        return QSize(theme.scaled(200), theme.scaled(HEAD_HEIGHT))

    def paint(self, painter: QPainter) -> None:
        """Paint the head."""
        painter.fillRect(self.rect(), theme.color("sunken"))
        painter.fillRect(0, 0, self.width(), 1, theme.color("line"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))
        right = self.width() - INSET
        earned, slash, examined = self._points.partition(" / ")
        faces = (fonts.font(12, tabular=True), fonts.font(13, fonts.SEMIBOLD, tabular=True))
        tail = slash + examined
        widths = fonts.width(tail, faces[0]), fonts.width(earned, faces[1])
        draw_text(painter, QRectF(0, 0, right, self.height()), tail, faces[0], "mention", align=RIGHT)
        place = QRectF(0, 0, right - widths[0], self.height())
        draw_text(painter, place, earned, faces[1], "title", align=RIGHT)
        words = QRectF(INSET, 0, right - sum(widths) - INSET - 14, self.height())
        draw_text(painter, words, self._section.label, fonts.font(13, fonts.SEMIBOLD), "title")


def points_fr(points: Points) -> str:
    """Write points over what was examined: `14,2 / 18`, a dash while nothing was."""
    if not points.examined:
        return "—"
    whole = points.examined.denominator == 1
    return f"{decimal_fr(points.earned)} / {decimal_fr(points.examined, 0 if whole else 1)}"


def mark_words(mark: MarkValue, maximum: int) -> str:
    """Return a mark as it is read aloud."""
    if mark is None:
        return QCoreApplication.translate("Marks", "à noter")
    if not isinstance(mark, int):
        return QCoreApplication.translate("Marks", "non évaluable")
    return QCoreApplication.translate("Marks", "{mark} sur {maximum}").format(mark=mark, maximum=maximum)
