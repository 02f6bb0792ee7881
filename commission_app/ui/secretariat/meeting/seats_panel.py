"""The right column: the places, the reserve list, the variety of what is retained."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from commission_app.texts import count_fr
from commission_app.ui import fonts, theme
from commission_app.ui.secretariat.meeting.diversity_gauges import DepartementGrid, GaugeBar
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Line, SidePanel, Slot, column, row
from commission_app.ui.widgets.painted import Painted
from commission_app.ui.widgets.record_table import LEFT, RIGHT, draw_text
from commission_app.workflow.meeting.views import MeetingView, Seat

SEAT, SEAT_COMPACT, MOST_ROWS = 32, 27, 25


class SeatLine(Painted, QWidget):
    """One place: taken, free, or proposed to the dossier under debate."""

    def __init__(self, number: int, seat: Seat | None, candidate: str, height: int) -> None:
        super().__init__()
        self._number, self._seat, self._candidate, self._height = number, seat, candidate, height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{number} : {self._words()}")
        if seat is not None:
            self.setToolTip(f"{seat.territory} · {seat.detail}")

    def sizeHint(self) -> QSize:
        """Take one line."""
        return QSize(theme.scaled(220), theme.scaled(self._height))

    def paint(self, painter: QPainter) -> None:
        """Paint the frame, the number, the territory and its département."""
        place = QRectF(self.rect()).adjusted(0.75, 1.75, -0.75, -1.75)
        is_proposed = self._seat is None and bool(self._candidate)
        if is_proposed:
            painter.setPen(QPen(theme.color("accent"), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(theme.color("selected_soft"))
        elif self._seat is None:
            painter.setPen(QPen(theme.color("line_field"), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setPen(QPen(theme.color("line"), 1))
            painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(place, 6, 6)
        number = QRectF(place.left(), place.top(), theme.scaled(28), place.height())
        taken: theme.Token = "accent" if self._seat or is_proposed else "mention"
        face = fonts.font(12, fonts.SEMIBOLD, tabular=True)
        draw_text(painter, number, str(self._number), face, taken, align=RIGHT)
        detail = self._seat.detail if self._seat else ""
        right = fonts.width(detail, fonts.font(11)) + 12 if detail else 8
        words = place.adjusted(theme.scaled(38), 0, -right, 0)
        ink: theme.Token = "accent" if is_proposed else "title" if self._seat else "mention"
        weight = fonts.MEDIUM if self._seat or is_proposed else fonts.REGULAR
        draw_text(painter, words, self._words(), fonts.font(13, weight), ink, align=LEFT)
        if detail:
            draw_text(painter, place.adjusted(0, 0, -9, 0), detail, fonts.font(11), "mention", align=RIGHT)

    def _words(self) -> str:
        if self._seat is not None:
            return self._seat.territory
        if self._candidate:
            return f"{self._candidate}\N{NARROW NO-BREAK SPACE}?"
        return self.tr("libre")


class SeatsPanel(SidePanel):
    """Everything of the right column, made again at each act."""

    rules_asked = Signal()

    def __init__(self) -> None:
        self._slot = Slot()
        layout = column(self._slot, STRETCH, margins=(18, 16, 18, 16))
        super().__init__(layout, self.tr("Places et diversité"), "app")
        self._is_compact = False
        self._view: MeetingView | None = None

    def set_compact(self, *, is_compact: bool) -> None:
        """Tighten the lines."""
        self._is_compact = is_compact
        if self._view is not None:
            self.show_view(self._view)

    def show_view(self, view: MeetingView) -> None:
        """Show the places and the variety."""
        self._view = view
        taken = view.seats - view.free
        title = self.tr("Les {count} places").format(count=view.seats)
        given = self.tr("{taken}, {free}").format(
            taken=count_fr(taken, self.tr("attribuée")), free=count_fr(view.free, self.tr("libre"))
        )
        content = column(row(Label(title, "section_title"), STRETCH, Label(given, "mention")), 6)
        content.addLayout(self._rules(view))
        self._add_seats(content, view)
        if view.reserve:
            reserve = self.tr("Liste complémentaire")
            how_many = count_fr(len(view.reserve), self.tr("territoire"))
            content.addLayout(column(8, row(Label(reserve, "strong"), STRETCH, Label(how_many, "mention"))))
            for seat in view.reserve:
                content.addWidget(SeatLine(seat.number, seat, "", SEAT_COMPACT))
        content.addLayout(column(12, Line(), 10, Label(self.tr("Diversité"), "section_title"), 6))
        for gauge in view.gauges:
            content.addWidget(GaugeBar(gauge, max(view.seats, 1)))
            content.addSpacing(4 if self._is_compact else 8)
        held = sum(1 for _, count in view.departements if count)
        departements = self.tr("{held} sur {all}").format(held=held, all=len(view.departements))
        content.addLayout(
            row(Label(self.tr("Départements"), "strong"), STRETCH, Label(departements, "mention"))
        )
        content.addSpacing(4)
        content.addWidget(DepartementGrid(view.departements, view.candidate_departement))
        self._slot.fill(content)

    def _rules(self, view: MeetingView) -> QVBoxLayout:
        """Show whether the rules were adopted before the ranking, and lead to them."""
        is_late = bool(view.rules_warning)
        when = self.tr("Règles adoptées après classement") if is_late else self.tr("Règles adoptées")
        link = Button(when, "link", icon="triangle-alert" if is_late else None)
        link.setToolTip("\n".join(view.adoption))
        link.clicked.connect(self.rules_asked)
        return column(row(link, STRETCH), 6)

    def _add_seats(self, content: QVBoxLayout, view: MeetingView) -> None:
        height = SEAT_COMPACT if self._is_compact else SEAT
        seats: list[Seat | None] = [*view.retained, *([None] * max(0, view.free))]
        page = view.dossier
        candidate = page.territory if page is not None and page.opinion is None else ""
        for number, seat in enumerate(seats[:MOST_ROWS], start=1):
            is_next = seat is None and number == len(view.retained) + 1
            content.addWidget(SeatLine(number, seat, candidate if is_next else "", height))
