"""Where the files shipped with the application are: checkout, installed wheel or frozen folder."""

import sys
from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """Return the folder of resources, wherever the application runs from."""
    package = Path(__file__).resolve().parent
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    candidates = [package / "_resources", package.parent / "resources"]
    if frozen:
        candidates.insert(0, Path(frozen) / "resources")
    found = next((candidate for candidate in candidates if candidate.is_dir()), None)
    if found is None:
        raise FileNotFoundError("resources")
    return found


def path(name: str) -> Path:
    """Return the path of one shipped file, named from the root: `fonts/Inter-Regular.ttf`."""
    return root() / name
