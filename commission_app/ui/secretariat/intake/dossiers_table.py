"""The table of dossiers, painted: boxes for the pieces, where a sign and not a color tells the state."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QResizeEvent

from commission_app.scoring.eligibility import Conclusion
from commission_app.ui import fonts, icons, theme
from commission_app.ui.icons import IconName
from commission_app.ui.models.candidacies_model import PIECES, CandidaciesColumn, CandidaciesModel
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.record_table import (
    CENTER,
    PADDING,
    RIGHT,
    Index,
    RecordHeader,
    RecordTable,
    RowDelegate,
    draw_text,
)
from commission_app.workflow.secretariat.dossiers_view import DossierLine, Finances, Presence

FIRST_PADDING = 20
ROW_HEIGHT = 36
BOX = 18
# Width of the table, in pixels of normal text, under which a column goes.
NEEDED = {
    CandidaciesColumn.DENSITY: 1150,
    CandidaciesColumn.RAPPORTEUR: 1000,  # a screen of 1366 pixels keeps it
    CandidaciesColumn.KIND: 880,
}

LOOKS: dict[Presence, tuple[IconName | None, Token, Token] | None] = {
    Presence.PRESENT: ("check", "accent", "accent_soft"),
    Presence.DOUBTFUL: (None, "warning", "warning_soft"),
    Presence.ABSENT: ("x", "error", "error_soft"),
    Presence.NONE: None,
}


Look = tuple[IconName, Token]
CONCLUSIONS: dict[Conclusion, Look] = {
    Conclusion.TO_EXAMINE: ("circle-question-mark", "warning"),
    Conclusion.TO_COMPLETE: ("triangle-alert", "warning"),
    Conclusion.ELIGIBLE: ("circle-check", "success"),
    Conclusion.INELIGIBLE: ("circle-x", "error"),
}
# Until somebody settles it, an open circle: the word is only what the points propose.
PROPOSED: dict[Conclusion, Look] = {
    Conclusion.TO_EXAMINE: ("circle-question-mark", "mention"),
    Conclusion.TO_COMPLETE: ("triangle-alert", "mention"),
    Conclusion.ELIGIBLE: ("circle", "mention"),
    Conclusion.INELIGIBLE: ("circle-x", "mention"),
}
FIGURES: dict[Finances, Look] = {
    Finances.BLANK: ("minus", "mention"),
    Finances.FINE: ("check", "success"),
    Finances.POINTS: ("info", "info"),
    Finances.GAPS: ("triangle-alert", "warning"),
}


def paint_word(painter: QPainter, place: QRectF, look: Look, words: str) -> None:
    """Paint a short state: its sign, then its word."""
    icon, ink = look
    side = theme.scaled(15)
    icons.paint(painter, icon, QPointF(place.left(), place.center().y() - side / 2), ink, 15)
    tint: Token = "text" if ink == "success" else ink
    draw_text(painter, place.adjusted(side + 6, 0, 0, 0), words, fonts.font(13), tint)


def paint_presence(painter: QPainter, place: QRectF, presence: Presence) -> None:
    """Paint a box: a check, a « ! » in a frame, a cross in a frame, or a dotted frame that stays empty."""
    side = theme.scaled(BOX)
    box = QRectF(place.center().x() - side / 2, place.center().y() - side / 2, side, side)
    look = LOOKS[presence]
    frame = box.adjusted(0.5, 0.5, -0.5, -0.5)
    if look is None:
        painter.setPen(QPen(theme.color("line_field"), 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 3, 3)
        return
    icon, ink, ground = look
    is_framed = presence is not Presence.PRESENT or theme.current().name == "contrast"
    painter.setPen(QPen(theme.color(ink), 1.2) if is_framed else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(ground))
    painter.drawRoundedRect(frame, 3, 3)
    if icon is None:
        draw_text(painter, box, "!", fonts.font(12, fonts.BOLD), ink, align=CENTER)
        return
    inset = (side - theme.scaled(14)) / 2
    icons.paint(painter, icon, box.topLeft() + QPointF(inset, inset), ink, 14)


class DossiersDelegate(RowDelegate):
    """Paints each column."""

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index) -> None:
        """Paint one cell."""
        line = index.data(RowRole)
        if not isinstance(line, DossierLine):
            return
        column = CandidaciesColumn(index.column())
        inner = place.adjusted(PADDING, 0, -PADDING, -1)
        if column in PIECES:
            paint_presence(painter, place, line.presence[column - CandidaciesColumn.INTENTION])
        elif column is CandidaciesColumn.ELIGIBILITY:
            state = line.eligibility
            look = CONCLUSIONS[state.conclusion] if state.is_settled else PROPOSED[state.conclusion]
            paint_word(painter, inner, look, str(index.data(Qt.ItemDataRole.DisplayRole)))
        elif column is CandidaciesColumn.FINANCES:
            words = str(index.data(Qt.ItemDataRole.DisplayRole))
            paint_word(painter, inner, FIGURES[line.finances.kind], words)
        elif column is CandidaciesColumn.NUMBER:
            face = fonts.font(13, tabular=True)
            draw_text(
                painter, place.adjusted(8, 0, -PADDING, -1), str(line.number), face, "mention", align=RIGHT
            )
        elif column is CandidaciesColumn.TERRITORY:
            draw_text(painter, inner, line.territory, fonts.font(13, fonts.SEMIBOLD), "title")
        else:
            draw_text(painter, inner, str(index.data(Qt.ItemDataRole.DisplayRole)), fonts.font(13))


class DossiersHeader(RecordHeader):
    """The header: the short names of pieces stand over their boxes."""

    def paint_title(self, painter: QPainter, place: QRectF, section: int) -> None:
        """Paint one title."""
        if section in PIECES or section == CandidaciesColumn.NUMBER:
            text = str(self.model().headerData(section, Qt.Orientation.Horizontal))
            align = CENTER if section in PIECES else RIGHT
            inner = place if section in PIECES else place.adjusted(8, 0, -PADDING, 0)
            draw_text(painter, inner, text, fonts.font(12, fonts.SEMIBOLD), "mention", align=align)
        else:
            super().paint_title(painter, place, section)


class DossiersTable(RecordTable):
    """The dossiers, one row each, all of the same height: thousands scroll as a few."""

    def __init__(self, model: CandidaciesModel, name: str) -> None:
        header = DossiersHeader(34, PADDING)
        super().__init__(model, DossiersDelegate(), name, row_height=ROW_HEIGHT, header=header)
        self.set_compact(is_compact=False)

    def set_compact(self, *, is_compact: bool) -> None:
        """Take narrower columns on a small window."""
        boxes = (34, 40, 40, 40, 40)
        wide = (54, 210, 104, 178, 76, *boxes, 132, 108, 130)
        narrow = (48, 180, 98, 164, 68, *boxes, 118, 94, 118)
        self.set_widths(narrow if is_compact else wide, CandidaciesColumn.TERRITORY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for, the least needed first: the panel tells it."""
        super().resizeEvent(event)
        room = self.width() * 100 // theme.text_percent()
        for column, least in NEEDED.items():
            self.setColumnHidden(column, room < least)
