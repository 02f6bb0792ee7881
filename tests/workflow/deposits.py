"""Deposits that a secretariat may bring: sound ones, and those that a careless or a hostile hand made."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

from commission_app.reader.client import Worker
from commission_app.scoring.ids import DossierId
from commission_app.sealing.age_stream import decrypt
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.reader.sample_pdfs import letter

HEADER = "id;porteur;type;departement;typologie;population;fichier;nature"
LETTER = letter(("Lettre d’intention de la ville", "Elle porte son projet."))
CAF = letter(("Lettre de la Caf", "Elle soutient le projet."))


def index(*lines: str) -> bytes:
    """Return an index: « a1;Ville de Mourzat;commune;23;rural;1220;a.pdf;intention »."""
    return "\n".join((HEADER, *lines)).encode()


def line(dossier: str, file: str, nature: str = "lettre d’intention", name: str = "Mourzat") -> str:
    """Return one line of an index."""
    return f"{dossier};Ville de {name};commune;23;rural;1220;{file};{nature}"


def folder(place: Path, files: Mapping[str, bytes]) -> Path:
    """Write files in a folder."""
    for name, data in files.items():
        target = place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return place


def sound(place: Path) -> Path:
    """Write a sound deposit of one dossier."""
    table = index(line("a1", "a.pdf"), line("a1", "caf.pdf", "CAF"))
    return folder(place, {"index.csv": table, "a.pdf": LETTER, "caf.pdf": CAF})


def archive(target: Path, files: Mapping[str, bytes]) -> Path:
    """Write a ZIP."""
    with zipfile.ZipFile(target, "w") as made:
        for name, data in files.items():
            made.writestr(name, data)
    return target


def locked(target: Path, files: Mapping[str, bytes]) -> Path:
    """Write a ZIP that says its files are under a password."""
    data = bytearray(archive(target, files).read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + place] |= 1
            start = data.find(mark, start + 4)
    target.write_bytes(data)
    return target


def linked(target: Path, files: Mapping[str, bytes]) -> Path:
    """Write a ZIP that holds a symbolic link beside its files."""
    archive(target, files)
    with zipfile.ZipFile(target, "a") as made:
        entry = zipfile.ZipInfo("raccourci.pdf")
        entry.create_system = 3
        entry.external_attr = 0o120777 << 16
        made.writestr(entry, "/etc/passwd")
    return target


def twice(target: Path, files: Mapping[str, bytes]) -> Path:
    """Write a ZIP that holds the same name twice."""
    archive(target, files)
    data = target.read_bytes()
    name = next(iter(files)).encode()
    other = b"z" * len(name)
    with zipfile.ZipFile(target, "a") as made:
        made.writestr(other.decode(), b"another")
    target.write_bytes(target.read_bytes().replace(other, name))
    assert target.read_bytes() != data
    return target


def mail(target: Path, subject: str, received: str, files: Mapping[str, bytes]) -> Path:
    """Write an e-mail whose servers stamped it."""
    message = EmailMessage()
    message["Received"] = f"from mx.exemple.fr by mx.social.fr; {received}"
    message["From"], message["To"] = "Mairie <mairie@exemple.fr>", "ami@social.fr"
    message["Subject"], message["Date"] = subject, "Tue, 01 Jun 2021 08:00:00 +0200"
    message.set_content("Bonjour,\nveuillez trouver notre candidature.")
    for name, data in files.items():
        message.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    target.write_bytes(message.as_bytes())
    return target


def huge_png(side: int = 60_000) -> bytes:
    """Return a small PNG that claims billions of points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    lines = zlib.compress(bytes(200_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def half_png() -> bytes:
    """Return a PNG whose head is sound and whose end never came."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.effect_noise((300, 300), 80).save(buffer, "PNG")
    return buffer.getvalue()[:9_000]


def text_of(session: SecretariatSession, dossier: str) -> str:
    """Return the text that members find on the first page of a dossier."""
    record = session.database.campaign.pieces(DossierId(dossier))[0]
    copy = decrypt((session.place.pieces / record.copy_file).read_bytes(), session.identities)
    with Worker.start() as worker:
        worker.open(copy)
        return str(worker.page_text(1).text)
