"""Cycles are collected by the window's thread and by no other."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from commission_app.ui.garbage import GarbageCollection


class Cycle:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collection() -> Iterator[GarbageCollection]:
    gc.enable()  # as Python starts
    owner = QObject()
    yield GarbageCollection(owner)
    gc.unfreeze()
    owner.deleteLater()


def allocate_much() -> None:
    """Allocate far more than the collector's threshold."""
    kept = [[number] for number in range(50_000)]
    del kept


def test_a_busy_lane_collects_nothing(collection: GarbageCollection) -> None:
    lost = weakref.ref(Cycle())
    lane = threading.Thread(target=allocate_much)
    lane.start()
    lane.join()
    assert lost() is not None
    assert not gc.isenabled()


def test_the_window_collects_what_is_due(qtbot: QtBot, collection: GarbageCollection) -> None:
    lost = weakref.ref(Cycle())
    kept = [[number] for number in range(50_000)]
    qtbot.waitUntil(lambda: lost() is None)
    assert len(kept) == 50_000
