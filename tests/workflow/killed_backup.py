"""Backs up the draft of a desk after one more edit, and is killed without warning at the moment given."""

import os
import sys
from pathlib import Path

from commission_app.scoring.ids import CriterionId
from commission_app.scoring.sheet import Entry
from commission_app.workflow.member.draft_backup import save_backup
from commission_app.workflow.member.mark import entry_edit, record
from commission_app.workflow.member.open_bundle import resume
from tests.soak.sudden_death import die
from tests.workflow.campaigns import make_desk


def main(desk: Path, moment: str) -> None:
    """Do everything that a backup does until the moment: before `fsync` or before `replace`."""
    with resume(make_desk(desk), code=sys.stdin.read()) as session:
        dossier = next(iter(session.dossiers())).id
        record(session, entry_edit(session.sheet, dossier, CriterionId("A1.1"), Entry(1)))
        if moment == "fsync":
            os.fsync = die  # type: ignore[assignment]  # dying is the whole point of this script
        else:
            Path.replace = die  # type: ignore[method-assign,assignment]  # same
        save_backup(session)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
