"""The painted samples of the legend beside the ranking: bars, shades of distance, kinds of cells."""

from fractions import Fraction

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from commission_app.ui import theme
from commission_app.ui.secretariat.ranking_delegate import FAR, paint_bar, paint_member_cell
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Item, column, row
from commission_app.ui.widgets.painted import Painted
from commission_app.workflow.secretariat.views import CellKind, ConsolidationView, MemberCell

SEAT_NOTE = "seat_note"
STEPS = (-16, -12, -8, -4, 0, 4, 8, 12, 16)


class _Sample(Painted, QWidget):
    """A sample of fixed size, at the text size in use."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self._size = (width, height)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the sample."""
        return QSize(theme.scaled(self._size[0]), theme.scaled(self._size[1]))


class BarSample(_Sample):
    """A piece of bar by its place from the line of the seats, or the dotted line of the last seat."""

    def __init__(self, line: str) -> None:
        super().__init__(18, 18)
        self._line = line

    def paint(self, painter: QPainter) -> None:
        """Paint the sample."""
        middle = self.height() / 2
        if self._line == SEAT_NOTE:
            pen = QPen(theme.color("title"), 1, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([2, 3])
            painter.setPen(pen)
            x = round(self.width() / 2) + 0.5
            painter.drawLine(QPointF(x, 1), QPointF(x, self.height() - 1))
            return
        paint_bar(painter, QRectF(0.5, middle - 4.5, self.width() - 1, 9), self._line)


class CellSample(_Sample):
    """A cell as the table paints it."""

    def __init__(self, content: MemberCell) -> None:
        super().__init__(36, 22)
        self._content = content

    def paint(self, painter: QPainter) -> None:
        """Paint the sample."""
        paint_member_cell(painter, QRectF(self.rect()), self._content)


class DistanceScale(_Sample):
    """The shades from below the others to above them."""

    def __init__(self) -> None:
        super().__init__(12 * len(STEPS) + 2, 12)

    def paint(self, painter: QPainter) -> None:
        """Paint the shades and their frame."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # no light between two shades
        width = (self.width() - 2) / len(STEPS)
        for place, points in enumerate(STEPS):
            background, _ink = theme.distance_tint(points)
            painter.fillRect(QRectF(1 + place * width, 1, width + 0.5, self.height() - 2), background)
        painter.setPen(QPen(theme.color("line_soft"), 1))
        painter.drawRect(QRectF(0.5, 0.5, self.width() - 1, self.height() - 1))


def legend(view: ConsolidationView) -> QVBoxLayout:
    """Return the legend of what this consolidation shows: only the kinds of bars and cells it holds."""
    tr = QCoreApplication.translate
    kinds = {cell.kind for row in view.rows for cell in row.cells}
    parts: list[Item] = [
        Label(tr("Ranking", "Barre : note officielle, depuis zéro"), "field"),
        6,
        *_bar_lines(view),
        12,
        Label(tr("Ranking", "Case : total donné par un membre"), "field"),
        6,
        _scale_line(),
        8,
    ]
    samples = (
        (CellKind.TOTAL, _far_cell(), tr("Ranking", "plus de {far} points d’écart aux autres")),
        (CellKind.PARTIAL, _partial_cell(), tr("Ranking", "trait : part de la grille notée")),
        (CellKind.RECUSED, MemberCell(CellKind.RECUSED), tr("Ranking", "déporté de ce dossier")),
        (CellKind.ABSENT, MemberCell(CellKind.ABSENT), tr("Ranking", "pas encore de lecture close")),
        (CellKind.ELSEWHERE, MemberCell(CellKind.ELSEWHERE), tr("Ranking", "lu par d’autres membres")),
        (CellKind.FORK, MemberCell(CellKind.FORK), tr("Ranking", "deux fiches se contredisent")),
    )
    for kind, content, words in samples:
        if kind in kinds:
            parts += [_line(CellSample(content), words.format(far=FAR)), 4]
    return column(*parts)


def _bar_lines(view: ConsolidationView) -> list[Item]:
    tr = QCoreApplication.translate
    lines = {row.line for row in view.rows}
    texts = (
        ("au_dessus", "au_dessus", tr("Ranking", "Dans les places à pourvoir")),
        ("a_la_ligne", "a_la_ligne", tr("Ranking", "À la ligne, ex æquo")),
        ("en_dessous", "en_dessous", tr("Ranking", "Au-delà du seuil")),
        (SEAT_NOTE, "en_dessous", tr("Ranking", "Note du dernier dossier dans les places")),
    )
    parts: list[Item] = []
    for sample, line, words in texts:
        if line in lines:
            parts += [_line(BarSample(sample), words), 4]
    return parts


def _line(sample: QWidget, words: str) -> QHBoxLayout:
    return row(sample, 10, Label(words, "mention"), STRETCH)


def _scale_line() -> QVBoxLayout:
    tr = QCoreApplication.translate
    below, above = tr("Ranking", "au-dessous"), tr("Ranking", "au-dessus")
    reach = tr("Ranking", "Teinte : écart à la moyenne des autres, pleine à {points} points")
    return column(
        row(Label(below, "mention"), 8, DistanceScale(), 8, Label(above, "mention"), STRETCH),
        4,
        Label(reach.format(points=theme.DISTANCE_SATURATED), "mention", wrap=True),
    )


def _far_cell() -> MemberCell:
    return MemberCell(CellKind.TOTAL, Fraction(88), Fraction(1), Fraction(15))


def _partial_cell() -> MemberCell:
    return MemberCell(CellKind.PARTIAL, Fraction(64), Fraction(3, 5), Fraction(0))
