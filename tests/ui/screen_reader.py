"""Hears what a screen reader would of the application: run by the system's Python, which knows AT-SPI.

    python3 tests/ui/screen_reader.py COMMAND…

It runs the command with accessibility on, and prints one JSON line for each control that takes the focus
(`heard`: "focus", with its name, role and description), and one for each announcement (`heard`: "said").
"""

import json
import os
import subprocess
import sys
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - the version comes first

FOCUS = "object:state-changed:focused"
ANNOUNCEMENT = "object:announcement"


def tell(heard: str, name: str, role: str = "", description: str = "") -> None:
    line = {"heard": heard, "name": name, "role": role, "description": description}
    print(json.dumps(line, ensure_ascii=False), flush=True)  # noqa: T201 - the pipe is how the test hears


def hear(event: Any) -> None:
    """Tell one event. What is gone meanwhile is not told."""
    try:
        if event.type.startswith(ANNOUNCEMENT):
            tell("said", str(event.any_data))
        elif event.detail1:
            source = event.source
            tell("focus", source.get_name(), source.get_role_name(), source.get_description())
    except GLib.Error:
        pass


def main() -> int:
    """Hear until the application ends."""
    Atspi.init()
    listener = Atspi.EventListener.new(hear)
    for kind in (FOCUS, ANNOUNCEMENT):
        if not Atspi.EventListener.register(listener, kind):
            raise SystemExit(f"not heard: {kind}")
    tell("ready", "")
    application = subprocess.Popen(sys.argv[1:], env={**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"})
    loop = GLib.MainLoop()
    GLib.child_watch_add(GLib.PRIORITY_DEFAULT, application.pid, lambda *_: loop.quit())
    loop.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
