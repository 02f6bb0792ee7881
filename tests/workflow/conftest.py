from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workflow.campaigns import Prepared, invented, prepare


@pytest.fixture(scope="session")
def _prepared_once(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("prepared"), invented())


@pytest.fixture
def prepared(_prepared_once: Prepared, tmp_path: Path) -> Prepared:
    """A campaign of its own for each test, copied from one prepared once."""
    import shutil

    folder = tmp_path / "campagne"
    shutil.copytree(_prepared_once.folder, folder)
    return Prepared(folder, _prepared_once.scenario, _prepared_once.recovery_code, _prepared_once.letters)


@pytest.fixture
def broken_at() -> Callable[[int], Callable[[int, int, str], None]]:
    """A progress that interrupts the work at its nth step."""
    from commission_app.errors import Cancelled

    def make(step: int) -> Callable[[int, int, str], None]:
        calls = iter(range(step + 1))

        def progress(done: int, total: int, text: str) -> None:
            if next(calls, None) is None:
                raise Cancelled

        return progress

    return make
