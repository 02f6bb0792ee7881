"""Plays the beginning of a meeting, and is killed without warning: between acts, or inside the last one."""

import sys
from pathlib import Path

from commission_app.scoring.meeting.acts import Called, Opinion, Voted
from commission_app.workflow.desk import personal_desk
from commission_app.workflow.meeting.sitting import Sitting
from commission_app.workflow.secretariat.session import SecretariatSession, open_secretariat
from tests.soak.sudden_death import die


def main(desk: Path, code: str, moment: str) -> None:
    """Vote on the first dossier, then die: `after` it is kept, or `inside` its record."""
    with open_secretariat(personal_desk(desk, use_keyring=False), recovery_code=code) as session:
        sitting = Sitting(session)
        first = sitting.state.on_agenda[0]
        sitting.record(Called(first))
        if moment == "inside":
            SecretariatSession.log = die  # type: ignore[assignment,method-assign] # dying is the point
        sitting.record(Voted(first, Opinion.RETAIN, 2, 0, 0))
        die()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
