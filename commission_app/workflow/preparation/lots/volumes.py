"""The secretariat cuts a sealed lot into volumes that mail carries."""

from pathlib import Path
from typing import Final

from commission_app.sealing.volumes import cut
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat.session import SecretariatSession

MEGABYTE: Final = 1_000_000
SIZES: Final = (5, 10, 15, 20)  # Mo offered; mail makes a file a third larger on its way
USUAL: Final = 10


def cut_lot(
    session: SecretariatSession, lot: Path, megabytes: int, folder: Path, progress: Progress
) -> tuple[Path, ...]:
    """Cut a lot into volumes of at most so many Mo, in a folder. VOL-01, VOL-02, LOT-01, LOT-15, SEA-03."""
    files = cut(lot, megabytes * MEGABYTE, folder, progress)
    session.log("lot_cut", {"file": lot.stem, "volumes": len(files)})
    return files
