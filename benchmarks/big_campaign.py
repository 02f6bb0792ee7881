"""A campaign of a given weight, for benchmarks: scanned pages of noise that nothing compresses."""

import hashlib
import io
import json
import os
from pathlib import Path

import msgspec
from PIL import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from commission_app.rehearsal.generated import generated
from commission_app.scoring.dossier import Dossier, Piece, Territory
from commission_app.scoring.ids import DossierId, MemberId, PiecePath, Sha512
from commission_app.sealing.age_stream import encrypt
from commission_app.sealing.documents import write_document
from commission_app.sealing.manifest import dossier_document
from commission_app.store.records import DossierRecord, PieceRecord
from commission_app.workflow.desk import personal_desk
from commission_app.workflow.preparation.campaign import new_campaign, read_campaign
from commission_app.workflow.secretariat.letters import issue_codes
from commission_app.workflow.secretariat.session import SecretariatSession

rl_config.useA85 = 0  # pictures as bytes, the way scanners write them, and drawn ten times faster
SIDE_PIXELS = 1024  # 3 MB of noise
MEMBERS = 20
PIECES_OF_A_DOSSIER = 5


def prepare(folder: Path, megabytes: int) -> None:
    """Make the secretariat's desk, ready to seal; codes are left beside it."""
    (folder / "campagne.json").write_text(
        json.dumps({**generated(3, MEMBERS, 1).campaign, "calibration": []})
    )
    desk = personal_desk(folder / "secretariat", use_keyring=False)
    created = new_campaign(desk, read_campaign(folder / "campagne.json"))
    with created.session as session:
        session.place.pieces.mkdir()
        left = megabytes * 1_000_000
        position = 0
        while left > 0:
            position += 1
            left -= _add_dossier(session, position)
        issue_codes(session)
        code = session.database.campaign.code(MemberId("m20"))
        (folder / "code.txt").write_text(code.code if code else "")
    (folder / "secours.txt").write_text(created.recovery_code)


def _add_dossier(session: SecretariatSession, position: int) -> int:
    pieces, records, total = [], [], 0
    dossier = DossierId(f"{position:03d}")
    for number in range(1, PIECES_OF_A_DOSSIER + 1):
        data = scanned_page(f"{dossier}, pièce {number}")
        digest = Sha512(hashlib.sha512(data).hexdigest())
        path, name = PiecePath(f"d/{position:04d}/{number:02d}.pdf"), f"{position}-{number}.age"
        (session.place.pieces / name).write_bytes(encrypt(data, [session.recipient]))
        pieces.append(Piece(path, f"Pièce {number}", "annexe", len(data), 1, digest, digest, "native"))
        records.append(PieceRecord(dossier, path, digest, digest, name, name, ()))
        total += len(data)
    territory = Territory(f"Territoire {position}", "commune", "X", "62", "urbain", 10_000)
    document = write_document(
        dossier_document(Dossier(dossier, f"Projet {position}", territory, tuple(pieces)))
    )
    with session.database.transaction():
        session.database.campaign.put_dossier(
            DossierRecord(dossier, position, msgspec.json.encode(document), Sha512(""))
        )
        for record in records:
            session.database.campaign.put_piece(record)
    return total


def scanned_page(text: str) -> bytes:
    """Return a one-page PDF of about 3 MB."""
    noise = Image.frombytes("RGB", (SIDE_PIXELS, SIDE_PIXELS), os.urandom(3 * SIDE_PIXELS**2))
    target = io.BytesIO()
    canvas = Canvas(target, pageCompression=0)
    canvas.drawImage(ImageReader(noise), 60, 300, 470, 470)
    canvas.drawString(60, 200, text)
    canvas.save()
    return target.getvalue()
