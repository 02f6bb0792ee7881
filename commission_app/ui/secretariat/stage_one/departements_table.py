"""The table of the choice: figures, the four methods side by side, what one indicator less would change."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent

from commission_app.ui import fonts, icons, theme
from commission_app.ui.icons import IconName
from commission_app.ui.models.departements_model import DepartementsModel, Kind
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.tokens import Token
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
from commission_app.ui.widgets.wrapped_text import LINE_HEIGHT, wrapped
from commission_app.workflow.preparation.departements.stage_one_views import (
    DepartementRow,
    StageOneView,
    State,
)

ROW_HEIGHT, HEADER_HEIGHT = 29, 46
FIRST_PADDING: Final = 24
CODE_WIDTH: Final = 29
NOWHERE: Final = -1  # no column takes what is left
WIDTHS: Final = {
    Kind.NAME: 176,  # at least
    Kind.FIGURE: 70,
    Kind.METHOD: 56,
    Kind.AGREEING: 52,
    Kind.WITHOUT: 162,
    Kind.STATE: 128,
}
NUMBERS: Final = frozenset({Kind.FIGURE, Kind.METHOD, Kind.AGREEING})
ADDED: Final[tuple[IconName, Token]] = ("plus", "accent")
LOOKS: Final[dict[State, tuple[IconName, Token]]] = {
    State.CHOSEN: ("circle-check", "accent"),
    State.ACROSS: ("scale", "warning"),
    State.BELOW: ("minus", "mention"),
    State.FILTERED: ("minus", "mention"),
    State.UNCLASSABLE: ("circle-question-mark", "mention"),
}


class DepartementsHeader(RecordHeader):
    """Titles on two lines when they are long, numbers at the right."""

    def __init__(self, model: DepartementsModel) -> None:
        super().__init__(HEADER_HEIGHT)
        self._model = model

    def paint_title(self, painter: QPainter, place: QRectF, section: int) -> None:
        """Paint one title."""
        text = str(self._model.headerData(section, Qt.Orientation.Horizontal) or "")
        kind = self._model.shown[section].kind
        align = RIGHT if kind in NUMBERS else LEFT
        face, within = fonts.font(12, fonts.SEMIBOLD), _inner(place, kind)
        first, *others = wrapped(text, within.width(), face) or [""]
        lines = [first, " ".join(others)] if others else [first]  # two at most: the tool tip says it all
        height = theme.scaled(LINE_HEIGHT)
        top = within.center().y() - height * len(lines) / 2
        for number, line in enumerate(lines):
            at = QRectF(within.left(), top + number * height, within.width(), height)
            draw_text(painter, at, line, face, "mention", align=align)


class DepartementsDelegate(RowDelegate):
    """Paints each column; what is retained stands out by its weight and its sign, not by a color alone."""

    def __init__(self, model: DepartementsModel) -> None:
        super().__init__()
        self._model = model

    def ground(self, index: Index) -> Token:
        """Return a soft ground under the list."""
        row = index.data(RowRole)
        return "selected_soft" if isinstance(row, DepartementRow) and row.is_retained else "surface"

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index) -> None:
        """Paint one cell."""
        row, shown = index.data(RowRole), self._model.shown[index.column()]
        if not isinstance(row, DepartementRow):
            return
        within, text = _inner(place, shown.kind), str(index.data())
        match shown.kind:
            case Kind.NAME:
                weight = fonts.SEMIBOLD if row.is_retained else fonts.REGULAR
                tint: Token = "title" if row.is_retained else "text"
                draw_text(painter, within, row.code, fonts.font(12, tabular=True), "mention")
                after = within.adjusted(theme.scaled(CODE_WIDTH), 0, 0, 0)
                draw_text(painter, after, row.name, fonts.font(13, weight), tint)
            case Kind.FIGURE if not row.figures[shown.place].text:
                draw_text(painter, within, text, fonts.font(12), "mention", align=RIGHT)
            case Kind.STATE:
                _paint_state(painter, within, row, text)
            case Kind.WITHOUT:
                draw_text(painter, within, text, fonts.font(12), "text")
            case _:
                makes_the_list = shown.kind is Kind.METHOD and shown.place == 0
                weight = fonts.SEMIBOLD if makes_the_list else fonts.REGULAR
                face = fonts.font(13, weight, tabular=True)
                draw_text(painter, within, text, face, "text", align=RIGHT)


LEAST = 240  # height under which the table does not go, in pixels of normal text


class DepartementsTable(RecordTable):
    """The départements, whose name takes the width left."""

    def __init__(self, model: DepartementsModel, name: str) -> None:
        self._departements = model
        header = DepartementsHeader(model)
        super().__init__(model, DepartementsDelegate(model), name, row_height=ROW_HEIGHT, header=header)

    def show_view(self, view: StageOneView) -> None:
        """Show the choice; the row that was chosen stays."""
        index = self.currentIndex()
        row = index.data(RowRole) if index.isValid() else None
        self._departements.show_view(view)
        self._share_width()
        if isinstance(row, DepartementRow):
            self.choose(row.code)

    def minimumSizeHint(self) -> QSize:
        """Keep a few rows in sight whatever the text size: the page scrolls around them."""
        return QSize(super().minimumSizeHint().width(), theme.scaled(LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width again."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Give the name what is left, but never less than it needs: the table then scrolls sideways."""
        kinds = [shown.kind for shown in self._departements.shown]
        widths = [WIDTHS[kind] for kind in kinds]
        fits = theme.scaled(sum(widths)) <= self.viewport().width()
        self.set_widths(widths, kinds.index(Kind.NAME) if fits and kinds else NOWHERE)

    def choose(self, code: str) -> None:
        """Choose a row by its code."""
        places = [row.code for row in self._departements.rows()]
        if code in places:
            self.selectRow(places.index(code))

    def row(self) -> DepartementRow | None:
        """Return the row chosen."""
        index = self.currentIndex()
        found = index.data(RowRole) if index.isValid() else None
        return found if isinstance(found, DepartementRow) else None


def _paint_state(painter: QPainter, place: QRectF, row: DepartementRow, words: str) -> None:
    is_added = row.addition is not None and row.state is not State.CHOSEN
    icon, ink = ADDED if is_added else LOOKS[row.state]
    side = theme.scaled(15)
    icons.paint(painter, icon, QPointF(place.left(), place.center().y() - side / 2), ink, 15)
    tint: Token = "title" if row.is_retained else "text"
    face = fonts.font(12, fonts.SEMIBOLD if row.is_retained else fonts.REGULAR)
    draw_text(painter, place.adjusted(side + 6, 0, 0, 0), words, face, tint)


def _inner(place: QRectF, kind: Kind) -> QRectF:
    if kind in NUMBERS:
        return place.adjusted(0, 0, -10, -1)
    return place.adjusted(FIRST_PADDING if kind is Kind.NAME else PADDING, 0, -PADDING, -1)
