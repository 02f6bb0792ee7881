"""One reading process for the tests of a module."""

from collections.abc import Iterator

import pytest

from commission_app.reader.client import Worker


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker.start() as running:
        yield running
