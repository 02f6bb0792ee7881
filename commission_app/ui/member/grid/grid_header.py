"""The head of the grid: points over what was examined, never extrapolated, and one gauge a section."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from commission_app.scoring.grid import Section
from commission_app.scoring.ids import SectionId
from commission_app.scoring.individual import DeskPoints, Points
from commission_app.texts import count_fr, decimal_fr
from commission_app.ui import fonts, theme
from commission_app.ui.member.grid.criterion_row import points_fr
from commission_app.ui.models.grid_model import GridModel
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.badge import Badge
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Panel, column, row
from commission_app.ui.widgets.painted import Painted
from commission_app.ui.widgets.record_table import draw_text

GAUGE: Final = 4


class _SectionGauge(Painted, QAbstractButton):
    """Short name, points earned, and a gauge: earned within examined, within the whole section."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self._section = section
        self._points: Points | None = None
        self._worth = section.weight
        self.is_current = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_points(None)

    def show_points(self, points: Points | None) -> None:
        """Show the points of the section; None hides them."""
        self._points = points
        words = self.tr("{section} : {points} points examinés")
        shown = points_fr(points) if points else "—"
        self.setAccessibleName(words.format(section=self._section.label, points=shown))
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        """Return three short lines."""
        return QSize(theme.scaled(54), theme.scaled(38) + 8)

    def minimumSizeHint(self) -> QSize:
        """Accept a narrow pane."""
        return QSize(theme.scaled(36), self.sizeHint().height())

    def paint(self, painter: QPainter) -> None:
        """Paint the section."""
        width, line = float(self.width()), float(theme.scaled(18))
        name_face = fonts.font(11, fonts.SEMIBOLD if self.is_current else fonts.MEDIUM)
        name = shortened(short_name(self._section), name_face, width)
        draw_text(
            painter, QRectF(0, 0, width, line), name, name_face, "accent" if self.is_current else "mention"
        )
        has_points = self._points is not None and bool(self._points.examined)
        earned = decimal_fr(self._points.earned) if self._points and has_points else "—"
        face = fonts.font(14, fonts.SEMIBOLD, tabular=True)
        tint: Token = "title" if has_points else "faint"
        draw_text(painter, QRectF(0, line - 1, width, line + 2), earned, face, tint)
        self._paint_gauge(painter, QRectF(0, self.height() - GAUGE - 1, width, GAUGE))

    def _paint_gauge(self, painter: QPainter, place: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        painter.drawRoundedRect(place, 2, 2)
        if self._points is None or not self._points.examined:
            return
        parts: tuple[tuple[Fraction, Token], ...] = (
            (self._points.examined, "accent_light"),
            (self._points.earned, "accent"),
        )
        for points, token in parts:
            if points:
                painter.setBrush(theme.color(token))
                width = place.width() * float(points / self._worth)
                painter.drawRoundedRect(QRectF(place.left(), place.top(), width, GAUGE), 2, 2)


class GridHeader(Panel):
    """Total, number of criteria, sections, and the way out: a recusal."""

    section_chosen = Signal(str)
    recusal_asked = Signal()
    totals_toggled = Signal(bool)  # the person asks for them, or not

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self.shows_totals = True
        self._earned = Label("", "figure")
        self._examined = Label("", "body", tint="mention")
        self._count = Label("", "mention")
        self._recuse = Button(self.tr("Me déporter…"), "quiet", icon="user-x", size="small")
        self._recuse.clicked.connect(self.recusal_asked)
        self._closed = Badge(self.tr("Dossier clos"), "success")
        self._hide = Button("", "link", size="small")
        self._hide.clicked.connect(lambda: self.totals_toggled.emit(not self.shows_totals))
        self._gauges = {section.id: _SectionGauge(section) for section in sections}
        for section, gauge in self._gauges.items():
            gauge.clicked.connect(lambda _=False, chosen=section: self.section_chosen.emit(chosen))
        figures = row(spacing=5)
        figures.addWidget(self._earned, 0, Qt.AlignmentFlag.AlignBaseline)
        figures.addWidget(self._examined, 0, Qt.AlignmentFlag.AlignBaseline)
        figures.addStretch(1)
        figures.addWidget(self._recuse, 0, Qt.AlignmentFlag.AlignTop)
        figures.addWidget(self._closed, 0, Qt.AlignmentFlag.AlignTop)
        strip = row(*self._gauges.values(), spacing=7)
        self._column = column(figures, 0, row(self._count, STRETCH, self._hide), 10, strip)
        self.setLayout(self._column)
        self.set_compact(is_compact=False)
        self._name_toggle()

    def show_model(self, model: GridModel, current: SectionId | None) -> None:
        """Show the figures of a dossier."""
        points = model.points if self.shows_totals else None
        self._show_total(points)
        done, count = len(model.criteria) - len(model.missing), len(model.criteria)
        criteria = count_fr(done, self.tr("critère"))
        self._count.setText(
            self.tr("Total provisoire · {criteria} sur {count}").format(criteria=criteria, count=count)
        )
        self._recuse.setVisible(not model.reading.is_closed)
        self._closed.setVisible(model.reading.is_closed)
        for section, gauge in self._gauges.items():
            gauge.is_current = section == current
            gauge.show_points(points.sections[section] if points else None)

    def show_totals(self, *, is_shown: bool) -> None:
        """Show the totals of the dossiers from now on, or none."""
        self.shows_totals = is_shown
        self._name_toggle()

    def set_compact(self, *, is_compact: bool) -> None:
        """Tighten the head in a small window."""
        edge = 8 if is_compact else 12
        self._column.setContentsMargins(16, edge, 16, edge)

    def _show_total(self, points: DeskPoints | None) -> None:
        if points is None or not points.total.examined:
            self._earned.setText("—")
            self._examined.setText("")
            return
        earned, _, examined = points_fr(points.total).partition(" / ")
        self._earned.setText(earned)
        self._examined.setText(f"/ {examined}")

    def _name_toggle(self) -> None:
        shown, hidden = self.tr("Masquer mon total"), self.tr("Montrer mon total")
        self._hide.setText(shown if self.shows_totals else hidden)


def short_name(section: Section) -> str:
    """Return a section's name for a narrow place: « Axe 1 », « Engagements »."""
    head = section.label.partition(" — ")[0]
    return head if len(head) <= len("Engagements") else head.split(maxsplit=1)[0].rstrip(",")


def shortened(name: str, face: QFont, width: float) -> str:
    """Cut a name with a point, as an abbreviation, when the place is short."""
    kept = name
    while len(kept) > 1 and fonts.width(kept if kept == name else f"{kept}.", face) > width:
        kept = kept[:-1]
    return name if kept == name else f"{kept}."
