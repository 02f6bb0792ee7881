"""What the member reads: the dossiers in their own order, and each piece through the worker process."""

from datetime import datetime
from functools import partial

from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.scoring.reading_order import reading_order
from commission_app.workflow.member.grid_carry import grid_notice
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.member.trust import secretariat_change
from commission_app.workflow.member.views import BundleView, ReadingDossier
from commission_app.workflow.open_piece import OpenPiece, Started


def bundle_view(session: MemberSession) -> BundleView:
    """Return all that the member's pages need of the opened lots."""
    manifest = session.manifest
    member = manifest.member(session.member)
    held = {dossier.id: dossier for dossier in session.dossiers()}
    order = reading_order(held, session.member, manifest.readers, manifest.order_seed, manifest.calibration)
    calibration = frozenset(manifest.calibration)
    return BundleView(
        campaign=manifest.name,
        phone=manifest.phone,
        deadline=datetime.fromisoformat(manifest.deadline),
        member=session.member,
        member_name=member.name,
        institution=member.institution,
        grid=manifest.grid,
        neutralised=session.neutralised,
        dossiers=tuple(
            ReadingDossier(held[dossier], position, dossier in calibration)
            for position, dossier in enumerate(order, start=1)
        ),
        lot_version=max(bundle.manifest.serial for bundle in session.bundles.values()),
        secretariat_change=secretariat_change(session.database),
        grid_notice=grid_notice(session),
    )


def piece_bytes(session: MemberSession, dossier: DossierId, path: PiecePath) -> bytes:
    """Return a piece, in memory only, exactly as the secretariat signed it. LOT-11, LOT-12, LOT-16."""
    bundle, piece = session.piece(dossier, path)
    return bundle.read_piece(piece.path)


def open_piece(
    session: MemberSession,
    dossier: DossierId,
    path: PiecePath,
    password: str | None = None,
    started: Started = lambda _: None,
) -> OpenPiece:
    """Open a piece in a worker process of its own. PIE-01 to PIE-04 when it cannot be shown.

    A password that opens the piece is remembered until the session closes, in memory only. `started` receives
    what ends the process.
    """
    _, piece = session.piece(dossier, path)
    given = session.passwords.get(path) if password is None else password
    opened = OpenPiece.of(piece, partial(piece_bytes, session, dossier, path), given, started)
    if given is not None:
        session.passwords[path] = given
    return opened
