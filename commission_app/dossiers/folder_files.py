"""The files of an import folder, found under the names an index gives them, and those nobody named."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from pathlib import PurePosixPath

_DRIVE = re.compile(r"^[A-Za-z]:")
_LEFT_BY_SYSTEMS = ("thumbs.db", "desktop.ini", "__macosx")


class FolderFiles:
    """Paths from the root of the folder, with slashes, as the disk spells them."""

    def __init__(self, names: Collection[str], index_files: Collection[str]) -> None:
        self._names = frozenset(names)
        self._by_spelling = {_spelling(name): name for name in sorted(names)}
        self._used = set(index_files)

    def find(self, folders: Iterable[str], name: str) -> str | None:
        """Return the file an index names, looked for in each folder; None when it is not there.

        Another case, or accents composed in the manner of another system, are the same file.
        """
        for folder in folders:
            wanted = str(PurePosixPath(folder, _slashed(name)))
            found = wanted if wanted in self._names else self._by_spelling.get(_spelling(wanted))
            if found is not None:
                self._used.add(found)
                return found
        return None

    def unused(self) -> tuple[str, ...]:
        """Return the files that no dossier named, but for those that systems leave in folders."""
        return tuple(sorted(name for name in self._names - self._used if not is_left_by_a_system(name)))


def leads_outside(name: str) -> bool:
    """Tell whether a file name climbs out of its folder, or starts from the root of a disk."""
    path = _slashed(name)
    return path.startswith("/") or bool(_DRIVE.match(path)) or ".." in path.split("/")


def twins(names: Collection[str]) -> Iterable[tuple[str, str]]:
    """Give the pairs of files whose names differ only by case or by the form of their accents."""
    first: dict[str, str] = {}
    for name in sorted(names):
        other = first.setdefault(_spelling(name), name)
        if other != name:
            yield other, name


def _slashed(name: str) -> str:
    return name.strip().replace("\\", "/")


def _spelling(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def is_left_by_a_system(name: str) -> bool:
    """Tell whether a file was put there by a system for itself."""
    return any(
        part.startswith((".", "~$")) or part.casefold() in _LEFT_BY_SYSTEMS for part in name.split("/")
    )
