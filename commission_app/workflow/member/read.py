"""What the member reads: the dossiers in their own order, and each piece through the worker process."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from commission_app.reader.anchors import framed_evidence, passage_evidence
from commission_app.reader.client import PageImage, Worker
from commission_app.reader.values import DocumentView, Hit, PageText
from commission_app.scoring.dossier import Piece
from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.scoring.reading_order import reading_order
from commission_app.scoring.sheet import Evidence, Rect
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.member.trust import secretariat_change
from commission_app.workflow.member.views import BundleView, ReadingDossier


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
    )


def piece_bytes(session: MemberSession, dossier: DossierId, path: PiecePath) -> bytes:
    """Return a piece, in memory only, exactly as the secretariat signed it. LOT-11, LOT-12, LOT-16."""
    bundle, piece = session.piece(dossier, path)
    return bundle.read_piece(piece.path)


@dataclass(frozen=True)
class OpenPiece:
    """A piece open in its own worker process: what the page view asks for, page by page."""

    piece: Piece
    worker: Worker
    document: DocumentView

    def page_image(self, page: int, width_px: int, rotation: Literal[0, 90, 180, 270] = 0) -> PageImage:
        """Return the picture of a page (from 1) at a width in pixels."""
        return self.worker.page_image(page, width_px, rotation)

    def page_text(self, page: int) -> PageText:
        """Return the text of a page."""
        return self.worker.page_text(page)

    def character_at(self, page: int, x_pt: float, y_pt: float) -> int | None:
        """Return the index of the character at a point of a page."""
        return self.worker.character_at(page, x_pt, y_pt)

    def range_rects(self, page: int, start: int, count: int) -> tuple[Rect, ...]:
        """Return the rectangles that cover a run of characters."""
        return self.worker.range_rects(page, start, count)

    def search(self, query: str) -> tuple[Hit, ...]:
        """Return where words stand in the piece, whatever their accents."""
        return self.worker.search(query)

    def anchor(self, page: int, start: int, count: int) -> Evidence:
        """Return the evidence that a run of characters makes."""
        return passage_evidence(
            self.worker,
            self.document,
            self.piece.path,
            self.piece.original_sha512,
            page=page,
            start=start,
            count=count,
        )

    def rectangle_anchor(self, page: int, rect: Rect) -> Evidence:
        """Return the evidence that a frame drawn on a scanned page makes."""
        return framed_evidence(
            self.document, self.piece.path, self.piece.original_sha512, page=page, rect=rect
        )

    def close(self) -> None:
        """End the worker process."""
        self.worker.close()


def open_piece(session: MemberSession, dossier: DossierId, path: PiecePath) -> OpenPiece:
    """Open a piece in a worker process of its own. PIE-01 to PIE-04 when it cannot be shown."""
    _, piece = session.piece(dossier, path)
    worker = Worker.start()
    try:
        document = worker.open(piece_bytes(session, dossier, path))
    except BaseException:
        worker.close()
        raise
    return OpenPiece(piece, worker, document)
