"""Sealed files of the pieces of an import: apart until everything is there, gone if it does not go through.

Each piece is kept twice, sealed to the secretariat's own keys: as received, and the copy that lots will hold.
"""

import shutil
from contextlib import suppress
from pathlib import Path

from commission_app.sealing.age_stream import encrypt
from commission_app.sealing.atomic_file import write_atomically
from commission_app.workflow.secretariat.session import SecretariatSession

INCOMING = "entrants"  # in the folder of pieces


class PieceStore:
    """What one import writes."""

    def __init__(self, session: SecretariatSession) -> None:
        self._session = session
        self._pieces = session.place.pieces
        self._incoming = self._pieces / INCOMING
        self._names: list[str] = []
        self._moved: list[Path] = []
        self.forget()  # what a program that was killed left there

    def keep(self, original: bytes, copy: bytes) -> tuple[str, str]:
        """Seal a piece as received and its viewing copy; return the names of both files."""
        stem = self._session.desk.random(16).hex()
        names = (f"{stem}.original.age", f"{stem}.copie.age")
        self._incoming.mkdir(parents=True, exist_ok=True)
        for name, data in zip(names, (original, copy), strict=True):
            sealed = encrypt(data, [self._session.recipient], self._session.desk.random)
            write_atomically(self._incoming / name, sealed)
            self._names.append(name)
        return names

    def settle(self) -> None:
        """Put every file at its place: the records that name them come right after."""
        for name in self._names:
            target = self._pieces / name
            (self._incoming / name).replace(target)
            self._moved.append(target)
        self._remove_incoming()

    def forget(self) -> None:
        """Remove all that this import wrote."""
        for path in self._moved:
            path.unlink(missing_ok=True)
        self._remove_incoming()

    def _remove_incoming(self) -> None:
        with suppress(FileNotFoundError):
            shutil.rmtree(self._incoming)
