"""The pin of PySide6 holds: calls that return nothing take no reference away (docs/decisions/001)."""

import subprocess
import sys

import pytest

CALLS = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, QTimer
application = QCoreApplication([])
thing, timer = QObject(), QTimer()
before = {value: sys.getrefcount(value) for value in (None, True, False)}
for number in range(20_000):
    thing.setObjectName("a")
    timer.setInterval(number % 7)
    thing.signalsBlocked()
    application.processEvents()
lost = {value: before[value] - sys.getrefcount(value) for value in before}
assert all(count < 100 for count in lost.values()), lost
"""


@pytest.mark.filterwarnings("error")
def test_twenty_thousand_calls_without_result_leave_the_interpreter_whole() -> None:
    child = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, check=False)
    assert child.returncode == 0, child.stderr
