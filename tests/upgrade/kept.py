"""Keeps a campaign as this version of the application leaves it, for every later version to open.

    python -m tests.upgrade.kept

writes `data/VERSION.zip`: the desk of a secretariat that received one of its two fiches, the desk of a
member, their lots, the fiche still to be received, and `expected.json`: the codes, and what a later version
must find. To be run once for each version, before it is published; what is there is never written again.
"""

import json
import sys
import tempfile
import zipfile
from pathlib import Path

from commission_app import __version__
from commission_app.workflow.deliberation.consolidate import compute, facts_of
from tests.workflow.campaigns import invented, prepare
from tests.workflow.received import make_ready, received

DATA = Path(__file__).parent / "data"
KEPT = ("secretariat", "m01", "lots", "fiches")  # folders
NAME = "expected.json"


def keep(folder: Path, target: Path) -> None:
    """Make the campaign in a folder, and write it as one file."""
    ready = make_ready(prepare(folder, invented(2, 2)))
    received(ready.prepared, [ready.fiches["m01"]])
    with ready.prepared.secretariat() as session:
        done = compute(facts_of(session))
    expected = {
        "recovery_code": ready.prepared.recovery_code,
        "codes": {member: letter.code for member, letter in ready.prepared.letters.items()},
        "lot": ready.lot.name,
        "fiche": ready.fiches["m02"].name,
        "ranking": [[row.dossier, str(row.result.note)] for row in done.ranking],
    }
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(NAME, json.dumps(expected, ensure_ascii=False, indent=1))
        for name in KEPT:
            for file in sorted((folder / name).rglob("*")):
                if file.is_file():
                    archive.write(file, file.relative_to(folder).as_posix())


def main() -> int:
    """Keep this version."""
    target = DATA / f"{__version__}.zip"
    with tempfile.TemporaryDirectory() as folder:
        keep(Path(folder), target)
    print(f"{target.name}: {target.stat().st_size} bytes")  # noqa: T201 - a command
    return 0


if __name__ == "__main__":
    sys.exit(main())
