"""The written anchors of the levels: all of them at the moment of choice, the chosen one afterwards."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from commission_app.scoring.grid import Criterion, Scale
from commission_app.scoring.sheet import MarkValue
from commission_app.texts import typeset
from commission_app.ui import fonts, theme
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Card, column, row

TEXT_LEFT: Final = 30
RIGHT: Final = 10
PADDING, COMPACT_PADDING = 5, 2
LINE_SPACING: Final = 1.16


class _LevelRow(QAbstractButton):
    """One level: digit, name, anchor. A click chooses it; the keyboard has the mark field."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self.level = level
        self._label = ""
        self._anchor = ""
        self._is_aimed = False
        self._heights: dict[
            tuple[int, int], float
        ] = {}  # by width and size of text: layouts ask for them often
        self.padding = PADDING
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_level(self, label: str, anchor: str) -> None:
        """Show the words of a level."""
        if (label, anchor) != (self._label, self._anchor):
            self._heights.clear()
        self._label, self._anchor = label, anchor
        self.setAccessibleName(f"{self.level} · {label}. {anchor}")
        self.updateGeometry()
        self.update()

    def aim(self, *, is_aimed: bool) -> None:
        """Light up while the mouse or the focus is on this level of the mark field."""
        self._is_aimed = is_aimed
        self.update()

    def nextCheckState(self) -> None:
        """Leave the choice to the editor: the row follows the sheet."""

    def hasHeightForWidth(self) -> bool:
        """Flow over several lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the flowed text."""
        known = width, theme.text_percent()
        if known not in self._heights:
            self._heights[known] = self._flow(width)[1]
        return round(self._heights[known]) + 2 * self.padding

    def sizeHint(self) -> QSize:
        """Return a size for a usual pane."""
        return QSize(theme.scaled(300), self.heightForWidth(theme.scaled(300)))

    def minimumSizeHint(self) -> QSize:
        """Accept a narrow pane."""
        return QSize(theme.scaled(160), theme.scaled(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the level."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_lit = self._is_aimed or (self.isEnabled() and self.underMouse())
        if self.isChecked() or is_lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected" if self.isChecked() else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        painter.setFont(fonts.font(13, fonts.SEMIBOLD, tabular=True))
        painter.setPen(theme.color("accent" if self.isChecked() else "title"))
        first_line = QRectF(0, self.padding, theme.scaled(TEXT_LEFT), theme.scaled(17))
        painter.drawText(first_line, Qt.AlignmentFlag.AlignCenter, str(self.level))
        painter.setPen(theme.color("text"))
        self._flow(self.width())[0].draw(painter, QPointF(theme.scaled(TEXT_LEFT), self.padding))

    def _flow(self, width: int) -> tuple[QTextLayout, float]:
        """Lay the name and the anchor out; return the height too."""
        layout = QTextLayout(f"{self._label} — {self._anchor}", fonts.font(12))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        strong = QTextLayout.FormatRange()
        strong.start, strong.length = 0, len(self._label)
        strong.format = _strong()
        layout.setFormats([strong])
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(60, width - theme.scaled(TEXT_LEFT) - RIGHT))
            line.setPosition(QPointF(0, height))
            height += line.height() * LINE_SPACING
        layout.endLayout()
        return layout, height


class LevelAnchors(QWidget):
    """The levels of one criterion; `chosen` carries the level that was clicked."""

    chosen = Signal(int)

    def __init__(self, scale: Scale) -> None:
        super().__init__()
        self._scale = scale
        self._anchors: tuple[str, ...] = ()
        self._rows = [_LevelRow(level) for level in range(scale.maximum + 1)]
        for level_row in self._rows:
            level_row.clicked.connect(lambda _=False, level=level_row.level: self.chosen.emit(level))
        self._list = QWidget()
        self._list.setLayout(column(*self._rows, spacing=1))
        self._name = Label("", "strong", tint="accent")
        self._anchor = Label("", "body", wrap=True)
        self._all = Button("", "link", size="small")
        self._all.clicked.connect(self.unfold)
        head = row(self._name, STRETCH, self._all)
        self._one = Card(
            column(head, 1, self._anchor, margins=(12, 5, 12, 9)),
            tint="selected_soft",
            line="selected_soft",
            radius=6,
        )
        self.setLayout(column(self._one, self._list))

    @property
    def is_unfolded(self) -> bool:
        """True while all levels are shown."""
        return not self._list.isHidden()

    def show_criterion(self, criterion: Criterion, mark: MarkValue, *, is_enabled: bool) -> None:
        """Show the anchors of a criterion: all of them while it has no mark."""
        self._anchors = criterion.anchors
        self._all.setText(self.tr("Voir les {count} niveaux").format(count=len(self._anchors)))
        for level_row in self._rows:
            label, anchor = self._scale.labels[level_row.level], typeset(self._anchors[level_row.level])
            level_row.show_level(label, anchor)
            level_row.setEnabled(is_enabled)
        self.show_mark(mark)
        self._fold(is_folded=isinstance(mark, int))

    def show_mark(self, mark: MarkValue) -> None:
        """Show which level is chosen, without folding anything under the mouse."""
        for level_row in self._rows:
            level_row.setChecked(level_row.level == mark)
        if isinstance(mark, int):
            self._name.setText(f"{mark} · {self._scale.labels[mark]}")
            self._anchor.setText(typeset(self._anchors[mark]))

    def aim(self, level: int | None) -> None:
        """Light the level under the mouse or the focus, among all of them."""
        for level_row in self._rows:
            level_row.aim(is_aimed=level_row.level == level)

    def unfold(self) -> None:
        """Show all levels: the moment of choice."""
        self._fold(is_folded=False)

    def set_compact(self, *, is_compact: bool) -> None:
        """Bring the levels closer in a small window, so that all of them are in sight."""
        for level_row in self._rows:
            level_row.padding = COMPACT_PADDING if is_compact else PADDING
            level_row.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self.updateGeometry()

    def _fold(self, *, is_folded: bool) -> None:
        self._one.setVisible(is_folded)
        self._list.setVisible(not is_folded)


def _strong() -> QTextCharFormat:
    format_ = QTextCharFormat()
    format_.setFontWeight(QFont.Weight.DemiBold)
    format_.setForeground(theme.color("title"))
    return format_
