"""Items side by side that go on to another line when there is no room: names, ways, short words."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowRow(QLayout):
    """Each item keeps the size it asks for; the height follows from the width."""

    def __init__(self, items: Sequence[QWidget], spacing: int = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._between = spacing
        self.setContentsMargins(0, 0, 0, 0)
        for item in items:
            self.addWidget(item)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item, as Qt asks."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item; none past the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Be higher when narrower."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        return self._place(QRect(0, 0, width, 0), is_real=False)

    def sizeHint(self) -> QSize:
        """Wish for one line."""
        hints = [item.sizeHint() for item in self._items]
        width = sum(hint.width() for hint in hints) + self._between * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """Take at least the widest item."""
        hints = [item.sizeHint() for item in self._items]
        width = max((hint.width() for hint in hints), default=0)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def setGeometry(self, place: QRect) -> None:
        """Place the items."""
        super().setGeometry(place)
        self._place(place, is_real=True)

    def _place(self, place: QRect, *, is_real: bool) -> int:
        """Fill the lines, each item in the middle of its own, and return the height of all of them."""
        top = place.top()
        for line in self._lines(place.width()):
            high, left = max(item.sizeHint().height() for item in line), place.left()
            for item in line:
                hint = item.sizeHint()
                if is_real:
                    item.setGeometry(QRect(QPoint(left, top + (high - hint.height()) // 2), hint))
                left += hint.width() + self._between
            top += high
        return top - place.top()

    def _lines(self, width: int) -> Iterator[list[QLayoutItem]]:
        line: list[QLayoutItem] = []
        taken = 0
        for item in self._items:
            wanted = item.sizeHint().width() + (self._between if line else 0)
            if line and taken + wanted > width:
                yield line
                line, taken, wanted = [], 0, item.sizeHint().width()
            line.append(item)
            taken += wanted
        if line:
            yield line
