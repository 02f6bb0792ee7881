"""Files that come from another computer or go to one: read within a size, never written over another."""

from pathlib import Path

from commission_app.errors import AppError
from commission_app.sealing.atomic_file import read_bounded


def read_file(file: Path, most: int, refusal: str) -> bytes:
    """Return the bytes of a file. The refusal of this code when it has more than `most`, or is unreadable.

    It names the file without its ending, which means nothing to a member.
    """
    try:
        data = read_bounded(file, most)
    except OSError as error:
        raise AppError(refusal, file=file.stem) from error
    if data is None:
        raise AppError(refusal, file=file.stem)
    return data


def free_name(folder: Path, stem: str, ending: str, joint: str = "_") -> Path:
    """Return a name that overwrites nothing: two members may bear the same, and a file may be made twice."""
    candidate, number = folder / f"{stem}{ending}", 1
    while candidate.exists():
        number += 1
        candidate = folder / f"{stem}{joint}{number}{ending}"
    return candidate


def free_file(folder: Path, name: str) -> Path:
    """Return the same for a document whose name is settled: what was written there before stays as it was."""
    wanted = Path(name)
    return free_name(folder, wanted.stem, wanted.suffix)


def refuse_existing(file: Path) -> None:
    """Refuse to write over a file that a person named. ARC-08."""
    if file.exists():
        raise AppError("ARC-08", file=file.name)
