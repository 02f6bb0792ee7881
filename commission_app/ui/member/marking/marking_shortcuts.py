"""What the keys of the marking page do: its shortcuts, and single keys outside the fields of text."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from commission_app.ui import actions
from commission_app.ui.member.grid.grid_panel import GridPanel
from commission_app.ui.member.marking.marking_gestures import MarkingGestures
from commission_app.ui.member.marking.marking_keys import SHIFT, Slot, Stroke
from commission_app.ui.member.marking.reading_gestures import ReadingGestures
from commission_app.ui.member.marking.reading_pane import ReadingPane

Step = Callable[[int], object]  # 1 for what comes next, -1 for what comes before
NONE = Qt.KeyboardModifier.NoModifier


def add_shortcuts(page: QWidget, gestures: MarkingGestures, reading: ReadingPane, step_dossier: Step) -> None:
    """Give the page its actions: they work wherever the keyboard is in it."""
    slots: dict[str, Slot] = {
        "undo": gestures.undo,
        "redo": gestures.redo,
        "next_dossier": lambda: step_dossier(1),
        "previous_dossier": lambda: step_dossier(-1),
        "next_piece": lambda: reading.tabs.step(forward=True),
        "find": reading.reader.go_to_find,
        "go_back": reading.reader.go_back,
    }
    context = Qt.ShortcutContext.WidgetWithChildrenShortcut
    page.addActions([actions.make(name, page, slot, context=context) for name, slot in slots.items()])


def single_keys(
    grid: GridPanel, gestures: MarkingGestures, reading: ReadingGestures, step_criterion: Step
) -> dict[Stroke, Slot]:
    """Return what single keys do, those that mark apart."""
    return {
        (Qt.Key.Key_Return, NONE): lambda: step_criterion(1),
        (Qt.Key.Key_Enter, NONE): lambda: step_criterion(1),
        (Qt.Key.Key_Return, SHIFT): lambda: step_criterion(-1),
        (Qt.Key.Key_Enter, SHIFT): lambda: step_criterion(-1),
        (Qt.Key.Key_C, NONE): grid.card.write_remark,
        (Qt.Key.Key_P, NONE): gestures.cite,
        **reading.keys(),
    }
