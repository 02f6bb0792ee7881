"""From the process to the first painted window, beside the least that Qt itself needs, in one run.

python -m benchmarks.start [RUNS]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Line, show

LEAST = """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
window.show()
application.processEvents()
"""
OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from commission_app.ui.start import open_desk
from commission_app.ui.first_use import code_page, start_window
shown = start_window.StartWindow.show_page
def leave(window, page):
    shown(window, page)
    if isinstance(page, code_page.CodePage):
        window.repaint()
        QTimer.singleShot(0, QApplication.instance().quit)
start_window.StartWindow.show_page = leave
open_desk(Path(sys.argv[1]), None, None, use_keyring=False)
"""
LIMIT_SECONDS = 1.0


def seconds(code: str, folder: str) -> float:
    """Return how long a process takes to show its window and leave."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", code, folder], check=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    )
    return time.perf_counter() - begun


def main() -> None:
    """Alternate both, and print medians and their ratio."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "desk").mkdir()
        pairs = [(seconds(LEAST, folder), seconds(OURS, folder)) for _ in range(runs)]
    least, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    show([Line("our first page, painted", ours, "s", "an empty Qt window", least, most=LIMIT_SECONDS)])


if __name__ == "__main__":
    main()
