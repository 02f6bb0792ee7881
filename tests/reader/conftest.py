"""One reading process for the tests of a module: each test opens its own document in it."""

import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

from commission_app.reader.client import Worker

settings.load_profile("ci")

# What the kernel enforces on the reading process is promised on Linux only (reader/limits.py).
collect_ignore = [] if sys.platform == "linux" else ["test_reading_limits.py"]


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker.start() as running:
        yield running
