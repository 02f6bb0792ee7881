"""A ZIP or an e-mail that came in: what it holds, what of it may not be taken, and the bytes of each file.

Runs in the reading process: both are made by strangers. Nothing is ever unpacked on the disk, so a path that
climbs out of its archive leads nowhere; it is named all the same, since nobody makes one by mistake.
"""

import io
import stat
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath
from typing import Literal

from commission_app.dossiers.folder_files import leads_outside
from commission_app.errors import AppError

ENTRIES_LIMIT = 50_000
ENTRY_LIMIT = 256_000_000  # bytes: as for a piece
MAIL_LIMIT = 200_000_000
MAIL = ".eml"
ARCHIVE = ".zip"

Fault = Literal["", "locked", "outside", "nested", "link"]

_NESTED = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".eml", ".msg")
_LOCKED_BIT = 0x1


@dataclass(frozen=True)
class Contained:
    """One file of a container, at its place; with a fault, it cannot be read."""

    number: int
    name: str
    size: int
    fault: Fault = ""


@dataclass(frozen=True)
class Contents:
    """What a container holds; of an e-mail, also when it was received (ISO 8601), its subject and sender."""

    entries: tuple[Contained, ...]
    received: str = ""
    subject: str = ""
    sender: str = ""


class Container:
    """An open ZIP or e-mail. Raises IDX-20 when it is neither, is damaged or has too many files."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._archive: zipfile.ZipFile | None = None
        self._attached: tuple[bytes, ...] = ()
        try:
            if path.lower().endswith(MAIL):
                self.contents = self._open_mail()
            else:
                self.contents = self._open_archive()
        except AppError:
            raise
        except Exception as error:  # a damaged file makes these readers raise nearly anything
            raise _unreadable(path) from error

    def read(self, number: int) -> bytes:
        """Return the bytes of a file without a fault. IDX-20 when they are damaged or more than announced."""
        if self._archive is None:
            return self._attached[number]
        entry = self._archive.infolist()[number]
        try:
            with self._archive.open(entry) as source:
                data = source.read(min(entry.file_size, ENTRY_LIMIT) + 1)
        except Exception as error:  # same
            raise _unreadable(self.path) from error
        if len(data) != entry.file_size:
            raise _unreadable(self.path)
        return data

    def close(self) -> None:
        """Let go of the file."""
        if self._archive is not None:
            self._archive.close()

    def _open_archive(self) -> Contents:
        self._archive = zipfile.ZipFile(self.path)
        entries = self._archive.infolist()
        if len(entries) > ENTRIES_LIMIT:
            raise _unreadable(self.path)
        return Contents(
            tuple(
                Contained(number, entry.filename, entry.file_size, _fault_of(entry))
                for number, entry in enumerate(entries)
                if not entry.is_dir()
            )
        )

    def _open_mail(self) -> Contents:
        with Path(self.path).open("rb") as file:
            raw = file.read(MAIL_LIMIT + 1)
        if len(raw) > MAIL_LIMIT:
            raise _unreadable(self.path)
        mail = message_from_bytes(raw, policy=policy.default)
        if "from" not in mail:
            raise _unreadable(self.path)
        attached = [_attachment(part, place) for place, part in enumerate(mail.iter_attachments(), start=1)]
        self._attached = tuple(data for _, data in attached)
        entries = tuple(
            Contained(number, name, len(data), "outside" if leads_outside(name) else _nested(name))
            for number, (name, data) in enumerate(attached)
        )
        return Contents(entries, _received(mail), _header(mail, "subject"), _header(mail, "from"))


def _fault_of(entry: zipfile.ZipInfo) -> Fault:
    if leads_outside(entry.filename):
        return "outside"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "link"
    if entry.flag_bits & _LOCKED_BIT:
        return "locked"
    return _nested(entry.filename)


def _nested(name: str) -> Fault:
    return "nested" if PurePosixPath(name.lower()).suffix in _NESTED else ""


def _attachment(part: EmailMessage, place: int) -> tuple[str, bytes]:
    """Return the name and the bytes of an attachment; a mail that is attached to it is one file."""
    content = part.get_payload(decode=True)
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0)
        return f"message-{place}{MAIL}", bytes(inner) if isinstance(inner, EmailMessage) else b""
    name = part.get_filename() or f"piece-jointe-{place}"
    return name, content if isinstance(content, bytes) else b""


def _received(mail: EmailMessage) -> str:
    """Return when the last server took the mail, by its own clock, or else when it says to be written."""
    for header in ("received", "date"):
        for line in mail.get_all(header) or ():
            moment = _moment(str(line).rpartition(";")[2])
            if moment is not None:
                return moment.isoformat(timespec="minutes")
    return ""


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _header(mail: EmailMessage, name: str) -> str:
    return " ".join(str(mail.get(name, "")).split())[:300]


def _unreadable(path: str) -> AppError:
    return AppError("IDX-20", file=Path(path).name)


def holds_office_document(data: bytes) -> bool:
    """Tell whether bytes are a text or a table of an office program, of today or of before."""
    if data.startswith((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")):
        return True
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except Exception:  # noqa: BLE001 - a damaged file makes it raise nearly anything: it is no document
        return False
    return any(name.startswith(("word/", "xl/", "ppt/")) or name == "content.xml" for name in names)
