"""Five minutes of practice: a real tiny campaign in a private folder, erased with all that was done in it.

One fictional dossier, the short grid, one member; real keys, a real lot and a real code. Its fiche is sealed
to a secretariat that exists nowhere else, so that it goes nowhere.
"""

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from commission_app.rehearsal.play import typeset
from commission_app.rehearsal.scenario import Scenario
from commission_app.rehearsal.six_dossiers import six_dossiers
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.sealing.atomic_file import write_atomically
from commission_app.workflow.desk import Desk, local_now, personal_desk
from commission_app.workflow.preparation.campaign import new_campaign, read_campaign
from commission_app.workflow.preparation.intake.intake import apply_intake
from commission_app.workflow.preparation.lots.seal import seal_bundles
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat.letters import issue_codes

DOSSIER: Final = DossierId("05-vaubrelles-sous-bois")
MEMBER: Final = MemberId("m01")
NAME: Final = "Camille Essai"
PREFIX: Final = "commission-app-entrainement-"
PIECES, STEPS = 2, 3
DEADLINE: Final = timedelta(days=30)
ABANDONED: Final = timedelta(days=1)


@dataclass(frozen=True)
class Practice:
    """A folder that nobody else reads, the lot and the code of its only member. Erase it on leaving."""

    folder: Path
    lot: Path
    code: str

    @property
    def desk(self) -> Desk:
        """The desk of the member who practices: never the person's own, never their keyring."""
        return personal_desk(self.folder / "bureau", use_keyring=False)

    @property
    def sheets(self) -> Path:
        """Where its fiches are written."""
        return self.folder / "fiches"

    def erase(self) -> None:
        """Remove everything; what another program still holds is left to the system's own cleaning."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        """Use the practice inside a block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Erase it."""
        self.erase()


def begin_practice(progress: Progress) -> Practice:
    """Make the folder, the campaign, its dossier and its lot; nothing is left when it cannot be."""
    _remove_abandoned(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))  # for this account only
    try:
        return _prepare(folder, progress)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _remove_abandoned(place: Path) -> None:
    """Remove what programs that were killed left of theirs, a day ago or more."""
    oldest = (local_now() - ABANDONED).timestamp()
    for folder in place.glob(f"{PREFIX}*"):
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def _prepare(folder: Path, progress: Progress) -> Practice:
    for name in ("candidatures", "lots", "fiches", "bureau"):
        (folder / name).mkdir()
    secretariat = personal_desk(folder / "secretariat", use_keyring=False)
    deadline = (secretariat.now() + DEADLINE).strftime("%Y-%m-%dT18:00")
    scenario = _scenario(deadline)
    file = folder / "campagne.json"
    write_atomically(file, json.dumps(scenario.campaign, ensure_ascii=False).encode())
    progress(0, STEPS, "Le dossier fictif")
    typeset(scenario, folder / "candidatures", lambda *_: None)
    progress(1, STEPS, "Le lot d’entraînement")
    with new_campaign(secretariat, read_campaign(file)).session as session:
        apply_intake(session, folder / "candidatures", lambda *_: None)
        progress(2, STEPS, "Le lot d’entraînement")
        issue_codes(session)
        (bundle,) = seal_bundles(session, folder / "lots", lambda *_: None)
        issued = session.database.campaign.code(MEMBER)
    if issued is None:
        raise LookupError(MEMBER)
    shutil.rmtree(folder / "candidatures")
    progress(STEPS, STEPS, "")
    return Practice(folder, bundle.file, issued.code)


def _scenario(deadline: str) -> Scenario:
    """Return one dossier of the demonstration, with its first letters, for one member who marks alone."""
    (dossier,) = (known for known in six_dossiers().dossiers if known.id == DOSSIER)
    files = [piece.file for piece in dossier.pieces[:PIECES]]
    index = dict(dossier.index)
    index["pieces"] = [piece for piece in index["pieces"] if piece["fichier"] in files]
    return Scenario(
        _campaign(deadline), (replace(dossier, index=index, pieces=dossier.pieces[:PIECES]),), {}, ()
    )


def _campaign(deadline: str) -> Mapping[str, Any]:
    return {
        "id": "entrainement",
        "name": "Campagne d’entraînement",
        "phone": "01 00 00 00 00",
        "deadline": deadline,
        "meeting": deadline,
        "institutions": [{"id": "ESSAI", "name": "Organisme d’essai"}],
        "members": [{"id": MEMBER, "name": NAME, "institution": "ESSAI"}],
        "grid": "short",
        "rules": {"seats": 1, "readings_min": 1},
    }
