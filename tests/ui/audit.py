"""What every page must satisfy: each stop of the keyboard has a name, the wheel changes nothing."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTabBar,
    QWidget,
)

NO_CLICK = Qt.FocusPolicy.TabFocus


def stops(page: QWidget) -> Iterator[QWidget]:
    """Yield the widgets where the Tab key stops."""
    for widget in page.findChildren(QWidget):
        internal = isinstance(widget, QHeaderView) or widget.objectName().startswith("qt_")
        if widget.focusPolicy() & NO_CLICK and widget.isVisible() and not internal:
            yield widget


def unnamed(page: QWidget) -> list[str]:
    """Return the stops of the keyboard that a screen reader could not name."""
    return [
        f"{type(widget).__name__} {widget.geometry()}"
        for widget in stops(page)
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()
    ]


def state_of(widget: QWidget) -> object:
    """Return what a wheel could change in an input: its value, never its scrolling."""
    if isinstance(widget, QAbstractButton):
        return widget.isChecked()
    if isinstance(widget, QSlider):
        return widget.value()
    if isinstance(widget, QTabBar):
        return widget.currentIndex()
    if isinstance(widget, QLineEdit):
        return widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    return widget.currentIndex() if isinstance(widget, QAbstractItemView) else None


def changed_by_wheel(page: QWidget) -> list[str]:
    """Return the inputs whose value a wheel changes."""
    inputs = page.findChildren(QWidget)
    before = [state_of(widget) for widget in inputs]
    for widget in inputs:
        if widget.isVisible():
            for turn in (120, -120):
                QApplication.sendEvent(widget, wheel(widget, turn))
    return [
        type(widget).__name__
        for widget, earlier in zip(inputs, before, strict=True)
        if state_of(widget) != earlier
    ]


def wheel(widget: QWidget, turn: int) -> QWheelEvent:
    """Return one notch of the wheel over the middle of a widget."""
    middle = QPointF(widget.rect().center())
    return QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(widget.rect().center())),
        QPoint(0, 0),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
