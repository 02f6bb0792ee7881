"""A piece opened by the secretariat from its own sealed copies, to show the page that a mark rests on."""

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.sealing.age_stream import AgeReader
from commission_app.workflow.open_piece import OpenPiece, Started
from commission_app.workflow.secretariat.session import SecretariatSession


def open_kept_piece(
    session: SecretariatSession,
    dossier: DossierId,
    path: PiecePath,
    password: str | None = None,
    started: Started = lambda _: None,
) -> OpenPiece:
    """Open a piece in a worker process of its own; its bytes are in memory only.

    CAM-04 for an unknown dossier or a piece that is not of it, PIE-01 to PIE-04 when it cannot be shown.
    """
    pieces = {piece.path: piece for piece in session.dossier(dossier).pieces}
    files = {record.path: record.copy_file for record in session.database.campaign.pieces(dossier)}
    if path not in pieces or path not in files:
        raise AppError("CAM-04", what=path)
    sealed_file = session.place.pieces / files[path]

    def read() -> bytes:
        with sealed_file.open("rb") as sealed, AgeReader(sealed, session.identities) as clear:
            return clear.read()

    return OpenPiece.of(pieces[path], read, password, started)
