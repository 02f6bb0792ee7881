"""The emergency sheet without a line of this program: an age tool of somebody else, `unzip`, `ssh-keygen`.

Collected only when the npm package age-encryption was fetched, and both commands are there.
"""

from pathlib import Path

import pytest

from tests.sealing import exchange as x
from tests.sealing.test_age_npm import run_on
from tests.sealing.test_emergency import check_fiche, unzip

pytestmark = pytest.mark.external


def test_a_fiche_is_opened_and_checked_by_foreign_programs_alone(tmp_path: Path) -> None:
    sealed = x.sent(x.PARTS, tmp_path)
    (packed,) = run_on("open", [sealed], identity=x.RECOVERY.text)
    check_fiche(packed, tmp_path)


def test_a_lot_is_opened_by_foreign_programs_alone(lot: Path, tmp_path: Path) -> None:
    folder = tmp_path / "opened"
    folder.mkdir()
    (packed,) = run_on("open", [lot.read_bytes()], identity=x.SECRETARIAT_IDENTITY.text)
    unzip(packed, folder)
    assert {path: (folder / path).read_bytes() for path in x.CONTENTS} == x.CONTENTS
