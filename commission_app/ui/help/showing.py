"""Shows the help of a window: one help window, brought back to the front."""

from PySide6.QtWidgets import QWidget

from commission_app.ui.help.topics import Side


def show_topic(window: QWidget, name: str, side: Side = "membre") -> None:
    """Show a page of the help beside a window."""
    from commission_app.ui.help.help_window import HelpWindow  # not before somebody asks

    shown = window.findChild(HelpWindow)
    side = getattr(window, "side", side)
    if shown is None:
        shown = HelpWindow(window, side, getattr(window, "tasks", None))
    shown.show_topic(name)
